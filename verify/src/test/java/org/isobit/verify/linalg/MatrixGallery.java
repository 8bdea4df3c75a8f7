// Master of FloatMatrixGallery: the float version is generated from this file.
package org.isobit.verify.linalg;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.verify.Inputs;

/** Matrices that factorisations find hard, all n×n, row-major without padding. Thread-safe. */
final class MatrixGallery {

  /** Distance from 1 to the next number. */
  static final double EPSILON = 0x1p-52; // float: static final float EPSILON = 0x1p-23f;

  private static final double HUGE = 0x1p1000; // float: private static final float HUGE = 0x1p100f;
  private static final double TINY = 0x1p-1000; // float: private static final float TINY = 0x1p-100f;
  private static final double SUBNORMAL = 0x1p-1060; // float: private static final float SUBNORMAL = 0x1p-140f;

  private MatrixGallery() {}

  /** Symmetric matrices by name. */
  static Map<String, double[]> symmetric(int n) {
    Map<String, double[]> all = new LinkedHashMap<>();
    all.put("random", scaled(random(n, 1), 1.0));
    all.put("zero", new double[n * n]);
    all.put("identity", diagonal(ones(n)));
    double[] ascending = new double[n];
    double[] graded = new double[n];
    double[] steep = new double[n];
    for (int i = 0; i < n; i++) {
      ascending[i] = (i * 7) % 5 - 2;
      graded[i] = power(-i);
      steep[i] = power(-3 * i);
    }
    all.put("diagonal", diagonal(ascending));
    all.put("graded", congruent(graded, random(n, 2)));
    double[] reversed = new double[n];
    for (int i = 0; i < n; i++) {
      reversed[i] = steep[n - 1 - i];
    }
    all.put("steeply graded", congruent(steep, random(n, 3)));
    all.put("steeply graded, large last", congruent(reversed, random(n, 4)));
    all.put("clustered", spectrum(n, i -> 1.0 + i * EPSILON, 5));
    all.put("two values", spectrum(n, i -> i < n / 2 ? 1.0 : -2.0, 6));
    all.put("rank one", spectrum(n, i -> i == 0 ? 3.0 : 0.0, 7));
    all.put("rank half", spectrum(n, i -> i < n / 2 ? 1.0 + i : 0.0, 8));
    all.put("wilkinson", wilkinson(n));
    all.put("huge", scaled(random(n, 9), HUGE));
    all.put("tiny", scaled(random(n, 10), TINY));
    all.put("subnormal", scaled(random(n, 11), SUBNORMAL));
    all.put("constant", filled(n, 1.0));
    all.put("tridiagonal zero diagonal", hopping(n));
    all.put("huge and tiny blocks", blocks(n));
    return all;
  }

  /** Symmetric positive definite matrices by name, condition number 1 … 10^12 (float: 10^5). */
  static Map<String, double[]> positive(int n) {
    Map<String, double[]> all = new LinkedHashMap<>();
    int decades = 12; // float: int decades = 5;
    for (int c = 0; c <= decades; c += 3) {
      double ratio = c;
      all.put("condition 1e" + c, spectrum(n, i -> (double) Math.pow(10.0, n > 1 ? -ratio * i / (n - 1) : 0.0), 20
          + c));
    }
    all.put("identity", diagonal(ones(n)));
    all.put("huge", scaled(spectrum(n, i -> 1.0 + i, 30), HUGE));
    all.put("tiny", scaled(spectrum(n, i -> 1.0 + i, 31), TINY));
    double[] scales = new double[n];
    for (int i = 0; i < n; i++) {
      scales[i] = power(i % 2 == 0 ? 20 : -20);
    }
    all.put("badly scaled", congruent(scales, spectrum(n, i -> 1.0 + i, 32)));
    return all;
  }

  /** A spectrum as a function of the index. */
  interface Spectrum {
    double at(int i);
  }

  static double[] random(int n, int seed) {
    double[] a = new Inputs(seed * 1000L + n).doubles(n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[j * n + i] = a[i * n + j];
      }
    }
    return a;
  }

  /** Q·diag·Qᵀ with Q a product of reflections. */
  static double[] spectrum(int n, Spectrum lambda, int seed) {
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = lambda.at(i);
    }
    Inputs inputs = new Inputs(seed * 1000L + n);
    for (int pass = 0; pass < 3; pass++) {
      double[] v = inputs.doubles(n);
      double square = 0.0;
      for (double x : v) {
        square += x * x;
      }
      if (n > 1) {
        reflect(n, a, v, square, false);
        reflect(n, a, v, square, true);
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[j * n + i] = a[i * n + j];
      }
    }
    return a;
  }

  private static void reflect(int n, double[] a, double[] v, double square, boolean columns) {
    int step = columns ? 1 : n;
    int other = columns ? n : 1;
    for (int j = 0; j < n; j++) {
      double s = 0.0;
      for (int i = 0; i < n; i++) {
        s += v[i] * a[j * other + i * step];
      }
      for (int i = 0; i < n; i++) {
        a[j * other + i * step] -= 2.0 * s * v[i] / square;
      }
    }
  }

  static double[] diagonal(double[] d) {
    int n = d.length;
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = d[i];
    }
    return a;
  }

  private static double[] congruent(double[] d, double[] a) {
    int n = d.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] = d[i] * a[i * n + j] * d[j];
      }
    }
    return a;
  }

  private static double[] scaled(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
    return a;
  }

  private static double[] wilkinson(int n) {
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = Math.abs(i - (n - 1) / 2);
      if (i > 0) {
        a[i * n + i - 1] = 1.0;
        a[(i - 1) * n + i] = 1.0;
      }
    }
    return a;
  }

  private static double[] hopping(int n) {
    double[] a = new double[n * n];
    for (int i = 1; i < n; i++) {
      a[i * n + i - 1] = i % 2;
      a[(i - 1) * n + i] = i % 2;
    }
    return a;
  }

  private static double[] blocks(int n) {
    double[] a = random(n, 12);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i < n / 2 != j < n / 2) {
          a[i * n + j] = 0.0;
        } else if (i < n / 2) {
          a[i * n + j] *= TINY;
        }
      }
    }
    return a;
  }

  private static double[] filled(int n, double value) {
    double[] a = new double[n * n];
    java.util.Arrays.fill(a, value);
    return a;
  }

  private static double[] ones(int n) {
    double[] x = new double[n];
    java.util.Arrays.fill(x, 1.0);
    return x;
  }

  private static double power(int k) {
    double x = 1.0;
    for (int i = 0; i < Math.abs(k); i++) {
      x *= k < 0 ? 0.5 : 2.0;
    }
    return x;
  }
}
