package org.isobit.models.analyse.internal.observation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.assimilation.Observations;

/**
 * Whether the variances that an analysis assumed agree with what observations, background and analysis say of each
 * other (Desroziers, Berre, Chapnik and Poli 2005, Q. J. R. Meteorol. Soc. 131, 3385–3396). With d_ob = y − mean(H
 * x_b), d_oa = y − mean(H x_a) and d_ab = d_ob − d_oa, in expectation and if the assumed variances are right:
 * d_ob·d_ob = H·B·Hᵀ + R (eq. 1), d_ab·d_ob = H·B·Hᵀ (eq. 2), d_oa·d_ob = R (eq. 3), d_ab·d_oa = H·A·Hᵀ (eq. 4).
 * Everything is a mean over observations of one analysis, in squares of the observations' units; a single analysis of
 * few observations says little, and diagnosed variances can come out negative. Every sum is one chain in ascending
 * order (fused multiply-add).
 *
 * @param count              number of observations
 * @param meanInnovation     mean of d_ob
 * @param meanResidual       mean of d_oa
 * @param innovationVariance mean of d_ob²
 * @param expectedVariance   mean of the background's variance plus R: what that should be
 * @param errorAssumed       mean of R
 * @param errorDiagnosed     mean of d_oa·d_ob
 * @param backgroundAssumed  mean variance of the background, before any inflation
 * @param backgroundDiagnosed mean of d_ab·d_ob
 * @param analysisAssumed    mean variance of the analysis, after all inflation
 * @param analysisDiagnosed  mean of d_ab·d_oa
 */
public record Desroziers(int count, double meanInnovation, double meanResidual, double innovationVariance,
    double expectedVariance, double errorAssumed, double errorDiagnosed, double backgroundAssumed,
    double backgroundDiagnosed, double analysisAssumed, double analysisDiagnosed) {

  /** Stands for all types. */
  private static final int ALL = -1;

  /**
   * The figures of all observations.
   *
   * @param background   departures of the forecast
   * @param analysis     departures of the analysis
   * @param observations what was assimilated
   * @return the figures
   */
  public static Desroziers of(Departures background, Departures analysis, Observations observations) {
    return of(background, analysis, observations, ALL);
  }

  /**
   * The figures of each type of observations.
   *
   * @param background   departures of the forecast
   * @param analysis     departures of the analysis
   * @param observations what was assimilated
   * @return the figures by the types' names, in the order of {@link Observations#types}
   */
  public static Map<String, Desroziers> byType(Departures background, Departures analysis, Observations observations) {
    Map<String, Desroziers> all = new LinkedHashMap<>();
    for (int t = 0; t < observations.types().size(); t++) {
      all.put(observations.types().get(t), of(background, analysis, observations, t));
    }
    return all;
  }

  private static Desroziers of(Departures background, Departures analysis, Observations observations, int type) {
    int n = 0;
    double[] sums = new double[10];
    for (int j = 0; j < observations.count(); j++) {
      if (type != ALL && observations.type(j) != type) {
        continue;
      }
      n++;
      double ob = background.innovation()[j];
      double oa = analysis.innovation()[j];
      double ab = ob - oa;
      double r = observations.deviation(j);
      sums[0] += ob;
      sums[1] += oa;
      sums[2] = Math.fma(ob, ob, sums[2]);
      sums[3] += Math.fma(r, r, background.variance()[j]);
      sums[4] = Math.fma(r, r, sums[4]);
      sums[5] = Math.fma(oa, ob, sums[5]);
      sums[6] += background.variance()[j];
      sums[7] = Math.fma(ab, ob, sums[7]);
      sums[8] += analysis.variance()[j];
      sums[9] = Math.fma(ab, oa, sums[9]);
    }
    for (int s = 0; s < sums.length; s++) {
      sums[s] /= n;
    }
    return new Desroziers(n, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8], sums[9]);
  }

  /**
   * The diagnosed standard deviation of observation errors.
   *
   * @return σ_o = √(mean of d_oa·d_ob); NaN if that is negative
   */
  public double errorDeviation() {
    return Math.sqrt(errorDiagnosed);
  }

  /**
   * The diagnosed standard deviation of the background in observation space.
   *
   * @return σ_b = √(mean of d_ab·d_ob); NaN if that is negative
   */
  public double backgroundDeviation() {
    return Math.sqrt(backgroundDiagnosed);
  }

  /**
   * For JSON.
   *
   * @return every figure by name, with both standard deviations
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", count);
    map.put("meanInnovation", meanInnovation);
    map.put("meanResidual", meanResidual);
    map.put("innovationVariance", innovationVariance);
    map.put("expectedInnovationVariance", expectedVariance);
    map.put("errorVariance", pair(errorAssumed, errorDiagnosed));
    map.put("backgroundVariance", pair(backgroundAssumed, backgroundDiagnosed));
    map.put("analysisVariance", pair(analysisAssumed, analysisDiagnosed));
    map.put("errorDeviation", pair(Math.sqrt(errorAssumed), errorDeviation()));
    map.put("backgroundDeviation", pair(Math.sqrt(backgroundAssumed), backgroundDeviation()));
    return map;
  }

  private static Map<String, Object> pair(double assumed, double diagnosed) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("assumed", assumed);
    map.put("diagnosed", diagnosed);
    return map;
  }
}
