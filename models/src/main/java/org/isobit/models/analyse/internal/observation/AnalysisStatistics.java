package org.isobit.models.analyse.internal.observation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.assimilation.Observations;

/**
 * What observations say of an analysis.
 *
 * @param before     innovations of the forecast
 * @param after      innovations of the analysis
 * @param desroziers variances assumed and diagnosed, of all observations
 * @param byType     the same of each type, by its name
 */
public record AnalysisStatistics(InnovationStatistics before, InnovationStatistics after, Desroziers desroziers,
    Map<String, Desroziers> byType) {

  /**
   * The statistics of an analysis.
   *
   * @param background   departures of the forecast
   * @param analysis     departures of the analysis
   * @param observations what was assimilated, at least one
   * @return the figures
   */
  public static AnalysisStatistics of(Departures background, Departures analysis, Observations observations) {
    return new AnalysisStatistics(InnovationStatistics.of(background, observations),
        InnovationStatistics.of(analysis, observations), Desroziers.of(background, analysis, observations),
        Desroziers.byType(background, analysis, observations));
  }

  /** Innovations before and after, for JSON. */
  public Map<String, Object> innovations() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("before", before.toMap());
    map.put("after", after.toMap());
    return map;
  }

  /**
   * Variances assumed and diagnosed, for JSON.
   *
   * @return figures of all observations and of each type
   */
  public Map<String, Object> diagnosed() {
    Map<String, Object> types = new LinkedHashMap<>();
    byType.forEach((name, figures) -> types.put(name, figures.toMap()));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("all", desroziers.toMap());
    map.put("byType", types);
    return map;
  }
}
