package org.isobit.linalg.minimization;

import org.isobit.kernels.Checks;

/**
 * A quadratic term ½(x − c)ᵀP(x − c) beside a sum of squares: of variational assimilation the distance to the forecast
 * c, weighed with the inverse P of its error covariance; after a change of variables x − c = U·v often the identity.
 *
 * @param centre    c, finite, not copied
 * @param precision products with P, symmetric positive semidefinite
 */
public record Background(double[] centre, LinearOperator precision) {

  /**
   * Checks what is given.
   *
   * @throws IllegalArgumentException if something is null or the centre not finite
   */
  public Background {
    Checks.present("background", "centre", centre);
    Checks.present("background", "precision", precision);
    Checks.finite("background", "centre", centre, 0, centre.length);
  }
}
