/** Benchmarks of losses for training. */
package org.isobit.bench.loss;
