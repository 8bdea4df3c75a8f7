package org.isobit.models.assimilation.internal;

/**
 * What {@link FiniteSizeCost} asks of a problem: with λ_i the eigenvalues of S·Sᵀ and q_i the components of S·d along
 * its eigenvectors, sums of w_i = q_i ÷ (λ_i + ζ). Serves one thread.
 */
public interface FiniteSizeSums {

  /** Σ (N − 1) ÷ (λ_i + N − 1), one term for each of the N members. */
  double degrees();

  /** Takes the sums at ζ, above 0. */
  void at(double zeta);

  /** Σ w_i² where they were taken last. */
  double squares();

  /** Σ w_i² ÷ (λ_i + ζ), likewise. */
  double cubes();
}
