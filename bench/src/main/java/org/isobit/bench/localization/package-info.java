/** Benchmarks of tapers and distances. */
package org.isobit.bench.localization;
