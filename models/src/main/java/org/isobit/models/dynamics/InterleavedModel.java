package org.isobit.models.dynamics;

/**
 * A small model that also runs on several states at once: variable i of lane l at {@code i·lanes + l}. Each lane gets
 * the bits of {@link Model#tendency}.
 */
public interface InterleavedModel extends Model {

  /** Lanes come in multiples of every vector length, so that no tail is left. */
  int MULTIPLE = 8;

  /** Numbers that a scheme takes through a stage together, as far as all its arrays stay in the first cache. */
  int TOGETHER = 640;

  /**
   * How many states at once are fastest; schemes take fewer where an ensemble has fewer, or each thread would not have
   * some.
   *
   * @return a multiple of {@link #MULTIPLE}: unless a model knows better, as many as a stage takes together, but at
   *         least two vectors
   */
  default int lanes() {
    return Math.max(2 * MULTIPLE, TOGETHER / size() / MULTIPLE * MULTIPLE);
  }

  /**
   * Computes f for interleaved states that start at the offsets.
   *
   * @param lanes      number of states, a multiple of {@link #MULTIPLE}
   * @param x          array that holds the states; not to be written
   * @param xOffset    index of the first one's first variable
   * @param dxdt       array that receives the tendencies, which share no element with the states
   * @param dxdtOffset index of the first one
   */
  void tendencyInterleaved(int lanes, double[] x, int xOffset, double[] dxdt, int dxdtOffset);
}
