/**
 * Discrete Fourier transforms of members, complex and real, in one and two dimensions: the same bits for any number of
 * members, any width and any number of threads.
 */
package org.isobit.kernels.fourier;
