/** Fourier transforms on CUDA devices. */
package org.isobit.gpu.fourier;
