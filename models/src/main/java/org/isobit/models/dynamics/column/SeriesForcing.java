package org.isobit.models.dynamics.column;

/**
 * Weather as it was: light and depth of the mixed layer at some times, between which they are straight lines.
 * Immutable, thread-safe.
 */
public final class SeriesForcing implements Forcing {

  private static final String DAY = "day";
  private static final String SHORTWAVE = "shortwave";
  private static final String MIXED_LAYER = "mixed_layer";

  /** Days from which no time is farther, a few million years: differences are exact enough, and finite. */
  private static final double FARTHEST = 1e9;

  private final String name;
  private final double[] days;
  private final double[] shortwave;
  private final double[] mixedLayer;

  /**
   * A series.
   *
   * @param name       what messages call it
   * @param days       times in days, ascending, at least two, from −10⁹ to 10⁹
   * @param shortwave  light at each, in W m⁻²
   * @param mixedLayer depth of the mixed layer at each, in m
   * @throws IllegalArgumentException if lengths differ, times do not ascend, or a number is out of range or not finite
   */
  public SeriesForcing(String name, double[] days, double[] shortwave, double[] mixedLayer) {
    this.name = name;
    this.days = days.clone();
    this.shortwave = shortwave.clone();
    this.mixedLayer = mixedLayer.clone();
    if (days.length < 2 || shortwave.length != days.length || mixedLayer.length != days.length) {
      throw new IllegalArgumentException(name + ": needs two times or more and a number of each kind for all, but has "
          + days.length + " times, " + shortwave.length + " of " + SHORTWAVE + ", " + mixedLayer.length + " of "
          + MIXED_LAYER);
    }
    for (int i = 0; i < days.length; i++) {
      if (!(Math.abs(days[i]) <= FARTHEST)) {
        throw new IllegalArgumentException(name + ": " + DAY + " number " + i + " must be from " + -FARTHEST + " to "
            + FARTHEST + ", but is " + days[i]);
      }
      require(i, SHORTWAVE, shortwave[i]);
      require(i, MIXED_LAYER, mixedLayer[i]);
      if (i > 0 && !(days[i] > days[i - 1])) {
        throw new IllegalArgumentException(name + ": times must ascend, but number " + i + " is " + days[i] + " after "
            + days[i - 1]);
      }
    }
  }

  private void require(int i, String what, double value) {
    if (!Double.isFinite(value) || value < 0.0) {
      throw new IllegalArgumentException(name + ": " + what + " number " + i
          + " must be finite and not negative, but is " + value);
    }
  }

  @Override
  public double shortwave(double day) {
    return at(day, shortwave);
  }

  @Override
  public double mixedLayer(double day) {
    return at(day, mixedLayer);
  }

  private double at(double day, double[] values) {
    int last = days.length - 1;
    if (!(day >= days[0] && day <= days[last])) {
      throw new IllegalArgumentException(name + ": is from day " + days[0] + " to " + days[last] + ", not at day "
          + day);
    }
    int low = 0;
    int high = last;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (days[middle] <= day) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double share = (day - days[low]) / (days[high] - days[low]);
    return values[low] + share * (values[high] - values[low]);
  }

  @Override
  public String toString() {
    return "SeriesForcing[" + name + "]";
  }
}
