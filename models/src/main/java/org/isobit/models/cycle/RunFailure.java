package org.isobit.models.cycle;

/** A run that cannot go on although its input is good: a model or an analysis failed, or the disk is full. */
final class RunFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  RunFailure(String message) {
    super(message);
  }

  RunFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
