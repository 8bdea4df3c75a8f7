/** JMH benchmarks of every kernel with honest opponents in the same run, and the report on the hardware. */
package org.isobit.bench;
