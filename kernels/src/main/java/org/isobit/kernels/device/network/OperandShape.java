package org.isobit.kernels.device.network;

/**
 * What a stage reads or writes of a sample of a value: rows of equal length, of which it takes so many columns.
 *
 * @param rows    rows, at least 1: what lies between the starts of two of them is the value's size ÷ rows
 * @param columns elements of each, at least 1
 */
public record OperandShape(int rows, int columns) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is not positive or a sample has more than 2^31 − 1 elements
   */
  public OperandShape {
    if (rows < 1 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("stage of a network: a sample cannot have " + rows + " rows of " + columns);
    }
  }

  /**
   * Elements of a sample.
   *
   * @return rows × columns
   */
  public int size() {
    return rows * columns;
  }
}
