/** Benchmarks of the ensemble kernels. */
package org.isobit.bench.ensemble;
