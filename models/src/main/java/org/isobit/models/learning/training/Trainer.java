// Master of FloatTrainer: the float version is generated from this file.
package org.isobit.models.learning.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.internal.Checksums;

/**
 * Minimises an {@link Objective} by mini-batches. In each epoch all samples are visited once, in an order that is a
 * function of (seed, stream, epoch) alone, and the loss of the validation's samples is computed. Weights are a function
 * of initial weights, objective and settings, to the last bit: not of threads, backend, or where a run was interrupted.
 *
 * <p>Threads share a step ({@link #withWorkers}): samples and outputs forward, elements of the gradient backward,
 * parameters in the optimiser's step. The chains of a gradient run over the batch and are never split. What is too
 * small for a second thread, by its sizes, stays with the calling one. Independent runs go in parallel ({@link
 * #trainAll}, {@link DeepEnsemble}), each on one thread.
 *
 * <p>Immutable; since objectives have workspaces of their own, a trainer has one caller at a time.
 */
public final class Trainer {

  private final Objective objective;
  private final Objective validation;
  private final TrainingSettings settings;
  private final TrainingListener listener;
  private final Path file;
  private final int every;
  private final Workers workers;

  private Trainer(Objective objective, Objective validation, TrainingSettings settings, TrainingListener listener,
      Path file, int every, Workers workers) {
    this.objective = objective;
    this.validation = validation;
    this.settings = settings;
    this.listener = listener;
    this.file = file;
    this.every = every;
    this.workers = workers;
  }

  /**
   * A trainer without validation, listener and checkpoints.
   *
   * @param objective what is minimised
   * @param settings  how
   * @return the trainer
   * @throws IllegalArgumentException if the objective has no samples, or batches that it cannot be trained with
   */
  public static Trainer of(Objective objective, TrainingSettings settings) {
    if (objective.samples() < 1) {
      throw new IllegalArgumentException("training: the objective has " + objective.samples() + " samples");
    }
    objective.requireBatches(settings.batch());
    return new Trainer(objective, null, settings, record -> { }, null, 0, Workers.shared());
  }

  /**
   * The same with validation.
   *
   * @param other an objective of the same parameters, evaluated without gradient after each epoch on all its samples,
   *              in batches of the settings' size
   * @return a trainer
   * @throws IllegalArgumentException if it has no samples or other parameters
   */
  public Trainer withValidation(Objective other) {
    if (other.samples() < 1 || other.parameters() != objective.parameters()) {
      throw new IllegalArgumentException("training: the validation has " + other.samples() + " samples and "
          + other.parameters() + " parameters, the objective " + objective.parameters() + " parameters");
    }
    return new Trainer(objective, other, settings, listener, file, every, workers);
  }

  /**
   * The same with a listener.
   *
   * @param other is told of each epoch
   * @return a trainer
   */
  public Trainer withListener(TrainingListener other) {
    return new Trainer(objective, validation, settings, other, file, every, workers);
  }

  /**
   * The same with checkpoints: {@link #train} then writes one after every few epochs and at the end, and where there is
   * one at its begin goes on from it.
   *
   * @param path   the file
   * @param epochs after how many epochs it is written, at least 1
   * @return a trainer
   * @throws IllegalArgumentException for epochs below 1
   */
  public Trainer withCheckpoints(Path path, int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("training: checkpoints after every " + epochs + " epochs cannot be");
    }
    return new Trainer(objective, validation, settings, listener, path, epochs, workers);
  }

  /**
   * The same with other threads.
   *
   * @param threads work on each step, where it is large enough; else {@link Workers#shared()} does
   * @return a trainer
   */
  public Trainer withWorkers(Workers threads) {
    return new Trainer(objective, validation, settings, listener, file, every,
        Objects.requireNonNull(threads, "threads"));
  }

  /**
   * Begins a run.
   *
   * @param theta initial weights; the run has its own copy
   * @return a run that has done nothing
   * @throws IllegalArgumentException if θ has another length than the objective's parameters
   */
  public TrainingRun start(double[] theta) {
    if (theta.length != objective.parameters()) {
      throw new IllegalArgumentException("training: theta has " + theta.length + " elements, but the objective has "
          + objective.parameters() + " parameters");
    }
    return new TrainingRun(objective, validation, settings, identity(Checksums.of(theta, 0, theta.length)), theta,
        workers);
  }

  /**
   * Goes on from a checkpoint.
   *
   * @param checkpoint of a run with the same objective, validation and settings, save the number of epochs
   * @return a run that goes on with the bits of the one that was not interrupted
   * @throws IllegalArgumentException naming the first thing in which they differ
   */
  public TrainingRun resume(Checkpoint checkpoint) {
    Map<String, String> identity = identity(checkpoint.initial());
    checkpoint.require(identity, objective.parameters());
    return new TrainingRun(objective, validation, settings, identity, checkpoint, workers);
  }

  /**
   * Trains to the end.
   *
   * @param theta initial weights; afterwards the result, see {@link TrainingRun#parameters()}. After a failure it is as
   *              before
   * @return the run, finished
   * @throws IllegalArgumentException              if θ has another length than the objective's parameters, or the
   *                                               checkpoint is damaged or of another run
   * @throws org.isobit.kernels.NumericalException if a loss or the norm of a gradient is not finite
   * @throws UncheckedIOException                  if a checkpoint cannot be read or written
   */
  public TrainingRun train(double[] theta) {
    TrainingRun run = start(theta);
    try {
      if (file != null && Files.exists(file)) {
        Checkpoint checkpoint = Checkpoint.read(file);
        checkpoint.require(identity(Checksums.of(theta, 0, theta.length)), theta.length);
        run = resume(checkpoint);
      }
      while (!run.finished()) {
        EpochRecord record = run.epoch();
        if (file != null && (run.finished() || run.epochs() % every == 0)) {
          run.checkpoint().write(file);
        }
        listener.epochEnded(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.arraycopy(run.parameters(), 0, theta, 0, theta.length);
    return run;
  }

  /**
   * Trains independent runs in parallel; each has the bits that it has alone.
   *
   * @param trainers one a run; their objectives share nothing that they write to
   * @param thetas   initial weights, as many; afterwards the results
   * @param workers  the threads; a single run has them all
   * @return the runs, finished, in order
   * @throws IllegalArgumentException if there are not as many of both, and as {@link #train} says
   */
  public static List<TrainingRun> trainAll(List<Trainer> trainers, List<double[]> thetas, Workers workers) {
    if (trainers.size() != thetas.size()) {
      throw new IllegalArgumentException("training: there are " + trainers.size() + " trainers, but " + thetas.size()
          + " initial weights");
    }
    TrainingRun[] runs = new TrainingRun[trainers.size()];
    workers.run(runs.length, (part, slot) -> runs[part] = trainers.get(part).withWorkers(workers)
        .train(thetas.get(part)));
    return List.of(runs);
  }

  /** All that the weights depend on, by name. */
  private Map<String, String> identity(String initial) {
    Map<String, String> identity = new LinkedHashMap<>();
    settings.settings().forEach((key, value) -> identity.put(key, String.valueOf(value)));
    objective.settings().forEach((key, value) -> identity.put("objective." + key, String.valueOf(value)));
    identity.put("objective.parameters", Integer.toString(objective.parameters()));
    identity.put("validation", validation == null ? "none" : "present");
    if (validation != null) {
      validation.settings().forEach((key, value) -> identity.put("validation." + key, String.valueOf(value)));
    }
    identity.put(Checkpoint.INITIAL, initial);
    return identity;
  }
}
