/** Benchmarks of attention. */
package org.isobit.bench.attention;
