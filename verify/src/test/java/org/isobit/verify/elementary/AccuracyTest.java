package org.isobit.verify.elementary;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.FloatElementary;
import org.isobit.kernels.elementary.LogNdtr;
import org.isobit.verify.Inputs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors in units in the last place, against {@link Oracle}, on fixed points in every range and in hard places. */
class AccuracyTest {

  private static final int POINTS = 300;

  private interface Doubles {
    void apply(int n, double[] x, long xOffset, double[] y, long yOffset);
  }

  private interface Floats {
    void apply(int n, float[] x, long xOffset, float[] y, long yOffset);
  }

  /** Ranges are [from, to] pairs; a pair with from &gt; 0 and to/from above 10^4 is drawn evenly in the logarithm. */
  enum Function {
    EXP(1, Oracle::exp, Elementary::exp, FloatElementary::exp, -745, 709, -1, 1, -745, -708, -87, 88, -103.9, -87),
    EXPM1(2, Oracle::expm1, Elementary::expm1, FloatElementary::expm1, -40, 88, -1, 1, 0.33, 0.4, 1e-300, 1),
    LOG(1, Oracle::log, Elementary::log, FloatElementary::log, 5e-324, 1.7e308, 0.5, 2, 0.98, 1.02, 0.69, 0.72, 1.4,
        1.43),
    LOG1P(2, Oracle::log1p, Elementary::log1p, FloatElementary::log1p, -0.999, 1, -0.35, -0.28, 0.38, 0.45, 1e-300,
        1e300),
    TANH(2, Oracle::tanh, Elementary::tanh, FloatElementary::tanh, -20, 20, -1, 1, 0.17, 0.21, 1e-300, 1),
    SIGMOID(2, Oracle::sigmoid, Elementary::sigmoid, FloatElementary::sigmoid, -745, 40, -103, 20, -2, 2, -39, -35,
        -18, -15),
    SOFTPLUS(2, Oracle::softplus, Elementary::softplus, FloatElementary::softplus, -745, 40, -103, 20, -2, 2, -39, -35,
        -18, -15),
    ERF(2, Oracle::erf, Elementary::erf, FloatElementary::erf, -6, 6, 0.9, 1.1, 1e-300, 1),
    SIN(1, Oracle::sin, Elementary::sin, FloatElementary::sin, -10, 10, -131072, 131072, 1e-300, 1e12, 3.14159, 3.1416),
    COS(1, Oracle::cos, Elementary::cos, FloatElementary::cos, -10, 10, -131072, 131072, 1e-300, 1e12, 1.57079, 1.5708),
    SINPI(2, Oracle::sinpi, Elementary::sinpi, FloatElementary::sinpi, -2, 2, 1e-300, 1e16, 0.2, 0.3),
    COSPI(2, Oracle::cospi, Elementary::cospi, FloatElementary::cospi, -2, 2, 1e-300, 1e16, 0.2, 0.3),
    CBRT(1, Oracle::cbrt, Elementary::cbrt, FloatElementary::cbrt, 5e-324, 1.7e308, -8, 8),
    LOG_NDTR(4, Oracle::logNdtr, LogNdtr::logNdtr, null, -38, 37, -1, 1, -5, 1, -1e6, -38),
    LOG_NDTR_DERIVATIVE(4, Oracle::logNdtrDerivative, LogNdtr::logNdtrDerivative, null, -38, 37, -1, 1, -5, 1, -1e6,
        -38);

    private final double ceiling;
    private final UnaryOperator<BigDecimal> oracle;
    private final Doubles doubles;
    private final Floats floats;
    private final double[] ranges;

    Function(double ceiling, UnaryOperator<BigDecimal> oracle, Doubles doubles, Floats floats, double... ranges) {
      this.ceiling = ceiling;
      this.oracle = oracle;
      this.doubles = doubles;
      this.floats = floats;
      this.ranges = ranges;
    }

    double ceiling() {
      return ceiling;
    }

    boolean hasFloat() {
      return floats != null;
    }

    /** The kernel's error at x, in units in the last place of the exact result. */
    double error(double x) {
      double[] y = new double[1];
      doubles.apply(1, new double[] {x}, 0, y, 0);
      return LargestErrors.ulps(y[0], oracle.apply(new BigDecimal(x)), 53);
    }

    double floatError(float x) {
      float[] y = new float[1];
      floats.apply(1, new float[] {x}, 0, y, 0);
      return LargestErrors.ulps(y[0], oracle.apply(new BigDecimal(x)), 24);
    }

    double[] points() {
      double[] x = new double[ranges.length / 2 * POINTS];
      Inputs inputs = new Inputs(ordinal());
      for (int r = 0; r < ranges.length / 2; r++) {
        double from = ranges[2 * r];
        double to = ranges[2 * r + 1];
        for (int i = 0; i < POINTS; i++) {
          double u = (inputs.nextDouble() + 1) / 2;
          x[r * POINTS + i] = from > 0 && to / from > 1e4
              ? StrictMath.exp(StrictMath.log(from) * (1 - u) + StrictMath.log(to) * u) : from + (to - from) * u;
        }
      }
      return x;
    }
  }

  @ParameterizedTest
  @EnumSource
  void doublesStayBelowTheCeiling(Function function) {
    double[] x = function.points();
    double[] y = new double[x.length];
    function.doubles.apply(x.length, x, 0, y, 0);
    for (int i = 0; i < x.length; i++) {
      double error = LargestErrors.ulps(y[i], function.oracle.apply(new BigDecimal(x[i])), 53);
      assertTrue(error <= function.ceiling, function + "(" + x[i] + ") = " + y[i] + " is wrong by " + error + " ulp");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"LOG_NDTR", "LOG_NDTR_DERIVATIVE"})
  void floatsStayBelowTheCeiling(Function function) {
    double[] points = function.points();
    float[] x = new float[points.length];
    int n = 0;
    for (double point : points) {
      boolean inside = Math.abs(point) <= 1e38 && Math.abs(point) >= 1e-44
          && (!function.name().matches("SIN|COS") || Math.abs(point) <= 131072)
          && !(function.name().startsWith("EXP") && point > 88.7);
      if (inside) {
        x[n++] = (float) point;
      }
    }
    float[] y = new float[n];
    function.floats.apply(n, x, 0, y, 0);
    for (int i = 0; i < n; i++) {
      double error = LargestErrors.ulps(y[i], function.oracle.apply(new BigDecimal(x[i])), 24);
      assertTrue(error <= function.ceiling, function + "(" + x[i] + "f) = " + y[i] + " is wrong by " + error + " ulp");
    }
  }
}
