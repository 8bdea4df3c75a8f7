package org.isobit.gpu;

/**
 * Ends several things, each of them whatever becomes of the others: what fails first is kept, with later failures as
 * suppressed ones. Not thread-safe.
 */
public final class Ending {

  private RuntimeException failure;

  /** To end what was in use. */
  public Ending() {}

  /**
   * To end what was made before something failed.
   *
   * @param failure what failed, or null
   */
  public Ending(RuntimeException failure) {
    this.failure = failure;
  }

  /**
   * Takes a step.
   *
   * @param step what may fail
   * @return this
   */
  public Ending then(Runnable step) {
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

  /**
   * Ends something.
   *
   * @param one what, or null for nothing
   * @return this
   */
  public Ending close(AutoCloseable one) {
    return one == null ? this : then(() -> {
      try {
        one.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(one + " does not close", e);
      }
    });
  }

  /**
   * What failed first.
   *
   * @return the failure, or null
   */
  public RuntimeException failure() {
    return failure;
  }

  /** Throws what failed first, if anything did. */
  public void finish() {
    if (failure != null) {
      throw failure;
    }
  }
}
