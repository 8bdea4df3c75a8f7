package org.isobit.models.dynamics;

/**
 * A small model that also runs on several states at once: variable i of lane l at {@code i·lanes + l}. Each lane gets
 * the bits of {@link Model#tendency}.
 */
public interface InterleavedModel extends Model {

  /** Lanes of one interleaved group: a multiple of every vector length, so that no tail is left. */
  int LANES = 16;

  /**
   * Computes f for {@link #LANES} interleaved states that start at the offsets.
   *
   * @param x          array that holds the states; not to be written
   * @param xOffset    index of the first one's first variable
   * @param dxdt       array that receives the tendencies, which share no element with the states
   * @param dxdtOffset index of the first one
   */
  void tendencyInterleaved(double[] x, int xOffset, double[] dxdt, int dxdtOffset);
}
