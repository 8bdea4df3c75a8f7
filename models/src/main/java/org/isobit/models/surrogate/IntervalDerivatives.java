package org.isobit.models.surrogate;

import org.isobit.kernels.Workers;
import org.isobit.models.surrogate.DifferentiableSurrogate.Adjoints;
import org.isobit.models.surrogate.DifferentiableSurrogate.Derivatives;
import org.isobit.models.surrogate.StepTangents.By;

/**
 * Derivatives of monomial models over one interval, some states side by side.
 *
 * @param monomials regressors
 * @param table     the scheme
 * @param dt        length of a step
 * @param steps     of an interval
 */
record IntervalDerivatives(Monomials monomials, StepTable table, double dt, int steps) {

  private static final int LANES = 40;

  Derivatives derivatives(double[] parameters, double[][] states, int count, boolean byParameters, Workers workers) {
    MonomialModel model = monomials.model(parameters);
    int n = monomials.size();
    double[][] ends = new double[count][n];
    double[][] byState = new double[count][n * n];
    double[][] byParameter = new double[byParameters ? count : 0][n * monomials.parameters()];
    workers.run((count + LANES - 1) / LANES, (part, slot) -> {
      int first = part * LANES;
      int lanes = Math.min(LANES, count - first);
      run(new StepTangents(model, table, dt, steps, LANES, By.STATE), states, first, lanes, ends, byState);
      if (byParameters) {
        run(new StepTangents(model, table, dt, steps, LANES, By.PARAMETERS), states, first, lanes, ends, byParameter);
      }
    });
    return new Derivatives(ends, byState, byParameter);
  }

  private void run(StepTangents run, double[][] states, int first, int lanes, double[][] ends, double[][] to) {
    int n = monomials.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < LANES; j++) {
        run.start()[i * LANES + j] = states[first + (j < lanes ? j : 0)][i];
      }
    }
    run.run();
    for (int j = 0; j < lanes; j++) {
      int directions = to[first + j].length / n;
      for (int i = 0; i < n; i++) {
        ends[first + j][i] = run.end()[i * LANES + j];
        for (int d = 0; d < directions; d++) {
          to[first + j][i * directions + d] = run.derivative(d)[i * LANES + j];
        }
      }
    }
  }

  Adjoints adjoints(double[] parameters, double[][] states, double[][] weights, Workers workers) {
    MonomialModel model = monomials.model(parameters);
    int n = monomials.size();
    double[][] byState = new double[states.length][n];
    double[][] parts = new double[states.length][parameters.length];
    workers.run(states.length, (k, slot) -> {
      StepAdjoints run = new StepAdjoints(model, table, dt, steps, LANES);
      int members = states[k].length / n;
      for (int first = 0; first < members; first += LANES) {
        adjoints(run, states[k], weights[k], first, Math.min(LANES, members - first), byState[k], parts[k]);
      }
    });
    double[] byParameters = new double[parameters.length];
    for (double[] part : parts) {
      for (int p = 0; p < part.length; p++) {
        byParameters[p] += part[p];
      }
    }
    return new Adjoints(byState, byParameters);
  }

  /** Lanes without a state run the first one again, with a weight of 0. */
  private void adjoints(StepAdjoints run, double[] states, double[] weights, int first, int lanes, double[] byState,
      double[] byParameters) {
    int n = monomials.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < LANES; j++) {
        int at = (first + (j < lanes ? j : 0)) * n + i;
        run.start()[i * LANES + j] = states[at];
        run.adjoint()[i * LANES + j] = j < lanes ? weights[at] : 0.0;
      }
    }
    run.run(byParameters);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < lanes; j++) {
        byState[i] += run.adjoint()[i * LANES + j];
      }
    }
  }
}
