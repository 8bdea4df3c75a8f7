// Master of FloatTape: the float version is generated from this file.
package org.isobit.models.learning;

import java.util.Objects;
import org.isobit.kernels.Placement;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.layers.Draws;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/**
 * What a network's forward pass leaves for its backward pass, for batches up to a size: inputs and outputs of all
 * layers, and what layers keep. Made once by {@link Network#tape(int)} and used for any number of batches; nothing is
 * allocated after that. It also says whether random layers draw, and which threads work on a pass. Not thread-safe: one
 * tape, one caller at a time.
 */
public final class Tape {

  /** As in {@link Placement}. */
  private static final int GAP = 48;

  final Network network;
  final LayerCall call;
  final double[] values;
  final double[] gradients;
  final double[] scratch;

  /** Where value v begins. */
  final int[] activations;

  /** Where what layer l keeps begins. */
  final int[] kept;

  /** What a training pass leaves for parameters that are not trained, and where that of layer l begins. */
  final double[] state;
  final int[] states;

  /** Where tangents of values lie. */
  final Placement tangents;

  private final Draws draws = new Draws();
  private final int capacity;
  private boolean training;
  private int batch = -1;

  Tape(Network network, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("tape: the batch must be at least 1, but is " + capacity);
    }
    this.network = network;
    this.capacity = capacity;
    Wiring wiring = network.architecture().wiring();
    call = new LayerCall(wiring.arity);
    activations = new int[wiring.sizes.length];
    kept = new int[wiring.layers];
    states = new int[wiring.layers];
    long size = 0;
    for (int v = 0; v < activations.length; v++) {
      activations[v] = index(size, capacity);
      size += (long) capacity * wiring.sizes[v] + GAP;
    }
    long scratchSize = 0;
    int stateSize = 0;
    for (int l = 0; l < kept.length; l++) {
      LayerOperator operator = network.operator(l);
      kept[l] = index(size, capacity);
      long numbers = operator.keptOnce() + (long) capacity * operator.kept();
      size += numbers == 0 ? 0 : numbers + GAP;
      scratchSize = Math.max(scratchSize, (long) capacity * operator.scratch());
      states[l] = stateSize;
      stateSize += operator.state();
    }
    state = new double[stateSize];
    tangents = wiring.forward(new boolean[activations.length], wiring.each());
    values = new double[index(size, capacity)];
    gradients = new double[index(Math.max(tangents.size(capacity), wiring.backward.size(capacity)), capacity)];
    scratch = new double[index(scratchSize, capacity)];
  }

  /** A size or place in an array, refused if there is no such array. */
  private static int index(long size, int capacity) {
    if (size > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("tape: a batch of " + capacity + " needs " + size
          + " numbers in one array, which holds 2^31 - 1; use smaller batches");
    }
    return (int) size;
  }

  /**
   * From now on random layers draw, as in training. What the last forward pass left is void.
   *
   * @param seed   Philox' key
   * @param stream in 0 … 2^40 − 1; streams are independent
   * @param step   number of the training step, in 0 … 2^32 − 1; each has its own draws
   * @throws IllegalArgumentException if stream or step are out of range
   */
  public void train(long seed, long stream, long step) {
    draws.set(seed, stream, step);
    training = true;
    batch = -1; // a backward pass would draw anew, and not what the forward pass drew
  }

  /**
   * From now on layers may share their outputs among threads: forward, backward and tangent, with the same bits. At
   * first the calling thread does everything. What is too small for a second thread stays with the calling one.
   *
   * @param workers the threads
   * @return this tape
   */
  public Tape use(Workers workers) {
    call.workers = Objects.requireNonNull(workers, "workers");
    return this;
  }

  /** From now on random layers do what they do in inference; so it is at first. The last forward pass is void. */
  public void infer() {
    training = false;
    batch = -1;
  }

  /**
   * Samples of the last forward pass.
   *
   * @return its batch
   * @throws IllegalStateException if there was none
   */
  public int batch() {
    if (batch < 0) {
      throw new IllegalStateException("tape: there was no forward pass");
    }
    return batch;
  }

  /**
   * The largest batch.
   *
   * @return samples it has room for
   */
  public int capacity() {
    return capacity;
  }

  /** Whether the last forward pass was one of training. */
  boolean trained() {
    return training && batch >= 0;
  }

  /** Begins a forward pass. */
  void begin(int samples) {
    if (samples > capacity) {
      throw new IllegalArgumentException("network: the tape has room for " + capacity + " samples, but the batch is "
          + samples);
    }
    batch = -1;
    call.batch = samples;
    call.draws = training ? draws : null;
    call.scratch = scratch;
  }

  /** Notes that the forward pass is complete. */
  void done(int samples) {
    batch = samples;
  }

  /** The call, for layer l: what it reads, makes and keeps. */
  LayerCall layer(int l) {
    draws.layer(l);
    Wiring wiring = network.architecture().wiring();
    call.thetaOffset = network.architecture().offset(l);
    for (int i = 0; i < wiring.reads[l].length; i++) {
      call.x[i] = values;
      call.xOffset[i] = activations[wiring.reads[l][i]];
    }
    call.y = values;
    call.yOffset = activations[wiring.inputs + l];
    call.kept = values;
    call.keptOffset = kept[l];
    call.state = training ? state : null;
    call.stateOffset = states[l];
    return call;
  }
}
