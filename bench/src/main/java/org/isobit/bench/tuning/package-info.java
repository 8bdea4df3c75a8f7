/** Measures which sizes of blocks suit the processor ({@code isobit bench tuning}). */
package org.isobit.bench.tuning;
