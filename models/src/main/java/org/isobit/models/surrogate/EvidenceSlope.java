package org.isobit.models.surrogate;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.surrogate.DifferentiableSurrogate.Adjoints;
import org.isobit.models.surrogate.DifferentiableSurrogate.Derivatives;
import org.isobit.models.surrogate.LaplaceSmoother.Posterior;

/**
 * Derivatives of the evidence of a {@link LaplaceSmoother} at a point, and where they lead.
 *
 * @param gradient    g, by the parameters, with that of their prior
 * @param information S
 * @param moves       how the likeliest trajectory moves with the parameters, −H_xx⁻¹·H_xA, n × P at each time
 * @param step        S⁻¹·g
 * @param promised    ½·gᵀ·S⁻¹·g, what the step is to raise the evidence by
 * @param errors      roots of the diagonal of S⁻¹
 * @param score       derivative by the logarithm of all variances
 */
record EvidenceSlope(double[] gradient, double[] information, double[][] moves, double[] step, double promised,
                     double[] errors, double score) {

  /**
   * With T_k = ∂F_A(x_{k−1})/∂A at the likeliest trajectory, e_k its errors and means over the law about it,
   *
   * <pre>
   *   g = Σ_k T_kᵀ·Q⁻¹·e_k + Σ_k E[T(x_{k−1})ᵀ·Q⁻¹·(e − e_k)] − H_Axᵀ·H_xx⁻¹·v,    v_k = E[M(x_k)ᵀ·Q⁻¹·(e − e_{k+1})]
   * </pre>
   *
   * <p>The first sum is of −J, the others of −½·ln|H|: as T and M change with the state, and as the trajectory moves.
   * Second derivatives of F by the state, times errors, are left out of how it moves, as they are of H; and means
   * over the law keep what ln|H| at its centre has not.
   */
  static EvidenceSlope at(DifferentiableSurrogate surrogate, Estimate at, Posterior posterior, Workers workers) {
    int n = surrogate.size();
    int p = surrogate.parameters();
    int times = posterior.states().length - 1;
    double[] q = Estimate.variances("EvidenceSlope", at.variances(), n);
    SigmaPoints points = SigmaPoints.of(posterior, q);
    Adjoints adjoints = surrogate.adjoints(at.parameters(), points.starts(), points.weighted(), workers);
    Derivatives d = surrogate.derivatives(at.parameters(), posterior.states(), times, true, workers);
    double[] g = adjoints.byParameters().clone();
    double squares = points.squares();
    double[][] mixed = new double[times + 1][n * p];
    double[][] ofNoise = new double[times + 1][n];
    double[] information = new double[p * p];
    double[] e = new double[n];
    double[] weighted = new double[n * p];
    for (int k = 0; k < times; k++) {
      double[] t = d.byParameters()[k];
      double[] m = d.byState()[k];
      for (int i = 0; i < n; i++) {
        double error = posterior.states()[k + 1][i] - d.ends()[k][i];
        e[i] = error / q[i];
        squares = Math.fma(error, e[i], squares);
        ofNoise[k + 1][i] += e[i];
        for (int j = 0; j < p; j++) {
          weighted[i * p + j] = t[i * p + j] / q[i];
          mixed[k + 1][i * p + j] -= weighted[i * p + j];
        }
      }
      Gemm.gemv(true, p, n, 1.0, t, 0, p, e, 0, 1, 1.0, g, 0, 1, Workers.serial());
      Gemm.gemv(true, n, n, -1.0, m, 0, n, e, 0, 1, 1.0, ofNoise[k], 0, 1, Workers.serial());
      Gemm.gemm(true, false, n, p, n, 1.0, m, 0, n, weighted, 0, p, 1.0, mixed[k], 0, p);
      Gemm.gemm(true, false, p, p, n, 1.0, t, 0, p, weighted, 0, p, 1.0, information, 0, p);
    }
    double score = 0.5 * (squares - (double) times * n);
    double[][] z = Arrays.copyOf(adjoints.byState(), times + 1);
    z[times] = new double[n];
    posterior.law().solve(1, z);
    double[][] x = LaplaceSmoother.copy(mixed);
    posterior.law().solve(p, x);
    for (int k = 0; k <= times; k++) {
      Gemm.gemv(true, p, n, -1.0, mixed[k], 0, p, z[k], 0, 1, 1.0, g, 0, 1, Workers.serial());
      score += Reduce.dot(n, ofNoise[k], 0, z[k], 0);
      Gemm.gemm(true, false, p, p, n, -1.0, mixed[k], 0, p, x[k], 0, p, 1.0, information, 0, p);
    }
    for (int i = 0; i < p; i++) {
      g[i] -= surrogate.precision() * at.parameters()[i];
      information[i * p + i] += surrogate.precision();
    }
    return solved(information, g, x, score);
  }

  private static EvidenceSlope solved(double[] information, double[] g, double[][] x, double score) {
    int p = g.length;
    double[] root = roots(information, p);
    Cholesky factors = factors(information, root, 0.0);
    double[] step = solution(factors, root, g);
    double[] inverse = new double[p * p];
    for (int i = 0; i < p; i++) {
      inverse[i * p + i] = 1.0;
    }
    factors.solve(p, inverse, 0, p);
    double[] errors = new double[p];
    for (int i = 0; i < p; i++) {
      errors[i] = Math.sqrt(inverse[i * p + i]) / root[i];
    }
    for (double[] moves : x) {
      for (int i = 0; i < moves.length; i++) {
        moves[i] = -moves[i];
      }
    }
    return new EvidenceSlope(g, information, x, step, 0.5 * Reduce.dot(p, g, 0, step, 0), errors, score);
  }

  private static double[] roots(double[] information, int p) {
    double[] root = new double[p];
    for (int i = 0; i < p; i++) {
      root[i] = Math.sqrt(information[i * p + i]);
    }
    return root;
  }

  /** Of S with a unit diagonal, since products are larger than the constant, and a damping added to it. */
  private static Cholesky factors(double[] information, double[] root, double damping) {
    int p = root.length;
    double[] matrix = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        matrix[i * p + j] = information[i * p + j] / (root[i] * root[j]);
      }
      matrix[i * p + i] += damping;
    }
    return new Cholesky().factor(p, matrix, 0, p);
  }

  private static double[] solution(Cholesky factors, double[] root, double[] g) {
    double[] step = new double[g.length];
    for (int i = 0; i < step.length; i++) {
      step[i] = g[i] / root[i];
    }
    factors.solve(1, step, 0, 1);
    for (int i = 0; i < step.length; i++) {
      step[i] /= root[i];
    }
    return step;
  }

  /** (S + μ·D)⁻¹·g, D the diagonal of S. */
  double[] damped(double damping) {
    double[] root = roots(information, gradient.length);
    return solution(factors(information, root, damping), root, gradient);
  }

  /** How the likeliest trajectory moves with a step. */
  double[][] trajectory(double[] along) {
    int p = gradient.length;
    int n = moves[0].length / p;
    double[][] trajectory = new double[moves.length][n];
    for (int k = 0; k < moves.length; k++) {
      Gemm.gemv(false, n, p, 1.0, moves[k], 0, p, along, 0, 1, 0.0, trajectory[k], 0, 1, Workers.serial());
    }
    return trajectory;
  }
}
