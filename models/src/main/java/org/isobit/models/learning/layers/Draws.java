package org.isobit.models.learning.layers;

import org.isobit.models.learning.internal.Streams;

/**
 * The address of what a layer draws in one training step: a function of seed, stream, step and layer. A network's tape
 * owns it and hands it to the layers; in inference there is none. Not thread-safe.
 */
public final class Draws {

  private long seed;
  private long stream;
  private long step;
  private int layer;

  /** Draws of seed 0 until they are set. */
  public Draws() {}

  /**
   * Sets what draws are a function of.
   *
   * @param seed   key
   * @param stream which stream
   * @param step   which step of training
   */
  public void set(long seed, long stream, long step) {
    Streams.require(stream);
    Streams.requireStep(step);
    this.seed = seed;
    this.stream = stream;
    this.step = step;
  }

  /**
   * Sets whose draws follow.
   *
   * @param layer number of the layer
   */
  public void layer(int layer) {
    this.layer = layer;
  }

  /**
   * Philox' key.
   *
   * @return the seed
   */
  public long seed() {
    return seed;
  }

  /**
   * Philox' stream of this layer.
   *
   * @return a stream that no other layer of the network has
   */
  public long stream() {
    return Streams.layer(stream, layer);
  }

  /**
   * Index of the step's first draw; each step has 2^31 of its own.
   *
   * @return what sample 0, element 0 of the batch draws from
   */
  public long first() {
    return step << 31;
  }
}
