package org.isobit.gpu.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Arrays;
import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceException;
import org.isobit.gpu.Numbers;
import org.isobit.gpu.StandIn;
import org.isobit.gpu.local.LocalAnalysesCuda;
import org.isobit.gpu.local.LocalEnsemble;
import org.isobit.gpu.local.LocalLists;
import org.isobit.gpu.local.LocalOutcome;
import org.isobit.gpu.local.LocalRule;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.TransformReference;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.junit.jupiter.api.Test;

/** Steps of filters on an ensemble that stays on the device, against the same steps on the processor. */
class DeviceEnsembleTest extends CudaTest {

  private static final GemmReference GEMM = GemmReference.of(Backend.REFERENCE);
  private static final TransformReference TRANSFORM = TransformReference.of(Backend.REFERENCE);
  private static final int MEMBERS = 6;
  private static final int SIZE = 20;
  private static final int COUNT = 9;
  private static final int[] VARIABLES = {3, 0, 7, 7, 19, 11, 4, 1, 9};

  private final Numbers numbers = new Numbers(5);
  private final double[] values = numbers.doubles(MEMBERS * SIZE);
  private final double[] observed = numbers.doubles(COUNT);
  private final double[] inverse = positive(numbers.doubles(COUNT));

  /** On the processor: mean and anomalies, S as members × observations, and d. */
  private final double[] mean = new double[SIZE];
  private final double[] a = new double[MEMBERS * SIZE];
  private final double[] s = new double[MEMBERS * COUNT];
  private final double[] d = new double[COUNT];

  private static double[] positive(double[] x) {
    return Arrays.stream(x).map(v -> 1.0 + Math.abs(v)).toArray();
  }

  private void prepare() {
    Anomalies.subtractMean(MEMBERS, SIZE, values, 0, SIZE, mean, 0, a, 0, SIZE, Workers.serial());
    // As the filters have it: observed members, their mean, differences from it.
    for (int m = 0; m < MEMBERS; m++) {
      for (int j = 0; j < COUNT; j++) {
        s[m * COUNT + j] = values[m * SIZE + VARIABLES[j]];
      }
    }
    Anomalies.subtractMean(MEMBERS, COUNT, s, 0, COUNT, d, 0, s, 0, COUNT, Workers.serial());
    for (int j = 0; j < COUNT; j++) {
      d[j] = (observed[j] - d[j]) * inverse[j];
      for (int m = 0; m < MEMBERS; m++) {
        s[m * COUNT + j] = s[m * COUNT + j] * inverse[j];
      }
    }
  }

  private DeviceEnsemble onDevice() {
    DeviceEnsemble ensemble = new DeviceEnsemble(stream, MEMBERS, SIZE);
    for (int m = 0; m < MEMBERS; m++) {
      ensemble.upload(m, values, m * SIZE);
    }
    return ensemble;
  }

  private static double[] download(DeviceEnsemble ensemble) {
    double[] all = new double[MEMBERS * SIZE];
    for (int m = 0; m < MEMBERS; m++) {
      ensemble.download(m, all, m * SIZE);
    }
    return all;
  }

  @Test
  void transformKalmanFilterStaysOnTheDevice() {
    inEveryOrder(() -> {
      prepare();
      double[] c = new double[MEMBERS * MEMBERS];
      double[] v = new double[MEMBERS];
      GEMM.syrk(false, MEMBERS, COUNT, 1.0, s, 0, COUNT, 0.0, c, 0, MEMBERS);
      GEMM.mirror(MEMBERS, c, 0, MEMBERS);
      GEMM.gemm(false, false, MEMBERS, 1, COUNT, 1.0, s, 0, COUNT, d, 0, 1, 0.0, v, 0, 1);
      double[] t = new double[MEMBERS * MEMBERS];
      double[] w = new double[MEMBERS];
      weights(c, v, t, w);
      double[] expected = new double[MEMBERS * SIZE];
      double[] moved = mean.clone();
      GEMM.gemm(false, false, 1, SIZE, MEMBERS, 1.0, w, 0, MEMBERS, a, 0, SIZE, 1.0, moved, 0, SIZE);
      TRANSFORM.applyAround(false, MEMBERS, MEMBERS, SIZE, t, 0, MEMBERS, moved, 0, a, 0, SIZE, expected, 0, SIZE);
      try (DeviceEnsemble ensemble = onDevice()) {
        for (int again = 0; again < 2; again++) {
          ensemble.center();
          ensemble.observe(VARIABLES, observed, inverse);
          double[] gram = new double[MEMBERS * MEMBERS];
          double[] projection = new double[MEMBERS];
          ensemble.gram(gram);
          ensemble.projection(projection);
          if (again == 0) {
            assertBits(c, gram, "matrix");
            assertBits(v, projection, "projection");
          }
          double[] own = new double[MEMBERS * MEMBERS];
          double[] ownMean = new double[MEMBERS];
          weights(gram, projection, own, ownMean);
          ensemble.transform(own, ownMean);
          if (again == 0) {
            assertBits(expected, download(ensemble), "analysis");
          }
        }
      }
    });
  }

  /** T = √(N − 1)·B^−½ and w = B⁻¹·v of B = (N − 1)·I + S·Sᵀ, on the processor. */
  private static void weights(double[] c, double[] v, double[] t, double[] w) {
    double[] b = c.clone();
    for (int m = 0; m < MEMBERS; m++) {
      b[m * MEMBERS + m] += MEMBERS - 1;
    }
    SymmetricEigen eigen = new SymmetricEigen().factor(MEMBERS, b, 0, MEMBERS);
    double[] f = new double[MEMBERS];
    eigen.values(f, 0);
    double[] root = new double[MEMBERS];
    for (int m = 0; m < MEMBERS; m++) {
      root[m] = Math.sqrt((MEMBERS - 1) / f[m]);
      f[m] = 1.0 / f[m];
    }
    eigen.function(f, 0, b, 0, MEMBERS);
    eigen.function(root, 0, t, 0, MEMBERS);
    GEMM.gemm(false, false, MEMBERS, 1, MEMBERS, 1.0, b, 0, MEMBERS, v, 0, 1, 0.0, w, 0, 1);
  }

  /** Points with problems of both spaces, and points that nothing is near. */
  @Test
  void localAnalysesStayOnTheDevice() {
    inEveryOrder(() -> {
      prepare();
      int[] start = new int[SIZE + 1];
      int[] order = new int[SIZE];
      for (int t = 0; t < SIZE; t++) {
        int near = t % 3 == 0 ? 0 : t % 3 == 1 ? 2 : 7;
        order[t] = near == 2 ? 4 : 0;
        start[t + 1] = start[t] + near;
      }
      int[] index = new int[start[SIZE]];
      for (int e = 0; e < index.length; e++) {
        index[e] = e * 4 % COUNT;
      }
      LocalLists lists = new LocalLists(COUNT, 0, start, index, positive(numbers.doubles(index.length)), order);
      LocalRule rule = new LocalRule(false, true, MEMBERS - 1, 1.02, 1.02, 1e10);
      double[] by = new double[COUNT * MEMBERS];
      for (int j = 0; j < COUNT; j++) {
        for (int m = 0; m < MEMBERS; m++) {
          by[j * MEMBERS + m] = s[m * COUNT + j];
        }
      }
      double[] expected = new double[MEMBERS * SIZE];
      try (LocalAnalysesCuda host = new LocalAnalysesCuda(device)) {
        host.observe(COUNT, MEMBERS, by, d);
        host.analyse(new LocalEnsemble(MEMBERS, 1, SIZE, 1, a, mean, expected), lists, rule);
      }
      try (DeviceEnsemble ensemble = onDevice()) {
        ensemble.center();
        ensemble.observe(VARIABLES, observed, inverse);
        LocalOutcome outcome = ensemble.analyse(1, 1, lists, rule);
        assertArrayEquals(new int[SIZE], outcome.status());
        assertBits(expected, download(ensemble), "analysis");
      }
    });
  }

  @Test
  void stepsOutOfTurnAreRefused() {
    try (DeviceEnsemble ensemble = onDevice()) {
      assertThrows(IllegalStateException.class, ensemble::restore);
      assertThrows(IllegalStateException.class, () -> ensemble.observe(VARIABLES, observed, inverse));
      ensemble.center();
      assertThrows(IllegalStateException.class, ensemble::center);
      assertThrows(IllegalStateException.class, () -> ensemble.gram(new double[MEMBERS * MEMBERS]));
      assertThrows(IllegalStateException.class, () -> ensemble.download(0, new double[SIZE], 0));
      assertThrows(IllegalArgumentException.class,
          () -> ensemble.observe(new int[] {SIZE}, new double[1], new double[1]));
      double[] sum = new double[MEMBERS * SIZE];
      prepare();
      for (int m = 0; m < MEMBERS; m++) {
        for (int i = 0; i < SIZE; i++) {
          sum[m * SIZE + i] = mean[i] + a[m * SIZE + i];
        }
      }
      ensemble.restore();
      assertBits(sum, download(ensemble), "restored");

      ensemble.center();
      ensemble.observe(VARIABLES, observed, inverse);
      ensemble.gram(new double[MEMBERS * MEMBERS]);
      ensemble.restore();
      ensemble.center();
      assertThrows(IllegalStateException.class, () -> ensemble.gram(new double[MEMBERS * MEMBERS]));
      assertThrows(IllegalStateException.class, () -> ensemble.projection(new double[MEMBERS]));
    }
  }

  @Test
  void ensemblesThatAreNotMadeLeaveNothing() {
    assumeFalse(StandIn.REAL);
    for (int after = 0; after < 6; after++) {
      StandIn.fail("cuMemAlloc_v2", after);
      assertThrows(DeviceException.class, () -> new DeviceEnsemble(stream, MEMBERS, SIZE));
      StandIn.recover();
    }
  }
}
