package org.isobit.models.assimilation.variational;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.models.assimilation.Gaussian;

/**
 * Covariances before and after an analysis in terms of controls v, whose prior is N(0, I): a state is x + Z'v with one
 * row of Z for each control, its prior covariance Z'Z; with S the rows as the observations see them, over their errors,
 * I + S·S' is the Hessian of J and the posterior covariance Z'·(I + S·S')⁻¹·Z.
 */
final class Posterior {

  private Posterior() {}

  /** U = B^½, symmetric, of the covariance of a law times a number. */
  static double[] root(String method, String what, Gaussian law, double scale) {
    int n = law.size();
    double[] root = law.covariance().clone();
    for (int i = 0; i < root.length; i++) {
      root[i] *= scale;
    }
    Checks.finite(method, what, root, 0, root.length);
    try {
      new SymmetricRoot().factor(n, root, 0, n).squareRoot(root, 0, n);
    } catch (NumericalException e) {
      throw new IllegalArgumentException(method + ": the " + what + " must be positive semidefinite, but its "
          + "eigenvalue " + e.index() + " is " + e.value(), e);
    }
    return root;
  }

  /** The identity, to which what observations say of the controls is added. */
  static double[] identity(String method, int controls) {
    double[] a = new double[Checks.elements(method, controls, controls, Double.BYTES)];
    for (int i = 0; i < controls; i++) {
      a[i * controls + i] = 1.0;
    }
    return a;
  }

  /** Adds S·S', controls × controls, of S with so many columns. */
  static void add(int controls, int columns, double[] s, double[] a) {
    Gemm.gram(false, controls, columns, 1.0, s, 0, columns, 1.0, a, 0, controls);
  }

  /** Writes the standard deviations of Z'·A⁻¹·Z; Z is changed. Sums are over controls in ascending order. */
  static void deviations(String method, int controls, double[] a, int n, double[] z, double[] to) {
    try {
      new Cholesky().factor(controls, a, 0, controls).solveLower(n, z, 0, n);
    } catch (NumericalException e) {
      NumericalException better = new NumericalException(method + ": observations are too accurate for the standard "
          + "deviations of the analysis to be found: use larger observation errors; pivot", e.index(), e.value());
      better.initCause(e);
      throw better;
    }
    Arrays.fill(to, 0.0);
    for (int c = 0; c < controls; c++) {
      for (int i = 0; i < n; i++) {
        to[i] = Math.fma(z[c * n + i], z[c * n + i], to[i]);
      }
    }
    for (int i = 0; i < n; i++) {
      to[i] = Math.sqrt(to[i]);
    }
  }
}
