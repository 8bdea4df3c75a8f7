// Master of FloatDiffusionCudaTest: the float version is generated from this file.
package org.isobit.gpu.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.column.DiffusionReference;
import org.junit.jupiter.api.Test;

/** Columns around blocks of threads against the reference, with others' numbers between fields, and refusals. */
class DiffusionCudaTest extends CudaTest {

  private static final int[][] SHAPES = {{1, 1}, {1, 5}, {2, 129}, {7, 33}, {50, 4}};
  private static final int FIELDS = 3;
  private static final int GAP = 5;

  private final DiffusionReference reference = DiffusionReference.of(Backend.REFERENCE);
  private final Numbers numbers = new Numbers(13);

  private double[] positive(int length) {
    double[] x = numbers.doubles(length);
    for (int i = 0; i < length; i++) {
      x[i] = 0.125 + Math.abs(x[i]);
    }
    return x;
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
    double[] e = positive(size + 1);
    double[] r = positive(n + 2);
    double[] c = numbers.doubles(FIELDS * ld + 1);
    double[] f = numbers.doubles(3 * size + 3);
    double[] factors = new double[f.length];
    double[] result = new double[c.length];
    int[] refused = new int[lanes + 1];
    int[] none = new int[lanes + 1];
    Arrays.fill(none, 1, lanes + 1, -1);
    try (DeviceArray de = device.doubles(e.length); DeviceArray dr = device.doubles(r.length);
        DeviceArray df = device.doubles(f.length); DeviceArray dc = device.doubles(c.length);
        DeviceArray work = device.doubles(FIELDS * size); IntDeviceArray to = device.ints(lanes + 1)) {
      DiffusionCuda diffusion = new DiffusionCuda(stream);
      diffusion.factor(n, lanes, de.copyFrom(e, stream), 1, dr.copyFrom(r, stream), 2, df.copyFrom(f, stream), 3,
          to.copyFrom(refused, stream), 1);
      diffusion.step(n, lanes, dr, 2, df, 3, FIELDS, dc.copyFrom(c, stream), 1, ld, work, 0);
      df.copyTo(factors, stream);
      dc.copyTo(result, stream);
      to.copyTo(refused, stream);
    }
    assertArrayEquals(none, refused, n + "x" + lanes);
    reference.factor(n, 0, lanes, lanes, e, 1, r, 2, f, 3);
    reference.step(n, 0, lanes, lanes, r, 2, f, 3, FIELDS, c, 1, ld, new double[size], 0);
    assertBits(f, factors, "factors of " + n + "x" + lanes);
    assertBits(c, result, "fields of " + n + "x" + lanes);
  }

  /** The first level of each column that is not allowed; its neighbours go on. Reciprocals are those of all columns. */
  @Test
  void refusalsAreWritten() {
    double large = 0x1.1p500; // float: float large = 0x1.1p60f;
    double[] e = positive(4 * 6);
    e[0] = Double.NaN; // is not read
    e[6 + 1] = -Double.MIN_VALUE;
    e[3 * 6 + 1] = Double.NaN;
    e[2 * 6 + 2] = Double.NaN;
    e[3 * 6 + 3] = large;
    e[3 * 6 + 4] = 0.0;
    e[2 * 6 + 5] = 0x1p500; // float: e[2 * 6 + 5] = 0x1p60f;
    assertArrayEquals(new int[] {-1, 1, 2, 3, -1, -1}, refused(e, positive(4)));
    for (double bad : new double[] {0.0, -1.0, large, Double.NaN}) {
      for (int level : new int[] {0, 2}) {
        double[] r = positive(4);
        r[level] = bad;
        assertArrayEquals(new int[] {level, level, level, level, level, level}, refused(positive(4 * 6), r));
      }
    }
  }

  private int[] refused(double[] e, double[] r) {
    int[] refused = new int[6];
    try (DeviceArray de = device.doubles(e.length); DeviceArray dr = device.doubles(r.length);
        DeviceArray df = device.doubles(3 * e.length); IntDeviceArray to = device.ints(6)) {
      new DiffusionCuda(stream).factor(4, 6, de.copyFrom(e, stream), 0, dr.copyFrom(r, stream), 0, df, 0, to, 0);
      to.copyTo(refused, stream);
    }
    return refused;
  }

  @Test
  void whatIsNotInsideOrOverlapsIsRefused() {
    try (DeviceArray x = device.doubles(40); IntDeviceArray to = device.ints(2)) {
      DiffusionCuda diffusion = new DiffusionCuda(stream);
      assertThrows(IllegalArgumentException.class, () -> diffusion.factor(0, 2, x, 0, x, 4, x, 6, to, 0));
      assertThrows(IllegalArgumentException.class, () -> diffusion.factor(2, 2, x, 37, x, 4, x, 6, to, 0));
      assertThrows(IllegalArgumentException.class, () -> diffusion.factor(2, 2, x, 0, x, 39, x, 6, to, 0));
      assertThrows(IllegalArgumentException.class, () -> diffusion.factor(2, 2, x, 0, x, 4, x, 5, to, 0));
      assertThrows(IllegalArgumentException.class, () -> diffusion.factor(2, 2, x, 4, x, 0, x, 1, to, 0));
      assertThrows(IllegalArgumentException.class, () -> diffusion.factor(2, 2, x, 0, x, 4, x, 6, to, 1));
      assertThrows(IllegalArgumentException.class, () -> diffusion.step(2, 2, x, 0, x, 2, -1, x, 14, 4, x, 22));
      assertThrows(IllegalArgumentException.class, () -> diffusion.step(2, 2, x, 0, x, 2, 2, x, 14, 3, x, 22));
      assertThrows(IllegalArgumentException.class, () -> diffusion.step(2, 2, x, 0, x, 2, 2, x, 13, 4, x, 22));
      assertThrows(IllegalArgumentException.class, () -> diffusion.step(2, 2, x, 14, x, 2, 2, x, 15, 4, x, 24));
      assertThrows(IllegalArgumentException.class, () -> diffusion.step(2, 2, x, 0, x, 2, 2, x, 14, 4, x, 33));
      assertThrows(IllegalArgumentException.class, () -> diffusion.step(2, 2, x, 0, x, 2, 2, x, 14, 4, x, 21));
      assertThrows(IllegalArgumentException.class, () -> diffusion.step(2, 2, x, 0, x, 2, 2, x, 32, 4, x, 10));
      assertThrows(IllegalArgumentException.class, () -> diffusion.step(2, 2, x, 0, x, 10, 2, x, 22, 4, x, 1));
    }
  }
}
