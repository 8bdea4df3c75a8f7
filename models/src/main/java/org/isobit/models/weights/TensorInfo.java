package org.isobit.models.weights;

import java.util.List;

/**
 * What a safetensors header says of a tensor, checked. Immutable.
 *
 * @param name  its name
 * @param type  type of its elements
 * @param shape its dimensions, row-major (last index fastest); empty for a scalar
 * @param begin position of its first byte behind the header
 * @param end   position behind its last byte
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long begin, long end) {

  /** Takes a copy of the shape. */
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /**
   * Number of elements.
   *
   * @return the product of the shape, 1 for a scalar
   */
  public long elements() {
    long n = 1;
    for (long s : shape) {
      n *= s; // the header's checks exclude overflow
    }
    return n;
  }
}
