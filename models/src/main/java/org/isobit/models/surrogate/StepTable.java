package org.isobit.models.surrogate;

import org.isobit.models.dynamics.IntegratorKind;

/**
 * An explicit scheme of stages y_1 = x, y_{s+1} = x + part_s·h·f(y_s) that ends in x + h·Σ weight_s·f(y_s).
 *
 * @param parts   one less than stages
 * @param weights one a stage
 */
record StepTable(double[] parts, double[] weights) {

  /** The table of a scheme; refuses one that is no such scheme. */
  static StepTable of(IntegratorKind kind) {
    return switch (kind) {
      case RK4 -> new StepTable(new double[] {0.5, 0.5, 1.0},
          new double[] {1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0});
      case RK2 -> new StepTable(new double[] {0.5}, new double[] {0.0, 1.0});
      case HEUN -> new StepTable(new double[] {1.0}, new double[] {0.5, 0.5});
      case EULER -> new StepTable(new double[0], new double[] {1.0});
      case ETDRK4 -> throw new IllegalArgumentException("surrogate: the scheme " + kind.label()
          + " has no derivative by parameters; there are rk4, rk2, heun and euler");
    };
  }

  int stages() {
    return weights.length;
  }
}
