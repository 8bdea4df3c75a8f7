package org.isobit.linalg.minimization;

import org.isobit.kernels.Checks;
import org.isobit.kernels.reduce.Reduce;

/** What methods do with whole vectors. Thread-safe. */
final class Vectors {

  private Vectors() {}

  /** A copy of the start, once it and the number of variables are checked. */
  static double[] start(String method, int size, double[] start) {
    return point(method, "start", size, start);
  }

  /** A copy of a point or direction of that name, alike. */
  static double[] point(String method, String name, int size, double[] x) {
    Checks.positive(method, "the number of variables", size);
    Checks.present(method, name, x);
    if (x.length != size) {
      throw new IllegalArgumentException(method + ": " + name + " has " + x.length + " elements, but there are " + size
          + " variables");
    }
    Checks.finite(method, name, x, 0, size);
    return x.clone();
  }

  static double dot(double[] x, double[] y) {
    return Reduce.dot(x.length, x, 0, y, 0);
  }

  static double norm(double[] x) {
    return Reduce.norm2(x.length, x, 0);
  }

  /** y = y + a·x. */
  static void add(double a, double[] x, double[] y) {
    sum(a, x, y, y);
  }

  /** out = y + a·x; out may be x or y. */
  static void sum(double a, double[] x, double[] y, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.fma(a, x[i], y[i]);
    }
  }

  /** out = x − y. */
  static void difference(double[] x, double[] y, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] - y[i];
    }
  }

  /** out = a·x. */
  static void scale(double a, double[] x, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a * x[i];
    }
  }

  static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** max(a, b) of the contract. */
  static double larger(double a, double b) {
    return b > a || b != b ? b : a;
  }

  static double smaller(double a, double b) {
    return b < a || b != b ? b : a;
  }
}
