/** Counter-based random numbers: any draw by seed, stream and index. */
package org.isobit.kernels.random;
