package org.isobit.models.learning.training;

import java.util.Arrays;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.Tape;
import org.isobit.models.learning.internal.Streams;

/**
 * Which samples an {@link Objective} is evaluated on, by which threads, and where it may draw random numbers from. A
 * trainer uses one batch again and again: do not keep it. Not thread-safe.
 */
public final class Batch {

  private final int[] order;
  private final long seed;
  private final long stream;
  private int first;
  private int count;
  private int epoch;
  private long step;
  private boolean training;
  private Workers workers = Workers.serial();

  Batch(int[] order, long seed, long stream) {
    this.order = order;
    this.seed = seed;
    this.stream = stream;
  }

  /**
   * Samples of one's own choice, not training.
   *
   * @param samples their numbers
   * @return a batch with seed, stream, epoch and step 0
   */
  public static Batch of(int... samples) {
    Batch batch = new Batch(samples.clone(), 0, 0);
    batch.count = samples.length;
    return batch;
  }

  /**
   * The same samples as those of a training step.
   *
   * @param seed   Philox' key
   * @param stream in 0 … 2^40 − 1
   * @param epoch  number of the epoch, at least 0
   * @param step   number of the step, in 0 … 2^32 − 1
   * @return a batch for which random layers draw
   * @throws IllegalArgumentException if a number is out of range
   */
  public Batch forTraining(long seed, long stream, int epoch, long step) {
    Streams.require(stream);
    Checks.size("batch", "epoch", epoch);
    Streams.requireStep(step);
    Batch batch = new Batch(Arrays.copyOfRange(order, first, first + count), seed, stream);
    batch.set(0, count, epoch, step, true);
    batch.workers = workers;
    return batch;
  }

  /**
   * Lets the evaluation use threads.
   *
   * @param threads those that it may use
   * @return this batch
   */
  public Batch use(Workers threads) {
    workers = Objects.requireNonNull(threads, "threads");
    return this;
  }

  /**
   * Threads that the evaluation may use: for {@link Tape#use} and for kernels. They share outputs, never a sum, so that
   * the result does not depend on them.
   *
   * @return the calling thread alone where nobody said otherwise
   */
  public Workers workers() {
    return workers;
  }

  /**
   * Sets what the batch is of.
   *
   * @param first    the first sample
   * @param count    how many samples
   * @param epoch    which epoch
   * @param step     which step of training
   * @param training whether dropout acts
   */
  public void set(int first, int count, int epoch, long step, boolean training) {
    this.first = first;
    this.count = count;
    this.epoch = epoch;
    this.step = step;
    this.training = training;
  }

  /**
   * How many samples.
   *
   * @return the batch's size
   */
  public int count() {
    return count;
  }

  /**
   * One of them.
   *
   * @param i place in the batch, 0 … count − 1
   * @return the sample's number
   * @throws IllegalArgumentException if there is no such place
   */
  public int sample(int i) {
    Checks.index("batch", "place", i, count);
    return order[first + i];
  }

  /**
   * Philox' key of the run.
   *
   * @return the seed
   */
  public long seed() {
    return seed;
  }

  /**
   * The run's stream: in 0 … 2^40 − 1.
   *
   * @return what {@link Tape#train} takes
   */
  public long stream() {
    return stream;
  }

  /**
   * Number of the epoch, from 0.
   *
   * @return how many were completed before
   */
  public int epoch() {
    return epoch;
  }

  /**
   * Number of the training step, from 0. In validation, how many steps were done.
   *
   * @return how many were completed before
   */
  public long step() {
    return step;
  }

  /**
   * Whether this is a training step, so that dropout and the like draw.
   *
   * @return false in validation
   */
  public boolean training() {
    return training;
  }
}
