// Master of FloatFourierScratch: the float version is generated from this file.
package org.isobit.kernels.fourier;

/** Growing arrays of each thread, so that kernels allocate nothing once warm. Thread-safe. */
final class FourierScratch extends ThreadLocal<double[]> {

  private static final int SHORTEST = 1024;

  /** What transforms are computed in. */
  private static final FourierScratch STAGES = new FourierScratch();

  /** Complex members that were real ones. */
  private static final FourierScratch MEMBERS = new FourierScratch();

  /** Fields between transforms of their columns and of their rows. */
  private static final FourierScratch FIELD = new FourierScratch();

  /** A lane's numbers beside each other, before and after. */
  private static final FourierScratch LANE = new FourierScratch();

  private FourierScratch() {}

  @Override
  protected double[] initialValue() {
    return new double[SHORTEST];
  }

  /** For stages, with whatever it holds, of at least the given length. */
  static double[] stages(int length) {
    return STAGES.atLeast(length);
  }

  /** For members, with whatever it holds, of at least the given length. */
  static double[] members(int length) {
    return MEMBERS.atLeast(length);
  }

  /** For a field, with whatever it holds, of at least the given length. */
  static double[] field(int length) {
    return FIELD.atLeast(length);
  }

  /** For a lane, with whatever it holds, of at least the given length. */
  static double[] lane(int length) {
    return LANE.atLeast(length);
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
