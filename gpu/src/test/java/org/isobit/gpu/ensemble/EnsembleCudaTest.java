// Master of FloatEnsembleCudaTest: the float version is generated from this file.
package org.isobit.gpu.ensemble;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.ensemble.AnomaliesReference;
import org.isobit.kernels.ensemble.EnsembleMomentsReference;
import org.isobit.kernels.ensemble.RelaxationReference;
import org.isobit.kernels.ensemble.TransformReference;
import org.junit.jupiter.api.Test;

/** Ensembles against their references: few and many members and points, gaps between members, special values. */
class EnsembleCudaTest extends CudaTest {

  private static final AnomaliesReference ANOMALIES = AnomaliesReference.of(Backend.REFERENCE);
  private static final EnsembleMomentsReference MOMENTS = EnsembleMomentsReference.of(Backend.REFERENCE);
  private static final RelaxationReference RELAXATION = RelaxationReference.of(Backend.REFERENCE);
  private static final TransformReference TRANSFORM = TransformReference.of(Backend.REFERENCE);
  private static final int[][] SHAPES = {{2, 1, 1, 0}, {5, 130, 131, 1}, {40, 300, 300, 0}};

  @Test
  void momentsAndAnomaliesGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int[] shape : SHAPES) {
        moments(shape[0], shape[1], shape[2], shape[3]);
        relaxation(shape[0], shape[1], shape[2]);
      }
    });
  }

  private void moments(int members, int n, int ld, int special) {
    Numbers numbers = new Numbers(members * 100L + n);
    double[] e = special == 1 ? numbers.specialDoubles(members * ld) : numbers.doubles(members * ld);
    EnsembleCuda ensemble = new EnsembleCuda(stream);
    double[] expected = new double[4 * n];
    double[] actual = new double[4 * n];
    double[] anomalies = e.clone();
    double[] actualAnomalies = new double[e.length];
    MOMENTS.mean(members, n, e, 0, ld, expected, 0);
    MOMENTS.spread(members, n, e, 0, ld, expected, n);
    try (DeviceArray de = device.doubles(e.length); DeviceArray r = device.doubles(4L * n)) {
      de.copyFrom(e, stream);
      ensemble.mean(members, n, de, 0, ld, r, 0);
      ensemble.spread(members, n, de, 0, ld, r, n);
      ensemble.subtractMean(members, n, de, 0, ld, r, 2L * n, de, 0, ld);
      ANOMALIES.subtractMean(members, n, anomalies, 0, ld, expected, 2 * n, anomalies, 0, ld);
      de.copyTo(actualAnomalies, stream);
      assertBits(anomalies, actualAnomalies, "anomalies");
      ensemble.anomalySpread(members, n, de, 0, ld, r, 3L * n);
      MOMENTS.anomalySpread(members, n, anomalies, 0, ld, expected, 3 * n);
      r.copyTo(actual, stream);
      assertBits(expected, actual, "moments");
      ensemble.scale(members, n, 1.3, de, 0, ld);
      ANOMALIES.scale(members, n, 1.3, anomalies, 0, ld);
      ensemble.addMean(members, n, r, 0, de, 0, ld, de, 0, ld);
      ANOMALIES.addMean(members, n, expected, 0, anomalies, 0, ld, anomalies, 0, ld);
      ensemble.inflate(members, n, 1.1, de, 0, ld);
      ANOMALIES.inflate(members, n, 1.1, anomalies, 0, ld);
      de.copyTo(actualAnomalies, stream);
      assertBits(anomalies, actualAnomalies, "inflated");
    }
  }

  private void relaxation(int members, int n, int ld) {
    Numbers numbers = new Numbers(members * 200L + n);
    double[] f = numbers.doubles(members * ld);
    double[] a = numbers.doubles(members * ld);
    double[] spreads = numbers.doubles(2 * n);
    spreads[n] = 0.0;
    double[] actual = new double[a.length];
    EnsembleCuda ensemble = new EnsembleCuda(stream);
    try (DeviceArray df = device.doubles(f.length); DeviceArray da = device.doubles(a.length);
        DeviceArray ds = device.doubles(2L * n)) {
      df.copyFrom(f, stream);
      da.copyFrom(a, stream);
      ds.copyFrom(spreads, stream);
      ensemble.relaxToPriorPerturbations(members, n, 0.3, df, 0, ld, da, 0, ld);
      ensemble.relaxToPriorSpread(members, n, 0.6, ds, 0, ds, n, da, 0, ld);
      da.copyTo(actual, stream);
    }
    RELAXATION.toPriorPerturbations(members, n, 0.3, f, 0, ld, a, 0, ld);
    RELAXATION.toPriorSpread(members, n, 0.6, spreads, 0, spreads, n, a, 0, ld);
    assertBits(a, actual, "relaxed");
  }

  @Test
  void transformsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      transform(3, 5, 70, false);
      transform(40, 40, 300, true);
    });
  }

  private void transform(int results, int members, int n, boolean trans) {
    Numbers numbers = new Numbers(results * 300L + n);
    double[] w = numbers.doubles(results * members);
    double[] square = numbers.doubles(members * members);
    double[] a = numbers.doubles(members * n);
    double[] mean = numbers.doubles(n);
    int ldw = trans ? results : members;
    double[] expected = new double[2 * results * n];
    double[] actual = new double[2 * results * n];
    double[] actualInPlace = new double[a.length];
    TRANSFORM.apply(trans, results, members, n, w, 0, ldw, a, 0, n, expected, 0, n);
    TRANSFORM.applyAround(trans, results, members, n, w, 0, ldw, mean, 0, a, 0, n, expected, results * n, n);
    try (DeviceArray dw = device.doubles(w.length); DeviceArray ds = device.doubles(square.length);
        DeviceArray da = device.doubles(a.length); DeviceArray dm = device.doubles(n);
        DeviceArray r = device.doubles(expected.length); TransformCuda transform = new TransformCuda(stream)) {
      dw.copyFrom(w, stream);
      ds.copyFrom(square, stream);
      da.copyFrom(a, stream);
      dm.copyFrom(mean, stream);
      transform.apply(trans, results, members, n, dw, 0, ldw, da, 0, n, r, 0, n);
      transform.applyAround(trans, results, members, n, dw, 0, ldw, dm, 0, da, 0, n, r, (long) results * n, n);
      transform.applyInPlace(trans, members, n, ds, 0, members, da, 0, n);
      r.copyTo(actual, stream);
      da.copyTo(actualInPlace, stream);
    }
    assertBits(expected, actual, "transform");
    TRANSFORM.applyInPlace(trans, members, n, square, 0, members, a, 0, n);
    assertBits(a, actualInPlace, "transform in place");
  }

  @Test
  void whatIsRefusedLeavesTheEnsembleAsItWas() {
    double[] before = new Numbers(9).doubles(60);
    double[] after = new double[60];
    try (DeviceArray x = device.doubles(100); DeviceArray e = device.doubles(60);
        TransformCuda transform = new TransformCuda(stream)) {
      x.clear(stream);
      e.copyFrom(before, stream);
      // 3 members from 4 of 5 points; W, A, or what they share with the ensemble is wrong.
      assertThrows(IllegalArgumentException.class,
          () -> transform.applyAround(false, 3, 4, 5, x, 95, 4, x, 0, x, 10, 5, e, 0, 5));
      assertThrows(IllegalArgumentException.class,
          () -> transform.applyAround(true, 3, 4, 5, x, 0, 2, x, 0, x, 10, 5, e, 0, 5));
      assertThrows(IllegalArgumentException.class,
          () -> transform.applyAround(false, 3, 4, 5, x, 0, 4, x, 0, x, 90, 5, e, 0, 5));
      assertThrows(IllegalArgumentException.class,
          () -> transform.applyAround(false, 3, 4, 5, e, 1, 4, x, 0, x, 10, 5, e, 0, 5));
      e.copyTo(after, stream);
    }
    assertBits(before, after, "refused");
  }

  @Test
  void badArgumentsAreNamed() {
    EnsembleCuda ensemble = new EnsembleCuda(stream);
    try (DeviceArray x = device.doubles(100)) {
      assertThrows(IllegalArgumentException.class, () -> ensemble.spread(1, 5, x, 0, 5, x, 50));
      assertThrows(IllegalArgumentException.class, () -> ensemble.mean(4, 5, x, 0, 5, x, 10));
      assertThrows(IllegalArgumentException.class, () -> ensemble.mean(4, 5, x, 0, 4, x, 50));
      assertThrows(IllegalArgumentException.class,
          () -> ensemble.relaxToPriorPerturbations(4, 5, 1.5, x, 0, 5, x, 50, 5));
    }
  }
}
