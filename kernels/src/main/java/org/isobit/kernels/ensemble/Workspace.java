// Master of FloatWorkspace: the float version is generated from this file.
package org.isobit.kernels.ensemble;

/** One growing array for each thread, so that kernels allocate nothing once warm. Thread-safe. */
final class Workspace extends ThreadLocal<double[]> {

  private static final Workspace SCRATCH = new Workspace();

  private Workspace() {}

  @Override
  protected double[] initialValue() {
    return new double[Blocks.LONGEST];
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
