package org.isobit.models.studies.hybrid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.models.hybrid.Correction;
import org.isobit.models.hybrid.NetworkCorrection;
import org.isobit.models.hybrid.RegressionCorrection;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.internal.Checksums;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.linear.PolynomialStencil;
import org.isobit.models.learning.linear.RidgeRegression;
import org.isobit.models.learning.training.EpochRecord;
import org.isobit.models.learning.training.FloatObjective;
import org.isobit.models.learning.training.FloatPenalizedObjective;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.FloatTrainer;
import org.isobit.models.learning.training.FloatTrainingRun;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.TrainingSettings;
import org.isobit.models.weights.NetworkFile;

/**
 * What is learned from samples: a network, trained in float as the published one and run in double, or a ridge
 * regression; and how well it does on the validation's samples.
 *
 * @param correction what the hybrid model takes
 * @param scores     of the training
 */
record Learning(Correction correction, RunRecord.Training scores) {

  /** Samples that go through a network together. */
  private static final int TOGETHER = 500;

  /** Trains a network and writes it to a file. */
  static Learning network(HybridSystem system, Sizes sizes, Samples training, Samples validation, long seed,
      Path file, String setting) {
    Architecture architecture = system.network(training);
    FloatNetwork network = FloatNetwork.of(architecture);
    TrainingSettings settings = system.training(sizes.epochs(), seed);
    FloatTrainingRun run = FloatTrainer.of(objective(system, network, training, settings.batch()), settings)
        .withValidation(objective(system, network, validation, settings.batch())).withWorkers(Workers.serial())
        .train(network.initialize(seed, 0));
    float[] floats = run.parameters();
    double[] theta = new double[floats.length];
    int trained = 0;
    for (int i = 0; i < theta.length; i++) {
      theta[i] = floats[i];
    }
    double penalty = 0.0;
    for (Parameter parameter : architecture.parameterList()) {
      trained += parameter.trained() ? parameter.size() : 0;
      for (int i = 0; parameter.name().equals(system.penalized()) && i < parameter.size(); i++) {
        double weight = theta[parameter.offset() + i];
        penalty = Math.fma(system.penalty() * weight, weight, penalty);
      }
    }
    write(file, architecture, theta, setting, seed);
    Correction correction = NetworkCorrection.of(Network.of(architecture).inference(theta, 0));
    double[] losses = run.history().stream().mapToDouble(EpochRecord::loss).toArray();
    double[] validations = run.history().stream().mapToDouble(EpochRecord::validationLoss).toArray();
    return new Learning(correction, scores(correction, trained, penalty, training, validation, losses, validations,
        Checksums.of(theta, 0, theta.length)));
  }

  private static FloatObjective objective(HybridSystem system, FloatNetwork network, Samples samples, int batch) {
    FloatSupervisedObjective plain = new FloatSupervisedObjective(network, Loss.squared(), floats(samples.inputs()),
        floats(samples.targets()), batch);
    for (Parameter parameter : network.parameterList()) {
      if (parameter.name().equals(system.penalized())) {
        return FloatPenalizedObjective.of(plain, parameter, system.penalty());
      }
    }
    return plain;
  }

  private static float[] floats(double[] x) {
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    return floats;
  }

  private static void write(Path file, Architecture architecture, double[] theta, String setting, long seed) {
    try {
      Files.createDirectories(file.getParent());
      NetworkFile.write(file, architecture, theta, Map.of("setting", setting, "seed", Long.toString(seed)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fits the regression; its penalty is by place and sample. */
  static Learning regression(HybridSystem system, Samples training, Samples validation) {
    HybridSystem.Regression form = system.regression();
    PolynomialStencil stencil = new PolynomialStencil(system.size(), form.reach());
    int rows = training.inputs().length;
    double[] x = new double[rows * stencil.features()];
    stencil.features(training.count(), training.inputs(), 0, x);
    RidgeRegression fit = RidgeRegression.fit(rows, stencil.features(), 1, x, training.targets(),
        form.alpha() * rows, Workers.serial());
    Correction correction = RegressionCorrection.of(stencil, fit);
    double[] weights = fit.weights();
    return new Learning(correction, scores(correction, stencil.features() + 1, 0.0, training, validation,
        new double[0], new double[0], Checksums.of(weights, 0, weights.length)));
  }

  private static RunRecord.Training scores(Correction correction, int trained, double penalty, Samples training,
      Samples validation, double[] losses, double[] validations, String weights) {
    double[] errors = errors(correction, validation);
    double fit = 0.0;
    for (double e : errors(correction, training)) {
      fit += e;
    }
    double squares = 0.0;
    for (double t : validation.targets()) {
      squares = Math.fma(t, t, squares);
    }
    return new RunRecord.Training(trained, penalty, errors, fit / training.count(),
        squares / validation.targets().length, losses, validations, weights);
  }

  /** Mean squared errors of samples. */
  static double[] errors(Correction correction, Samples samples) {
    int n = samples.size();
    double[] errors = new double[samples.count()];
    double[] predicted = new double[TOGETHER * n];
    for (int first = 0; first < errors.length; first += TOGETHER) {
      int some = Math.min(TOGETHER, errors.length - first);
      correction.compute(some, samples.inputs(), first * n, predicted, 0);
      for (int i = 0; i < some * n; i++) {
        double d = predicted[i] - samples.targets()[first * n + i];
        errors[first + i / n] += d * d / n;
      }
    }
    return errors;
  }
}
