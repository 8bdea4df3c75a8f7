package org.isobit.models.assimilation.smoothing;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.FiniteSizeCost;
import org.isobit.models.assimilation.internal.Limits;

/**
 * Gauss–Newton steps towards the weights w of members that minimise ½·Σ_j β_j·‖d_j(w)‖² + the prior's cost, with d_j
 * the innovations at w and Y_j the sensitivities there, both over error deviations. The prior's cost is ½·(N − 1)·‖w‖²,
 * or that of {@link FiniteSizeCost}, whose gradient is ζ(w)·w. With G = Σ β·Y·Yᵀ,
 *
 * <pre>
 *   w ← w + B⁻¹·(Σ β·Y·d − ζ·w),   B = G + ζ·I,   T = √(N − 1)·B^{-1/2}
 * </pre>
 *
 * ζ being N − 1, or that of the finite-size prior, (N − 1)·c/(ε + ‖w‖²). The minimum of the linearised problem, as
 * EnKF-N finds it, would be too long a step where a model is far from linear: its first inflation is for innovations
 * that the next run does away with. Not thread-safe.
 */
final class GaussNewton {

  private final String name;
  private final int k;
  private final double bundle;
  private final FiniteSizeCost cost;
  private final double[] w;
  private final double[] projected;
  private final double[] step;
  private final double[] eigenvalues;
  private final double[] function;
  private final double[] gram;
  private final double[] matrix;
  private final double[] transform;
  private final double[] inverse;
  private final SymmetricEigen eigen = new SymmetricEigen();

  /**
   * Steps for so many members.
   *
   * @param bundle width of members whose observed anomalies are added, 0 if they are those that T made
   * @param prior  null for a normal one
   */
  GaussNewton(String name, int members, double bundle, FiniteSize prior) {
    this.name = name;
    this.k = members;
    this.bundle = bundle;
    cost = prior == null ? null : new FiniteSizeCost(name, prior);
    w = new double[k];
    projected = new double[k];
    step = new double[k];
    eigenvalues = new double[k];
    function = new double[k];
    int square = Checks.elements(name, k, k, 4 * Double.BYTES);
    gram = new double[square];
    matrix = new double[square];
    transform = new double[square];
    inverse = new double[square];
  }

  /** From w = 0 and T = I. */
  void begin() {
    Arrays.fill(w, 0.0);
    Arrays.fill(transform, 0.0);
    Arrays.fill(inverse, 0.0);
    for (int m = 0; m < k; m++) {
      transform[m * k + m] = 1.0;
      inverse[m * k + m] = 1.0;
    }
    clear();
  }

  private void clear() {
    Arrays.fill(gram, 0.0);
    Arrays.fill(projected, 0.0);
  }

  /** What is observed at one time of the ensemble that {@link #transform} makes, with its weight β. */
  void add(Analysis a, double beta) {
    int p = a.count;
    double root = Math.sqrt(beta);
    double[] y = a.workspace.doubles(GaussNewton.class, "sensitivities", k, p);
    if (bundle == 0.0) {
      Gemm.gemm(false, false, k, p, k, root, inverse, 0, k, a.s, 0, p, 0.0, y, 0, p, a.workers);
    } else {
      System.arraycopy(a.s, 0, y, 0, y.length);
      Anomalies.scale(k, p, root / bundle, y, 0, p, a.workers);
    }
    Gemm.gram(false, k, p, 1.0, y, 0, p, 1.0, gram, 0, k, a.workers);
    Gemm.gemv(false, k, p, root, y, 0, p, a.innovation, 0, 1, 1.0, projected, 0, 1);
  }

  /**
   * A step with all that was added.
   *
   * @return ‖Δw‖²
   */
  double step() {
    double zeta = cost == null ? k - 1 : cost.zeta(k, gram, projected, dot(w));
    System.arraycopy(gram, 0, matrix, 0, gram.length);
    for (int m = 0; m < k; m++) {
      matrix[m * k + m] += zeta;
    }
    eigen.factor(k, matrix, 0, k).values(eigenvalues, 0);
    Limits.requireCondition(name, eigenvalues[k - 1] / zeta, "");
    for (int m = 0; m < k; m++) {
      function[m] = Limits.inverseRoot(eigenvalues[m], zeta);
      step[m] = Math.fma(-zeta, w[m], projected[m]);
    }
    eigen.function(function, 0, transform, 0, k);
    double root = Math.sqrt(k - 1);
    for (int m = 0; m < k; m++) {
      eigenvalues[m] = 1.0 / (function[m] * root);
    }
    eigen.function(eigenvalues, 0, inverse, 0, k);
    Gemm.gemv(false, k, k, 1.0, transform, 0, k, step, 0, 1, 0.0, function, 0, 1);
    Gemm.gemv(false, k, k, 1.0, transform, 0, k, function, 0, 1, 0.0, step, 0, 1);
    Anomalies.scale(k, k, root, transform, 0, k, Workers.serial());
    for (int m = 0; m < k; m++) {
      w[m] = w[m] + step[m];
    }
    clear();
    return dot(step);
  }

  private double dot(double[] x) {
    return Reduce.dot(k, x, 0, x, 0, Workers.serial());
  }

  /**
   * The matrix that makes members x̄ + wᵀ·A + T·A of anomalies A.
   *
   * @param analysis whether members are those of the analysis; otherwise those that sensitivities are found with, in
   *                 the bundle variant x̄ + wᵀ·A + ε·A
   */
  double[] transform(boolean analysis) {
    for (int m = 0; m < k; m++) {
      for (int j = 0; j < k; j++) {
        double own = analysis || bundle == 0.0 ? transform[m * k + j] : m == j ? bundle : 0.0;
        matrix[m * k + j] = own + w[j];
      }
    }
    return matrix;
  }
}
