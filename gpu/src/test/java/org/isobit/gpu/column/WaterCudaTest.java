// Master of FloatWaterCudaTest: the float version is generated from this file.
package org.isobit.gpu.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.column.OpticalDepthReference;
import org.isobit.kernels.column.SinkingReference;
import org.junit.jupiter.api.Test;

/** Sinking and optical depths of columns around blocks of threads against the reference, and refusals. */
class WaterCudaTest extends CudaTest {

  private static final int[][] SHAPES = {{1, 1}, {1, 5}, {2, 129}, {7, 33}, {50, 4}};
  private static final int GAP = 5;

  private final Numbers numbers = new Numbers(12);

  private double[] factors(int n) {
    double[] s = numbers.doubles(n);
    for (int i = 0; i < n; i++) {
      s[i] = i % 5 == 4 ? i % 2 : Math.min(1.0, Math.abs(s[i]));
    }
    return s;
  }

  @Test
  void sinkingGivesTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int[] shape : SHAPES) {
        sinking(shape[0], shape[1], false);
        sinking(shape[0], shape[1], true);
      }
    });
  }

  private void sinking(int n, int lanes, boolean open) {
    double[] s = factors(n + 1);
    double[] c = numbers.doubles(n * lanes + 4);
    double[] actual = new double[c.length];
    int[] refused = {7, 7, 7};
    try (DeviceArray ds = device.doubles(s.length); DeviceArray dc = device.doubles(c.length);
        IntDeviceArray dr = device.ints(3)) {
      new SinkingCuda(stream).step(n, lanes, ds.copyFrom(s, stream), 1, open, dc.copyFrom(c, stream), 2,
          dr.copyFrom(refused, stream), 1);
      dc.copyTo(actual, stream);
      dr.copyTo(refused, stream);
    }
    SinkingReference.of(Backend.REFERENCE).step(n, 0, lanes, lanes, s, 1, open, c, 2);
    assertArrayEquals(new int[] {7, -1, 7}, refused);
    assertBits(c, actual, n + "x" + lanes + ", open " + open);
  }

  /** The first level whose factor cannot be used; then nothing is changed. */
  @Test
  void aRefusalIsWritten() {
    for (double bad : new double[] {-Double.MIN_VALUE, 1.5, Double.NaN}) {
      double[] s = factors(6);
      s[3] = bad;
      s[5] = -1.0;
      double[] c = numbers.doubles(6 * 200);
      double[] actual = new double[c.length];
      int[] refused = new int[1];
      try (DeviceArray ds = device.doubles(6); DeviceArray dc = device.doubles(c.length);
          IntDeviceArray dr = device.ints(1)) {
        new SinkingCuda(stream).step(6, 200, ds.copyFrom(s, stream), 0, true, dc.copyFrom(c, stream), 0, dr, 0);
        dc.copyTo(actual, stream);
        dr.copyTo(refused, stream);
      }
      assertArrayEquals(new int[] {3}, refused);
      assertBits(c, actual, "refused for " + bad);
    }
  }

  @Test
  void depthsAreTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int[] shape : SHAPES) {
        for (int fields = 1; fields <= 3; fields++) {
          depths(shape[0], shape[1], fields);
        }
      }
    });
  }

  private void depths(int n, int lanes, int fields) {
    int size = n * lanes;
    int ld = size + GAP;
    double[] b = numbers.doubles(n + 1);
    double[] h = numbers.doubles(n + 2);
    double[] c = numbers.doubles(fields * ld + 3);
    double[] depth = numbers.doubles(size + 5);
    double[] actual = new double[depth.length];
    try (DeviceArray db = device.doubles(b.length); DeviceArray dh = device.doubles(h.length);
        DeviceArray dc = device.doubles(c.length); DeviceArray dd = device.doubles(depth.length)) {
      new OpticalDepthCuda(stream).depth(n, lanes, db.copyFrom(b, stream), 1, dh.copyFrom(h, stream), 2, 0.3, fields,
          dc.copyFrom(c, stream), 3, ld, dd.copyFrom(depth, stream), 4);
      dd.copyTo(actual, stream);
    }
    OpticalDepthReference.of(Backend.REFERENCE).depth(n, 0, lanes, lanes, b, 1, h, 2, 0.3, fields, c, 3, ld, depth, 4);
    assertBits(depth, actual, n + "x" + lanes + ", " + fields + " fields");
  }

  @Test
  void whatIsNotInsideOrOverlapsIsRefused() {
    try (DeviceArray x = device.doubles(20); IntDeviceArray r = device.ints(1)) {
      SinkingCuda sinking = new SinkingCuda(stream);
      assertThrows(IllegalArgumentException.class, () -> sinking.step(0, 2, x, 0, true, x, 4, r, 0));
      assertThrows(IllegalArgumentException.class, () -> sinking.step(2, 2, x, 19, true, x, 4, r, 0));
      assertThrows(IllegalArgumentException.class, () -> sinking.step(2, 2, x, 0, true, x, 17, r, 0));
      assertThrows(IllegalArgumentException.class, () -> sinking.step(2, 2, x, 0, true, x, 1, r, 0));
      assertThrows(IllegalArgumentException.class, () -> sinking.step(2, 2, x, 0, true, x, 4, r, 1));
      OpticalDepthCuda depths = new OpticalDepthCuda(stream);
      assertThrows(IllegalArgumentException.class, () -> depths.depth(2, 2, x, 0, x, 2, 1.0, 0, x, 4, 4, x, 12));
      assertThrows(IllegalArgumentException.class, () -> depths.depth(2, 2, x, 0, x, 2, 1.0, 2, x, 4, 3, x, 12));
      assertThrows(IllegalArgumentException.class, () -> depths.depth(2, 2, x, 19, x, 2, 1.0, 2, x, 4, 4, x, 12));
      assertThrows(IllegalArgumentException.class, () -> depths.depth(2, 2, x, 0, x, 2, 1.0, 2, x, 4, 4, x, 11));
      assertThrows(IllegalArgumentException.class, () -> depths.depth(2, 2, x, 11, x, 2, 1.0, 2, x, 4, 4, x, 12));
      assertThrows(IllegalArgumentException.class, () -> depths.depth(2, 2, x, 0, x, 15, 1.0, 2, x, 4, 4, x, 12));
    }
  }
}
