package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.lorenz.Lorenz84;
import org.isobit.models.dynamics.small.LotkaVolterra;
import org.junit.jupiter.api.Test;

/** Models of quadratic terms against their formulas, and terms that are not fit. */
class QuadraticModelTest {

  @Test
  void lorenz84IsThatOfThePaper() {
    double[] s = {1.5, -0.75, 2.25};
    double[] expected = {-s[1] * s[1] - s[2] * s[2] - 0.25 * s[0] + 0.25 * 8.0,
        s[0] * s[1] - 4.0 * s[0] * s[2] - s[1] + 1.0, 4.0 * s[0] * s[1] + s[0] * s[2] - s[2]};
    double[] d = new double[3];
    new Lorenz84().tendency(s, 0, d, 0);
    assertArrayEquals(expected, d, 1e-14);
  }

  @Test
  void speciesGrowAndEat() {
    double[] d = new double[2];
    LotkaVolterra.two(1.5, 0.5, 0.25, 2.0).tendency(new double[] {3.0, 4.0}, 0, d, 0);
    assertArrayEquals(new double[] {1.5 * 3.0 - 0.5 * 12.0, 0.25 * 12.0 - 2.0 * 4.0}, d, 1e-15);
  }

  /** Members in lanes have the bits of one after the other, in groups that are full and that are not. */
  @Test
  void lanesHaveTheBitsOfOneMember() {
    for (Model model : new Model[] {new Lorenz84(), LotkaVolterra.vano()}) {
      for (int members : new int[] {2, 15, 16, 35}) {
        int n = model.size();
        double[] values = SampleModels.normal(members * n, members);
        double[] expected = values.clone();
        for (int m = 0; m < members; m++) {
          double[] x = Arrays.copyOfRange(expected, m * n, (m + 1) * n);
          new RungeKutta4().advance(Model.of(n, model::tendency), 0.01, 20, x);
          System.arraycopy(x, 0, expected, m * n, n);
        }
        new RungeKutta4().advance(model, 0.01, 20, Ensemble.of(values, members, n), Workers.serial());
        assertArrayEquals(expected, values);
      }
    }
  }

  @Test
  void termsThatAreNotFitAreRefused() {
    assertEquals("QuadraticSystem: terms 0 and 1 are not in ascending order",
        message(new int[] {1, 1}, new int[] {1, 0}, new int[] {1, 0}, 1.0, 2.0));
    assertEquals("QuadraticSystem: term 0 is (1, 2, 1), but i must be from 1 to 2 and 0 <= j <= k <= 2",
        message(new int[] {1}, new int[] {2}, new int[] {1}, 1.0));
    assertEquals("QuadraticSystem: v[0] is NaN", message(new int[] {1}, new int[] {1}, new int[] {1}, Double.NaN));
    assertEquals("QuadraticSystem: i, j, k and v have 1, 1, 1 and 2 elements",
        message(new int[] {1}, new int[] {1}, new int[] {1}, 1.0, 2.0));
    assertEquals(1, new QuadraticSystem.Builder(2).add(1, 2, 1, 3.0).add(1, 1, 2, 1.0).add(2, 0, 0, 0.0).build()
        .terms());
    assertEquals("LotkaVolterra: interaction has 1 rows, but growth 2 numbers",
        assertThrows(IllegalArgumentException.class,
            () -> new LotkaVolterra(new double[2], new double[1][2])).getMessage());
    assertEquals("Lorenz84: G must be finite, but is NaN",
        assertThrows(IllegalArgumentException.class, () -> new Lorenz84(1.0, 1.0, 1.0, Double.NaN)).getMessage());
  }

  private static String message(int[] i, int[] j, int[] k, double... v) {
    return assertThrows(IllegalArgumentException.class, () -> QuadraticSystem.of(2, i, j, k, v)).getMessage();
  }
}
