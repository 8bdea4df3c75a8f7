/** Pooling, resizes and permutations of axes on a device: see {@link org.isobit.kernels.pooling}. */
package org.isobit.gpu.pooling;
