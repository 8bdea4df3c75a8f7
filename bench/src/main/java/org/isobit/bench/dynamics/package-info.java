/** Benchmarks of what advances models. */
package org.isobit.bench.dynamics;
