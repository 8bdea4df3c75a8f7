/** Benchmarks of the kernels of recurrent cells. */
package org.isobit.bench.recurrent;
