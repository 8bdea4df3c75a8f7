// Master of FloatTridiagonalCudaTest: the float version is generated from this file.
package org.isobit.gpu.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.column.TridiagonalReference;
import org.junit.jupiter.api.Test;

/** Columns around blocks of threads against the reference, with others' numbers between fields, and refusals. */
class TridiagonalCudaTest extends CudaTest {

  private static final int[][] SHAPES = {{1, 1}, {1, 5}, {2, 129}, {7, 33}, {50, 4}};
  private static final int FIELDS = 3;
  private static final int GAP = 5;

  private final TridiagonalReference reference = TridiagonalReference.of(Backend.REFERENCE);
  private final Numbers numbers = new Numbers(11);

  private double[] diagonal(int length) {
    double[] b = numbers.doubles(length);
    for (int i = 0; i < length; i++) {
      b[i] += 3.0;
    }
    return b;
  }

  @Test
  void columnsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int[] shape : SHAPES) {
        columns(shape[0], shape[1]);
      }
    });
  }

  private void columns(int n, int lanes) {
    int size = n * lanes;
    int ld = size + GAP;
    double[] a = numbers.doubles(size);
    double[] b = diagonal(size);
    double[] c = numbers.doubles(size);
    double[] x = numbers.doubles(FIELDS * ld);
    double[] expected = new double[3 * size];
    double[] actual = new double[3 * size];
    int[] refused = new int[lanes + 1];
    double[] solution = new double[x.length];
    int[] none = new int[lanes + 1];
    Arrays.fill(none, 1, lanes + 1, -1);
    try (DeviceArray da = device.doubles(size); DeviceArray db = device.doubles(size);
        DeviceArray dc = device.doubles(size); DeviceArray df = device.doubles(3 * size);
        DeviceArray dx = device.doubles(x.length); IntDeviceArray dr = device.ints(lanes + 1)) {
      TridiagonalCuda columns = new TridiagonalCuda(stream);
      columns.factor(n, lanes, da.copyFrom(a, stream), 0, db.copyFrom(b, stream), 0, dc.copyFrom(c, stream), 0, df, 0,
          dr.copyFrom(refused, stream), 1);
      columns.solve(n, lanes, df, 0, FIELDS, dx.copyFrom(x, stream), 1, ld);
      df.copyTo(actual, stream);
      dx.copyTo(solution, stream);
      dr.copyTo(refused, stream);
    }
    assertArrayEquals(none, refused, n + "x" + lanes);
    reference.factor(n, 0, lanes, lanes, a, 0, b, 0, c, 0, expected, 0);
    reference.solve(n, 0, lanes, lanes, expected, 0, FIELDS, x, 1, ld);
    assertBits(expected, actual, "factors of " + n + "x" + lanes);
    assertBits(x, solution, "solutions of " + n + "x" + lanes);
  }

  /** The first row of each column that cannot be used; its neighbours go on. */
  @Test
  void refusalsAreWritten() {
    int n = 4;
    int lanes = 5;
    double[] a = new double[n * lanes];
    double[] b = diagonal(n * lanes);
    double[] c = new double[n * lanes];
    b[2 * lanes] = 0.0;
    a[lanes + 1] = Double.NaN;
    c[2 * lanes + 2] = Double.POSITIVE_INFINITY;
    a[3] = Double.NaN; // is not read
    c[3 * lanes + 3] = Double.NaN; // nor is this
    b[3 * lanes + 4] = Double.MIN_VALUE; // its reciprocal is infinite
    int[] refused = new int[lanes];
    try (DeviceArray da = device.doubles(a.length); DeviceArray db = device.doubles(a.length);
        DeviceArray dc = device.doubles(a.length); DeviceArray df = device.doubles(3 * a.length);
        IntDeviceArray dr = device.ints(lanes)) {
      new TridiagonalCuda(stream).factor(n, lanes, da.copyFrom(a, stream), 0, db.copyFrom(b, stream), 0,
          dc.copyFrom(c, stream), 0, df, 0, dr, 0);
      dr.copyTo(refused, stream);
    }
    assertArrayEquals(new int[] {2, 1, 3, -1, 3}, refused);
  }

  @Test
  void whatIsNotInsideOrOverlapsIsRefused() {
    try (DeviceArray x = device.doubles(40); IntDeviceArray r = device.ints(2)) {
      TridiagonalCuda columns = new TridiagonalCuda(stream);
      assertThrows(IllegalArgumentException.class, () -> columns.factor(0, 2, x, 0, x, 4, x, 8, x, 12, r, 0));
      assertThrows(IllegalArgumentException.class, () -> columns.factor(2, 2, x, 0, x, 4, x, 37, x, 12, r, 0));
      assertThrows(IllegalArgumentException.class, () -> columns.factor(2, 2, x, 0, x, 4, x, 8, x, 11, r, 0));
      assertThrows(IllegalArgumentException.class, () -> columns.factor(2, 2, x, 0, x, 4, x, 8, x, 12, r, 1));
      assertThrows(IllegalArgumentException.class, () -> columns.solve(2, 2, x, 0, 2, x, 11, 4));
      assertThrows(IllegalArgumentException.class, () -> columns.solve(2, 2, x, 0, 2, x, 12, 3));
      assertThrows(IllegalArgumentException.class, () -> columns.solve(2, 2, x, 0, -1, x, 12, 4));
    }
  }
}
