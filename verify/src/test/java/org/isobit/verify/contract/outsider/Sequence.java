package org.isobit.verify.contract.outsider;

/** The generator of inputs that the section "Test vectors" of the document describes. Not thread-safe. */
final class Sequence {

  private long state;

  Sequence(long seed) {
    state = seed;
  }

  long next() {
    state = state + 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
