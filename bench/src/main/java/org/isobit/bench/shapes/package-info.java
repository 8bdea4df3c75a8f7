/** Shapes in which Isobit loses, or lost, against native libraries ({@code isobit bench shapes}). */
package org.isobit.bench.shapes;
