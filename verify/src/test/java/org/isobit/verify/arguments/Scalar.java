package org.isobit.verify.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * One number of a public entry and its legal range.
 *
 * @param name  what messages call it
 * @param value what it is in a legal call: Integer, Long, Double or Float
 * @param legal which numbers are legal
 */
record Scalar(String name, Number value, DoublePredicate legal) {

  private static final double[] NUMBERS = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
      -Double.MAX_VALUE, -Float.MAX_VALUE, -1.0, -Float.MIN_VALUE, -Double.MIN_VALUE, -0.0, 0.0, Double.MIN_VALUE,
      Float.MIN_VALUE, 0.25,
      0x1.fffffep-1, 0x1.fffffffffffffp-1, 1.0, 2.0, Float.MAX_VALUE, Double.MAX_VALUE};

  Class<?> type() {
    return switch (value) {
      case Integer i -> int.class;
      case Long l -> long.class;
      case Float f -> float.class;
      default -> double.class;
    };
  }

  /** Numbers of its type to try. A size of a legal call is as large as its arrays allow: the largest int never fits. */
  List<Number> trials() {
    List<Number> trials = new ArrayList<>();
    switch (value) {
      case Integer i -> trials.addAll(List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE));
      case Long l -> trials.addAll(List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE));
      case Float f -> {
        for (double x : NUMBERS) {
          trials.add((float) x);
        }
      }
      default -> {
        for (double x : NUMBERS) {
          trials.add(x);
        }
      }
    }
    return trials;
  }

  boolean allows(Number trial) {
    return legal.test(trial.doubleValue());
  }
}
