package org.isobit.gpu.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceException;
import org.isobit.gpu.Numbers;
import org.isobit.gpu.StandIn;
import org.isobit.kernels.Backend;
import org.isobit.kernels.ensemble.TransformReference;
import org.isobit.kernels.gemm.GemmReference;
import org.junit.jupiter.api.Test;

/** Steps of global filters over arrays of the host, slab by slab, against the processor. */
class GlobalCudaTest extends CudaTest {

  private static final GemmReference GEMM = GemmReference.of(Backend.REFERENCE);
  private static final TransformReference TRANSFORM = TransformReference.of(Backend.REFERENCE);
  private static final int MEMBERS = 7;
  private static final int SIZE = 23;

  private final Numbers numbers = new Numbers(11);

  @Test
  void gramHasTheBitsOfTheProcessor() {
    inEveryOrder(() -> {
      try (GlobalCuda global = new GlobalCuda(device)) {
        for (int k : new int[] {0, 1, 5, 4099}) {
          for (boolean transposed : new boolean[] {false, true}) {
            double[] a = numbers.doubles(MEMBERS * k);
            double[] expected = new double[MEMBERS * MEMBERS];
            double[] c = numbers.doubles(MEMBERS * MEMBERS);
            int lda = transposed ? MEMBERS : Math.max(1, k);
            GEMM.syrk(transposed, MEMBERS, k, 1.0, a, 0, lda, 0.0, expected, 0, MEMBERS);
            GEMM.mirror(MEMBERS, expected, 0, MEMBERS);
            global.gram(transposed, MEMBERS, k, a, c);
            assertBits(expected, c, "gram of " + k + " terms");
          }
        }
      }
    });
  }

  /** One slab, several with a short last one, and one that is one column wide. */
  @Test
  void transformHasTheBitsOfTheProcessor() {
    inEveryOrder(() -> {
      for (int width : new int[] {SIZE, 8, 5, 1}) {
        try (GlobalCuda global = new GlobalCuda(device, 8L * (MEMBERS + 1) * width)) {
          compare(global, true, "around the mean, " + width + " columns at a time");
          compare(global, false, "anomalies, " + width + " columns at a time");
        }
      }
    });
  }

  private void compare(GlobalCuda global, boolean around, String label) {
    compare(global, MEMBERS, around, label);
  }

  private void compare(GlobalCuda global, int members, boolean around, String label) {
    double[] t = numbers.doubles(members * members);
    double[] w = numbers.doubles(members);
    double[] a = numbers.doubles(members * SIZE);
    double[] mean = numbers.doubles(SIZE);
    double[] moved = mean.clone();
    double[] expected = new double[members * SIZE];
    GEMM.gemm(false, false, 1, SIZE, members, 1.0, w, 0, members, a, 0, SIZE, 1.0, moved, 0, SIZE);
    if (around) {
      TRANSFORM.applyAround(false, members, members, SIZE, t, 0, members, moved, 0, a, 0, SIZE, expected, 0, SIZE);
    } else {
      GEMM.gemm(false, false, members, SIZE, members, 1.0, t, 0, members, a, 0, SIZE, 0.0, expected, 0, SIZE);
    }
    double[] e = new double[members * SIZE];
    double[] before = a.clone();
    global.transform(members, SIZE, t, w, a, mean, around, e);
    assertBits(moved, mean, label + ": mean");
    assertBits(expected, e, label);
    assertBits(before, a, label + ": anomalies");
  }

  @Test
  void memoryOfFewMembersIsNotTakenForThatOfMany() {
    try (GlobalCuda global = new GlobalCuda(device, 8L * 24)) {
      for (int members : new int[] {1, 5, 2, 11}) {
        compare(global, members, true, members + " members");
      }
    }
  }

  @Test
  void tooLittleMemoryIsSaidAndLeavesTheArgumentsAlone() {
    assumeFalse(StandIn.REAL);
    try (GlobalCuda global = new GlobalCuda(device)) {
      double[] a = numbers.doubles(MEMBERS * SIZE);
      double[] mean = numbers.doubles(SIZE);
      double[] before = mean.clone();
      StandIn.capacity(2000);
      assertThrows(DeviceException.class, () -> global.transform(MEMBERS, SIZE, new double[MEMBERS * MEMBERS],
          new double[MEMBERS], a, mean, true, new double[MEMBERS * SIZE]));
      assertArrayEquals(before, mean);
      StandIn.capacity(1L << 30);
      compare(global, true, "after a failure");
    }
  }

  @Test
  void shortArraysAreNamed() {
    try (GlobalCuda global = new GlobalCuda(device)) {
      assertThrows(IllegalArgumentException.class, () -> global.gram(false, 3, 3, new double[8], new double[9]));
      assertThrows(IllegalArgumentException.class, () -> global.gram(false, 3, 3, new double[9], new double[8]));
      assertThrows(IllegalArgumentException.class, () -> global.transform(2, 2, new double[4], new double[2],
          new double[4], new double[1], true, new double[4]));
    }
  }
}
