package org.isobit.models.studies.hybridlorenz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.isobit.models.hybrid.Correction;
import org.isobit.models.hybrid.CorrectionTraining.Trained;
import org.isobit.models.hybrid.RegressionCorrection;
import org.isobit.models.hybrid.TendencySamples;
import org.isobit.models.learning.internal.Checksums;
import org.isobit.models.learning.linear.PolynomialStencil;
import org.isobit.models.learning.training.EpochRecord;

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
  static Learning network(Sizes sizes, TendencySamples training, TendencySamples validation, long seed, Path file,
      String setting) throws IOException {
    Trained trained = LorenzSystem.training(sizes.epochs(), seed).train(training, validation);
    trained.write(file, Map.of("setting", setting, "seed", Long.toString(seed)));
    Correction correction = trained.correction();
    double[] losses = trained.history().stream().mapToDouble(EpochRecord::loss).toArray();
    double[] validations = trained.history().stream().mapToDouble(EpochRecord::validationLoss).toArray();
    return new Learning(correction, scores(correction, trained.parameters(), trained.penalty(), training, validation,
        losses, validations, trained.checksum()));
  }

  /** Fits the regression. */
  static Learning regression(TendencySamples training, TendencySamples validation) {
    PolynomialStencil stencil = new PolynomialStencil(LorenzSystem.SLOW, LorenzSystem.REGRESSION.reach());
    RegressionCorrection correction = RegressionCorrection.fit(stencil, training, LorenzSystem.REGRESSION.alpha());
    double[] weights = correction.weights();
    return new Learning(correction, scores(correction, stencil.features() + 1, 0.0, training, validation,
        new double[0], new double[0], Checksums.of(weights, 0, weights.length)));
  }

  private static RunRecord.Training scores(Correction correction, int trained, double penalty,
      TendencySamples training, TendencySamples validation, double[] losses, double[] validations, String weights) {
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
  static double[] errors(Correction correction, TendencySamples samples) {
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
