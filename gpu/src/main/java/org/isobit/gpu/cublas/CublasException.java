package org.isobit.gpu.cublas;

import org.isobit.gpu.DeviceException;

/**
 * cuBLAS cannot be had, or refused or failed; the message names the function, its sizes, the device and the status.
 */
public final class CublasException extends DeviceException {

  private static final long serialVersionUID = 1L;

  /** cuBLAS's status. */
  private final int status;

  /**
   * Makes an exception.
   *
   * @param message what failed, and where
   * @param status  the {@code cublasStatus_t}, or −1 if it was not cuBLAS that refused
   */
  public CublasException(String message, int status) {
    super(message, -1);
    this.status = status;
  }

  /**
   * cuBLAS's status.
   *
   * @return a {@code cublasStatus_t}, or −1
   */
  public int status() {
    return status;
  }
}
