package org.isobit.models.assimilation.localization;

import java.util.Arrays;
import org.isobit.kernels.Checks;

/**
 * Where many things are, in the form that distances are computed from. Immutable.
 *
 * @param count  number of things
 * @param given  coordinates as they were given, count × dimensions
 * @param rows   coordinates as distances need them, one row a coordinate; then levels and times, if there are any
 * @param levels vertical coordinates, or null
 * @param times  times, or null
 * @param sets   for each the number of its set of lengths ({@link Scales#lengths}), or null if all have the first
 */
public record Places(int count, double[] given, double[] rows, double[] levels, double[] times, int[] sets) {

  static Places of(Geometry geometry, double[] given) {
    return of(geometry, given, null, null, null);
  }

  static Places of(Geometry geometry, double[] given, double[] levels, double[] times, int[] sets) {
    int count = given.length / geometry.dimensions();
    double[] rows = geometry.rows(given);
    int more = (levels == null ? 0 : 1) + (times == null ? 0 : 1);
    if (more > 0) {
      int own = rows.length;
      Checks.elements("Localization", geometry.rows() + more, count, Double.BYTES);
      rows = Arrays.copyOf(rows, own + more * count);
      if (levels != null) {
        System.arraycopy(levels, 0, rows, own, count);
        own += count;
      }
      if (times != null) {
        System.arraycopy(times, 0, rows, own, count);
      }
    }
    return new Places(count, given, rows, levels, times, sets);
  }

  /** Some of them. */
  Places some(Geometry geometry, int[] numbers) {
    int dims = geometry.dimensions();
    double[] places = new double[numbers.length * dims];
    for (int j = 0; j < numbers.length; j++) {
      System.arraycopy(given, numbers[j] * dims, places, j * dims, dims);
    }
    return of(geometry, places, some(levels, numbers), some(times, numbers), null);
  }

  private static double[] some(double[] all, int[] numbers) {
    return all == null ? null : Arrays.stream(numbers).mapToDouble(j -> all[j]).toArray();
  }

  /** The same things with other levels and times. */
  Places with(Geometry geometry, double[] newLevels, double[] newTimes) {
    return of(geometry, given, newLevels, newTimes, sets);
  }

  /** Whether other things are the same. */
  boolean same(Places other) {
    return same(given, other.given) && same(levels, other.levels) && same(times, other.times)
        && (sets == other.sets || Arrays.equals(sets, other.sets));
  }

  private static boolean same(double[] a, double[] b) {
    return a == b || Arrays.equals(a, b);
  }
}
