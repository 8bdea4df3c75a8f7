package org.isobit.models.assimilation.internal;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.Finite;

/** Sums from eigenvalues and eigenvectors, of one problem at a time. Serves one thread, and keeps its arrays. */
public final class EigenSums implements FiniteSizeSums {

  private final String filter;
  private final SymmetricEigen eigen = new SymmetricEigen();
  private int members;
  private int order;
  double[] lambda = {};
  double[] q = {};
  double[] vectors = {};
  private double squares;
  private double cubes;

  /**
   * For problems of one filter.
   *
   * @param filter its name, for messages
   */
  public EigenSums(String filter) {
    this.filter = filter;
  }

  /**
   * Takes a problem.
   *
   * @param k        members
   * @param n        order: members, or observations
   * @param products S·Sᵀ, or Sᵀ·S, n × n
   * @param right    S·d, or d
   * @return this
   * @throws NumericalException if components overflow
   */
  public EigenSums of(int k, int n, double[] products, double[] right) {
    members = k;
    if (order != n) {
      order = n;
      lambda = new double[n];
      q = new double[n];
      vectors = new double[n * n];
    }
    eigen.factor(n, products, 0, n);
    eigen.values(lambda, 0);
    eigen.vectors(vectors, 0, n);
    Gemm.gemv(false, n, n, 1.0, vectors, 0, n, right, 0, 1, 0.0, q, 0, 1);
    requireFinite(filter, n, q);
    for (int i = 0; i < n; i++) {
      if (lambda[i] <= eigen.negligible()) {
        // S has no such singular value, and S·d no such component, but for rounding.
        lambda[i] = 0.0;
        q[i] = 0.0;
      }
    }
    return this;
  }

  /** Refuses components that are no numbers. */
  public static void requireFinite(String filter, int n, double[] q) {
    int bad = Finite.first(q, 0, n);
    if (bad >= 0) {
      throw new NumericalException(filter + ": observed anomalies times the innovation overflow", bad, q[bad]);
    }
  }

  @Override
  public double degrees() {
    double degrees = members - 1;
    double sum = members - order;
    for (int i = 0; i < order; i++) {
      sum += degrees / (lambda[i] + degrees);
    }
    return sum;
  }

  @Override
  public void at(double zeta) {
    squares = 0.0;
    cubes = 0.0;
    for (int i = 0; i < order; i++) {
      double w = q[i] / (lambda[i] + zeta);
      squares = Math.fma(w, w, squares);
      cubes = Math.fma(w * w, 1.0 / (lambda[i] + zeta), cubes);
    }
  }

  @Override
  public double squares() {
    return squares;
  }

  @Override
  public double cubes() {
    return cubes;
  }
}
