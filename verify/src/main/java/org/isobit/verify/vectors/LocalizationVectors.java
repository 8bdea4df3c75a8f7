// Master of FloatLocalizationVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.localization.Distance;
import org.isobit.kernels.localization.Taper;
import org.isobit.kernels.localization.UnitVectors;
import org.isobit.verify.Inputs;

/** Tapers on both sides of their borders; distances of points that coincide, oppose and lie across a period. */
public final class LocalizationVectors implements KernelVectors {

  private static final double LENGTH = 0.3;
  private static final int N = 5;

  /** Made by the service loader. */
  public LocalizationVectors() {}

  /** A taper of its façade. */
  private interface Function {
    void apply(int n, double[] distance, long distanceOffset, double length, double[] weight, long weightOffset);
  }

  @Override
  public void write(VectorText out) {
    taper(out, "gaspariCohnTaper.double", Taper::gaspariCohn);
    taper(out, "tricubeTaper.double", Taper::tricube);
    taper(out, "quarticTaper.double", Taper::quartic);
    taper(out, "boxcarTaper.double", Taper::boxcar);
    taper(out, "gaussianTaper.double", Taper::gaussian);
    taper(out, "exponentialTaper.double", Taper::exponential);
    taper(out, "cubicExponentialTaper.double", Taper::cubicExponential);
    distances(out);
    onTheSphere(out);
  }

  private static void taper(VectorText out, String kernel, Function function) {
    double[] d = {0.0, -0.0, 0.01, 0.1, 0.15, 0.29, 0.3, 0.31, 0.45, 0.5, 0.59, 0.6, 0.61, 1.0, 3.0, 100.0,
        Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN};
    double[] w = new double[d.length];
    function.apply(d.length, d, 0, LENGTH, w, 0);
    out.kernel(kernel).in("length", LENGTH).in("d", d).out("w", w);
  }

  private static void distances(VectorText out) {
    double[] x = new Inputs(60).doubles(3 * N);
    double[] point = {x[0], 0.75, -0.5};
    double[] period = {0.7, 0.0, 1.5};
    double[] d = new double[N];
    for (int dimensions = 1; dimensions <= 3; dimensions++) {
      Distance.euclidean(dimensions, N, x, 0, N, point, 0, d, 0);
      out.kernel("euclideanDistance.double").in("dimensions", dimensions).in("n", N).in("x", x).in("point", point)
          .out("d", d);
      Distance.periodic(dimensions, N, x, 0, N, point, 0, period, 0, d, 0);
      out.kernel("periodicDistance.double").in("dimensions", dimensions).in("n", N).in("x", x).in("point", point)
          .in("period", period).out("d", d);
    }
  }

  private static void onTheSphere(VectorText out) {
    double[] latitude = {0.0, 45.5, -90.0, 89.999, -12.25};
    double[] longitude = {0.0, 180.0, 33.3, -179.5, 370.0};
    double[] u = new double[3 * N];
    UnitVectors.fromDegrees(N, latitude, 0, longitude, 0, u, 0, N);
    out.kernel("unitVectors.double").in("n", N).in("latitude", latitude).in("longitude", longitude).out("u", u);
    double[] d = new double[N];
    for (int i = 0; i < 2; i++) {
      double sign = i == 0 ? 1.0 : -1.0;
      double[] point = {sign * u[1], sign * u[N + 1], sign * u[2 * N + 1]};
      Distance.greatCircle(N, u, 0, N, point, 0, 6371.0, d, 0);
      out.kernel("greatCircleDistance.double").in("n", N).in("u", u).in("point", point).in("radius", 6371.0)
          .out("d", d);
    }
  }
}
