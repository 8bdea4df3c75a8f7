package org.isobit.gpu;

/**
 * Ends several things, each of them whatever becomes of the others: what fails first is kept, with later failures as
 * suppressed ones. Not thread-safe.
 */
final class Ending {

  private RuntimeException failure;

  /** To end what was in use. */
  Ending() {}

  /** To end what was made before something failed. */
  Ending(RuntimeException failure) {
    this.failure = failure;
  }

  /** Takes a step. */
  Ending then(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }
    return this;
  }

  /** What failed first, or null. */
  RuntimeException failure() {
    return failure;
  }

  /** Throws what failed first, if anything did. */
  void finish() {
    if (failure != null) {
      throw failure;
    }
  }
}
