package org.isobit.models.analyse.internal.observation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;

/**
 * How far an ensemble is from the observations. With d_j = y_j − mean over members of (H x)_j, s_j the spread of
 * (H x)_j (members − 1 in the denominator) and r_j the standard deviation of the observation's error; every sum is one
 * chain in ascending j (fused multiply-add for squares).
 *
 * @param count            number of observations
 * @param mean             (Σ d) ÷ count
 * @param rms              √(Σ d² ÷ count)
 * @param normalizedRms    √(Σ (d ÷ r)² ÷ count): in units of the observation errors
 * @param spread           √(Σ s² ÷ count)
 * @param expectedRms      √(Σ (s² + r²) ÷ count): what rms should be before the analysis
 * @param consistencyRatio rms ÷ expectedRms: near 1 before the analysis if spread and errors are right; above 1 the
 *                         ensemble or the errors are too small. After the analysis it is below 1, because the analysis
 *                         has seen the observations
 */
public record InnovationStatistics(int count, double mean, double rms, double normalizedRms, double spread,
    double expectedRms, double consistencyRatio) {

  /** Stands for all types. */
  private static final int ALL = -1;

  /**
   * The statistics of an ensemble.
   *
   * @param ensemble     the ensemble; of one member, figures of its spread are NaN
   * @param observations at least one
   * @return the figures
   */
  public static InnovationStatistics of(Ensemble ensemble, Observations observations) {
    return of(Departures.of(ensemble, observations), observations);
  }

  /**
   * The statistics of an ensemble that was observed.
   *
   * @param departures   how far it is from each observation
   * @param observations at least one
   * @return the figures
   */
  public static InnovationStatistics of(Departures departures, Observations observations) {
    return of(departures, observations, ALL);
  }

  /** The statistics of one type, by its number. */
  public static InnovationStatistics of(Departures departures, Observations observations, int type) {
    int p = 0;
    double sum = 0;
    double squares = 0;
    double normalized = 0;
    double variances = 0;
    double expected = 0;
    for (int j = 0; j < observations.count(); j++) {
      if (type != ALL && observations.type(j) != type) {
        continue;
      }
      p++;
      double variance = departures.variance()[j];
      double r = observations.deviation(j);
      double d = departures.innovation()[j];
      double n = d / r;
      sum += d;
      squares = Math.fma(d, d, squares);
      normalized = Math.fma(n, n, normalized);
      variances += variance;
      expected += Math.fma(r, r, variance);
    }
    double rms = Math.sqrt(squares / p);
    double expectedRms = Math.sqrt(expected / p);
    return new InnovationStatistics(p, sum / p, rms, Math.sqrt(normalized / p), Math.sqrt(variances / p), expectedRms,
        rms / expectedRms);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", count);
    map.put("mean", mean);
    map.put("rms", rms);
    map.put("normalizedRms", normalizedRms);
    map.put("spread", spread);
    map.put("expectedRms", expectedRms);
    map.put("consistencyRatio", consistencyRatio);
    return map;
  }
}
