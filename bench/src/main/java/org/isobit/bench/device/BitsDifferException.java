package org.isobit.bench.device;

/** An output of the device has not the processor's bits. */
final class BitsDifferException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BitsDifferException(String message) {
    super(message);
  }
}
