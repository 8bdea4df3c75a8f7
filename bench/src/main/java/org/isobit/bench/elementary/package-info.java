/** Benchmarks of the elementary functions. */
package org.isobit.bench.elementary;
