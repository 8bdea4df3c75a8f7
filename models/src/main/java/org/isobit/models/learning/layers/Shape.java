package org.isobit.models.learning.layers;

import java.util.Arrays;
import java.util.List;

/**
 * The dimensions of one sample; the batch is not among them. Elements are stored row-major, the last dimension
 * contiguous: (channels, ny, nx) for images and fields, (positions, features) for sequences, (features) for vectors.
 * Immutable.
 */
public final class Shape {

  private final int[] dimensions;
  private final int size;

  private Shape(int[] dimensions) {
    this.dimensions = dimensions;
    long product = 1;
    for (int d : dimensions) {
      if (d < 1) {
        throw new IllegalArgumentException("shape: dimensions must be positive, but are "
            + Arrays.toString(dimensions));
      }
      product *= d;
      if (product > Integer.MAX_VALUE - 64) {
        throw new IllegalArgumentException("shape: " + Arrays.toString(dimensions)
            + " has more elements than one array holds");
      }
    }
    size = (int) product;
  }

  /**
   * A shape.
   *
   * @param dimensions at least one, each at least 1
   * @return the shape
   * @throws IllegalArgumentException if there are none, one is below 1, or their product exceeds one array
   */
  public static Shape of(int... dimensions) {
    if (dimensions.length == 0) {
      throw new IllegalArgumentException("shape: there are no dimensions");
    }
    return new Shape(dimensions.clone());
  }

  /**
   * The number of elements.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return size;
  }

  /**
   * The number of dimensions.
   *
   * @return at least 1
   */
  public int rank() {
    return dimensions.length;
  }

  /**
   * One dimension.
   *
   * @param i which, from 0
   * @return its length
   * @throws IllegalArgumentException if there is no such dimension
   */
  public int dimension(int i) {
    if (i < 0 || i >= dimensions.length) {
      throw new IllegalArgumentException("shape: " + this + " has no dimension " + i);
    }
    return dimensions[i];
  }

  /**
   * The last dimension.
   *
   * @return its length
   */
  public int last() {
    return dimensions[dimensions.length - 1];
  }

  /**
   * All dimensions.
   *
   * @return in order
   */
  public List<Integer> dimensions() {
    return Arrays.stream(dimensions).boxed().toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** The dimensions, as in {@code 3x64x64}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int d : dimensions) {
      text.append(text.isEmpty() ? "" : "x").append(d);
    }
    return text.toString();
  }
}
