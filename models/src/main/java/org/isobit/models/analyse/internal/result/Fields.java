package org.isobit.models.analyse.internal.result;

/** Figures about whole fields; every sum is one chain in ascending index. */
public final class Fields {

  private Fields() {}

  /** √(Σ x² ÷ n). */
  public static double rms(double[] x) {
    double s = 0;
    for (double v : x) {
      s = Math.fma(v, v, s);
    }
    return Math.sqrt(s / x.length);
  }

  /** max |x|. */
  static double largest(double[] x) {
    double largest = 0;
    for (double v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  /** a − b. */
  public static double[] difference(double[] a, double[] b) {
    double[] d = new double[a.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = a[i] - b[i];
    }
    return d;
  }
}
