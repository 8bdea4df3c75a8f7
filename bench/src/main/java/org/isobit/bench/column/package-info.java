/** Benchmarks of vertical columns: systems of equations and diffusion against LAPACK, sinking, optical depths. */
package org.isobit.bench.column;
