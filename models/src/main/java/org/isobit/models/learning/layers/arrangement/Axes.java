package org.isobit.models.learning.layers.arrangement;

import java.util.Arrays;
import java.util.List;
import org.isobit.models.learning.layers.Shape;

/** Numbers for the one axis of lines, (channels, n), and the two of images, (channels, ny, nx). Thread-safe. */
final class Axes {

  private Axes() {}

  static List<Integer> list(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** So many numbers as one of {@code counts}, each at least {@code least}. */
  static List<Integer> checked(String kind, String name, List<Integer> values, int least, Integer... counts) {
    if (!List.of(counts).contains(values.size()) || values.stream().anyMatch(value -> value < least)) {
      throw new IllegalArgumentException(kind + ": " + name + " must be "
          + (counts.length == 2 ? "1 or 2" : "1, 2 or 4") + " numbers of at least " + least + ", but is " + values);
    }
    return List.copyOf(values);
  }

  /** The axes of samples, 1 or 2. */
  static int of(String kind, Shape input) {
    if (input.rank() != 2 && input.rank() != 3) {
      throw new IllegalArgumentException(kind + ": samples must be (channels, n) or (channels, ny, nx), but are "
          + input);
    }
    return input.rank() - 1;
  }

  /** The number of an axis: of one for all, or of one an axis. */
  static int at(String kind, String name, List<Integer> values, int axis, Shape input) {
    if (values.size() > 1 && values.size() != input.rank() - 1) {
      throw new IllegalArgumentException(kind + ": " + name + " is " + values + ", which does not fit samples of "
          + input);
    }
    return values.get(values.size() == 1 ? 0 : axis);
  }

  /** Rows of a sample, 1 of a line. */
  static int rows(Shape input) {
    return input.rank() == 2 ? 1 : input.dimension(1);
  }

  /** The shape of channels of images, or of lines, which have one row. */
  static Shape shape(Shape input, int channels, int ny, int nx) {
    return input.rank() == 2 ? Shape.of(channels, nx) : Shape.of(channels, ny, nx);
  }
}
