/** Convolutions on a device: see {@link org.isobit.kernels.convolution}. */
package org.isobit.gpu.convolution;
