package org.isobit.models.studies.hybridmaooam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.hybrid.Correction;
import org.isobit.models.hybrid.CorrectionTraining;
import org.isobit.models.hybrid.CorrectionTraining.Trained;
import org.isobit.models.hybrid.Standardization;
import org.isobit.models.hybrid.TendencySamples;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.linear.RidgeRegression;
import org.isobit.models.learning.training.EarlyStopping;
import org.isobit.models.learning.training.EpochRecord;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.Schedule;
import org.isobit.models.learning.training.TrainingSettings;

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
  static Learning network(Case of, int epochs, TendencySamples training, TendencySamples validation, long seed,
      Path file) throws IOException {
    List<Layer> dense = new ArrayList<>();
    for (int d = 0; d < of.depth(); d++) {
      dense.add(Layers.dense(of.width(), Activation.TANH));
    }
    dense.add(Layers.dense(CoupledSystem.SIZE, Activation.IDENTITY));
    Trained trained = CorrectionTraining.of(Architecture.of(Shape.of(CoupledSystem.SIZE), dense),
        settings(training.count(), epochs, seed)).withScales(scales(training.inputs()), scales(training.targets()))
        .train(training, validation);
    trained.write(file, Map.of("case", of.label(), "seed", Long.toString(seed)));
    EpochRecord best = trained.history().getFirst();
    for (EpochRecord epoch : trained.history()) {
      best = epoch.validationLoss() < best.validationLoss() ? epoch : best;
    }
    return new Learning(trained.correction(), new RunRecord.Training(trained.parameters(), training.count(),
        trained.history().getLast().loss(), best.validationLoss(), best.epoch(), trained.checksum()));
  }

  private static Standardization scales(double[] x) {
    return Standardization.of(x, CoupledSystem.SIZE);
  }

  /** Fits a linear regression: a network of one layer, solved for. */
  static Learning regression(TendencySamples training, TendencySamples validation) {
    int n = CoupledSystem.SIZE;
    Standardization in = scales(training.inputs());
    Standardization out = scales(training.targets());
    RidgeRegression fit = RidgeRegression.fit(training.count(), n, n, doubles(in.standardized(training.inputs())),
        doubles(out.standardized(training.targets())), PENALTY * training.count(), Workers.serial());
    double[] theta = new double[n * n + n];
    System.arraycopy(fit.weights(), 0, theta, 0, n * n);
    System.arraycopy(fit.intercept(), 0, theta, n * n, n);
    Trained solved = new Trained(Standardization.around(in, List.of(Layers.dense(n, Activation.IDENTITY)), out), theta,
        0.0, List.of());
    return new Learning(solved.correction(), new RunRecord.Training(theta.length, training.count(),
        error(fit, in, out, training), error(fit, in, out, validation), 0, solved.checksum()));
  }

  private static double error(RidgeRegression fit, Standardization in, Standardization out, TendencySamples samples) {
    double[] predicted = new double[samples.targets().length];
    fit.predict(samples.count(), doubles(in.standardized(samples.inputs())), predicted, Workers.serial());
    double[] targets = doubles(out.standardized(samples.targets()));
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
