/** Benchmarks of vertical columns: systems of equations against LAPACK, sinking, optical depths. */
package org.isobit.bench.column;
