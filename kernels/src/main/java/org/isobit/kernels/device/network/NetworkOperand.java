package org.isobit.kernels.device.network;

/**
 * A value of a network, or some columns of its rows.
 *
 * @param value  its number
 * @param offset the first column
 */
public record NetworkOperand(int value, int offset) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public NetworkOperand {
    if (value < 0 || offset < 0) {
      throw new IllegalArgumentException("operand of a network: there is no value " + value + " at offset " + offset);
    }
  }

  /**
   * A value from its first column.
   *
   * @param value its number
   * @return the operand
   * @throws IllegalArgumentException if it is negative
   */
  public static NetworkOperand of(int value) {
    return new NetworkOperand(value, 0);
  }
}
