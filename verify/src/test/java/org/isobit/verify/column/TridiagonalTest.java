package org.isobit.verify.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.FloatTridiagonal;
import org.isobit.kernels.column.Tridiagonal;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Systems of columns against elimination with pivoting in decimal numbers, against waves, and what is refused. */
class TridiagonalTest {

  private static final MathContext DIGITS = new MathContext(60);
  private static final Workers ONE = Workers.serial();

  /** Numbers of vertical diffusion, from weak to so strong that 1 is lost in 1 − a − c almost entirely. */
  private static final double[] STRENGTHS = {0.1, 10.0, 1e4, 1e8};

  /** One column of each strength, and as many of random matrices that are dominant by rows. */
  private static final int LANES = 2 * STRENGTHS.length;
  private static final int N = 30;

  private final double[] a = new double[N * LANES];
  private final double[] b = new double[N * LANES];
  private final double[] c = new double[N * LANES];
  private final double[] d = new Inputs(3).doubles(N * LANES);

  TridiagonalTest() {
    Inputs inputs = new Inputs(5);
    for (int i = 0; i < N; i++) {
      for (int l = 0; l < LANES; l++) {
        int at = i * LANES + l;
        boolean diffusion = l < STRENGTHS.length;
        double strength = diffusion ? STRENGTHS[l] : 1.0;
        double below = strength * (1.0 + inputs.nextDouble());
        double above = strength * (1.0 + inputs.nextDouble());
        double sign = inputs.nextDouble() < 0.0 ? -1.0 : 1.0;
        a[at] = i == 0 ? 0.0 : diffusion ? -below : sign * below;
        c[at] = i == N - 1 ? 0.0 : -above;
        b[at] = diffusion ? 1.0 - a[at] - c[at] : sign * (1.0 + below + above);
      }
    }
  }

  /** Solution of column l by dense elimination with partial pivoting in decimal numbers, of the same elements. */
  private double[] exact(int l, boolean floats) {
    BigDecimal[][] m = new BigDecimal[N][N + 1];
    for (BigDecimal[] row : m) {
      Arrays.fill(row, BigDecimal.ZERO);
    }
    for (int i = 0; i < N; i++) {
      int at = i * LANES + l;
      if (i > 0) {
        m[i][i - 1] = number(a[at], floats);
      }
      m[i][i] = number(b[at], floats);
      if (i < N - 1) {
        m[i][i + 1] = number(c[at], floats);
      }
      m[i][N] = number(d[at], floats);
    }
    for (int k = 0; k < N; k++) {
      int pivot = k;
      for (int i = k + 1; i < N; i++) {
        pivot = m[i][k].abs().compareTo(m[pivot][k].abs()) > 0 ? i : pivot;
      }
      BigDecimal[] row = m[pivot];
      m[pivot] = m[k];
      m[k] = row;
      for (int i = k + 1; i < N; i++) {
        BigDecimal factor = m[i][k].divide(row[k], DIGITS);
        for (int j = k; j <= N && factor.signum() != 0; j++) {
          m[i][j] = m[i][j].subtract(factor.multiply(row[j]), DIGITS);
        }
      }
    }
    BigDecimal[] x = new BigDecimal[N];
    for (int i = N - 1; i >= 0; i--) {
      BigDecimal s = m[i][N];
      for (int j = i + 1; j < N; j++) {
        s = s.subtract(m[i][j].multiply(x[j]), DIGITS);
      }
      x[i] = s.divide(m[i][i], DIGITS);
    }
    return Arrays.stream(x).mapToDouble(BigDecimal::doubleValue).toArray();
  }

  private static BigDecimal number(double x, boolean floats) {
    return new BigDecimal(floats ? (float) x : x);
  }

  /** Largest error of a column over its largest solution. */
  private double error(int l, double[] exact, double[] x) {
    double error = 0.0;
    double size = 0.0;
    for (int i = 0; i < N; i++) {
      error = Math.max(error, Math.abs(x[i * LANES + l] - exact[i]));
      size = Math.max(size, Math.abs(exact[i]));
    }
    return error / size;
  }

  /** A few roundings, times what the column's condition makes of them: norms of these inverses are at most 1. */
  private double bound(int l, double unit) {
    double norm = 0.0;
    for (int i = 0; i < N; i++) {
      int at = i * LANES + l;
      norm = Math.max(norm, Math.abs(a[at]) + Math.abs(b[at]) + Math.abs(c[at]));
    }
    return 2.0 * norm * unit;
  }

  @Test
  void solutionsAreAsAccurateAsTheirMatricesAllow() {
    double[] f = new double[3 * N * LANES];
    double[] x = d.clone();
    Tridiagonal.factor(N, LANES, a, 0, b, 0, c, 0, f, 0, ONE);
    Tridiagonal.solve(N, LANES, f, 0, 1, x, 0, x.length, ONE);
    for (int l = 0; l < LANES; l++) {
      double error = error(l, exact(l, false), x);
      assertTrue(error <= bound(l, 0x1p-53), "column " + l + ": " + error + ", bound " + bound(l, 0x1p-53));
    }
  }

  @Test
  void soAreThoseOfFloats() {
    float[] f = new float[3 * N * LANES];
    float[] x = narrowed(d);
    FloatTridiagonal.factor(N, LANES, narrowed(a), 0, narrowed(b), 0, narrowed(c), 0, f, 0, ONE);
    FloatTridiagonal.solve(N, LANES, f, 0, 1, x, 0, x.length, ONE);
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    for (int l = 0; l < LANES; l++) {
      if (bound(l, 0x1p-24) < 0.1) { // of the strongest diffusion, floats know nothing
        double error = error(l, exact(l, true), wide);
        assertTrue(error <= bound(l, 0x1p-24), "column " + l + ": " + error + ", bound " + bound(l, 0x1p-24));
      }
    }
  }

  private static float[] narrowed(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  /** Cosines of a column without fluxes at its ends are divided by 1 + 4·k·sin²(π·m/2n): the scheme's own answer. */
  @Test
  void implicitDiffusionDampsWavesAsItsSchemeSays() {
    int n = 50;
    int lanes = 37;
    double[] off = new double[n * lanes];
    double[] diagonal = new double[n * lanes];
    double[] x = new double[n * lanes];
    double[] expected = new double[n * lanes];
    for (int l = 0; l < lanes; l++) {
      double k = 0.3 + l;
      double half = Math.sin(Math.PI * l / (2.0 * n));
      for (int i = 0; i < n; i++) {
        int at = i * lanes + l;
        off[at] = -k;
        diagonal[at] = 1.0 + (i == 0 || i == n - 1 ? k : 2.0 * k);
        x[at] = Math.cos(Math.PI * l * (i + 0.5) / n);
        expected[at] = x[at] / (1.0 + 4.0 * k * half * half);
      }
    }
    double[] f = new double[3 * n * lanes];
    Tridiagonal.factor(n, lanes, off, 0, diagonal, 0, off, 0, f, 0, ONE);
    Tridiagonal.solve(n, lanes, f, 0, 1, x, 0, n * lanes, ONE);
    assertArrayEquals(expected, x, 1e-14);
  }

  private String refusal(Class<? extends RuntimeException> type, double[] array, int row, int column, double value) {
    double old = array[row * LANES + column];
    array[row * LANES + column] = value;
    try (Workers two = Workers.of(2)) {
      return assertThrows(type, () -> Tridiagonal.factor(N, LANES, a, 0, b, 0, c, 0, new double[3 * N * LANES], 0,
          two)).getMessage();
    } finally {
      array[row * LANES + column] = old;
    }
  }

  @Test
  void whatCannotBeFactoredIsNamed() {
    assertEquals("tridiagonalFactor: lower is NaN in row 3 of column 5",
        refusal(IllegalArgumentException.class, a, 3, 5, Double.NaN));
    assertEquals("tridiagonalFactor: diagonal is Infinity in row 0 of column 7",
        refusal(IllegalArgumentException.class, b, 0, 7, Double.POSITIVE_INFINITY));
    assertEquals("tridiagonalFactor: upper is -Infinity in row 28 of column 0",
        refusal(IllegalArgumentException.class, c, N - 2, 0, Double.NEGATIVE_INFINITY));
    for (double pivot : new double[] {0.0, Double.MIN_VALUE}) {
      assertEquals("tridiagonalFactor: elimination without pivoting fails in row 0 of column 2, whose pivot is 0, too "
          + "small or not finite (index 2): value " + pivot, refusal(NumericalException.class, b, 0, 2, pivot));
    }
  }

  /** Threads refuse the same column, the first one, as one thread does. */
  @Test
  void threadsNameTheFirstColumn() {
    int lanes = 5000;
    double[] off = new Inputs(1).doubles(20 * lanes);
    double[] diagonal = new double[20 * lanes];
    Arrays.fill(diagonal, 3.0);
    for (int l = 900; l < lanes; l += 7) {
      off[(19 - l % 11) * lanes + l] = Double.NaN;
    }
    double[] f = new double[60 * lanes];
    try (Workers four = Workers.of(4)) {
      for (Workers workers : new Workers[] {ONE, four}) {
        String message = assertThrows(IllegalArgumentException.class, () -> Tridiagonal.factor(20, lanes, off, 0,
            diagonal, 0, off, 0, f, 0, workers)).getMessage();
        assertEquals("tridiagonalFactor: lower is NaN in row 10 of column 900", message);
      }
    }
  }

  /** NaN of one right-hand side is in all rows of its column and field, and nowhere else. */
  @Test
  void aRightHandSideThatIsNotANumberStaysAlone() {
    double[] f = new double[3 * N * LANES];
    Tridiagonal.factor(N, LANES, a, 0, b, 0, c, 0, f, 0, ONE);
    double[] x = Arrays.copyOf(d, 2 * d.length);
    double[] y = x.clone();
    y[d.length + 11 * LANES + 4] = Double.NaN;
    Tridiagonal.solve(N, LANES, f, 0, 2, x, 0, d.length, ONE);
    Tridiagonal.solve(N, LANES, f, 0, 2, y, 0, d.length, ONE);
    for (int i = 0; i < N; i++) {
      x[d.length + i * LANES + 4] = Double.NaN;
    }
    assertArrayEquals(x, y);
  }
}
