package org.isobit.models.studies.hybridlorenz;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RepeatedModel;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.dynamics.lorenz.TwoScaleLorenz;
import org.isobit.models.hybrid.CorrectionTraining;
import org.isobit.models.hybrid.FreeRun;
import org.isobit.models.hybrid.Truncation;
import org.isobit.models.hybrid.TwinObservations;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.TrainingSettings;

/**
 * The two-scale model of Lorenz, 36 slow variables with 10 fast ones each, and the same without the fast ones: the L2S
 * experiment of the published code. Thread-safe.
 */
final class LorenzSystem {

  static final int SLOW = 36;
  static final double STEP = 0.01;
  private static final double FORCING = 10.0;

  /** Three units of time, as published. */
  private static final int SPIN_UP = 300;

  /** Standard deviation of first states and members. */
  private static final double FIRST = 0.1;

  /** As the published code computes: variance 0.1, and one shift a member of variance 0.006 a step. */
  static final Setting CODE_EXACT = new Setting("code-exact", SLOW, 5, 0.1, Setting.Noise.SHIFT, 0.006, 1, false);

  /** What its configuration says: standard deviation 0.1, independent noise of standard deviation 0.06 a step. */
  static final Setting LITERAL = CODE_EXACT.named("literal").withVariance(0.01)
      .withNoise(Setting.Noise.INDEPENDENT, 0.0036);

  /** The published observations, but independent noise of the variance of the published shift. */
  static final Setting INDEPENDENT = CODE_EXACT.named("independent-noise").withNoise(Setting.Noise.INDEPENDENT, 0.006);

  /** The truth itself at the times of analyses. */
  static final Setting PERFECT = CODE_EXACT.named("perfect").ofTruth();

  /** The parameter with a penalty. */
  private static final String PENALIZED = "layers.4.weight";

  /** λ of its penalty λ·Σ θ², as published. */
  static final double PENALTY = 0.072;

  /** The regression beside the network. */
  static final Regression REGRESSION = new Regression(2, 1e-4);

  /** A ridge regression on polynomials of values that many places away. */
  record Regression(int reach, double alpha) {}

  /** Both models, in steps of the truncated one; the truth has two of its own in each. */
  private final Truncation truncation = Truncation.of(
      new RepeatedModel(new SteppedModel(new TwoScaleLorenz(), new RungeKutta4(), STEP / 2), 2),
      new SteppedModel(new Lorenz96(SLOW, FORCING), new RungeKutta4(), STEP), IntStream.range(0, SLOW).toArray());

  /** The truth and the model without fast variables. */
  Truncation truncation() {
    return truncation;
  }

  /** The model without fast variables. */
  ForecastModel truncated() {
    return truncation.truncated();
  }

  /** Runs of a model from states of the truth; null: of the truth itself. */
  FreeRun run(ForecastModel model, double[] states) {
    return model == null ? truncation.truth(states) : FreeRun.of(model, truncation.project(states));
  }

  /** States of the truth three units of time after random ones, one after the other: those of a key's first streams. */
  double[] starts(int count, long seed) {
    int n = truncation.resolved().size();
    double[] states = new double[count * n];
    for (int m = 0; m < count; m++) {
      normal(seed, m, n, states, m * n);
    }
    truncation.resolved().advance(0, SPIN_UP, Ensemble.of(states, count, n), Workers.serial());
    return states;
  }

  /** First members of an assimilation. */
  static Ensemble members(int count, long seed) {
    double[] members = new double[count * SLOW];
    normal(seed, 0, members.length, members, 0);
    return Ensemble.of(members, count, SLOW);
  }

  private static void normal(long seed, long stream, int count, double[] x, int at) {
    Philox.gaussian(seed, stream, 0, count, x, at);
    for (int i = at; i < at + count; i++) {
      x[i] *= FIRST;
    }
  }

  /** What is observed, and how well. */
  static TwinObservations observations(Setting setting, long seed) {
    double[] deviations = new double[SLOW];
    Arrays.fill(deviations, Math.sqrt(setting.variance()));
    return new TwinObservations(deviations, setting.observed(), seed);
  }

  /** Noise of the truncated model, each step. */
  static ModelNoise noise(Setting setting) {
    if (setting.noise() == Setting.Noise.INDEPENDENT) {
      return ModelNoise.independent(SLOW, setting.noiseVariance());
    }
    double[] root = new double[SLOW];
    Arrays.fill(root, Math.sqrt(setting.noiseVariance()));
    return ModelNoise.ofRoot(root, SLOW, 1);
  }

  /** 1607 parameters that are trained, and 88 running moments; Keras' numbers for batch norm. */
  static CorrectionTraining training(int epochs, long seed) {
    BatchNormalization norm = BatchNormalization.of().withEps(1e-3).withMomentum(0.01).withBiasedVariance();
    Architecture network = Architecture.of(Shape.of(1, SLOW), List.of(norm,
        ConvolutionLayer.of(43, Activation.TANH, 5).withPadding(Padding.PERIODIC, 2), norm,
        ConvolutionLayer.of(28, Activation.TANH, 1), ConvolutionLayer.of(1, Activation.IDENTITY, 1)));
    return CorrectionTraining.of(network, settings(epochs, seed)).withPenalty(PENALIZED, PENALTY);
  }

  /** How it is trained. */
  static TrainingSettings settings(int epochs, long seed) {
    return TrainingSettings.of(Optimizer.rmsProp(1e-3), 33, epochs).withSeed(seed, 0);
  }
}
