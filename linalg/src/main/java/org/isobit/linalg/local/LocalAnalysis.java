// Master of FloatLocalAnalysis: the float version is generated from this file.
package org.isobit.linalg.local;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;

/**
 * Local analyses of an ensemble transform Kalman filter (Hunt, Kostelich and Szunyogh 2007, Physica D 230, 112–126),
 * one target a problem; class EXACT: a target's bits do not depend on the others, on backend, vector width or threads.
 *
 * <p><b>Formula.</b> With s the observed anomalies near a target times √ρ (observations × rows; rows are members, or
 * those of the error subspace), d the innovations times √ρ, c = {@code degrees}, f the amplification and x one of the
 * target's vectors, the anomalies of a field at a point: the mean moves by f·x·(c·I + sᵀs)⁻¹·sᵀd (eqs. 20 and 21 there)
 * and x becomes f·(I + sᵀs ÷ c)^−½·x (eq. 24). {@link org.isobit.linalg.batch.BatchRational} gives both without
 * eigenvectors, the matrix being Q·T·Qᵀ and C = I + T ÷ c.
 *
 * <p><b>Ways.</b> By the sizes of a problem, {@link LocalRules}:
 *
 * <ul>
 * <li>few vectors: sᵀs = Q·T·Qᵀ, z = Qᵀ·x, mean = fma(r_i, z_i, mean), i ascending, r = C⁻¹·Qᵀ·sᵀ·d times f ÷ c,
 * x = Q·C^−½·z times f;
 * <li>many vectors: w = Q·r and W = Q·C^−½·Qᵀ times f are formed, mean = fma(w_m, x_m, mean), x = W·x;
 * <li>few observations: s·sᵀ = Q·T·Qᵀ, rows of zeros filling s up, z = Qᵀ·s·x, mean = fma(r_i, z_i, mean) with
 * r = C⁻¹·Qᵀ·d times f ÷ c, x = f·(x + sᵀ·h), h = Q·D·z times 1 ÷ c with D the divided difference of the inverse
 * root.
 * </ul>
 *
 * <p>All products are chains of fma in ascending order, as in {@link org.isobit.kernels.gemm.Gemm}; every operation is
 * written down in {@code kernels/README.md}, "Local analyses". Targets that nothing is near keep their mean, and their
 * anomalies get a factor.
 *
 * <p><b>Refusals.</b> A target whose condition number, the largest eigenvalue of C, is beyond the problems' limit, or
 * whose matrix is not finite, keeps mean and analysis as they were, and its status says so.
 *
 * <p>Objects keep their arrays from call to call, so that calls of one size allocate nothing, and are not thread-safe:
 * one a thread. Several may work at once on disjoint targets of one {@link LocalProblems}.
 */
public final class LocalAnalysis {

  private final Backend backend;
  private final boolean simd;
  private LocalAnalysisSimd lanes;
  private LocalAnalysisReference single;

  /** An empty object that uses the backend in force. */
  public LocalAnalysis() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public LocalAnalysis(Backend backend) {
    this.backend = backend;
    simd = backend.isSimd();
  }

  /**
   * Analyses the targets of some lists.
   *
   * @param problems  the ensemble, whose mean and analysis change at these targets, and its observations
   * @param lists     which targets, and what is near them
   * @param status    takes for each target of the lists 0, or 1 if it is refused
   * @param condition takes the condition number of each target that is refused, in float a bound of it, at most three
   *                  times as large; infinity if it is within the limit and C is not positive definite to working
   *                  precision, NaN if a product of observed anomalies is not finite
   * @return whether members were stored, and all of them are finite; false where anomalies were stored
   * @throws IllegalArgumentException if the lists have targets or observations that the problems lack, a weight is
   *                                  negative or not finite, or an array is too short
   */
  public boolean analyse(LocalProblems problems, TargetLists lists, int[] status,
      double[] condition) { // float: unchanged
    Checks.present("local analysis", "problems", problems);
    Checks.present("local analysis", "lists", lists);
    Checks.vector("local analysis", "status", status, 0, lists.targets());
    Checks.vector("local analysis", "condition", condition, 0, lists.targets());
    lists.requireWithin(problems.targets(), problems.observations());
    Environment.require();
    int longest = lists.longest();
    if (simd && longest <= LocalRules.MOST_TERMS && problems.rows() <= LocalRules.MOST_TERMS) {
      if (lanes == null || !lanes.fits(problems)) {
        lanes = new LocalAnalysisSimd(problems);
      }
      return lanes.run(problems, lists, status, condition);
    }
    if (single == null || !single.fits(problems.rows(), longest)) {
      single = new LocalAnalysisReference(backend, problems.rows(), longest + longest / 4);
    }
    return single.run(problems, lists, status, condition);
  }
}
