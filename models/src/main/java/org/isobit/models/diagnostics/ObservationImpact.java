package org.isobit.models.diagnostics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;

/**
 * By how much each observation of an analysis changed the error of the forecast from it: EFSOI (Kalnay, Ota, Miyoshi
 * and Liu 2012, Tellus A 64, 18462). With e_a and e_b the errors, at a later time, of the forecasts' means from the
 * analysis and from its background, and J = eᵀ·C·e,
 *
 * <pre>
 *   ΔJ = J(e_a) − J(e_b) = (e_a − e_b)ᵀ·C·(e_a + e_b)
 *      ≈ dᵀ·R⁻¹·Y_a·X_fᵀ·C·(e_a + e_b) ÷ (N − 1)
 * </pre>
 *
 * d being the innovations, Y_a the analysis members' anomalies as observed, X_f those of the forecast from them.
 * Observation j's impact is its term of the first product; a negative one says that it made the forecast better. The
 * sum is exact for a linear model and operator and a transform filter without inflation and localisation, whose gain is
 * X_a·Y_aᵀ·R⁻¹/(N − 1); perturbed observations and inflation of the analysis make it an estimate. A localisation
 * weighs C·(e_a + e_b) for each observation by its distance, at the later time, from the variable.
 *
 * <p>Costs 2·N evaluations of H and 2·N·n operations for n variables, for p observations p times that with a
 * localisation. Held to the true change of the norm under a linear model, in sum, and one by one to the columns of a
 * gain that another program's dense matrices (EJML) make. Immutable, thread-safe.
 *
 * @param change  ΔJ itself
 * @param impacts one for each observation; their sum estimates ΔJ
 * @param byType  sums over types, by their names
 */
public record ObservationImpact(double change, List<Double> impacts, Map<String, Double> byType) {

  private static final String NAME = "ObservationImpact";

  /** Keeps its own copies. */
  public ObservationImpact {
    impacts = List.copyOf(impacts);
    byType = Collections.unmodifiableMap(new LinkedHashMap<>(byType));
  }

  /** A localisation of impacts. */
  @FunctionalInterface
  public interface Taper {

    /**
     * How much of an observation's impact is looked for at a variable.
     *
     * @param observation which observation
     * @param variable    which variable of the forecast
     * @return from 0 to 1
     */
    double of(int observation, int variable);
  }

  /**
   * Forecasts and what they are compared with, at the later time.
   *
   * @param fromAnalysis   the members of the analysis, taken on
   * @param fromBackground the mean of the background's members, taken on
   * @param truth          what was true then, or an analysis of that time
   * @param norm           C, the weight of each variable's squared error
   */
  public record Later(Ensemble fromAnalysis, double[] fromBackground, double[] truth, double[] norm) {}

  /**
   * Impacts without localisation.
   *
   * @param background   the members before the analysis
   * @param analysis     the members after it
   * @param observations what was assimilated, at least one
   * @param later        forecasts at the later time
   * @return the impacts
   * @throws IllegalArgumentException if sizes differ, there is one member, or a number is not finite
   */
  public static ObservationImpact efsoi(Ensemble background, Ensemble analysis, Observations observations,
      Later later) {
    return efsoi(background, analysis, observations, later, null);
  }

  /**
   * Impacts.
   *
   * @param background   the members before the analysis
   * @param analysis     the members after it
   * @param observations what was assimilated, at least one
   * @param later        forecasts at the later time
   * @param taper        the localisation, or null for none
   * @return the impacts
   * @throws IllegalArgumentException if sizes differ, there is one member, or a number is not finite
   */
  public static ObservationImpact efsoi(Ensemble background, Ensemble analysis, Observations observations, Later later,
      Taper taper) {
    Inputs.require(NAME, later.fromAnalysis, later.truth);
    int n = later.truth.length;
    int members = analysis.members();
    Inputs.requireSize(NAME, "the forecast from the background", later.fromBackground.length, "the truth", n);
    Inputs.requireSize(NAME, "the norm", later.norm.length, "the truth", n);
    Checks.finite(NAME, "forecast from the background", later.fromBackground, 0, n);
    Checks.finite(NAME, "norm", later.norm, 0, n);
    if (later.fromAnalysis.members() != members) {
      throw new IllegalArgumentException(NAME + ": the forecast has " + later.fromAnalysis.members()
          + " members, but the analysis " + members);
    }
    double[] innovation = new Whitened(NAME, background, observations).innovation();
    Whitened after = new Whitened(NAME, analysis, observations);
    double[] y = after.whitenBack(members, after.anomalies);
    double[] mean = later.fromAnalysis.mean();
    double[] x = anomalies(later.fromAnalysis, mean);
    double[] error = new double[n];
    double change = 0.0;
    for (int i = 0; i < n; i++) {
      error[i] = later.norm[i] * (mean[i] - later.truth[i] + (later.fromBackground[i] - later.truth[i]));
      change = Math.fma(mean[i] - later.fromBackground[i], error[i], change);
    }
    double[] g = new double[members]; // X_fᵀ·C·(e_a + e_b)
    double[] near = error.clone();
    List<Double> impacts = new ArrayList<>();
    Map<String, Double> byType = new LinkedHashMap<>();
    for (int j = 0; j < after.count; j++) {
      for (int i = 0; i < n && taper != null; i++) {
        near[i] = weight(taper.of(j, i), j, i) * error[i];
      }
      if (j == 0 || taper != null) {
        Gemm.gemv(false, members, n, 1.0, x, 0, n, near, 0, 1, 0.0, g, 0, 1);
      }
      double sum = 0.0;
      for (int m = 0; m < members; m++) {
        sum = Math.fma(y[m * after.count + j], g[m], sum);
      }
      double impact = innovation[j] * (sum / (members - 1));
      impacts.add(impact);
      byType.merge(observations.types().get(observations.type(j)), impact, Double::sum);
    }
    return new ObservationImpact(change, impacts, byType);
  }

  private static double[] anomalies(Ensemble ensemble, double[] mean) {
    int n = ensemble.size();
    double[] x = new double[Checks.elements(NAME, ensemble.members(), n, Double.BYTES)];
    for (int m = 0; m < ensemble.members(); m++) {
      for (int i = 0; i < n; i++) {
        x[m * n + i] = ensemble.values()[ensemble.index(m) + i] - mean[i];
      }
    }
    return x;
  }

  private static double weight(double taper, int observation, int variable) {
    if (!(taper >= 0.0 && taper <= 1.0)) {
      throw new IllegalArgumentException(NAME + ": the taper must be from 0 to 1, but is " + taper
          + " for observation " + observation + " and variable " + variable);
    }
    return taper;
  }

  /**
   * The part of the change that the impacts have.
   *
   * @return Σ impacts
   */
  public double explained() {
    double sum = 0.0;
    for (double impact : impacts) {
      sum += impact;
    }
    return sum;
  }
}
