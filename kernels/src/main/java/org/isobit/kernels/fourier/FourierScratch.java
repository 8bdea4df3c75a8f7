// Master of FloatFourierScratch: the float version is generated from this file.
package org.isobit.kernels.fourier;

/** Growing arrays of each thread, so that kernels allocate nothing once warm. Thread-safe. */
final class FourierScratch extends ThreadLocal<double[]> {

  private static final int SHORTEST = 1024;

  /** What transforms are computed in. */
  private static final FourierScratch STAGES = new FourierScratch();

  /** What goes into transforms, where it is neither input nor output. */
  private static final FourierScratch FIELD = new FourierScratch();

  private FourierScratch() {}

  @Override
  protected double[] initialValue() {
    return new double[SHORTEST];
  }

  /** For stages, with whatever it holds, of at least the given length. */
  static double[] stages(int length) {
    return STAGES.atLeast(length);
  }

  /** For members or fields, with whatever it holds, of at least the given length. */
  static double[] field(int length) {
    return FIELD.atLeast(length);
  }

  private double[] atLeast(int length) {
    double[] scratch = get();
    if (scratch.length < length) {
      scratch = new double[length];
      set(scratch);
    }
    return scratch;
  }
}
