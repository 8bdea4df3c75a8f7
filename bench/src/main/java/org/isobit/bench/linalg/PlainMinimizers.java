package org.isobit.bench.linalg;

import org.isobit.kernels.Backend;
import org.isobit.kernels.reduce.ReduceReference;
import org.isobit.linalg.minimization.CostFunction;
import org.isobit.linalg.minimization.LinearOperator;

/** Conjugate gradients and L-BFGS as one writes them, with scalar loops. */
final class PlainMinimizers {

  private static final ReduceReference SCALAR = ReduceReference.of(Backend.REFERENCE);

  private PlainMinimizers() {}

  private static double dot(double[] x, double[] y) {
    return SCALAR.dot(x.length, x, 0, 1, y, 0, 1);
  }

  private static void add(double a, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.fma(a, x[i], y[i]);
    }
  }

  /** A·x = b from x = 0, operation by operation as the library's. */
  static double[] conjugateGradients(LinearOperator a, double[] b, double tolerance) {
    double[] x = new double[b.length];
    double[] r = b.clone();
    double[] p = b.clone();
    double[] q = new double[b.length];
    double rho = dot(r, r);
    double asked = tolerance * Math.sqrt(rho);
    while (Math.sqrt(rho) > asked) {
      a.apply(p, q);
      double alpha = rho / dot(p, q);
      add(alpha, p, x);
      add(-alpha, q, r);
      double before = rho;
      rho = dot(r, r);
      double beta = rho / before;
      for (int i = 0; i < p.length; i++) {
        p[i] = Math.fma(beta, p[i], r[i]);
      }
    }
    return x;
  }

  /** With a search that halves steps until the value falls enough. */
  static double[] lbfgs(CostFunction function, double[] start, int memory, double tolerance) {
    int n = start.length;
    double[] x = start.clone();
    double[] g = new double[n];
    double[][] s = new double[memory][n];
    double[][] y = new double[memory][n];
    double[] alpha = new double[memory];
    double value = function.evaluate(x, g);
    double asked = tolerance * Math.sqrt(dot(g, g));
    double[] point = new double[n];
    double[] gradient = new double[n];
    double[] d = new double[n];
    int k = 0;
    while (Math.sqrt(dot(g, g)) > asked) {
      for (int i = 0; i < n; i++) {
        d[i] = -g[i];
      }
      int oldest = Math.max(0, k - memory);
      for (int j = k - 1; j >= oldest; j--) {
        int m = j % memory;
        alpha[m] = dot(s[m], d) / dot(s[m], y[m]);
        add(-alpha[m], y[m], d);
      }
      double scale = k == 0 ? 1.0 / Math.sqrt(dot(g, g))
          : dot(s[(k - 1) % memory], y[(k - 1) % memory]) / dot(y[(k - 1) % memory], y[(k - 1) % memory]);
      for (int i = 0; i < n; i++) {
        d[i] *= scale;
      }
      for (int j = oldest; j < k; j++) {
        int m = j % memory;
        add(alpha[m] - dot(y[m], d) / dot(s[m], y[m]), s[m], d);
      }
      double slope = dot(g, d);
      double t = 2.0;
      double reached;
      do {
        t = 0.5 * t;
        for (int i = 0; i < n; i++) {
          point[i] = x[i] + t * d[i];
        }
        reached = function.evaluate(point, gradient);
      } while (reached > value + 1e-4 * t * slope && t > 1e-10);
      for (int i = 0; i < n; i++) {
        s[k % memory][i] = point[i] - x[i];
        y[k % memory][i] = gradient[i] - g[i];
        x[i] = point[i];
        g[i] = gradient[i];
      }
      value = reached;
      // A search that looks at values alone meets negative curvature, which would spoil the memory.
      k += dot(s[k % memory], y[k % memory]) > 0.0 ? 1 : 0;
    }
    return x;
  }
}
