package org.isobit.models.learned;

import org.isobit.kernels.Checks;

/**
 * Increments that a network predicts from features of the forecast and the innovation, end to end: ML-EtE of Higgs,
 * Bannister, Skákala, Carrassi and Ciavatta (2026), Biogeosciences 23, 315, trained with those of an ensemble Kalman
 * filter. They are those of the error variance that it was trained with, whatever an observation has. Immutable,
 * thread-safe.
 */
public final class LearnedIncrements implements UpdateScheme {

  private static final String NAME = "LearnedIncrements";

  private final ScaledNetwork network;
  private final double cap;

  private LearnedIncrements(ScaledNetwork network, double cap) {
    this.network = network;
    this.cap = cap;
  }

  /**
   * The scheme without a bound of increments.
   *
   * @param network predicts increments, the innovation among its features
   * @return the scheme
   * @throws IllegalArgumentException if the innovation is no feature
   */
  public static LearnedIncrements of(ScaledNetwork network) {
    if (!network.features().innovation()) {
      throw new IllegalArgumentException(NAME + ": the innovation is no feature of the network");
    }
    return new LearnedIncrements(network, Double.POSITIVE_INFINITY);
  }

  /**
   * The same with a bound of increments.
   *
   * @param largest the largest magnitude, positive; infinite: no bound
   * @return a new scheme
   * @throws IllegalArgumentException if it is not positive
   */
  public LearnedIncrements withCap(double largest) {
    OptimalInterpolation.requireCap(NAME, largest);
    return new LearnedIncrements(network, largest);
  }

  @Override
  public void increments(double[] x, long offset, double dayOfYear, double innovation, double errorVariance,
      double[] out, long outOffset) {
    OptimalInterpolation.requireVariance(NAME, errorVariance);
    int n = state().size();
    int at = Checks.vector(NAME, "increments", out, outOffset, n);
    network.apply(x, offset, dayOfYear, innovation, out, at);
    for (int i = at; i < at + n; i++) {
      out[i] = OptimalInterpolation.capped(out[i], cap);
    }
  }

  /**
   * The network.
   *
   * @return what predicts them
   */
  public ScaledNetwork network() {
    return network;
  }

  /**
   * The largest magnitude of an increment.
   *
   * @return the bound, infinite without one
   */
  public double cap() {
    return cap;
  }

  @Override
  public ObservedState state() {
    return network.features().state();
  }

  @Override
  public boolean seasonal() {
    return network.features().season();
  }

  @Override
  public String toString() {
    return "increments of " + network + (cap < Double.POSITIVE_INFINITY ? "; cap " + cap : "");
  }
}
