package org.isobit.models.analyse.internal.plan;

/** An audit found other bits than the analysis has. */
public final class AuditException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AuditException(String message) {
    super(message);
  }
}
