/**
 * Pooling, resizing and rearrangements of images and lines: maxima and averages of windows, nearest and bilinear
 * resizes, and permutations of axes such as pixel shuffles and patches; without allocation.
 *
 * <p>Tensors are contiguous and row-major, samples first; a sample is channels × rows × columns. A sample's output
 * never depends on the batch it is in.
 */
package org.isobit.kernels.pooling;
