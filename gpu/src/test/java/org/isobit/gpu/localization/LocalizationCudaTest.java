// Master of FloatLocalizationCudaTest: the float version is generated from this file.
package org.isobit.gpu.localization;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.localization.DistanceReference;
import org.isobit.kernels.localization.TaperReference;
import org.isobit.kernels.localization.UnitVectorsReference;
import org.junit.jupiter.api.Test;

/** Tapers, distances and unit vectors against their references. */
class LocalizationCudaTest extends CudaTest {

  private static final DistanceReference DISTANCE = DistanceReference.of(Backend.REFERENCE);
  private static final TaperReference TAPER = TaperReference.of(Backend.REFERENCE);
  private static final UnitVectorsReference UNIT_VECTORS = UnitVectorsReference.of(Backend.REFERENCE);
  private static final int N = 700;
  private static final double LENGTH = 0.37;

  @Test
  void tapersGiveTheBitsOfTheReference() {
    double[] x = new Numbers(1).specialDoubles(N);
    x[0] = LENGTH;
    x[1] = -2 * LENGTH;
    inEveryOrder(() -> {
      LocalizationCuda localization = new LocalizationCuda(stream);
      for (TaperKind kind : TaperKind.values()) {
        double[] expected = new double[N];
        double[] actual = new double[N];
        switch (kind) {
          case GASPARI_COHN -> TAPER.gaspariCohn(N, x, 0, LENGTH, expected, 0);
          case TRICUBE -> TAPER.tricube(N, x, 0, LENGTH, expected, 0);
          case QUARTIC -> TAPER.quartic(N, x, 0, LENGTH, expected, 0);
          case BOXCAR -> TAPER.boxcar(N, x, 0, LENGTH, expected, 0);
          case GAUSSIAN -> TAPER.gaussian(N, x, 0, LENGTH, expected, 0);
          case EXPONENTIAL -> TAPER.exponential(N, x, 0, LENGTH, expected, 0);
          case CUBIC_EXPONENTIAL -> TAPER.cubicExponential(N, x, 0, LENGTH, expected, 0);
        }
        try (DeviceArray d = device.doubles(N)) {
          localization.taper(kind, N, d.copyFrom(x, stream), 0, LENGTH, d, 0);
          d.copyTo(actual, stream);
        }
        assertBits(expected, actual, kind.kernel());
      }
    });
  }

  @Test
  void distancesGiveTheBitsOfTheReference() {
    int ld = N + 3;
    Numbers numbers = new Numbers(2);
    double[] x = numbers.doubles(3 * ld);
    double[] p = {0.25, -0.5, 0.125};
    double[] period = {0.75, 0.0, 1.5};
    double[] degrees = numbers.doubles(2 * N);
    for (int i = 0; i < N; i++) {
      degrees[i] *= 90.0;
      degrees[N + i] *= 180.0;
    }
    inEveryOrder(() -> {
      LocalizationCuda localization = new LocalizationCuda(stream);
      double[] expected = new double[N];
      double[] actual = new double[N];
      double[] unit = new double[3 * ld];
      double[] actualUnit = new double[3 * ld];
      try (DeviceArray dx = device.doubles(3L * ld); DeviceArray dp = device.doubles(3); DeviceArray dq =
          device.doubles(3);
          DeviceArray d = device.doubles(N); DeviceArray angles = device.doubles(2L * N)) {
        dx.copyFrom(x, stream);
        dp.copyFrom(p, stream);
        dq.copyFrom(period, stream);
        angles.copyFrom(degrees, stream);
        for (int dimensions = 1; dimensions <= 3; dimensions++) {
          localization.euclidean(dimensions, N, dx, 0, ld, dp, 0, d, 0);
          d.copyTo(actual, stream);
          DISTANCE.euclidean(dimensions, N, x, 0, ld, p, 0, expected, 0);
          assertBits(expected, actual, "euclidean " + dimensions);
          localization.periodic(dimensions, N, dx, 0, ld, dp, 0, dq, 0, d, 0);
          d.copyTo(actual, stream);
          DISTANCE.periodic(dimensions, N, x, 0, ld, p, 0, period, 0, expected, 0);
          assertBits(expected, actual, "periodic " + dimensions);
        }
        dx.clear(stream);
        localization.unitVectors(N, angles, 0, angles, N, dx, 0, ld);
        dx.copyTo(actualUnit, stream);
        UNIT_VECTORS.fromDegrees(N, degrees, 0, degrees, N, unit, 0, ld);
        assertBits(unit, actualUnit, "unit vectors");
        double[] here = {unit[5], unit[ld + 5], unit[2 * ld + 5]};
        dp.copyFrom(here, stream);
        localization.greatCircle(N, dx, 0, ld, dp, 0, 6371.0, d, 0);
        d.copyTo(actual, stream);
        DISTANCE.greatCircle(N, unit, 0, ld, here, 0, 6371.0, expected, 0);
        assertBits(expected, actual, "great circle");
      }
    });
  }

  @Test
  void badLengthsAreRefused() {
    LocalizationCuda localization = new LocalizationCuda(stream);
    try (DeviceArray d = device.doubles(4)) {
      assertThrows(IllegalArgumentException.class, () -> localization.taper(TaperKind.GAUSSIAN, 4, d, 0, 0.0, d, 0));
      assertThrows(IllegalArgumentException.class, () -> localization.taper(TaperKind.GAUSSIAN, 3, d, 0, 1.0, d, 1));
    }
  }
}
