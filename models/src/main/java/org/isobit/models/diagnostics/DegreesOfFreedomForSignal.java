package org.isobit.models.diagnostics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;

/**
 * How much an analysis takes from its observations: the trace of the influence matrix H·K (Cardinali, Pezzulli and
 * Andersson 2004, Q. J. R. Meteorol. Soc. 130, 2767–2786), observation by observation. 0 says that an observation
 * changes nothing, 1 that the analysis there is the observation alone. In ensemble space it is Σ λ²/(1 + λ²) over
 * singular values λ of R^(−1/2)·Y/√(N − 1) (Zupanski, Hou, Zhang, Zupanski, Kummerow and Cheung 2007, Q. J. R.
 * Meteorol. Soc. 133, 1545–1561), at most N − 1.
 *
 * <p>With correlated errors a single observation's influence is that of its whitened combination
 * ({@link Observations}), and only the sum over its type is the trace of that block of H·K.
 *
 * <p>Held to σ_b²/(σ_b² + σ_o²) of the scalar Kalman filter, and to the trace of a dense H·K. Immutable, thread-safe.
 *
 * @param total      the trace
 * @param influences one for each observation
 * @param byType     sums over types, by their names
 */
public record DegreesOfFreedomForSignal(double total, List<Double> influences, Map<String, Double> byType) {

  private static final String NAME = "DegreesOfFreedomForSignal";

  /** Keeps its own copies. */
  public DegreesOfFreedomForSignal {
    influences = List.copyOf(influences);
    byType = Collections.unmodifiableMap(new LinkedHashMap<>(byType));
  }

  /**
   * Of the global analysis with the forecast's covariance: H·K = Sᵀ·((N − 1)·I + S·Sᵀ)⁻¹·S, S the whitened observed
   * anomalies, whose diagonal elements are squared lengths of L⁻¹·s_j with L·Lᵀ = (N − 1)·I + S·Sᵀ. Costs N evaluations
   * of H and 2·N²·p + N³/3 operations.
   *
   * @param forecast     the members before the analysis, with the inflation that the analysis is given
   * @param observations what is assimilated, at least one
   * @return the influences
   * @throws IllegalArgumentException if there is one member, or a number is not finite
   * @throws NumericalException       if the covariance overflows
   */
  public static DegreesOfFreedomForSignal ofForecast(Ensemble forecast, Observations observations) {
    Whitened y = new Whitened(NAME, forecast, observations);
    double[] lower = new double[y.members * y.members];
    y.factor().lower(lower, 0, y.members);
    Triangular.solve(true, false, y.members, y.count, lower, 0, y.members, y.anomalies, 0, y.count);
    return of(y, 1.0);
  }

  /**
   * Of any analysis, localised or not, from its members: H·K = H·Pᵃ·Hᵀ·R⁻¹ (Liu, Kalnay, Miyoshi and Cardinali 2009,
   * Q. J. R. Meteorol. Soc. 135, 1842–1851), which the members' covariance estimates; that of ETKF without inflation
   * of the analysis gives {@link #ofForecast} exactly. Costs N evaluations of H and N·p operations.
   *
   * @param analysis     the members after the analysis, before inflation of the analysis
   * @param observations what was assimilated, at least one
   * @return the influences
   * @throws IllegalArgumentException if there is one member, or a number is not finite
   * @throws NumericalException       if an influence overflows
   */
  public static DegreesOfFreedomForSignal ofAnalysis(Ensemble analysis, Observations observations) {
    Whitened y = new Whitened(NAME, analysis, observations);
    return of(y, y.members - 1);
  }

  /** Squared lengths of the columns over a divisor. */
  private static DegreesOfFreedomForSignal of(Whitened y, double divisor) {
    List<Double> influences = new ArrayList<>();
    Map<String, Double> byType = new LinkedHashMap<>();
    double total = 0.0;
    for (int j = 0; j < y.count; j++) {
      double squares = 0.0;
      for (int m = 0; m < y.members; m++) {
        double s = y.anomalies[m * y.count + j];
        squares = Math.fma(s, s, squares);
      }
      double influence = squares / divisor;
      if (!Double.isFinite(influence)) {
        throw new NumericalException(NAME + ": the influence of observation " + j + " overflows: the members as "
            + "observed differ too much for its error", j, influence);
      }
      influences.add(influence);
      byType.merge(y.observations.types().get(y.observations.type(j)), influence, Double::sum);
      total += influence;
    }
    return new DegreesOfFreedomForSignal(total, influences, byType);
  }
}
