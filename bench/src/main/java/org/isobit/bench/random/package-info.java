/** Benchmarks of random draws. */
package org.isobit.bench.random;
