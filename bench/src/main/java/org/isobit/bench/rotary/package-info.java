/** Benchmarks of rotary positions. */
package org.isobit.bench.rotary;
