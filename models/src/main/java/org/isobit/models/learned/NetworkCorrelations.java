package org.isobit.models.learned;

import org.isobit.kernels.Checks;

/**
 * Correlations that a network predicts from the state. What it predicts beyond ±1 counts as ±1; that of the observed
 * element with itself is 1 whatever it predicts. Immutable, thread-safe.
 */
public final class NetworkCorrelations implements Correlations {

  private static final String NAME = "NetworkCorrelations";

  private final ScaledNetwork network;

  /**
   * Correlations by a network.
   *
   * @param network predicts them, one for each element of a state; without the innovation among its features
   * @throws IllegalArgumentException if the innovation is a feature
   */
  public NetworkCorrelations(ScaledNetwork network) {
    this.network = network;
    if (network.features().innovation()) {
      throw new IllegalArgumentException(NAME + ": correlations do not depend on the innovation, but it is a feature "
          + "of the network");
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

  @Override
  public ObservedState state() {
    return network.features().state();
  }

  @Override
  public boolean seasonal() {
    return network.features().season();
  }

  @Override
  public void of(double[] x, long offset, double dayOfYear, double[] rho, long rhoOffset) {
    int n = state().size();
    int at = Checks.vector(NAME, "rho", rho, rhoOffset, n);
    network.apply(x, offset, dayOfYear, 0.0, rho, at);
    for (int i = at; i < at + n; i++) {
      double r = rho[i];
      rho[i] = r > 1.0 ? 1.0 : r < -1.0 ? -1.0 : r;
    }
    int c = at + state().observed();
    rho[c] = Double.isFinite(rho[c]) ? 1.0 : rho[c];
  }

  @Override
  public String toString() {
    return "correlations of " + network;
  }
}
