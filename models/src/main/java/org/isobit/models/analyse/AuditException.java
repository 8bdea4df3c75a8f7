package org.isobit.models.analyse;

/** An audit found other bits than the analysis has. */
final class AuditException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AuditException(String message) {
    super(message);
  }
}
