package org.isobit.verify.column;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Diffusion;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Steps of diffusion against the system of the tracer, a full matrix in decimal numbers of 400 digits. */
class DiffusionOracleTest {

  private static final MathContext DIGITS = new MathContext(400);
  private static final int N = 12;

  /** Solution of (1 + r_i·(e_i + e_{i+1}))·x_i − r_i·e_i·x_{i−1} − r_i·e_{i+1}·x_{i+1} = c_i, e_0 = e_n = 0. */
  private static double[] exact(double[] e, double[] r, double[] c) {
    BigDecimal[][] a = new BigDecimal[N][N + 1];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        a[i][j] = i == j ? BigDecimal.ONE : BigDecimal.ZERO;
      }
      a[i][N] = new BigDecimal(c[i]);
    }
    for (int face = 1; face < N; face++) {
      for (int i = face - 1; i <= face; i++) {
        BigDecimal share = new BigDecimal(r[i]).multiply(new BigDecimal(e[face]));
        int other = 2 * face - 1 - i;
        a[i][i] = a[i][i].add(share);
        a[i][other] = a[i][other].subtract(share);
      }
    }
    for (int k = 0; k < N; k++) {
      for (int i = 0; i < N; i++) {
        if (i != k && a[i][k].signum() != 0) {
          BigDecimal factor = a[i][k].divide(a[k][k], DIGITS);
          for (int j = k; j <= N; j++) {
            a[i][j] = a[i][j].subtract(factor.multiply(a[k][j]), DIGITS);
          }
        }
      }
    }
    double[] x = new double[N];
    for (int i = 0; i < N; i++) {
      x[i] = a[i][N].divide(a[i][i], DIGITS).doubleValue();
    }
    return x;
  }

  /** Largest difference, in units of rounding of the largest number of the column. */
  private static double error(long seed, double largest, double thickest) {
    Inputs inputs = new Inputs(seed);
    double[] e = inputs.doubles(N);
    double[] r = inputs.doubles(N);
    double[] c = inputs.doubles(N);
    double scale = 0.0;
    for (int i = 0; i < N; i++) {
      e[i] = largest * (seed % 3 == 0 ? 1.0 : Math.abs(e[i]));
      r[i] = Math.pow(thickest, r[i]);
      scale = Math.max(scale, Math.abs(c[i]));
    }
    double[] exact = exact(e, r, c);
    double[] factors = new double[3 * N];
    Diffusion.factor(N, 1, e, 0, r, 0, factors, 0, Workers.serial());
    Diffusion.step(N, 1, r, 0, factors, 0, 1, c, 0, N, new double[N], 0, Workers.serial());
    double error = 0.0;
    for (int i = 0; i < N; i++) {
      error = Math.max(error, Math.abs(c[i] - exact[i]));
    }
    return error / (0x1p-53 * scale);
  }

  private static void assertWithin(double units, double thickest) {
    for (double largest : new double[] {0.1, 10.0, 1000.0, 1e8, 0x1p200}) {
      double error = 0.0;
      for (int seed = 0; seed < 12; seed++) {
        error = Math.max(error, error(seed, largest, thickest));
      }
      System.out.println(thickest + " " + largest + " " + error);
      assertTrue(error <= units, "exchange up to " + largest + ": " + error + " units of rounding");
    }
  }

  @Test
  void levelsOfOneThicknessAreWithinSomeRoundings() {
    assertWithin(12.0, 1.0);
  }

  /** The thickest level is up to 100 times the thinnest one. */
  @Test
  void soAreOthers() {
    assertWithin(100.0, 10.0);
  }
}
