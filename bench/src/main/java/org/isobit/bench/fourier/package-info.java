/** Benchmarks of Fourier transforms, against JTransforms and, where it is installed, FFTW. */
package org.isobit.bench.fourier;
