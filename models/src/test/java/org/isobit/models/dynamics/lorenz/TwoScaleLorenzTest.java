package org.isobit.models.dynamics.lorenz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two scales against the published code's numbers and against the formula. */
class TwoScaleLorenzTest {

  /**
   * X_34, X_35, X_0, X_1 and Y_0 … Y_9 of a state of 36 × 10, and the tendencies of X_0 and Y_1 … Y_7, which need
   * nothing else: by a program of double precision after the model of DAPPER (LorenzUV).
   */
  private static final double[] SLOW = {
        4.0951411887100511, 7.2049384390485702, 4.8007555959502852, 6.6710854696426711
  };
  private static final double[] FAST = {
        0.076155672903138266, 0.12318960229700181, 0.3521808841879302, 0.32389023761951752,
        0.18866534527295209, 0.27831872830561494, 0.23148821977654988, -0.033194817932838155,
        -0.073969306175182867, -0.060080380453881088
  };
  private static final double SLOW_TENDENCY = 22.352120184787672;
  private static final double[] FAST_TENDENCY = {
        -5.1558782315923786, -0.84174864100851643, 2.9553761339692719, 5.4858233531135134, 7.1533697348784546,
        1.3164596817340368, 2.9759910691272426
  };

  @Test
  void hasTheTendencyOfThePublishedCode() {
    double[] x = new double[396];
    x[34] = SLOW[0];
    x[35] = SLOW[1];
    x[0] = SLOW[2];
    x[1] = SLOW[3];
    System.arraycopy(FAST, 0, x, 36, FAST.length);
    double[] d = new double[396];
    new TwoScaleLorenz().tendency(x, 0, d, 0);
    assertEquals(SLOW_TENDENCY, d[0], 1e-13);
    assertArrayEquals(FAST_TENDENCY, java.util.Arrays.copyOfRange(d, 37, 44), 1e-13);
  }

  private static double at(double[] x, int from, int n, int i) {
    return x[from + Math.floorMod(i, n)];
  }

  @Test
  void hasTheTendencyOfTheFormula() {
    for (int[] sizes : new int[][] {{4, 1}, {5, 3}, {8, 32}, {36, 10}}) {
      int n = sizes[0];
      int m = n * sizes[1];
      double[] x = new Random(n).doubles(n + m, -3.0, 5.0).toArray();
      double[] expected = new double[n + m];
      for (int i = 0; i < n; i++) {
        expected[i] = at(x, 0, n, i - 1) * (at(x, 0, n, i + 1) - at(x, 0, n, i - 2)) - x[i] + 20.0;
        for (int j = i * sizes[1]; j < (i + 1) * sizes[1]; j++) {
          expected[i] -= 0.5 * 3.0 / 7.0 * x[n + j];
          expected[n + j] = -3.0 * 7.0 * at(x, n, m, j + 1) * (at(x, n, m, j + 2) - at(x, n, m, j - 1))
              - 3.0 * x[n + j] + 0.5 * 3.0 / 7.0 * x[i];
        }
      }
      double[] d = new double[n + m];
      new TwoScaleLorenz(n, sizes[1], 20.0, 0.5, 3.0, 7.0).tendency(x, 0, d, 0);
      assertArrayEquals(expected, d, 1e-10);
    }
  }

  /** Without forcing the derivative of ½(ΣX² + ΣY²) is −ΣX² − c·ΣY²: neither advection nor coupling does work. */
  @Test
  void couplingAndAdvectionKeepTheEnergy() {
    TwoScaleLorenz model = new TwoScaleLorenz(9, 5, 0.0, 1.5, 6.0, 4.0);
    double[] x = new Random(1).doubles(model.size(), -2.0, 2.0).toArray();
    double[] d = new double[x.length];
    model.tendency(x, 0, d, 0);
    double work = 0.0;
    double damping = 0.0;
    for (int i = 0; i < x.length; i++) {
      work += x[i] * d[i];
      damping -= (i < model.slow() ? 1.0 : 6.0) * x[i] * x[i];
    }
    assertEquals(damping, work, 1e-11);
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals("TwoScaleLorenz: slow must be from 4 to 100000, but is 3",
        assertThrows(IllegalArgumentException.class, () -> new TwoScaleLorenz(3, 1, 1, 1, 1, 1)).getMessage());
    assertEquals("TwoScaleLorenz: b must not be 0",
        assertThrows(IllegalArgumentException.class, () -> new TwoScaleLorenz(4, 1, 1, 1, 1, 0)).getMessage());
    assertEquals("TwoScaleLorenz: h must be finite, but is NaN",
        assertThrows(IllegalArgumentException.class, () -> new TwoScaleLorenz(4, 1, 1, Double.NaN, 1, 1)).getMessage());
    assertEquals(8 + 8 * 32, TwoScaleLorenz.wilks().size());
  }
}
