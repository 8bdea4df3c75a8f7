package org.isobit.kernels;

/** A computation met a value it cannot go on with: a singular pivot, no convergence, a non-finite intermediate. */
public final class NumericalException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  /** Where it failed (a row, a pivot, a problem of a batch), or −1. */
  private final int index;

  /** The value found there. */
  private final double value;

  /**
   * Makes the exception.
   *
   * @param message one sentence that names the operation
   * @param index   where it failed, counted from 0, or −1 if there is no such place
   * @param value   the value found there
   */
  public NumericalException(String message, int index, double value) {
    super(message + (index < 0 ? "" : " (index " + index + ")") + ": value " + value);
    this.index = index;
    this.value = value;
  }

  /**
   * Where it failed.
   *
   * @return the index, counted from 0, or −1
   */
  public int index() {
    return index;
  }

  /**
   * What was found there.
   *
   * @return the value
   */
  public double value() {
    return value;
  }
}
