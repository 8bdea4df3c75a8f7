// Master of FloatSupervisedObjective: the float version is generated from this file.
package org.isobit.models.learning.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.loss.CensoredGaussian;
import org.isobit.kernels.loss.CrossEntropy;
import org.isobit.kernels.loss.EnsembleLosses;
import org.isobit.kernels.loss.QuantileLoss;
import org.isobit.kernels.neural.Losses;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Tape;
import org.isobit.models.learning.internal.Checksums;

/**
 * The mean loss of a network's predictions for inputs with known targets. Arrays are the caller's and are not copied;
 * do not change them while training. Not thread-safe; nothing is allocated in the steady state.
 */
public final class SupervisedObjective implements Objective {

  private final Network network;
  private final Loss loss;
  private final double[] inputs;
  private final double[] targets;
  private final int samples;
  private final int outputs;
  private final int targetSize;
  private final Tape tape;
  private final double[] x;
  private final double[] y;
  private final double[] target;
  private final double[] prediction;
  private final double[] dy;
  private final double[] split;

  /** What the loss is told besides its kind. */
  private final double[] numbers;

  /** Whether kernels take all samples' first numbers, then all samples' second ones. */
  private final boolean parted;

  /** Bounds of all targets of a batch, or null. */
  private final double[] lower;

  private final double[] upper;

  /**
   * Makes the objective.
   *
   * @param network  the network
   * @param loss     the loss
   * @param inputs   samples × the network's inputs, row-major
   * @param targets  samples × the loss's targets, row-major
   * @param batch    the most samples of one batch, at least 1
   * @throws IllegalArgumentException if there are no samples, or arrays do not fit each other, the network and the loss
   */
  public SupervisedObjective(Network network, Loss loss, double[] inputs, double[] targets, int batch) {
    this.network = network;
    this.loss = loss;
    this.inputs = inputs;
    this.targets = targets;
    int in = network.input().size();
    outputs = network.output().size();
    targetSize = loss.targets(outputs);
    samples = inputs.length / in;
    if (samples < 1 || inputs.length % in != 0) {
      throw new IllegalArgumentException("objective: the inputs are " + inputs.length + " numbers, but samples have "
          + in);
    }
    if (targets.length != (long) samples * targetSize) {
      throw new IllegalArgumentException("objective: the targets are " + targets.length + " numbers, but " + samples
          + " samples with " + targetSize + " targets each need " + (long) samples * targetSize);
    }
    tape = network.tape(batch);
    x = new double[batch * in];
    y = new double[batch * outputs];
    target = new double[batch * targetSize];
    dy = new double[batch * outputs];
    parted = switch (loss.kind()) {
      case ENERGY, FAIR_ENERGY -> false;
      default -> loss.parts() > 1;
    };
    prediction = parted ? new double[batch * outputs] : y;
    split = parted ? new double[batch * outputs] : dy;
    numbers = new double[loss.numbers().size()];
    for (int i = 0; i < numbers.length; i++) {
      double number = loss.numbers().get(i); // float: unchanged
      numbers[i] = (double) number;
    }
    lower = bound(0);
    upper = bound(1);
  }

  private double[] bound(int which) {
    if (loss.kind() != Loss.Kind.CENSORED_GAUSSIAN || Double.isInfinite(numbers[which])) {
      return null;
    }
    double[] bound = new double[target.length];
    Arrays.fill(bound, numbers[which]);
    return bound;
  }

  @Override
  public int parameters() {
    return network.parameters();
  }

  @Override
  public int samples() {
    return samples;
  }

  /**
   * The network.
   *
   * @return whose parameters are trained
   */
  public Network network() {
    return network;
  }

  @Override
  public double evaluate(double[] theta, long thetaOffset, Batch batch, double[] gradient, long gradientOffset) {
    int count = batch.count();
    if (count < 1 || count > tape.capacity()) {
      throw new IllegalArgumentException("objective: batches must have 1 ... " + tape.capacity()
          + " samples, but this one has " + count);
    }
    int in = network.input().size();
    for (int i = 0; i < count; i++) {
      int sample = batch.sample(i);
      if (sample < 0 || sample >= samples) {
        throw new IllegalArgumentException("objective: there is no sample " + sample + "; there are " + samples);
      }
      System.arraycopy(inputs, sample * in, x, i * in, in);
      System.arraycopy(targets, sample * targetSize, target, i * targetSize, targetSize);
    }
    if (batch.training()) {
      tape.train(batch.seed(), batch.stream(), batch.step());
    } else {
      tape.infer();
    }
    if (gradient == null && !batch.training()) {
      network.infer(theta, thetaOffset, count, x, 0, y, 0, batch.workers());
    } else {
      network.forward(theta, thetaOffset, count, x, 0, y, 0, tape.use(batch.workers()));
    }
    double value = loss(count, gradient != null, batch.workers());
    if (gradient != null) {
      network.backward(theta, thetaOffset, tape, dy, 0, null, 0, gradient, gradientOffset, false);
    }
    return value;
  }

  @Override
  public void settle(double[] theta, long thetaOffset) {
    network.settle(theta, thetaOffset, tape);
  }

  @Override
  public void requireBatches(int batch) {
    network.requireBatches(samples, batch);
  }

  private double loss(int count, boolean wanted, Workers workers) {
    int n = count * targetSize;
    double[] g = wanted ? split : null;
    if (parted) {
      apart(count, y, prediction, true);
    }
    double value = switch (loss.kind()) {
      case SQUARED -> pair(Losses.Pair.SQUARED, 1.0, n, g, workers);
      case ABSOLUTE -> pair(Losses.Pair.ABSOLUTE, 1.0, n, g, workers);
      case HUBER -> pair(Losses.Pair.HUBER, numbers[0], n, g, workers);
      case GAUSSIAN -> scaled(Losses.Scaled.GAUSSIAN, n, g, workers);
      case LAPLACE -> scaled(Losses.Scaled.LAPLACE, n, g, workers);
      case CENSORED_GAUSSIAN -> CensoredGaussian.censored(1.0 / n, n, prediction, 0, prediction, n, target, 0, lower, 0,
          upper, 0, g, 0, g, n, workers);
      case QUANTILE -> quantiles(n, g, workers);
      case CROSS_ENTROPY, CLASS_ENTROPY -> entropy(count * outputs / loss.classes(), loss.classes(), g, workers);
      case CRPS, FAIR_CRPS -> EnsembleLosses.crps(loss.kind() == Loss.Kind.FAIR_CRPS, 1.0 / n, loss.parts(), n,
          prediction, 0, n, target, 0, g, 0, n, workers);
      case ENERGY, FAIR_ENERGY -> EnsembleLosses.energy(loss.kind() == Loss.Kind.FAIR_ENERGY, 1.0 / count, count,
          loss.parts(), targetSize, y, 0, outputs, target, 0, targetSize, g, 0, outputs, workers);
    };
    if (parted && wanted) {
      apart(count, dy, split, false);
    }
    return value;
  }

  private double pair(Losses.Pair kind, double delta, int n, double[] g, Workers workers) {
    return Losses.pair(kind, delta, 1.0 / n, n, y, 0, target, 0, g, 0, workers);
  }

  private double scaled(Losses.Scaled kind, int n, double[] g, Workers workers) {
    return Losses.scaled(kind, 1.0 / n, n, prediction, 0, prediction, n, target, 0, g, 0, g, n, workers);
  }

  /** The mean over levels, ascending as they were given. */
  private double quantiles(int n, double[] g, Workers workers) {
    double weight = 1.0 / ((double) n * numbers.length);
    double sum = 0.0;
    for (int level = 0; level < numbers.length; level++) {
      sum += QuantileLoss.quantile(numbers[level], weight, n, prediction, level * n, target, 0, g, level * n, workers);
    }
    return sum;
  }

  private double entropy(int rows, int classes, double[] g, Workers workers) {
    return loss.kind() == Loss.Kind.CROSS_ENTROPY
        ? CrossEntropy.probabilities(1.0 / rows, rows, classes, y, 0, classes, target, 0, classes, g, 0, classes,
            workers)
        : CrossEntropy.classes(1.0 / rows, rows, classes, y, 0, classes, target, 0, g, 0, classes, workers);
  }

  /** Rows of (first, second, …) numbers to all first and then all second ones, or back. */
  private void apart(int count, double[] rows, double[] parts, boolean forward) {
    int m = targetSize;
    for (int i = 0; i < count; i++) {
      for (int part = 0; part < loss.parts(); part++) {
        int row = i * outputs + part * m;
        int at = part * count * m + i * m;
        System.arraycopy(forward ? rows : parts, forward ? row : at, forward ? parts : rows, forward ? at : row, m);
      }
    }
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    network.architecture().describe("network", settings);
    settings.put("loss", loss);
    settings.put("samples", samples);
    settings.put("inputs.checksum", Checksums.of(inputs, 0, inputs.length));
    settings.put("targets.checksum", Checksums.of(targets, 0, targets.length));
    return settings;
  }
}
