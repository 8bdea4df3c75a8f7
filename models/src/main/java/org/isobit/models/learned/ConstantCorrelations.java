package org.isobit.models.learned;

import org.isobit.kernels.Checks;

/** Correlations of a climatology: the same for every state. Immutable, thread-safe. */
public final class ConstantCorrelations implements Correlations {

  private static final String NAME = "ConstantCorrelations";

  private final ObservedState state;
  private final double[] rho;

  /**
   * Given correlations.
   *
   * @param state the states
   * @param rho   one for each element of a state, from −1 to 1; copied
   * @throws IllegalArgumentException if the number differs or one is out of range
   */
  public ConstantCorrelations(ObservedState state, double[] rho) {
    this.state = state;
    this.rho = rho.clone();
    if (rho.length != state.size()) {
      throw new IllegalArgumentException(NAME + ": a state has " + state.size() + " elements, but there are "
          + rho.length + " correlations");
    }
    for (int i = 0; i < rho.length; i++) {
      if (!(rho[i] >= -1.0 && rho[i] <= 1.0)) {
        throw new IllegalArgumentException(NAME + ": correlation[" + i + "] must be from -1 to 1, but is " + rho[i]);
      }
    }
  }

  @Override
  public ObservedState state() {
    return state;
  }

  @Override
  public boolean seasonal() {
    return false;
  }

  @Override
  public void of(double[] x, long offset, double dayOfYear, double[] to, long toOffset) {
    System.arraycopy(rho, 0, to, Checks.vector(NAME, "rho", to, toOffset, rho.length), rho.length);
  }

  @Override
  public String toString() {
    return "constant correlations";
  }
}
