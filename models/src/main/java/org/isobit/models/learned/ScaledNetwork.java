package org.isobit.models.learned;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.models.learning.PackedNetwork;

/**
 * A network between its features and one number for each element of a state: outputs times a standard deviation, plus a
 * mean, fma(σ_i, y_i, μ_i), since networks are trained with standardised targets. Immutable, thread-safe.
 */
public final class ScaledNetwork {

  private static final String NAME = "ScaledNetwork";

  private final Features features;
  private final PackedNetwork network;
  private final double[] mean;
  private final double[] deviation;

  /**
   * A network with its scales.
   *
   * @param features  what it sees
   * @param network   the network, with as many inputs as there are features and as many outputs as a state has elements
   * @param mean      means of its targets, one for each element of a state, finite; copied
   * @param deviation their standard deviations, finite and not negative; copied
   * @throws IllegalArgumentException if sizes do not fit, or a number or weight is out of range
   */
  public ScaledNetwork(Features features, PackedNetwork network, double[] mean, double[] deviation) {
    this.features = features;
    this.network = network;
    this.mean = mean.clone();
    this.deviation = deviation.clone();
    int n = features.state().size();
    requireCount("inputs", network.network().input().size(), features.count(), "features");
    requireCount("outputs", network.network().output().size(), n, "elements of a state");
    requireLength("means", mean, n);
    requireLength("standard deviations", deviation, n);
    Checks.finite(NAME, "mean of a target", mean, 0, n);
    for (int i = 0; i < n; i++) {
      Checks.notNegative(NAME, "standard deviation of target " + i, deviation[i]);
    }
    double[] theta = network.parameters();
    Checks.finite(NAME, "weight", theta, 0, theta.length);
  }

  /**
   * A network whose outputs need no scale.
   *
   * @param features what it sees
   * @param network  the network
   * @return mean 0 and standard deviation 1
   * @throws IllegalArgumentException if sizes do not fit, or a weight is not finite
   */
  public static ScaledNetwork unscaled(Features features, PackedNetwork network) {
    double[] ones = new double[features.state().size()];
    Arrays.fill(ones, 1.0);
    return new ScaledNetwork(features, network, new double[ones.length], ones);
  }

  private static void requireCount(String what, int count, int needed, String of) {
    if (count != needed) {
      throw new IllegalArgumentException(NAME + ": the network has " + count + " " + what + ", but there are " + needed
          + " " + of);
    }
  }

  private static void requireLength(String what, double[] given, int n) {
    if (given.length != n) {
      throw new IllegalArgumentException(NAME + ": a state has " + n + " elements, but there are " + given.length + " "
          + what + " of targets");
    }
  }

  /**
   * What the network makes of a state.
   *
   * @param x          array of the state
   * @param offset     index of its first element
   * @param dayOfYear  days since the year began; not read if the season is no feature
   * @param innovation the innovation; not read if it is no feature
   * @param out        receives as many numbers as a state has elements; apart from the state
   * @param outOffset  index of the first
   * @throws IllegalArgumentException if arrays do not fit, or the day is needed and out of range
   */
  public void apply(double[] x, long offset, double dayOfYear, double innovation, double[] out, long outOffset) {
    int at = Checks.vector(NAME, "out", out, outOffset, mean.length);
    double[] inputs = new double[features.count()];
    features.compute(x, offset, dayOfYear, innovation, inputs, 0);
    network.forward(1, inputs, 0, out, at);
    for (int i = 0; i < mean.length; i++) {
      out[at + i] = Math.fma(deviation[i], out[at + i], mean[i]);
    }
  }

  /**
   * What the network sees.
   *
   * @return the features
   */
  public Features features() {
    return features;
  }

  /**
   * The network itself.
   *
   * @return with its weights
   */
  public PackedNetwork network() {
    return network;
  }

  /**
   * Means of the targets.
   *
   * @return a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * Standard deviations of the targets.
   *
   * @return a copy
   */
  public double[] deviation() {
    return deviation.clone();
  }

  @Override
  public String toString() {
    return "a network of " + network.network().parameters() + " weights that sees " + features;
  }
}
