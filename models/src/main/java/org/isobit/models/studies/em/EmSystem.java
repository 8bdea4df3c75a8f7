package org.isobit.models.studies.em;

import org.isobit.kernels.random.Philox;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.lorenz.TwoScaleLorenz;

/** What is observed. The variables that are modelled are the first ones of the truth's state. */
enum EmSystem {

  /** Lorenz (1996) with 40 variables and F = 8: the surrogates contain it. */
  LORENZ96("lorenz96", 40, 8.0, new Lorenz96(40, 8.0), 1),

  /** With 16 variables: so few that all products of any two of them can be regressors. */
  SMALL("lorenz96-16", 16, 8.0, new Lorenz96(16, 8.0), 1),

  /** The slow variables of the two-scale model, 36 with 10 fast ones each, F = 10: no surrogate contains it. */
  TWO_SCALE("two-scale", 36, 10.0, new TwoScaleLorenz(), 10);

  /** Time between observations. */
  static final double INTERVAL = 0.05;

  private static final double SPIN_UP = 20.0;

  private final String label;
  private final int size;
  private final double forcing;
  private final Model truth;
  private final int steps;

  EmSystem(String label, int size, double forcing, Model truth, int steps) {
    this.label = label;
    this.size = size;
    this.forcing = forcing;
    this.truth = truth;
    this.steps = steps;
  }

  String label() {
    return label;
  }

  /** Variables that are modelled. */
  int size() {
    return size;
  }

  /** Whether surrogates contain the truth. */
  boolean isContained() {
    return this != TWO_SCALE;
  }

  /** Lorenz's model of one scale: for the two-scale truth, the truncated model. */
  Lorenz96 oneScale() {
    return new Lorenz96(size, forcing);
  }

  /** A state on the attractor. */
  double[] start(long seed, long stream) {
    double[] state = new double[truth.size()];
    Philox.gaussian(seed, stream, 0, state.length, state, 0);
    for (int i = 0; i < size; i++) {
      state[i] += 3.0;
    }
    for (int i = size; i < state.length; i++) {
      state[i] *= 0.1;
    }
    new RungeKutta4().advance(truth, INTERVAL / steps, (int) (SPIN_UP / INTERVAL) * steps, state);
    return state;
  }

  /** Takes a whole state on by one interval. */
  void advance(double[] state) {
    new RungeKutta4().advance(truth, INTERVAL / steps, steps, state);
  }

  /** States of the variables that are modelled, one interval apart, from a state on, which is advanced. */
  double[] run(double[] state, int times) {
    double[] run = new double[times * size];
    for (int k = 0; k < times; k++) {
      if (k > 0) {
        advance(state);
      }
      System.arraycopy(state, 0, run, k * size, size);
    }
    return run;
  }
}
