package org.isobit.verify.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.FloatOpticalDepth;
import org.isobit.kernels.column.OpticalDepth;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Optical depths against decimal numbers and integrals of profiles. */
class OpticalDepthTest {

  private static final Workers ONE = Workers.serial();
  private static final int N = 60;
  private static final int LANES = 21;
  private static final int SIZE = N * LANES;

  private final double[] background = positive(1, N);
  private final double[] thickness = positive(2, N);

  private static double[] positive(long seed, int n) {
    double[] x = new Inputs(seed).doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] = Math.abs(x[i]);
    }
    return x;
  }

  private static float[] narrowed(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  /** The depths at the middles of levels, not rounded. */
  private static BigDecimal[] exact(double[] b, double[] h, double k, int fields, double[] c, int l) {
    BigDecimal half = new BigDecimal("0.5");
    BigDecimal face = BigDecimal.ZERO;
    BigDecimal[] depth = new BigDecimal[N];
    for (int i = 0; i < N; i++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int f = 0; f < fields; f++) {
        sum = sum.add(new BigDecimal(c[f * SIZE + i * LANES + l]));
      }
      BigDecimal step = new BigDecimal(k).multiply(sum).add(new BigDecimal(b[i])).multiply(new BigDecimal(h[i]));
      depth[i] = face.add(half.multiply(step));
      face = face.add(step);
    }
    return depth;
  }

  private static void assertWithin(BigDecimal[] exact, double[] depth, int fields, int l, double unit) {
    for (int i = 0; i < N; i++) {
      double error = new BigDecimal(depth[i * LANES + l]).subtract(exact[i]).abs().doubleValue();
      double bound = (fields + i + 1) * unit * exact[i].doubleValue();
      assertTrue(error <= bound, "level " + i + " of column " + l + ": " + error + ", bound " + bound);
    }
  }

  @Test
  void depthsAreSumsUpToTheirRoundings() {
    for (int fields = 1; fields <= 3; fields++) {
      double[] c = positive(10 + fields, fields * SIZE);
      double[] depth = new double[SIZE];
      OpticalDepth.depth(N, LANES, background, 0, thickness, 0, 0.3, fields, c, 0, SIZE, depth, 0, ONE);
      for (int l = 0; l < LANES; l++) {
        assertWithin(exact(background, thickness, 0.3, fields, c, l), depth, fields, l, 0x1p-53);
        for (int i = 1; i < N; i++) {
          assertTrue(depth[i * LANES + l] >= depth[(i - 1) * LANES + l], "level " + i + " of column " + l);
        }
      }
    }
  }

  @Test
  void soAreThoseOfFloats() {
    float[] b = narrowed(background);
    float[] h = narrowed(thickness);
    float[] c = narrowed(positive(9, 2 * SIZE));
    float[] depth = new float[SIZE];
    FloatOpticalDepth.depth(N, LANES, b, 0, h, 0, 0.3f, 2, c, 0, SIZE, depth, 0, ONE);
    for (int l = 0; l < LANES; l++) {
      assertWithin(exact(widened(b), widened(h), 0.3f, 2, widened(c), l), widened(depth), 2, l, 0x1p-24);
    }
  }

  private static double[] widened(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  /** Of p and d that are the same everywhere, the depth is the length of water times (b + k·(p + d)). */
  @Test
  void constantProfilesAreExact() {
    double[] b = new double[N];
    double[] c = new double[2 * SIZE];
    Arrays.fill(b, 0.125);
    Arrays.fill(c, 0, SIZE, 1.5);
    Arrays.fill(c, SIZE, 2 * SIZE, 0.25);
    double[] h = new double[N];
    double[] expected = new double[SIZE];
    double top = 0.0;
    for (int i = 0; i < N; i++) {
      h[i] = 0.5 + i % 4;
      Arrays.fill(expected, i * LANES, (i + 1) * LANES, (0.125 + 0.5 * 1.75) * (top + 0.5 * h[i]));
      top += h[i];
    }
    double[] depth = new double[SIZE];
    OpticalDepth.depth(N, LANES, b, 0, h, 0, 0.5, 2, c, 0, SIZE, depth, 0, ONE);
    assertArrayEquals(expected, depth);
  }

  /** Largest error, of a column of 80 m, of ∫ 1/20 + 0.03·(p + d), p = 2·e^(−z/15) and d = 0.5·e^(−z/40). */
  private static double error(int n) {
    double h = 80.0 / n;
    double[] b = new double[n];
    double[] levels = new double[n];
    double[] c = new double[2 * n];
    double[] depth = new double[n];
    Arrays.fill(b, 1.0 / 20.0);
    Arrays.fill(levels, h);
    for (int i = 0; i < n; i++) {
      double z = (i + 0.5) * h;
      c[i] = 2.0 * Math.exp(-z / 15.0);
      c[n + i] = 0.5 * Math.exp(-z / 40.0);
    }
    OpticalDepth.depth(n, 1, b, 0, levels, 0, 0.03, 2, c, 0, n, depth, 0, ONE);
    double error = 0.0;
    for (int i = 0; i < n; i++) {
      double z = (i + 0.5) * h;
      double exact = z / 20.0 + 0.03 * (30.0 * -Math.expm1(-z / 15.0) + 20.0 * -Math.expm1(-z / 40.0));
      error = Math.max(error, Math.abs(depth[i] - exact));
    }
    return error;
  }

  @Test
  void exponentialProfilesConvergeInSecondOrder() {
    double order = Math.log(error(400) / error(800)) / Math.log(2.0);
    assertEquals(2.0, order, 0.02);
    assertTrue(error(800) < 1e-4, "error " + error(800));
  }

  /** NaN of a field is in all levels from its own down, of its column. */
  @Test
  void whatIsNotANumberStaysInItsColumn() {
    double[] c = positive(5, 2 * SIZE);
    double[] expected = new double[SIZE];
    double[] depth = new double[SIZE];
    OpticalDepth.depth(N, LANES, background, 0, thickness, 0, 0.3, 2, c, 0, SIZE, expected, 0, ONE);
    c[SIZE + 20 * LANES + 3] = Double.NaN;
    OpticalDepth.depth(N, LANES, background, 0, thickness, 0, 0.3, 2, c, 0, SIZE, depth, 0, ONE);
    for (int i = 20; i < N; i++) {
      expected[i * LANES + 3] = Double.NaN;
    }
    assertArrayEquals(expected, depth);
  }

  @Test
  void viewsAreTheSame() {
    double[] c = positive(6, 2 * SIZE + 9);
    double[] expected = new double[SIZE];
    double[] depth = new double[SIZE + 3];
    OpticalDepth.depth(N, LANES, background, 0, thickness, 0, 0.3, 2, c, 4, SIZE + 5, expected, 0, ONE);
    OpticalDepth.depth(Matrix.row(background), Matrix.row(thickness), 0.3, Matrix.of(c, 4, 2, SIZE, SIZE + 5),
        Matrix.of(depth, 3, N, LANES, LANES), ONE);
    assertArrayEquals(expected, Arrays.copyOfRange(depth, 3, depth.length));
    Matrix wide = Matrix.allocate(N, LANES + 1).columns(0, LANES);
    assertThrows(IllegalArgumentException.class, () -> OpticalDepth.depth(Matrix.row(background),
        Matrix.row(thickness), 0.3, Matrix.of(c, 2, SIZE), wide, ONE));
  }

  /** Zeros of any sign give +0. */
  @Test
  void nothingAbsorbsNothing() {
    double[] zeros = new double[N];
    Arrays.fill(zeros, -0.0);
    double[] c = new double[SIZE];
    Arrays.fill(c, -0.0);
    double[] depth = new double[SIZE];
    OpticalDepth.depth(N, LANES, zeros, 0, thickness, 0, 0.3, 1, c, 0, SIZE, depth, 0, ONE);
    for (double d : depth) {
      assertEquals(0L, Double.doubleToRawLongBits(d));
    }
  }
}
