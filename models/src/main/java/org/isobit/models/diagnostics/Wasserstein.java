package org.isobit.models.diagnostics;

import java.util.Arrays;
import org.isobit.kernels.Checks;

/**
 * The Wasserstein distance W₁ of two distributions of one number, the area between their distribution functions,
 * ∫ |F(x) − G(x)| dx (Vallender 1974, Theory Probab. Appl. 18, 784–786): how far, in the number's own unit, mass has to
 * be moved on average. Thread-safe.
 */
public final class Wasserstein {

  private static final String NAME = "Wasserstein";

  private Wasserstein() {}

  /**
   * Of two samples, exactly: n·log n operations.
   *
   * @param a one sample, at least one number; not changed
   * @param b the other one
   * @return W₁
   * @throws IllegalArgumentException if one is empty, or a number is not finite
   */
  public static double ofSamples(double[] a, double[] b) {
    double[] x = sorted("first", a);
    double[] y = sorted("second", b);
    double distance = 0.0;
    int i = 0;
    int j = 0;
    double last = x[0] < y[0] ? x[0] : y[0];
    while (i < x.length || j < y.length) {
      boolean first = j == y.length || i < x.length && x[i] <= y[j];
      double next = first ? x[i] : y[j];
      // Between two neighbours both functions are constant.
      distance = Math.fma(Math.abs((double) i / x.length - (double) j / y.length), next - last, distance);
      last = next;
      if (first) {
        i++;
      } else {
        j++;
      }
    }
    return distance;
  }

  private static double[] sorted(String name, double[] sample) {
    if (sample.length == 0) {
      throw new IllegalArgumentException(NAME + ": the " + name + " sample is empty");
    }
    for (int i = 0; i < sample.length; i++) {
      if (!Double.isFinite(sample[i])) {
        throw new IllegalArgumentException(NAME + ": number " + i + " of the " + name + " sample is " + sample[i]);
      }
    }
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * Of two histograms with the same bins of equal width, with the mass of a bin at its middle: W₁ of samples to the
   * width of a bin.
   *
   * @param a     counts, or any weights that are not negative
   * @param b     the other one's
   * @param width of a bin, positive
   * @return W₁
   * @throws IllegalArgumentException if there are not as many bins, a count is negative or not finite, or there is none
   */
  public static double ofHistograms(double[] a, double[] b, double width) {
    Checks.positive(NAME, "width", width);
    if (a.length != b.length) {
      throw new IllegalArgumentException(NAME + ": the histograms have " + a.length + " and " + b.length + " bins");
    }
    double all = sum("first", a);
    double other = sum("second", b);
    double f = 0.0;
    double g = 0.0;
    double area = 0.0;
    for (int i = 0; i < a.length - 1; i++) {
      f += a[i];
      g += b[i];
      area += Math.abs(f / all - g / other);
    }
    return width * area;
  }

  private static double sum(String name, double[] counts) {
    double sum = 0.0;
    for (int i = 0; i < counts.length; i++) {
      Checks.notNegative(NAME, "count " + i + " of the " + name + " histogram", counts[i]);
      sum += counts[i];
    }
    if (!(sum > 0.0)) {
      throw new IllegalArgumentException(NAME + ": the " + name + " histogram is empty");
    }
    return sum;
  }
}
