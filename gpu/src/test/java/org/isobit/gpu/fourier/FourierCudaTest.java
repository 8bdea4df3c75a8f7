// Master of FloatFourierCudaTest: the float version is generated from this file.
package org.isobit.gpu.fourier;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.FourierReference;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.junit.jupiter.api.Test;

/** Transforms against their reference: every radix, orders of them, gaps between members, in place, fields. */
class FourierCudaTest extends CudaTest {

  private static final int[] LENGTHS = {1, 2, 3, 4, 5, 8, 9, 15, 16, 30, 64, 75};
  private static final int[][] FIELDS = {{1, 6}, {6, 1}, {8, 9}, {9, 8}};
  private static final int MEMBERS = 3;
  private static final int GAP = 3;

  private final FourierReference reference = FourierReference.of(Backend.REFERENCE);
  private final Workers one = Workers.serial();
  private final Numbers numbers = new Numbers(7);

  @Test
  void membersGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int n : LENGTHS) {
        complex(n, false);
        complex(n, true);
        real(n, false);
        real(n, true);
      }
    });
  }

  /** The first member becomes one of negative zeros, and every third number a positive one: signs show wrong sums. */
  private static double[] zeros(double[] x, int ld) {
    for (int i = 0; i < ld; i++) {
      x[i] = i % 3 == 2 ? 0.0 : -0.0;
    }
    return x;
  }

  private void complex(int n, boolean inverse) {
    FourierPlan plan = FourierPlan.of(n);
    int ld = 2 * n + GAP;
    double[] x = zeros(numbers.doubles(MEMBERS * ld), ld);
    double[] expected = numbers.doubles(MEMBERS * ld);
    double[] actual = expected.clone();
    double[] inPlace = x.clone();
    try (FourierCuda fourier = new FourierCuda(stream); DeviceArray dx = device.doubles(x.length);
        DeviceArray dy = device.doubles(x.length)) {
      fourier.transform(plan, inverse, MEMBERS, dx.copyFrom(x, stream), 0, ld, dy.copyFrom(actual, stream), 0, ld);
      dy.copyTo(actual, stream);
      fourier.transform(plan, inverse, MEMBERS, dx, 0, ld, dx, 0, ld);
      dx.copyTo(inPlace, stream);
    }
    reference.members(plan, inverse, MEMBERS, x, 0, ld, expected, 0, ld, one);
    assertBits(expected, actual, "n = " + n + ", inverse = " + inverse);
    reference.members(plan, inverse, MEMBERS, x, 0, ld, x, 0, ld, one);
    assertBits(x, inPlace, "n = " + n + " in place, inverse = " + inverse);
  }

  private void real(int n, boolean inverse) {
    RealFourierPlan plan = RealFourierPlan.of(n);
    int half = 2 * (n / 2 + 1);
    int ldx = (inverse ? half : n) + GAP;
    int ldy = (inverse ? n : half) + GAP;
    double[] x = zeros(numbers.doubles(MEMBERS * ldx), ldx);
    double[] expected = numbers.doubles(MEMBERS * ldy);
    double[] actual = expected.clone();
    try (FourierCuda fourier = new FourierCuda(stream); DeviceArray dx = device.doubles(x.length);
        DeviceArray dy = device.doubles(actual.length)) {
      fourier.real(plan, inverse, MEMBERS, dx.copyFrom(x, stream), 0, ldx, dy.copyFrom(actual, stream), 0, ldy);
      dy.copyTo(actual, stream);
    }
    reference.realMembers(plan, inverse, MEMBERS, x, 0, ldx, expected, 0, ldy, one);
    assertBits(expected, actual, "real n = " + n + ", inverse = " + inverse);
  }

  @Test
  void fieldsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int[] shape : FIELDS) {
        field(shape[0], shape[1], false);
        field(shape[0], shape[1], true);
        realField(shape[0], shape[1], false);
        realField(shape[0], shape[1], true);
      }
    });
  }

  private void field(int rows, int columns, boolean inverse) {
    FourierPlan down = FourierPlan.of(rows);
    FourierPlan along = FourierPlan.of(columns);
    int size = 2 * rows * columns;
    double[] x = numbers.doubles(2 * size);
    double[] expected = new double[2 * size];
    double[] actual = new double[2 * size];
    try (FourierCuda fourier = new FourierCuda(stream); DeviceArray dx = device.doubles(x.length);
        DeviceArray dy = device.doubles(x.length)) {
      fourier.field(down, along, inverse, 2, dx.copyFrom(x, stream), 0, size, dy, 0, size);
      dy.copyTo(actual, stream);
    }
    reference.field(down, along, inverse, 2, x, 0, size, expected, 0, size, one);
    assertBits(expected, actual, rows + "x" + columns + ", inverse = " + inverse);
  }

  private void realField(int rows, int columns, boolean inverse) {
    FourierPlan down = FourierPlan.of(rows);
    RealFourierPlan along = RealFourierPlan.of(columns);
    int halves = 2 * rows * (columns / 2 + 1);
    int ldx = inverse ? halves : rows * columns;
    int ldy = inverse ? rows * columns : halves;
    double[] x = numbers.doubles(2 * ldx);
    double[] expected = new double[2 * ldy];
    double[] actual = new double[2 * ldy];
    try (FourierCuda fourier = new FourierCuda(stream); DeviceArray dx = device.doubles(x.length);
        DeviceArray dy = device.doubles(actual.length)) {
      fourier.realField(down, along, inverse, 2, dx.copyFrom(x, stream), 0, ldx, dy, 0, ldy);
      dy.copyTo(actual, stream);
    }
    reference.realField(down, along, inverse, 2, x, 0, ldx, expected, 0, ldy, one);
    assertBits(expected, actual, "real " + rows + "x" + columns + ", inverse = " + inverse);
  }

  @Test
  void whatIsNotInsideOrOverlapsIsRefused() {
    FourierPlan plan = FourierPlan.of(4);
    try (FourierCuda fourier = new FourierCuda(stream); DeviceArray x = device.doubles(16)) {
      assertThrows(IllegalArgumentException.class, () -> fourier.transform(plan, false, 3, x, 0, 8, x, 0, 8));
      assertThrows(IllegalArgumentException.class, () -> fourier.transform(plan, false, -1, x, 0, 8, x, 0, 8));
      assertThrows(IllegalArgumentException.class, () -> fourier.transform(plan, false, 1, x, 0, 8, x, 4, 8));
      assertThrows(IllegalArgumentException.class,
          () -> fourier.real(RealFourierPlan.of(4), false, 1, x, 0, 4, x, 2, 6));
    }
  }
}
