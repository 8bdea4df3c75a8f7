package org.isobit.models.assimilation.gaussian;

import org.isobit.models.assimilation.Linearization;
import org.isobit.models.dynamics.DiscreteModel;

/** x ← M·x by plain sums. */
public record LinearMap(int size, double[] m) implements DiscreteModel {

  @Override
  public void step(long k, double[] x, int xOffset) {
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        y[i] += m[i * size + j] * x[xOffset + j];
      }
    }
    System.arraycopy(y, 0, x, xOffset, size);
  }

  @Override
  public Linearization linearize(long from, int steps, double[] state) {
    advance(from, steps, state);
    return new Linearization() {
      @Override
      public void tangent(double[] dx, int offset) {
        for (int s = 0; s < steps; s++) {
          step(0, dx, offset);
        }
      }

      @Override
      public void adjoint(double[] dy, int offset) {
        for (int s = 0; s < steps; s++) {
          double[] y = new double[size];
          for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
              y[j] += m[i * size + j] * dy[offset + i];
            }
          }
          System.arraycopy(y, 0, dy, offset, size);
        }
      }
    };
  }
}
