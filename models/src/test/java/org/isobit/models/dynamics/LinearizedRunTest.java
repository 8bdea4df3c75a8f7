package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.dynamics.pde.LinearAdvection;
import org.junit.jupiter.api.Test;

/** Runs of models as methods of assimilation see them: the bits of other runs, with tangent and adjoint. */
class LinearizedRunTest {

  private static final ForecastModel[] MODELS = {new SteppedModel(new Lorenz96(11, 8.0), new RungeKutta4(), 0.05),
      new SteppedModel(new Lorenz96(11, 8.0), new Heun(), 0.01), new LinearAdvection(11, 2.3, 0.9)};

  private static double[] numbers(long seed) {
    return new Random(seed).doubles(11, -1, 3).toArray();
  }

  @Test
  void aLinearizedRunHasTheBitsOfAnyOther() {
    for (ForecastModel model : MODELS) {
      double[] x = numbers(1);
      double[] linearized = x.clone();
      model.advance(5, 7, Ensemble.of(x, 1, 11), Workers.serial());
      model.linearize(5, 7, linearized);
      assertArrayEquals(x, linearized, model.toString());
    }
  }

  /** ⟨M·dx, dy⟩ = ⟨dx, Mᵀ·dy⟩, and M·dx is what a small perturbation becomes. */
  @Test
  void itsAdjointIsThatOfItsTangent() {
    for (ForecastModel model : MODELS) {
      Linearization run = model.linearize(0, 7, numbers(1));
      double[] dx = numbers(2);
      double[] dy = numbers(3);
      double[] moved = dx.clone();
      double[] back = dy.clone();
      run.tangent(moved, 0);
      run.adjoint(back, 0);
      double left = 0;
      double right = 0;
      for (int i = 0; i < 11; i++) {
        left += moved[i] * dy[i];
        right += dx[i] * back[i];
      }
      assertEquals(left, right, 1e-12 * Math.abs(left), model.toString());
      double h = 1e-6;
      double[] plus = numbers(1);
      double[] minus = numbers(1);
      for (int i = 0; i < 11; i++) {
        plus[i] += h * dx[i];
        minus[i] -= h * dx[i];
      }
      model.advance(0, 7, Ensemble.of(plus, 1, 11), Workers.serial());
      model.advance(0, 7, Ensemble.of(minus, 1, 11), Workers.serial());
      for (int i = 0; i < 11; i++) {
        // Roundings of states of some units over h.
        assertEquals((plus[i] - minus[i]) / (2 * h), moved[i], 1e-7, model + ", variable " + i);
      }
    }
  }

  @Test
  void aModelKnowsItsTimeStepAndWhetherItHasADerivative() {
    assertEquals(0.05, MODELS[0].timeStep());
    assertEquals(1.0, MODELS[2].timeStep());
    CircleModel circle = new CircleModel(0.1, 0.2, 10);
    String message = assertThrows(IllegalArgumentException.class, () -> circle.linearize(0, 0,
        new double[circle.size()])).getMessage();
    assertTrue(message.contains("neither tangent nor adjoint"), message);
  }
}
