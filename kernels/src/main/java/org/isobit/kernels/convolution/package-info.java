/**
 * Convolutions of images and of lines: grouped, strided, dilated, with padding of zeros, of the border or around a
 * circle; without allocation.
 *
 * <p>Tensors are contiguous and row-major, samples first; a sample is channels × rows × columns. A sample's output
 * never depends on the batch it is in.
 */
package org.isobit.kernels.convolution;
