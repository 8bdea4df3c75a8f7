package org.isobit.models.assimilation.localization;

import java.util.Map;
import java.util.TreeMap;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.Observations;

/**
 * All that turns distances into weights: a scale for each kind of distance, how they combine, radii of observation
 * types, what is dropped and how many are kept. Immutable.
 *
 * @param horizontal  for the geometry's distance
 * @param vertical    for the difference of levels, or null
 * @param time        for the difference of times, or null
 * @param combination how they make one weight
 * @param types       for observations of a type scales of their own, horizontal and vertical; without a vertical one of
 *                    its own the type has the common one
 * @param dropped     weights up to this are dropped; NaN for what the radii's conventions say
 * @param most        observations kept at a target
 * @param border      whether what is at the very end of a taper is near
 * @param radii       shares of the horizontal radius that differ from target to target, or null: all have the whole
 */
record Scales(Scale horizontal, Scale vertical, Scale time, Combination combination, TreeMap<String, Own> types,
    double dropped, int most, Border border, RadiusField radii) {

  /** Scales of a type: null where it has the common one. */
  record Own(Scale horizontal, Scale vertical) {}

  /** Lengths of observations: those of all, and of every type that has its own, one after the other. */
  record Lengths(double[] horizontal, double[] vertical) {
    int sets() {
      return horizontal.length;
    }
  }

  static Scales of(TaperFunction taper, Radius radius) {
    Checks.present("Localization", "taper", taper);
    Checks.present("Localization", "radius", radius);
    return new Scales(Scale.of(taper, radius), null, null, Combination.PRODUCT, new TreeMap<>(), Double.NaN,
        Integer.MAX_VALUE, Border.INSIDE, null);
  }

  /** Refuses one taper of a joint distance if there are several tapers. */
  Scales {
    if (combination == Combination.DISTANCE) {
      requireSame("vertical", horizontal, vertical);
      requireSame("time", horizontal, time);
    }
  }

  private static void requireSame(String name, Scale horizontal, Scale other) {
    if (other != null && !other.taper().equals(horizontal.taper())) {
      throw new IllegalArgumentException("Localization: the combination 'distance' has one taper, "
          + horizontal.taper().label() + ", but the " + name + " taper is " + other.taper().label());
    }
  }

  Scales withVertical(Scale scale) {
    return new Scales(horizontal, scale, time, combination, types, dropped, most, border, radii);
  }

  Scales withTime(Scale scale) {
    return new Scales(horizontal, vertical, scale, combination, types, dropped, most, border, radii);
  }

  Scales with(Combination newCombination) {
    return new Scales(horizontal, vertical, time, newCombination, types, dropped, most, border, radii);
  }

  Scales withDropped(double weight) {
    return new Scales(horizontal, vertical, time, combination, types, weight, most, border, radii);
  }

  Scales withMost(int number) {
    return new Scales(horizontal, vertical, time, combination, types, dropped, number, border, radii);
  }

  Scales with(Border newBorder) {
    return new Scales(horizontal, vertical, time, combination, types, dropped, most, newBorder, radii);
  }

  Scales with(RadiusField field) {
    return new Scales(horizontal, vertical, time, combination, types, dropped, most, border, field);
  }

  Scales withOwn(String type, Scale own, boolean upwards) {
    TreeMap<String, Own> all = new TreeMap<>(types);
    Own known = types.getOrDefault(type, new Own(null, null));
    all.put(type, upwards ? new Own(known.horizontal, own) : new Own(own, known.vertical));
    return new Scales(horizontal, vertical, time, combination, all, dropped, most, border, radii);
  }

  /** The largest weight that is dropped: what was said, or the largest that any radius's convention says. */
  double droppedWeight() {
    if (dropped == dropped) {
      return dropped;
    }
    double largest = dropped(horizontal, 0.0);
    largest = dropped(vertical, largest);
    largest = dropped(time, largest);
    for (Own own : types.values()) {
      largest = dropped(own.horizontal, largest);
      largest = dropped(own.vertical, largest);
    }
    return largest;
  }

  private static double dropped(Scale scale, double least) {
    return scale == null || scale.radius().dropped() <= least ? least : scale.radius().dropped();
  }

  /** Distance, in lengths, beyond which every weight of a scale is dropped. */
  double support(Scale scale) {
    return scale.taper().support(droppedWeight());
  }

  /** Lengths of all, set 0, and of every type with its own, in ascending order of types. */
  Lengths lengths() {
    Lengths lengths = new Lengths(new double[types.size() + 1], new double[types.size() + 1]);
    double up = vertical == null ? 1.0 : vertical.length();
    lengths.horizontal[0] = horizontal.length();
    lengths.vertical[0] = up;
    int set = 1;
    for (Own own : types.values()) {
      lengths.horizontal[set] = own.horizontal == null ? horizontal.length() : own.horizontal.length();
      lengths.vertical[set++] = own.vertical == null ? up : own.vertical.length();
    }
    return lengths;
  }

  /** For each observation the number of its set of lengths, or null if all have the first. */
  int[] sets(Observations observations) {
    if (types.isEmpty()) {
      return null;
    }
    String[] own = types.keySet().toArray(new String[0]);
    int[] setOfType = new int[observations.types().size()];
    for (int t = 0; t < setOfType.length; t++) {
      int rank = java.util.Arrays.binarySearch(own, observations.types().get(t));
      setOfType[t] = rank < 0 ? 0 : rank + 1;
    }
    int[] sets = new int[observations.count()];
    for (int j = 0; j < sets.length; j++) {
      sets[j] = setOfType[observations.type(j)];
    }
    return sets;
  }

  /** Refuses what has no meaning where observations are taken one by one. */
  void requireSerial(String filter) {
    if (most < Integer.MAX_VALUE) {
      throw new IllegalArgumentException(filter + ": takes observations one by one and cannot keep only the "
          + most + " closest to each point; leave the cap out or use LETKF");
    }
    if (radii != null && radii.ofPoints()) {
      throw new IllegalArgumentException(filter + ": takes observations one by one, which reach as far as theirs says,"
          + " and knows no radii of points (" + radii + "); leave them out or use LETKF");
    }
  }

  /** Refuses what has no meaning where observations are tapered among each other, all at once. */
  void requireCovariances(String filter, Observations observations) {
    if (most < Integer.MAX_VALUE) {
      throw new IllegalArgumentException(filter + ": tapers covariances and cannot keep only the " + most
          + " observations closest to each point; leave the cap out or use LETKF");
    }
    requireOneRadius(filter);
    int[] sets = sets(observations);
    for (int j = 1; sets != null && j < sets.length; j++) {
      if (sets[j] != sets[0]) {
        throw new IllegalArgumentException(filter + ": tapers covariances of observations, which must have one radius,"
            + " but observation " + j + " of type '" + type(observations, j) + "' has another than observation 0 of "
            + "type '" + type(observations, 0) + "'; leave the radii of types out or use LETKF");
      }
    }
  }

  /** Refuses radii that differ from point to point. */
  void requireOneRadius(String user) {
    if (radii != null) {
      throw new IllegalArgumentException(user + ": tapers covariances, which must have one radius, and cannot have "
          + radii + "; leave that out or use LETKF");
    }
  }

  private static String type(Observations observations, int j) {
    return observations.types().get(observations.type(j));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(horizontal.toString());
    if (vertical != null) {
      text.append(", vertical ").append(vertical);
    }
    if (time != null) {
      text.append(", time ").append(time);
    }
    if (vertical != null || time != null) {
      text.append(", by ").append(combination.label());
    }
    for (Map.Entry<String, Own> type : types.entrySet()) {
      Own own = type.getValue();
      text.append(", type ").append(type.getKey());
      text.append(own.horizontal == null ? "" : " " + own.horizontal);
      text.append(own.vertical == null ? "" : " vertical " + own.vertical);
    }
    if (dropped == dropped) {
      text.append(", weights up to ").append(dropped).append(" dropped");
    }
    if (border != Border.INSIDE) {
      text.append(", ends ").append(border.label());
    }
    if (radii != null) {
      text.append(", ").append(radii);
    }
    return text + (most == Integer.MAX_VALUE ? "" : ", at most " + most);
  }
}
