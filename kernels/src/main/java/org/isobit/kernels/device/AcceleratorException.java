package org.isobit.kernels.device;

/** A device that is demanded cannot be used, or fails. */
public class AcceleratorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes it.
   *
   * @param message what failed and why, for people
   */
  public AcceleratorException(String message) {
    super(message);
  }

  /**
   * Makes it.
   *
   * @param message what failed and why, for people
   * @param cause   what led to it
   */
  public AcceleratorException(String message, Throwable cause) {
    super(message, cause);
  }
}
