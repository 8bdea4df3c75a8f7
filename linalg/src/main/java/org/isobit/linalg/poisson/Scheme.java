package org.isobit.linalg.poisson;

/** What stands for the second derivative. */
public enum Scheme {
  /** (u_{i−1} − 2u_i + u_{i+1})/h²: of second order. */
  SECOND_ORDER,
  /** That of the trigonometric polynomial through the points: exact for fields with few waves. */
  SPECTRAL
}
