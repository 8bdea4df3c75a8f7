package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Where a tendency may stand: in the state's array, but not over the state. */
class TendencyTest {

  private interface Call {
    void compute(double[] x, int xOffset, double[] dxdt, int dxdtOffset);
  }

  private static void assertRefusesOverlap(String name, int n, Call tendency) {
    double[] x = new double[3 * n];
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 + 0.25 * i;
    }
    double[] before = x.clone();
    for (int at : new int[] {n, n + 1, 2 * n - 1, n - 1, 1}) {
      String message = assertThrows(IllegalArgumentException.class, () -> tendency.compute(x, n, x, at)).getMessage();
      assertTrue(message.startsWith(name + ": dxdt (1x" + n + " at offset " + at + ") overlaps x"), message);
      assertArrayEquals(before, x);
    }
    for (int[] outside : new int[][] {{-1, 0}, {2 * n + 1, 0}, {0, -1}, {0, 2 * n + 1}}) {
      assertThrows(IllegalArgumentException.class,
          () -> tendency.compute(x, outside[0], new double[3 * n], outside[1]));
    }
    double[] apart = new double[n];
    tendency.compute(before, n, apart, 0);
    for (int at : new int[] {0, 2 * n}) {
      double[] shared = before.clone();
      tendency.compute(shared, n, shared, at);
      for (int i = 0; i < n; i++) {
        assertEquals(apart[i], shared[at + i]);
        assertEquals(before[n + i], shared[n + i]);
      }
    }
  }

  @Test
  void tendenciesLieApartFromStates() {
    Lorenz63 convection = new Lorenz63();
    assertRefusesOverlap("Lorenz63", 3, convection::tendency);
    assertRefusesOverlap("Lorenz63", 3 * InterleavedModel.MULTIPLE,
        (x, xo, d, at) -> convection.tendencyInterleaved(InterleavedModel.MULTIPLE, x, xo, d, at));
    for (int n : new int[] {4, 5, 40}) {
      assertRefusesOverlap("Lorenz96", n, new Lorenz96(n, 8)::tendency);
    }
  }
}
