package org.isobit.models.studies.hybridmaooam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.hybrid.Correction;
import org.isobit.models.hybrid.NetworkCorrection;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.internal.Checksums;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.linear.RidgeRegression;
import org.isobit.models.learning.training.EarlyStopping;
import org.isobit.models.learning.training.EpochRecord;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.FloatTrainer;
import org.isobit.models.learning.training.FloatTrainingRun;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.Schedule;
import org.isobit.models.learning.training.TrainingSettings;
import org.isobit.models.studies.hybridmaooam.Samples.Moments;
import org.isobit.models.weights.NetworkFile;

/**
 * What is learned: a network of dense layers, trained in float on standardised inputs and targets and run in double
 * with its scales as layers, or a linear regression; and how well it does on samples that it has not seen.
 *
 * @param correction what the hybrid model takes
 * @param scores     of the training
 */
record Learning(Correction correction, RunRecord.Training scores) {

  private static final int BATCH = 128;
  private static final double RATE = 2e-3;
  private static final double DECAY = 1e-4;

  /** Penalty of the regression, by sample, of standardised inputs and targets. */
  private static final double PENALTY = 1e-6;

  /** How networks are trained. */
  static TrainingSettings settings(int samples, int epochs, long seed) {
    long steps = Math.max(2, (long) epochs * ((samples - 1) / BATCH + 1));
    return TrainingSettings.of(Optimizer.adamW(RATE, DECAY), BATCH, epochs)
        .withSchedule(Schedule.warmupCosine(steps / 20, steps, 0.01))
        .withStopping(new EarlyStopping(epochs, 0.0, 0, true)).withSeed(seed, 0);
  }

  /** Trains a network and writes it to a file. */
  static Learning network(Case of, int epochs, Samples training, Samples validation, long seed, Path file) {
    int n = CoupledSystem.SIZE;
    Moments in = Moments.of(training.inputs());
    Moments out = Moments.of(training.targets());
    List<Layer> dense = new ArrayList<>();
    for (int d = 0; d < of.depth(); d++) {
      dense.add(Layers.dense(of.width(), Activation.TANH));
    }
    dense.add(Layers.dense(n, Activation.IDENTITY));
    FloatNetwork network = FloatNetwork.of(Architecture.of(Shape.of(n), dense));
    FloatTrainingRun run = FloatTrainer.of(objective(network, in, out, training),
        settings(training.count(), epochs, seed)).withValidation(objective(network, in, out, validation))
        .withWorkers(Workers.serial()).train(network.initialize(seed, 0));
    float[] trained = run.parameters();
    double[] theta = new double[trained.length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = trained[i];
    }
    Architecture whole = scaled(dense, in, out);
    write(file, whole, theta, of.label(), seed);
    List<EpochRecord> history = run.history();
    EpochRecord best = history.getFirst();
    for (EpochRecord epoch : history) {
      best = epoch.validationLoss() < best.validationLoss() ? epoch : best;
    }
    return new Learning(NetworkCorrection.of(Network.of(whole).inference(theta, 0)),
        new RunRecord.Training(theta.length, training.count(), history.getLast().loss(), best.validationLoss(),
            best.epoch(), Checksums.of(theta, 0, theta.length)));
  }

  private static FloatSupervisedObjective objective(FloatNetwork network, Moments in, Moments out, Samples samples) {
    return new FloatSupervisedObjective(network, Loss.squared(), in.standardised(samples.inputs()),
        out.standardised(samples.targets()), BATCH);
  }

  /** Layers between those that standardise inputs and bring outputs back. */
  private static Architecture scaled(List<Layer> layers, Moments in, Moments out) {
    int n = CoupledSystem.SIZE;
    double[] scale = new double[n];
    double[] shift = new double[n];
    for (int i = 0; i < n; i++) {
      scale[i] = 1.0 / in.deviation()[i];
      shift[i] = -in.mean()[i] / in.deviation()[i];
    }
    List<Layer> all = new ArrayList<>();
    all.add(Layers.affine(scale, shift));
    all.addAll(layers);
    all.add(Layers.affine(out.deviation(), out.mean()));
    return Architecture.of(Shape.of(n), all);
  }

  private static void write(Path file, Architecture architecture, double[] theta, String label, long seed) {
    try {
      Files.createDirectories(file.getParent());
      NetworkFile.write(file, architecture, theta, Map.of("case", label, "seed", Long.toString(seed)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fits a linear regression: a network of one layer, solved for. */
  static Learning regression(Samples training, Samples validation) {
    int n = CoupledSystem.SIZE;
    Moments in = Moments.of(training.inputs());
    Moments out = Moments.of(training.targets());
    RidgeRegression fit = RidgeRegression.fit(training.count(), n, n, doubles(in.standardised(training.inputs())),
        doubles(out.standardised(training.targets())), PENALTY * training.count(), Workers.serial());
    double[] weights = fit.weights();
    double[] intercept = fit.intercept();
    double[] theta = new double[n * n + n];
    System.arraycopy(weights, 0, theta, 0, n * n);
    System.arraycopy(intercept, 0, theta, n * n, n);
    Architecture whole = scaled(List.of(Layers.dense(n, Activation.IDENTITY)), in, out);
    return new Learning(NetworkCorrection.of(Network.of(whole).inference(theta, 0)),
        new RunRecord.Training(theta.length, training.count(), error(fit, in, out, training),
            error(fit, in, out, validation), 0, Checksums.of(theta, 0, theta.length)));
  }

  private static double error(RidgeRegression fit, Moments in, Moments out, Samples samples) {
    double[] predicted = new double[samples.targets().length];
    fit.predict(samples.count(), doubles(in.standardised(samples.inputs())), predicted, Workers.serial());
    double[] targets = doubles(out.standardised(samples.targets()));
    double sum = 0.0;
    for (int i = 0; i < targets.length; i++) {
      double d = predicted[i] - targets[i];
      sum = Math.fma(d, d, sum);
    }
    return sum / targets.length;
  }

  private static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }
}
