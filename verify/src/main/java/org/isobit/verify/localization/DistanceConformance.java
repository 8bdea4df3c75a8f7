// Master of FloatDistanceConformance: the float version is generated from this file.
package org.isobit.verify.localization;

import org.isobit.gpu.localization.LocalizationCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.localization.Distance;
import org.isobit.kernels.localization.DistanceReference;
import org.isobit.kernels.localization.UnitVectors;
import org.isobit.kernels.localization.UnitVectorsReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.Lengths;
import org.isobit.verify.OnDevice;

/** Lengths around vector borders, one to three dimensions, points that coincide or oppose, special values. */
public abstract class DistanceConformance implements Conformance {

  private static final int[] SHORT = {0, 1, 5, 18};
  private static final int[] BORDERS = {511, 512, 513, 1029};
  private static final double[] PERIODS = {0.7, 0.0, 1.5};

  private final String name;

  DistanceConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    Lengths.run(cases, SHORT, 0, 35, 4, BORDERS, (n, variant) -> run(implementation, n, variant, sink));
  }

  /** Variant 1 has special values. */
  private void run(Backend implementation, int n, int variant, BitSink sink) {
    sink.label(name + " n=" + n + " variant=" + variant);
    Inputs inputs = new Inputs(n * 4L + variant);
    int ld = n + variant + 1;
    double[] x = variant == 1 ? inputs.specialDoubles(3 * ld + 2) : inputs.doubles(3 * ld + 2);
    double[] p = inputs.doubles(4);
    for (int i = 0; i < n; i += 4) {
      double sign = i % 8 == 0 ? 1.0 : -1.0;
      for (int j = 0; j < 3; j++) {
        x[2 + j * ld + i] = sign * p[1 + j];
      }
    }
    double[] d = new double[3 * n + 4];
    if (implementation == Backend.CUDA) {
      OnDevice.run(device ->
          cuda(device.kernels(LocalizationCuda.class, LocalizationCuda::new), device, n, x, ld, p, d));
    } else {
      run(implementation, n, x, ld, p, d);
    }
    sink.add(d);
  }

  /** x has offset 2, p and d offset 1. */
  abstract void run(Backend implementation, int n, double[] x, int ld, double[] p, double[] d);

  abstract void cuda(LocalizationCuda cuda, OnDevice device, int n, double[] x, int ld, double[] p, double[] d);

  /** {@link Distance#euclidean} in one, two and three dimensions. */
  public static final class Euclidean extends DistanceConformance {
    /** Made by the service loader. */
    public Euclidean() {
      super("euclideanDistance");
    }

    @Override
    void run(Backend implementation, int n, double[] x, int ld, double[] p, double[] d) {
      for (int k = 1; k <= 3; k++) {
        int off = 1 + (k - 1) * n;
        DistanceReference.of(implementation).euclidean(k, n, x, 2, ld, p, 1, d, off);
      }
    }

    @Override
    void cuda(LocalizationCuda cuda, OnDevice device, int n, double[] x, int ld, double[] p, double[] d) {
      for (int k = 1; k <= 3; k++) {
        cuda.euclidean(k, n, device.of(x), 2, ld, device.of(p), 1, device.of(d), 1 + (k - 1) * n);
      }
    }
  }

  /** {@link Distance#periodic} in one, two and three dimensions. */
  public static final class Periodic extends DistanceConformance {
    /** Made by the service loader. */
    public Periodic() {
      super("periodicDistance");
    }

    @Override
    void run(Backend implementation, int n, double[] x, int ld, double[] p, double[] d) {
      for (int k = 1; k <= 3; k++) {
        int off = 1 + (k - 1) * n;
        DistanceReference.of(implementation).periodic(k, n, x, 2, ld, p, 1, PERIODS, 0, d, off);
      }
    }

    @Override
    void cuda(LocalizationCuda cuda, OnDevice device, int n, double[] x, int ld, double[] p, double[] d) {
      for (int k = 1; k <= 3; k++) {
        cuda.periodic(k, n, device.of(x), 2, ld, device.of(p), 1, device.of(PERIODS), 0, device.of(d), 1 + (k - 1) * n);
      }
    }
  }

  /** {@link Distance#greatCircle}, also of vectors that are not of unit length. */
  public static final class GreatCircle extends DistanceConformance {
    /** Made by the service loader. */
    public GreatCircle() {
      super("greatCircleDistance");
    }

    @Override
    void run(Backend implementation, int n, double[] x, int ld, double[] p, double[] d) {
      DistanceReference.of(implementation).greatCircle(n, x, 2, ld, p, 1, 6371.0, d, 1);
    }

    @Override
    void cuda(LocalizationCuda cuda, OnDevice device, int n, double[] x, int ld, double[] p, double[] d) {
      cuda.greatCircle(n, device.of(x), 2, ld, device.of(p), 1, 6371.0, device.of(d), 1);
    }
  }

  /** {@link UnitVectors#fromDegrees}. */
  public static final class Units extends DistanceConformance {
    /** Made by the service loader. */
    public Units() {
      super("unitVectors");
    }

    private static double[] degrees(double[] x) {
      double[] degrees = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        degrees[i] = 180.0 * x[i];
      }
      return degrees;
    }

    @Override
    void run(Backend implementation, int n, double[] x, int ld, double[] p, double[] d) {
      double[] degrees = degrees(x);
      UnitVectorsReference.of(implementation).fromDegrees(n, degrees, 2, degrees, 2 + ld, d, 1, n + 1);
    }

    @Override
    void cuda(LocalizationCuda cuda, OnDevice device, int n, double[] x, int ld, double[] p, double[] d) {
      double[] degrees = degrees(x);
      cuda.unitVectors(n, device.of(degrees), 2, device.of(degrees), 2 + ld, device.of(d), 1, n + 1);
    }
  }
}
