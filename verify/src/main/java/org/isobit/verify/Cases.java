package org.isobit.verify;

/** How many cases a conformance run goes through. */
public enum Cases {
  /** A few tiny shapes: for the interpreter, emulated widths and emulated processors. */
  SHORT,
  /** All lengths around vector, chunk and block borders, offsets, leading dimensions, special values. */
  FULL
}
