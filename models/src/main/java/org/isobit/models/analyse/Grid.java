package org.isobit.models.analyse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.Geometry;

/** Where the points of a state are, and which of them surround a place. Immutable, thread-safe. */
interface Grid {

  /** The names of coordinates, in the order in which they are stored. */
  List<String> AXES = List.of("x", "y", "z");

  /** Dimensions of a state, slowest first, as in its file. */
  int[] shape();

  /** Coordinates of a point: the first ones of {@link #AXES}. */
  int dimensions();

  /** Measures distances between places. */
  Geometry geometry();

  /** Places of all points, size × dimensions. */
  double[] coordinates();

  /** The points that most places need at once for linear interpolation. */
  int stencilSize();

  /**
   * The point nearest to each place, the first one among equals.
   *
   * @param places count × dimensions coordinates
   * @return its index in the state, or −1 where a place lies outside
   */
  int[] nearest(double[] places);

  /**
   * The points around a place and their weights for linear interpolation; unused ones get weight 0.
   *
   * @return false if the place lies outside
   */
  boolean linear(double[] place, int[] points, double[] weights);

  /** The range of places that lie inside, for messages. */
  String range(boolean linear);

  /** The grid in a few words, for reports. */
  String description();

  /** Number of points. */
  default int size() {
    return Arrays.stream(shape()).reduce(1, (a, b) -> a * b);
  }

  /** Where a point of the state is in its array, for messages: {@code [iy, ix]}. */
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
