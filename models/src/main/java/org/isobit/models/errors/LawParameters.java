package org.isobit.models.errors;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.isobit.kernels.Checks;

/** Checks and lists of the laws' parameters. */
final class LawParameters {

  private LawParameters() {}

  static double positive(String law, String name, double value) {
    if (!(value > 0.0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(law + ": " + name + " must be positive and finite, but is " + value);
    }
    return value;
  }

  static double finite(String law, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(law + ": " + name + " must be finite, but is " + value);
    }
    return value;
  }

  /** Checks the range of draws, of which an error takes several at {@code perError} addresses. */
  static void draws(String law, long first, int n, double[] out, int at, long perError) {
    Checks.vector(law, "out", out.length, at, n);
    if (first < 0 || first > Long.MAX_VALUE / perError - n) {
      throw new IllegalArgumentException(law + ": there is no error " + first);
    }
  }

  static SequencedMap<String, Double> of(String name, double value) {
    SequencedMap<String, Double> map = new LinkedHashMap<>();
    map.put(name, value);
    return map;
  }

  static SequencedMap<String, Double> of(String first, double value, String second, double other) {
    SequencedMap<String, Double> map = of(first, value);
    map.put(second, other);
    return map;
  }
}
