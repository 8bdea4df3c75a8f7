/** Random numbers on a device: see {@link org.isobit.kernels.random}. */
package org.isobit.gpu.random;
