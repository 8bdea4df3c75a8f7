package org.isobit.models.analyse.internal.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.observation.ObservationNetwork;
import org.isobit.models.assimilation.Observations;

/**
 * How many observations reach the points of the state.
 *
 * @param least   the fewest at a point
 * @param mean    over all points
 * @param most    the most at a point
 * @param without points that no observation reaches
 * @param each    the count of every point
 */
public record LocalCounts(int least, double mean, int most, int without, int[] each) {

  /**
   * The counts of a local method, or null for a global one.
   *
   * @throws IllegalArgumentException if no observation reaches any point
   */
  public static LocalCounts of(MethodSettings method, ObservationNetwork network) {
    if (method.localization() == null) {
      return null;
    }
    Observations observations = network.observations();
    LocalCounts counts = of(method.localization().counts(observations));
    if (counts.most == 0) {
      throw new IllegalArgumentException("no observation is in range of any point: the localisation "
          + method.localization() + " reaches none of the " + observations.count()
          + " observations, the first of them at " + Grid.placeText(network.table().place(0))
          + (network.table().times() == null ? "" : ", " + network.table().times()[0] + " from the analysis in time"));
    }
    return counts;
  }

  private static LocalCounts of(int[] counts) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    int without = 0;
    long sum = 0;
    for (int c : counts) {
      least = Math.min(least, c);
      most = Math.max(most, c);
      sum += c;
      without += c == 0 ? 1 : 0;
    }
    return new LocalCounts(least, (double) sum / counts.length, most, without, counts);
  }

  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("least", least);
    map.put("mean", mean);
    map.put("most", most);
    map.put("pointsWithout", without);
    return map;
  }
}
