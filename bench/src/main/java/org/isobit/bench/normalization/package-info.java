/** Benchmarks of normalisations. */
package org.isobit.bench.normalization;
