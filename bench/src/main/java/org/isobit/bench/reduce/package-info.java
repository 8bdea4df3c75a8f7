/** Benchmarks of the reductions. */
package org.isobit.bench.reduce;
