package org.isobit.kernels;

/**
 * The floating-point environment that the contract needs: round to nearest, subnormals kept.
 *
 * <p>Java has no way to change it, but native code on the same thread has, and Java then inherits the processor's
 * control register. So the first call on each thread probes it. Thread-safe.
 */
public final class Environment {

  /** Not final, so that no compiler can evaluate the probe. */
  private static volatile double smallestNormal = Double.MIN_NORMAL;

  private static volatile double one = 1.0;

  private static final ThreadLocal<Boolean> PROBED = new ThreadLocal<>();

  private Environment() {}

  /**
   * Probes the calling thread's environment on its first call; later calls return at once.
   *
   * @throws IllegalStateException naming thread and cause if subnormals are flushed or rounding is not to nearest
   */
  public static void require() {
    if (PROBED.get() == null) {
      probe();
      PROBED.set(Boolean.TRUE);
    }
  }

  /**
   * Probes the calling thread's environment now, whether or not it was probed before.
   *
   * @throws IllegalStateException naming thread and cause if subnormals are flushed or rounding is not to nearest
   */
  public static void probe() {
    double normal = smallestNormal;
    double half = normal * 0.5;
    // The bits: a comparison would read a subnormal operand as zero where those are flushed.
    if (Double.doubleToRawLongBits(half) == 0) {
      throw failure("subnormal results are flushed to zero (FTZ)");
    }
    if (half + half != normal) {
      throw failure("subnormal operands are read as zero (DAZ)");
    }
    double unit = one;
    double tiny = 0x1.8p-54;
    boolean nearest = unit + tiny == 1.0 && -unit - tiny == -1.0 && unit + 2 * tiny > 1.0 && -unit - 2 * tiny < -1.0;
    if (!nearest) {
      throw failure("rounding is not to nearest");
    }
  }

  private static IllegalStateException failure(String cause) {
    return new IllegalStateException("floating-point environment of thread '" + Thread.currentThread().getName()
        + "': " + cause + "; native code on this thread must have changed the control register");
  }
}
