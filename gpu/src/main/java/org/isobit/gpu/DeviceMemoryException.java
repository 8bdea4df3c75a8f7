package org.isobit.gpu;

/** A device has not enough free memory; smaller batches may fit. */
public final class DeviceMemoryException extends DeviceException {

  private static final long serialVersionUID = 1L;

  /** What was asked for. */
  private final long bytes;

  /**
   * Makes an exception.
   *
   * @param message what did not fit where
   * @param code    the driver's code
   * @param bytes   the bytes asked for
   */
  public DeviceMemoryException(String message, int code, long bytes) {
    super(message, code);
    this.bytes = bytes;
  }

  /**
   * What was asked for.
   *
   * @return bytes of the allocation that failed
   */
  public long bytes() {
    return bytes;
  }
}
