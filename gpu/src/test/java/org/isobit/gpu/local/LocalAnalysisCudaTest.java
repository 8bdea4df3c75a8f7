// Master of FloatLocalAnalysisCudaTest: the float version is generated from this file.
package org.isobit.gpu.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.gpu.StandIn;
import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.linalg.batch.BatchRational;
import org.junit.jupiter.api.Test;

/** Local analyses against scalar ones, point by point, by the three ways; points that are refused; too little memory. */
class LocalAnalysisCudaTest extends CudaTest {

  private static final int OBSERVATIONS = 40;
  private static final double AMPLIFICATION = 1.03;

  private int members;
  private int fields;
  private int points;
  private double[] forecast;
  private double[] mean;
  private double[] by;
  private double[] innovation;
  private int[] start;
  private int[] index;
  private double[] weight;
  private double[] analysis;

  /** A case whose points have at least {@code least} and at most {@code most} observations near. */
  private void make(int members, int fields, int points, int least, int most) {
    this.members = members;
    this.fields = fields;
    this.points = points;
    Numbers numbers = new Numbers(members * 1000L + fields * 100L + points);
    forecast = numbers.doubles(members * fields * points);
    mean = numbers.doubles(fields * points);
    by = numbers.doubles(OBSERVATIONS * members);
    innovation = numbers.doubles(OBSERVATIONS);
    start = new int[points + 1];
    for (int i = 0; i < points; i++) {
      start[i + 1] = start[i] + least + (int) Long.remainderUnsigned(numbers.nextLong(), most - least + 1);
    }
    index = new int[start[points] + 1];
    weight = numbers.doubles(start[points] + 1);
    for (int e = 0; e < index.length; e++) {
      index[e] = (int) Long.remainderUnsigned(numbers.nextLong(), OBSERVATIONS);
      weight[e] = Math.abs(weight[e]);
    }
    analysis = new double[forecast.length];
  }

  private double degrees() {
    return members - 1;
  }

  /** One point as the filters' scalar local analysis does it; moves the mean and writes the analysis. */
  private void reference(int point, int order, boolean formed) {
    int p = start[point + 1] - start[point];
    int terms = Math.max(p, order);
    double[] s = new double[terms * members];
    double[] d = new double[terms];
    for (int q = 0; q < p; q++) {
      int e = start[point] + q;
      d[q] = innovation[index[e]] * weight[e];
      for (int m = 0; m < members; m++) {
        s[q * members + m] = by[index[e] * members + m] * weight[e];
      }
    }
    double[] x = new double[fields * members];
    for (int v = 0; v < fields; v++) {
      for (int m = 0; m < members; m++) {
        x[v * members + m] = forecast[(m * fields + v) * points + point];
      }
    }
    int n = order > 0 ? order : members;
    double[] t = new double[n * n];
    double[] w = new double[n];
    double[] r = new double[n];
    double[] z = new double[fields * n];
    double[] y = new double[fields * Math.max(n, members)];
    BatchRational rational = new BatchRational(Backend.REFERENCE);
    if (order > 0) {
      GemmReference.syrk(false, n, members, 1.0, s, 0, members, 0.0, t, 0, n);
      rational.factor(n, 1, t, 0, degrees());
      GemmReference.gemm(false, true, fields, n, members, 1.0, x, 0, members, s, 0, members, 0.0, z, 0, n);
      rational.rotate(fields, z, 0);
      rational.rotate(1, d, 0);
      rational.inverse(1, d, 0, r, 0);
    } else {
      GemmReference.syrk(true, n, p, 1.0, s, 0, members, 0.0, t, 0, n);
      GemmReference.gemm(true, false, n, 1, p, 1.0, s, 0, members, d, 0, 1, 0.0, w, 0, 1);
      rational.factor(n, 1, t, 0, degrees());
      System.arraycopy(x, 0, z, 0, x.length);
      rational.rotate(1, w, 0);
      rational.inverse(1, w, 0, r, 0);
      if (formed) {
        rational.rotateBack(1, r, 0);
      } else {
        rational.rotate(fields, z, 0);
      }
    }
    for (int v = 0; v < fields; v++) {
      for (int i = 0; i < n; i++) {
        mean[v * points + point] = Math.fma(r[i] * (AMPLIFICATION / degrees()), z[v * n + i], mean[v * points + point]);
      }
    }
    if (order > 0) {
      rational.dividedDifference(fields, z, 0, y, 0);
      rational.rotateBack(fields, y, 0);
      for (int i = 0; i < fields * n; i++) {
        y[i] = y[i] * (1.0 / degrees());
      }
      GemmReference.gemm(false, false, fields, members, n, 1.0, y, 0, n, s, 0, members, 1.0, x, 0, members);
      y = x;
    } else if (formed) {
      rational.matrix(t, 0);
      for (int i = 0; i < n * n; i++) {
        t[i] = t[i] * AMPLIFICATION;
      }
      GemmReference.gemm(false, false, fields, n, n, 1.0, x, 0, n, t, 0, n, 0.0, y, 0, n);
    } else {
      rational.inverseRoot(fields, z, 0, y, 0);
      rational.rotateBack(fields, y, 0);
    }
    for (int v = 0; v < fields; v++) {
      for (int m = 0; m < members; m++) {
        analysis[(m * fields + v) * points + point] = y[v * members + m] * (formed ? 1.0 : AMPLIFICATION);
      }
    }
  }

  /** Runs on the device from the state as it is; returns mean and analysis. */
  private double[][] run(int[] which, int order, boolean formed, int[] status) {
    double[][] result = {new double[mean.length], new double[analysis.length]};
    try (DeviceArray f = device.doubles(forecast.length); DeviceArray m = device.doubles(mean.length);
        DeviceArray a = device.doubles(analysis.length); DeviceArray s = device.doubles(by.length);
        DeviceArray d = device.doubles(innovation.length); IntDeviceArray starts = device.ints(start.length);
        IntDeviceArray numbers = device.ints(index.length); DeviceArray w = device.doubles(weight.length);
        LocalAnalysisCuda local = new LocalAnalysisCuda(stream)) {
      LocalField field = new LocalField(members, fields, points, f.copyFrom(forecast, stream),
          m.copyFrom(mean, stream), a.copyFrom(analysis, stream));
      LocalObservations observations = new LocalObservations(OBSERVATIONS, members, s.copyFrom(by, stream),
          d.copyFrom(innovation, stream), starts.copyFrom(start, stream), numbers.copyFrom(index, stream),
          w.copyFrom(weight, stream));
      int[] got = order > 0 ? local.inObservationSpace(field, observations, which, order, degrees(), AMPLIFICATION)
          : local.inMemberSpace(field, observations, which, formed, degrees(), AMPLIFICATION);
      System.arraycopy(got, 0, status, 0, got.length);
      m.copyTo(result[0], stream);
      a.copyTo(result[1], stream);
    }
    return result;
  }

  private void compare(int order, boolean formed, String label) {
    int[] which = new int[points - 1];
    for (int i = 0; i < which.length; i++) {
      which[i] = points - 1 - i;
    }
    int[] status = new int[which.length];
    double[][] actual = run(which, order, formed, status);
    for (int point : which) {
      reference(point, order, formed);
    }
    assertArrayEquals(new int[which.length], status, label);
    assertBits(mean, actual[0], label + ": mean");
    assertBits(analysis, actual[1], label + ": analysis");
  }

  @Test
  void allWaysGiveTheBitsOfScalarAnalyses() {
    inEveryOrder(() -> {
      make(8, 2, 70, 0, 35);
      compare(0, false, "few fields");
      make(7, 9, 20, 5, 20);
      compare(0, true, "many fields");
      make(13, 3, 66, 1, 8);
      compare(8, false, "few observations");
      make(20, 1, 5, 3, 4);
      compare(4, false, "very few observations");
    });
  }

  @Test
  void batchesShrinkWhereMemoryIsShort() {
    assumeFalse(StandIn.REAL);
    StandIn.capacity(200_000);
    make(13, 3, 66, 1, 30);
    compare(0, false, "little memory");
    StandIn.capacity(20_000);
    make(13, 3, 66, 1, 30);
    assertThrows(org.isobit.gpu.DeviceMemoryException.class, () -> compare(0, false, "no memory"));
  }

  @Test
  void refusedPointsStayAsTheyWere() {
    make(6, 2, 3, 4, 4);
    double[] before = mean.clone();
    for (int e = start[1]; e < start[2]; e++) {
      weight[e] = 1e18;
    }
    int[] status = new int[3];
    double[][] actual = run(new int[] {0, 1, 2}, 0, false, status);
    assertArrayEquals(new int[] {0, 2, 0}, status);
    for (int v = 0; v < fields; v++) {
      assertEquals(before[v * points + 1], actual[0][v * points + 1]);
      assertEquals(0.0, actual[1][v * points + 1]);
    }
    reference(0, 0, false);
    reference(2, 0, false);
    assertEquals(mean[0], actual[0][0]);
    assertEquals(mean[2], actual[0][2]);
  }

  @Test
  void badSizesAreNamed() {
    make(6, 1, 3, 4, 4);
    assertThrows(IllegalArgumentException.class, () -> run(new int[] {3}, 0, false, new int[1]));
    assertThrows(IllegalArgumentException.class, () -> run(new int[] {0}, 5000, false, new int[1]));
  }
}
