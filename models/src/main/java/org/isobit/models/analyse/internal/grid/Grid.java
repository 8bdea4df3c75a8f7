package org.isobit.models.analyse.internal.grid;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.localization.Geometry;

/** Where the points of a field are, and which of them surround a place. Immutable, thread-safe. */
public interface Grid {

  /** The names of coordinates, in the order in which they are stored. */
  List<String> AXES = List.of("x", "y", "z");

  /** Dimensions of a field, slowest first, as in its file. */
  int[] shape();

  /** Coordinates of a place: the first ones of {@link #AXES}. */
  int dimensions();

  /** How distances are measured. */
  Metric metric();

  /** Measures distances between places; may take fewer coordinates, the first ones, where there are {@link #levels}. */
  Geometry geometry();

  /** Places of all points for the geometry, size × its dimensions. */
  double[] coordinates();

  /** Vertical coordinates of all points where they are no part of the geometry, or null. */
  default double[] levels() {
    return null;
  }

  /** For each dimension of {@link #shape} whether the point after the last is the first; null if points are no rows. */
  default boolean[] periodic() {
    return null;
  }

  /** Whether interpolation is possible. */
  boolean interpolates();

  /**
   * The points nearest to places, the first ones among equals.
   *
   * @param places count × dimensions coordinates
   * @return indices in a field; −1 where a place lies outside
   */
  int[] nearest(double[] places);

  /**
   * The points around places, and their weights.
   *
   * @param places   count × dimensions coordinates
   * @param linear   whether to interpolate along the horizontal axes; otherwise the nearest point is taken
   * @param vertical whether to interpolate along the vertical one, z
   */
  Stencils around(double[] places, boolean linear, boolean vertical);

  /** The range of places that lie inside, for messages. */
  String range(boolean linear);

  /** The grid in a few words, for reports. */
  String description();

  /** Number of points. */
  default int size() {
    return Arrays.stream(shape()).reduce(1, (a, b) -> a * b);
  }

  /** Where a point is in its array, for messages: {@code [iy, ix]}. */
  default String indexText(int point) {
    int[] shape = shape();
    int[] index = new int[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = point % shape[d];
      point /= shape[d];
    }
    return Arrays.toString(index);
  }

  /** A place as text: {@code x = 1.5, y = 2.0}. */
  static String placeText(double[] place) {
    return IntStream.range(0, place.length).mapToObj(d -> AXES.get(d) + " = " + place[d])
        .collect(Collectors.joining(", "));
  }
}
