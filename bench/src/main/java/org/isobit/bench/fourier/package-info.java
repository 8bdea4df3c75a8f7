/** Benchmarks of Fourier transforms and of solvers on them, against JTransforms and, where it is installed, FFTW. */
package org.isobit.bench.fourier;
