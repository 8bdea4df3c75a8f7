package org.isobit.verify.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.FloatPooling;
import org.isobit.kernels.pooling.Pooling;
import org.isobit.kernels.pooling.PoolingReference;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooling by hand, against central differences, and as transposes. */
class PoolingTest {

  private static final int BATCH = 2;
  private static final double STEP = 1e-4;

  static List<PoolingShape> shapes() {
    PoolingShape image = PoolingShape.of(3, 7, 40, 3, 3);
    return List.of(image, image.withStride(1, 1).withPadding(1, 1, 1, 1), image.withStride(2, 2).withCeil(true),
        image.withStride(1, 2).withDilation(3, 5).withPadding(2, 1, 4, 5).withCountPadding(false),
        PoolingShape.line(2, 9, 4).withStride(1, 3).withPadding(0, 0, 2, 1), PoolingShape.global(9, 5, 6));
  }

  /** A window of −∞ and padding, NaNs, equal cells: the first one is told. */
  @Test
  void theFirstOfTheLargestIsTold() {
    PoolingShape shape = PoolingShape.line(1, 9, 3).withStride(1, 2).withPadding(0, 0, 1, 1);
    double low = Double.NEGATIVE_INFINITY;
    double[] x = {low, low, -0.0, 0.0, 5.0, 5.0, Double.NaN, Double.NaN, 9.0};
    double[] y = new double[shape.outputs()];
    double[] index = new double[y.length];
    Pooling.maximum(shape, 1, x, 0, y, 0, index, 0, Workers.serial());
    assertArrayEquals(new double[] {low, -0.0, 5.0, Double.NaN, Double.NaN}, y);
    assertArrayEquals(new double[] {0, 2, 4, 6, 7}, index);
    double[] dx = new double[x.length];
    Pooling.maximumGradient(shape, 1, index, 0, new double[] {1, 2, 3, 4, 5}, 0, dx, 0, Workers.serial());
    assertArrayEquals(new double[] {1, 0, 2, 0, 3, 0, 4, 5, 0}, dx);
  }

  /** Sizes as PyTorch has them: without ceil mode, with it, and with it where the last window would begin too late. */
  @Test
  void outputsAreCounted() {
    PoolingShape shape = PoolingShape.line(1, 8, 3).withStride(1, 2);
    assertEquals(3, shape.outNx());
    assertEquals(4, shape.withCeil(true).outNx());
    assertEquals(4, shape.withCeil(true).withPadding(0, 0, 1, 0).outNx());
    PoolingShape apart = PoolingShape.line(1, 5, 1).withStride(1, 3);
    assertEquals(2, apart.outNx());
    assertEquals(2, apart.withCeil(true).outNx(), "a third window would begin behind the line");
  }

  /** Divisors: the cells in the image; or in the padded image, without what a last window has beyond it. */
  @Test
  void divisorsCountWhatTheySay() {
    PoolingShape shape = PoolingShape.line(1, 6, 4).withStride(1, 3).withPadding(0, 0, 1, 1).withCeil(true);
    double[] ones = {1, 1, 1, 1, 1, 1};
    double[] y = new double[shape.outputs()];
    Pooling.average(shape, 1, ones, 0, y, 0, Workers.serial());
    assertArrayEquals(new double[] {3 / 4.0, 4 / 4.0, 1 / 2.0}, y);
    Pooling.average(shape.withCountPadding(false), 1, ones, 0, y, 0, Workers.serial());
    assertArrayEquals(new double[] {1, 1, 1}, y);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void differencesAndTransposes(PoolingShape shape) {
    Inputs inputs = new Inputs(5);
    double[] x = inputs.doubles(BATCH * shape.inputs());
    double[] u = inputs.doubles(x.length);
    double[] dy = inputs.doubles(BATCH * shape.outputs());
    double[] dx = new double[x.length];
    double[] y = new double[dy.length];
    double[] index = new double[dy.length];
    Pooling.maximum(shape, BATCH, x, 0, y, 0, index, 0, Workers.shared());
    Pooling.maximumGradient(shape, BATCH, index, 0, dy, 0, dx, 0, Workers.shared());
    check(shape, true, x, dy, dx);
    Pooling.maximumTangent(shape, BATCH, index, 0, u, 0, y, 0, Workers.shared());
    assertEquals(product(y, dy), product(u, dx), 1e-12 * x.length);
    Pooling.averageGradient(shape, BATCH, dy, 0, dx, 0, Workers.shared());
    check(shape, false, x, dy, dx);
    Pooling.average(shape, BATCH, u, 0, y, 0, Workers.shared());
    assertEquals(product(y, dy), product(u, dx), 1e-12 * x.length);
  }

  private static void check(PoolingShape shape, boolean maximum, double[] x, double[] dy, double[] dx) {
    double[] y = new double[dy.length];
    for (int i = 0; i < x.length; i += 1 + x.length / 50) {
      double at = x[i];
      double[] sums = new double[2];
      for (int side = 0; side < 2; side++) {
        x[i] = side == 0 ? at - STEP : at + STEP;
        if (maximum) {
          Pooling.maximum(shape, BATCH, x, 0, y, 0, null, 0, Workers.serial());
        } else {
          Pooling.average(shape, BATCH, x, 0, y, 0, Workers.serial());
        }
        sums[side] = product(y, dy);
      }
      x[i] = at;
      assertEquals((sums[1] - sums[0]) / (2 * STEP), dx[i], 1e-8, "at " + i);
    }
  }

  private static double product(double[] x, double[] y) {
    double s = 0.0;
    for (int i = 0; i < x.length; i++) {
      s += x[i] * y[i];
    }
    return s;
  }

  /** Windows that are far from each other, of which vectors read nothing together. */
  @Test
  void longStridesHaveTheBitsOfTheReference() {
    PoolingReference reference = PoolingReference.of(Backend.REFERENCE);
    for (int stride : new int[] {8, 9, 40, 1024, 1025}) {
      PoolingShape shape = PoolingShape.of(2, 3, 3000, 2, 2).withStride(1, stride).withPadding(0, 1, 1, 0);
      double[] x = new Inputs(stride).specialDoubles(shape.inputs());
      double[] y = new double[shape.outputs()];
      double[] index = new double[y.length];
      double[] expected = new double[y.length];
      double[] places = new double[y.length];
      Pooling.maximum(shape, 1, x, 0, y, 0, index, 0, Workers.shared());
      reference.maximum(shape, 0, 2, x, 0, expected, 0, places, 0);
      assertArrayEquals(expected, y);
      assertArrayEquals(places, index);
      Pooling.average(shape, 1, x, 0, y, 0, Workers.shared());
      reference.average(shape, 0, 2, x, 0, expected, 0);
      assertArrayEquals(expected, y);
    }
  }

  @Test
  void whatHasNoAnswerIsRefused() {
    assertEquals("pooling: window 0 of kernelX = 2 with padLeft = 2 and padRight = 0 has no cell of the image, nx = 5",
        assertThrows(IllegalArgumentException.class,
            () -> PoolingShape.line(1, 5, 2).withPadding(0, 0, 2, 0)).getMessage());
    PoolingShape shape = PoolingShape.line(1, 4, 2);
    double[] dx = {7, 7, 7, 7};
    assertEquals("max pooling gradient: index[1] is 4.0, but a channel has the cells 0 … 3",
        assertThrows(IllegalArgumentException.class, () -> Pooling.maximumGradient(shape, 1, new double[] {0, 4}, 0,
            new double[2], 0, dx, 0, Workers.serial())).getMessage());
    assertArrayEquals(new double[] {7, 7, 7, 7}, dx);
    PoolingShape large = PoolingShape.line(1, (1 << 24) + 1, 1 << 20);
    assertEquals("max pooling: channels of 1x16777217 cells are too large for the indices, at most 16777216 cells",
        assertThrows(IllegalArgumentException.class, () -> FloatPooling.maximum(large, 0, new float[0], 0, new float[0],
            0, new float[0], 0, Workers.serial())).getMessage());
  }
}
