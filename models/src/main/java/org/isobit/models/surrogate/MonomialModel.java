package org.isobit.models.surrogate;

import org.isobit.models.dynamics.QuadraticModel;

/**
 * A model whose right-hand side is a sum of {@link Monomials}, dx_n/dt = Σ_p A_p·r_p(x, n). Ensembles run with one
 * member a lane. Immutable, thread-safe.
 */
public final class MonomialModel extends QuadraticModel {

  private final Monomials monomials;
  private final double[] parameters;

  MonomialModel(Monomials monomials, double[] parameters) {
    super("MonomialModel[" + monomials + "]", monomials.system(parameters));
    this.monomials = monomials;
    this.parameters = parameters.clone();
  }

  /**
   * Its regressors.
   *
   * @return the monomials
   */
  public Monomials monomials() {
    return monomials;
  }

  /**
   * Its parameters.
   *
   * @return a copy of A
   */
  public double[] parameters() {
    return parameters.clone();
  }
}
