// Master of FloatThreadArray: the float version is generated from this file.
package org.isobit.kernels.ensemble;

/** One growing array for each thread, so that kernels allocate nothing once warm. Thread-safe. */
final class ThreadArray extends ThreadLocal<double[]> {

  private static final ThreadArray SCRATCH = new ThreadArray();

  private ThreadArray() {}

  @Override
  protected double[] initialValue() {
    return new double[PointBlocks.LONGEST];
  }

  /** The thread's array with whatever it holds, of at least the given length. */
  static double[] atLeast(int length) {
    double[] scratch = SCRATCH.get();
    if (scratch.length < length) {
      scratch = new double[length];
      SCRATCH.set(scratch);
    }
    return scratch;
  }
}
