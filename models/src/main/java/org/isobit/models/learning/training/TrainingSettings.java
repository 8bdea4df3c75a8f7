package org.isobit.models.learning.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.Checks;
import org.isobit.models.learning.internal.Streams;

/**
 * How an objective is minimised. Immutable.
 *
 * @param optimizer makes the steps
 * @param schedule  varies its learning rate
 * @param batch     samples of a step, at least 1; the last batch of an epoch holds what is left
 * @param epochs    passes over all samples at most, at least 0
 * @param stopping  when to end before; null: never
 * @param clip      gradients longer than this are scaled down to it; 0: none are
 * @param seed      Philox' key for the order of samples and for random layers
 * @param stream    in 0 … 2^40 − 1; streams are independent
 * @param average   share of the moving average of parameters that a step leaves, in [0, 1), which Keras calls
 *                  ema_momentum; 0: none is kept
 * @param batches   batches of a step, at least 1, whose gradients are averaged: what does not fit memory as one batch
 */
public record TrainingSettings(Optimizer optimizer, Schedule schedule, int batch, int epochs, EarlyStopping stopping,
    double clip, long seed, long stream, double average, int batches) {

  /** The name of the average among {@link #settings()}. */
  static final String AVERAGE = "average";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the first one out of range
   */
  public TrainingSettings {
    Checks.present("training", "optimizer", optimizer);
    Checks.present("training", "schedule", schedule);
    if (batch < 1 || epochs < 0) {
      throw new IllegalArgumentException("training: batch " + batch + " and epochs " + epochs
          + " must be at least 1 and 0");
    }
    if (clip != 0.0 && !((float) clip > 0.0f && (float) clip <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("training: clip must be finite and not negative, in float too, but is "
          + clip);
    }
    Streams.require(stream);
    if (!(average >= 0.0 && (float) average < 1.0f)) {
      throw new IllegalArgumentException("training: average must be from 0 to below 1, in float too, but is "
          + average);
    }
    Checks.positive("training", "batches", batches);
  }

  /**
   * With a constant learning rate, without early stopping and clipping, seed and stream 0.
   *
   * @param optimizer makes the steps
   * @param batch     samples of a step
   * @param epochs    passes over all samples
   * @return the settings
   * @throws IllegalArgumentException for a value out of range
   */
  public static TrainingSettings of(Optimizer optimizer, int batch, int epochs) {
    return new TrainingSettings(optimizer, Schedule.constant(), batch, epochs, null, 0.0, 0, 0, 0.0, 1);
  }

  /**
   * The same with another schedule.
   *
   * @param other varies the learning rate
   * @return the settings
   */
  public TrainingSettings withSchedule(Schedule other) {
    return new TrainingSettings(optimizer, other, batch, epochs, stopping, clip, seed, stream, average, batches);
  }

  /**
   * The same with early stopping.
   *
   * @param rule when to end
   * @return the settings
   */
  public TrainingSettings withStopping(EarlyStopping rule) {
    return new TrainingSettings(optimizer, schedule, batch, epochs, rule, clip, seed, stream, average, batches);
  }

  /**
   * The same with gradient clipping.
   *
   * @param norm largest Euclidean norm of a gradient; 0: no clipping
   * @return the settings
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public TrainingSettings withClip(double norm) {
    return new TrainingSettings(optimizer, schedule, batch, epochs, stopping, norm, seed, stream, average, batches);
  }

  /**
   * The same with other random numbers.
   *
   * @param key    Philox' key
   * @param number the stream, in 0 … 2^40 − 1
   * @return the settings
   * @throws IllegalArgumentException if the stream is out of range
   */
  public TrainingSettings withSeed(long key, long number) {
    return new TrainingSettings(optimizer, schedule, batch, epochs, stopping, clip, key, number, average, batches);
  }

  /**
   * The same with another number of epochs.
   *
   * @param most passes over all samples at most, at least 0
   * @return the settings
   * @throws IllegalArgumentException if it is negative
   */
  public TrainingSettings withEpochs(int most) {
    return new TrainingSettings(optimizer, schedule, batch, most, stopping, clip, seed, stream, average, batches);
  }

  /**
   * The same with a moving average of the parameters: e ← fma(1 − share, θ − e, e) after each step, from the initial
   * parameters on. Validation, early stopping and the result then take e in place of θ (Polyak and Juditsky 1992,
   * https://doi.org/10.1137/0330046, with weights that decay). All parameters are averaged, running moments too.
   *
   * @param share what a step leaves of the average, in [0, 1); 0: none is kept
   * @return the settings
   * @throws IllegalArgumentException for another share
   */
  public TrainingSettings withAverage(double share) {
    return new TrainingSettings(optimizer, schedule, batch, epochs, stopping, clip, seed, stream, share, batches);
  }

  /**
   * The same with several batches a step: its gradient is the mean of those of their samples, g ← fma(n_b ÷ N, g_b, g)
   * from +0, of batches of n_b of the step's N samples in their order. Layers that take moments of a batch take those
   * of each one, and running moments follow each.
   *
   * @param number batches of a step, at least 1
   * @return the settings
   * @throws IllegalArgumentException if it is not positive
   */
  public TrainingSettings withBatches(int number) {
    return new TrainingSettings(optimizer, schedule, batch, epochs, stopping, clip, seed, stream, average, number);
  }

  /**
   * All that the weights after a number of epochs depend on: not the number of epochs itself.
   *
   * @return names and values, in a fixed order
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    optimizer.settings().forEach((key, value) -> settings.put("optimizer." + key, value));
    schedule.settings().forEach((key, value) -> settings.put("schedule." + key, value));
    settings.put("batch", batch);
    if (stopping == null) {
      settings.put("stopping", "none");
    } else {
      stopping.settings().forEach((key, value) -> settings.put("stopping." + key, value));
    }
    settings.put("clip", clip);
    settings.put("seed", seed);
    settings.put("stream", stream);
    // Left out where there is none, so that checkpoints from before these settings go on.
    if (average != 0.0) {
      settings.put(AVERAGE, average);
    }
    if (batches != 1) {
      settings.put("batches", batches);
    }
    return settings;
  }
}
