package org.isobit.models.surrogate;

import org.isobit.kernels.Workers;

/** A family of models whose derivatives by state and by parameters are known. Thread-safe. */
public interface DifferentiableSurrogate extends Surrogate {

  /**
   * The precision of a normal prior about 0 that each parameter has, where many parameters say the same.
   *
   * @return at least 0; 0: there is none
   */
  default double precision() {
    return 0.0;
  }

  /**
   * Models' steps over one interval and their derivatives. Arrays are those that were made and must not change.
   *
   * @param ends         F_A(x) of each state
   * @param byState      ∂F_A(x)/∂x, n × n, row-major: element (i, j) is of variable i by variable j
   * @param byParameters ∂F_A(x)/∂A, n × P; of no states if they were not asked for
   */
  record Derivatives(double[][] ends, double[][] byState, double[][] byParameters) {}

  /**
   * Runs states over one interval.
   *
   * @param parameters   A
   * @param states       states; read
   * @param count        how many of them, from the first on
   * @param byParameters whether derivatives by parameters are wanted, too
   * @param workers      threads, on which nothing depends
   * @return ends and derivatives
   * @throws IllegalArgumentException if shapes differ
   */
  Derivatives derivatives(double[] parameters, double[][] states, int count, boolean byParameters, Workers workers);

  /**
   * Derivatives of Σ_k Σ_m w_k^m·F_A(x_k^m).
   *
   * @param byState      Σ_m ∂F_A(x_k^m)/∂xᵀ·w_k^m of each k, n numbers
   * @param byParameters Σ_k Σ_m ∂F_A(x_k^m)/∂Aᵀ·w_k^m
   */
  record Adjoints(double[][] byState, double[] byParameters) {}

  /**
   * Runs the adjoint over one interval.
   *
   * @param parameters A
   * @param states     of each k some members, one after the other; read
   * @param weights    w, laid out alike; read
   * @param workers    threads, on which nothing depends
   * @return the derivatives
   * @throws IllegalArgumentException if shapes differ
   */
  Adjoints adjoints(double[] parameters, double[][] states, double[][] weights, Workers workers);
}
