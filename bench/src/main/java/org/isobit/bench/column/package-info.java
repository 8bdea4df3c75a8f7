/** Benchmarks of systems of vertical columns, against LAPACK. */
package org.isobit.bench.column;
