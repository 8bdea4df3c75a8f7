// Master of FloatReduceCudaTest: the float version is generated from this file.
package org.isobit.gpu.reduce;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.reduce.LaneReduceReference;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.kernels.reduce.ReduceReference;
import org.junit.jupiter.api.Test;

/**
 * Reductions against their reference: lengths around lanes, partials, chunks and blocks of the tree; special values.
 */
class ReduceCudaTest extends CudaTest {

  private static final LaneReduceReference LANES = LaneReduceReference.of(Backend.REFERENCE);
  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);
  private static final int[] LENGTHS = {0, 1, 2, 31, 32, 33, 63, 64, 65, 97, 129, 1000, 4095, 4096, 4097, 8192,
      3 * 4096 + 5, 6 * 4096 + 1};
  private static final double MEAN = 0.1875;

  @Test
  void vectorsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int n : LENGTHS) {
        vectors(n, 0);
        vectors(n, 1);
      }
      vectors(100, 2);
      vectors(5000, 3);
    });
  }

  @Test
  void theTreeOfManyChunksHasSeveralLevels() {
    vectors(1030 * 4096 + 17, 0);
  }

  private void vectors(int n, int variant) {
    Numbers numbers = new Numbers(8L * n + variant);
    int xo = n % 3;
    double[] x = variant == 1 ? numbers.specialDoubles(n + xo) : numbers.doubles(n + xo);
    for (int i = 0; variant > 1 && i < x.length; i++) {
      x[i] *= variant == 2 ? 0x1p1000 : 0x1p-1060; // float: x[i] *= variant == 2 ? 0x1p126f : 0x1p-140f;
    }
    double[] y = numbers.doubles(n + 1);
    double[] w = numbers.doubles(n + 2);
    double[] expected = {REDUCE.sum(n, x, xo, 1), REDUCE.dot(n, x, xo, 1, y, 1, 1),
        REDUCE.weightedDot(n, w, 2, x, xo, y, 1), REDUCE.norm1(n, x, xo), REDUCE.maxAbs(n, x, xo),
        REDUCE.norm2(n, x, xo), REDUCE.squaredDeviations(n, x, xo, MEAN), n < 1 ? 0.0 : Reduce.mean(n, x, xo),
        n < 2 ? 0.0 : Reduce.variance(n, x, xo)};
    double[] actual = new double[expected.length];
    try (DeviceArray dx = device.doubles(x.length + 1); DeviceArray dy = device.doubles(y.length);
        DeviceArray dw = device.doubles(w.length); DeviceArray mean = device.doubles(1);
        DeviceArray result = device.doubles(actual.length); ReduceCuda reduce = new ReduceCuda(stream)) {
      dx.copyFrom(x, stream);
      dy.copyFrom(y, stream);
      dw.copyFrom(w, stream);
      mean.copyFrom(new double[] {MEAN}, stream);
      result.clear(stream);
      reduce.sum(n, dx, xo, result, 0);
      reduce.dot(n, dx, xo, dy, 1, result, 1);
      reduce.weightedDot(n, dw, 2, dx, xo, dy, 1, result, 2);
      reduce.norm1(n, dx, xo, result, 3);
      reduce.maxAbs(n, dx, xo, result, 4);
      reduce.norm2(n, dx, xo, result, 5);
      reduce.squaredDeviations(n, dx, xo, mean, 0, result, 6);
      if (n > 0) {
        reduce.mean(n, dx, xo, result, 7);
      }
      if (n > 1) {
        reduce.variance(n, dx, xo, result, 8);
      }
      result.copyTo(actual, stream);
    }
    assertBits(expected, actual, "n = " + n + ", variant " + variant);
  }

  @Test
  void columnsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      columns(1, 1, 1);
      columns(5, 33, 40);
      columns(40, 300, 300);
    });
  }

  private void columns(int rows, int n, int ld) {
    Numbers numbers = new Numbers(rows * 1000L + n);
    double[] x = numbers.specialDoubles(rows * ld + 1);
    double[] y = numbers.doubles(rows * ld);
    double[] mean = numbers.doubles(n);
    double[] expected = new double[4 * n];
    LANES.sum(rows, n, x, 1, ld, expected, 0);
    LANES.mean(rows, n, x, 1, ld, expected, n);
    LANES.dot(rows, n, x, 1, ld, y, 0, ld, expected, 2 * n);
    LANES.squaredDeviations(rows, n, x, 1, ld, mean, 0, expected, 3 * n);
    double[] actual = new double[4 * n];
    LaneReduceCuda reduce = new LaneReduceCuda(stream);
    try (DeviceArray dx = device.doubles(x.length); DeviceArray dy = device.doubles(y.length);
        DeviceArray dm = device.doubles(n); DeviceArray result = device.doubles(4L * n)) {
      dx.copyFrom(x, stream);
      dy.copyFrom(y, stream);
      dm.copyFrom(mean, stream);
      reduce.sum(rows, n, dx, 1, ld, result, 0);
      reduce.mean(rows, n, dx, 1, ld, result, n);
      reduce.dot(rows, n, dx, 1, ld, dy, 0, ld, result, 2L * n);
      reduce.squaredDeviations(rows, n, dx, 1, ld, dm, 0, result, 3L * n);
      result.copyTo(actual, stream);
    }
    assertBits(expected, actual, rows + " x " + n);
  }

  @Test
  void badArgumentsAreNamed() {
    try (DeviceArray x = device.doubles(10); ReduceCuda reduce = new ReduceCuda(stream)) {
      String message = assertThrows(IllegalArgumentException.class, () -> reduce.sum(11, x, 0, x, 0)).getMessage();
      org.junit.jupiter.api.Assertions.assertTrue(message.contains("sum (x)") && message.contains("11"), message);
      assertThrows(IllegalArgumentException.class, () -> reduce.sum(-1, x, 0, x, 0));
      assertThrows(IllegalArgumentException.class, () -> reduce.sum(5, x, 0, x, 4));
      assertThrows(IllegalArgumentException.class, () -> reduce.mean(0, x, 0, x, 0));
      assertThrows(IllegalArgumentException.class, () -> reduce.variance(1, x, 0, x, 9));
    }
  }
}
