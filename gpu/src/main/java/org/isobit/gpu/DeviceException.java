package org.isobit.gpu;

import org.isobit.kernels.device.AcceleratorException;

/** A CUDA driver or device refused or failed; the message names the call or kernel, its sizes and the device. */
public class DeviceException extends AcceleratorException {

  private static final long serialVersionUID = 1L;

  /** The driver's code. */
  private final int code;

  /**
   * Makes an exception.
   *
   * @param message what failed, and where
   * @param code    the driver's code ({@code CUresult}), or −1 if it was not the driver that refused
   */
  public DeviceException(String message, int code) {
    super(message);
    this.code = code;
  }

  /**
   * The driver's code.
   *
   * @return a {@code CUresult}, or −1
   */
  public int code() {
    return code;
  }
}
