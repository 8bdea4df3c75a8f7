package org.isobit.models.studies.hybrid;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.dynamics.lorenz.TwoScaleLorenz;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.TrainingSettings;

/**
 * The two-scale model of Lorenz, 36 slow variables with 10 fast ones each, and the same without the fast ones: the L2S
 * experiment of the published code.
 */
final class LorenzSystem implements HybridSystem {

  static final int SLOW = 36;
  static final double STEP = 0.01;
  private static final double FORCING = 10.0;

  /** Three units of time, as published. */
  private static final int SPIN_UP = 600;

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

  private final TwoScaleLorenz model = new TwoScaleLorenz();
  private final SteppedModel resolved = new SteppedModel(model, new RungeKutta4(), STEP / 2);
  private final SteppedModel truncated = new SteppedModel(new Lorenz96(SLOW, FORCING), new RungeKutta4(), STEP);

  @Override
  public String name() {
    return "hybrid-lorenz";
  }

  @Override
  public ForecastModel truncated() {
    return truncated;
  }

  @Override
  public ForecastModel resolved() {
    return resolved;
  }

  @Override
  public int resolvedSteps() {
    return 2;
  }

  @Override
  public int hybridSteps() {
    return 1;
  }

  @Override
  public void project(double[] full, int from, double[] slow, int to) {
    System.arraycopy(full, from, slow, to, SLOW);
  }

  @Override
  public void perturb(double[] full, int at, double[] perturbation) {
    for (int i = 0; i < SLOW; i++) {
      full[at + i] += perturbation[i];
    }
  }

  @Override
  public double[] scales() {
    double[] ones = new double[SLOW];
    Arrays.fill(ones, 1.0);
    return ones;
  }

  @Override
  public double[] start(long seed, long stream) {
    double[] state = normal(model.size(), seed, stream);
    resolved.advance(0, SPIN_UP, state);
    return state;
  }

  private static double[] normal(int count, long seed, long stream) {
    double[] x = new double[count];
    Philox.gaussian(seed, stream, 0, count, x, 0);
    for (int i = 0; i < count; i++) {
      x[i] *= FIRST;
    }
    return x;
  }

  @Override
  public double[] firstMembers(int members, double[] truth, long seed) {
    return normal(members * SLOW, seed, 0);
  }

  @Override
  public double[] deviations(Setting setting) {
    double[] deviations = new double[SLOW];
    Arrays.fill(deviations, Math.sqrt(setting.variance()));
    return deviations;
  }

  @Override
  public ModelNoise noise(Setting setting) {
    if (setting.noise() == Setting.Noise.INDEPENDENT) {
      return ModelNoise.independent(SLOW, setting.noiseVariance());
    }
    double[] root = new double[SLOW];
    Arrays.fill(root, Math.sqrt(setting.noiseVariance()));
    return ModelNoise.ofRoot(root, SLOW, 1);
  }

  /** 1607 parameters that are trained, and 88 running moments; Keras' numbers for batch norm. */
  @Override
  public Architecture network(Samples samples) {
    BatchNormalization norm = BatchNormalization.of().withEps(1e-3).withMomentum(0.01).withBiasedVariance();
    return Architecture.of(Shape.of(1, SLOW), List.of(norm,
        ConvolutionLayer.of(43, Activation.TANH, 5).withPadding(Padding.PERIODIC, 2), norm,
        ConvolutionLayer.of(28, Activation.TANH, 1), ConvolutionLayer.of(1, Activation.IDENTITY, 1)));
  }

  @Override
  public String penalized() {
    return "layers.4.weight";
  }

  @Override
  public double penalty() {
    return 0.072;
  }

  @Override
  public TrainingSettings training(int epochs, long seed) {
    return TrainingSettings.of(Optimizer.rmsProp(1e-3), 33, epochs).withSeed(seed, 0);
  }

  @Override
  public Regression regression() {
    return new Regression(2, 1e-2);
  }

  @Override
  public int[] slow() {
    return new int[] {0, SLOW};
  }

  @Override
  public double[] range() {
    return new double[] {-20.0, 25.0, 450.0};
  }
}
