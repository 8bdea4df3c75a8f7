// Master of FloatTrainingRun: the float version is generated from this file.
package org.isobit.models.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Optimizers;

/**
 * A training run, epoch by epoch; {@link Trainer#start} and {@link Trainer#resume} make one. Its weights after an epoch
 * are a function of initial weights, objective and settings alone, to the last bit, wherever it was interrupted and
 * resumed. Not thread-safe. A step allocates nothing in the steady state.
 */
public final class TrainingRun {

  private final Objective objective;
  private final Objective validation;
  private final TrainingSettings settings;
  private final Map<String, String> identity;
  private final double[] theta;
  private final GradientOfStep gradient;
  private final OptimizerState optimizer;
  private final Schedule.Course course;
  private final EarlyStopping.Watch watch;
  private final SampleOrder order;
  private final Batch batch;
  private final Batch validationBatch;
  private final Workers workers;
  private final List<EpochRecord> history = new ArrayList<>();

  /** The moving average of the parameters; null: none is kept. */
  private final double[] average;
  private double[] best;
  private long step;
  private double lastRate; // float: unchanged
  private boolean broken;

  TrainingRun(Objective objective, Objective validation, TrainingSettings settings, Map<String, String> identity,
      double[] theta, Workers workers) {
    this.objective = objective;
    this.validation = validation;
    this.settings = settings;
    this.identity = identity;
    this.workers = workers;
    this.theta = theta.clone();
    gradient = new GradientOfStep(objective, settings.batch(), settings.batches(), true);
    average = settings.average() == 0.0 ? null : theta.clone();
    optimizer = new OptimizerState(settings.optimizer(), theta.length);
    course = settings.schedule().begin(settings.optimizer().learningRate());
    watch = settings.stopping() == null ? null : settings.stopping().watch();
    order = new SampleOrder(objective.samples());
    batch = new Batch(order.order(), settings.seed(), settings.stream()).use(workers);
    validationBatch = validation == null ? null
        : new Batch(inOrder(validation.samples()), settings.seed(), settings.stream()).use(workers);
  }

  /** Goes on from a checkpoint. */
  TrainingRun(Objective objective, Objective validation, TrainingSettings settings, Map<String, String> identity,
      Checkpoint from, Workers workers) {
    this(objective, validation, settings, identity, from.theta(), workers);
    double[][] vectors = from.vectors();
    int wanted = optimizer.vectors().length + (average == null ? 0 : 1);
    if (vectors.length != wanted) {
      throw new IllegalArgumentException("checkpoint: it has " + vectors.length
          + " vectors besides the parameters, but " + wanted + " are wanted");
    }
    optimizer.restore(from.optimizerSteps(), vectors);
    if (average != null) {
      System.arraycopy(vectors[wanted - 1], 0, average, 0, average.length);
    }
    course.restore(from.course());
    if (watch != null) {
      watch.restore(from.watch());
    }
    best = from.best() == null ? null : from.best().clone();
    step = from.step();
    history.addAll(from.history());
  }

  private static int[] inOrder(int n) {
    int[] samples = new int[n];
    for (int i = 0; i < n; i++) {
      samples[i] = i;
    }
    return samples;
  }

  /**
   * The number of epochs done.
   *
   * @return from 0
   */
  public int epochs() {
    return history.size();
  }

  /**
   * Whether there is nothing left to do: all epochs are done, or early stopping has ended the run.
   *
   * @return true at the end
   */
  public boolean finished() {
    return epochs() >= settings.epochs() || watch != null && watch.stopped();
  }

  /**
   * Whether early stopping has ended the run.
   *
   * @return true if so
   */
  public boolean stoppedEarly() {
    return watch != null && watch.stopped();
  }

  /**
   * The epoch whose weights {@link #parameters()} gives.
   *
   * @return the best one so far where early stopping restores it and has seen one, else the last one done; −1: none yet
   */
  public int epochOfParameters() {
    return best != null ? watch.bestEpoch() : epochs() - 1;
  }

  /**
   * What all epochs so far brought.
   *
   * @return in order
   */
  public List<EpochRecord> history() {
    return List.copyOf(history);
  }

  /**
   * The result so far: the best weights where early stopping restores them and has seen some, else the latest; their
   * moving average where one is kept.
   *
   * @return a copy
   */
  public double[] parameters() {
    return best != null ? best.clone() : result().clone();
  }

  /** What the run gives and what is validated. */
  private double[] result() {
    return average != null ? average : theta;
  }

  /**
   * The weights from which the next epoch begins.
   *
   * @return a copy
   */
  public double[] latest() {
    return theta.clone();
  }

  /**
   * Runs one epoch.
   *
   * @return what it brought
   * @throws IllegalStateException                  if the run is finished, or failed before
   * @throws org.isobit.kernels.NumericalException if a loss or the norm of a gradient is not finite; the run is then
   *                                                over, and only what was taken from it before remains
   */
  public EpochRecord epoch() {
    if (broken || finished()) {
      throw new IllegalStateException("training: this run " + (broken ? "failed in epoch " : "is finished after epoch ")
          + (broken ? epochs() : epochs() - 1));
    }
    broken = true;
    int epoch = epochs();
    double loss = steps(objective.samples()) / objective.samples(); // float: unchanged
    EpochRecord record = new EpochRecord(epoch, step, loss, validationLoss(), lastRate);
    history.add(record);
    course.ended(record.monitored());
    if (watch != null && watch.ended(epoch, record.monitored()) && settings.stopping().restoreBest()) {
      best = best == null ? new double[theta.length] : best;
      System.arraycopy(result(), 0, best, 0, theta.length);
    }
    broken = false;
    return record;
  }

  /**
   * Steps over the first samples of the epoch's order.
   *
   * @param samples how many
   * @return the sum of their losses
   */
  public double steps(int samples) { // float: unchanged
    int epoch = epochs();
    order.shuffle(settings.seed(), settings.stream(), epoch);
    double sum = 0.0; // float: unchanged
    for (int first = 0; first < samples;) {
      int count = (int) Math.min((long) settings.batch() * settings.batches(), samples - first);
      lastRate = course.rate(step);
      sum += (double) step(first, count) * count; // float: unchanged
      first += count;
    }
    return sum;
  }

  private double step(int first, int count) {
    double loss = gradient.evaluate(theta, batch, first, count, epochs(), step);
    requireFinite("loss", loss);
    double[] g = gradient.values();
    if (settings.clip() > 0.0) {
      double limit = settings.clip(); // float: float limit = (float) settings.clip();
      requireFinite("norm of the gradient", Optimizers.clip(limit, g.length, g, 0, workers));
    }
    optimizer.step(lastRate, theta, 0, g, 0, workers);
    objective.settle(theta, 0);
    if (average != null) {
      double rate = 1.0 - settings.average(); // float: float rate = (float) (1.0 - settings.average());
      Optimizers.average(rate, theta.length, theta, 0, average, 0, workers);
    }
    step++;
    return loss;
  }

  private void requireFinite(String what, double value) {
    if (!(value - value == 0.0)) {
      throw new NumericalException("training: the " + what + " is not finite in epoch " + epochs() + ", step " + step,
          -1, value);
    }
  }

  private double validationLoss() { // float: unchanged
    if (validation == null) {
      return Double.NaN; // float: unchanged
    }
    int samples = validation.samples();
    double sum = 0.0; // float: unchanged
    for (int first = 0; first < samples; first += settings.batch()) {
      int count = Math.min(settings.batch(), samples - first);
      validationBatch.set(first, count, epochs(), step, false);
      double loss = validation.evaluate(result(), 0, validationBatch, null, 0);
      requireFinite("validation loss", loss);
      sum += (double) loss * count; // float: unchanged
    }
    return sum / samples;
  }

  /**
   * Everything that the rest of the run depends on.
   *
   * @return a copy
   * @throws IllegalStateException if the run has failed
   */
  public Checkpoint checkpoint() {
    if (broken) {
      throw new IllegalStateException("training: this run failed in epoch " + epochs());
    }
    List<double[]> vectors = new ArrayList<>();
    for (double[] vector : optimizer.vectors()) {
      vectors.add(vector.clone());
    }
    if (average != null) {
      vectors.add(average.clone());
    }
    return new Checkpoint(identity, history(), step, optimizer.steps(), theta.clone(), vectors.toArray(double[][]::new),
        best == null ? null : best.clone(), course.state(), watch == null ? null : watch.state());
  }
}
