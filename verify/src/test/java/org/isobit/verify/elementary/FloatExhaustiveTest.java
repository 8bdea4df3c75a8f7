package org.isobit.verify.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.FloatElementary;
import org.isobit.kernels.elementary.FloatElementaryReference;
import org.isobit.kernels.elementary.FloatTrigReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every float function on all 2^32 arguments: the vector loops have the bits of the scalar definition, and the error
 * stays below its ceiling. The oracle is the double kernel, which {@link AccuracyTest} checks against series and which
 * shares no code with the float one; where it lies too near a border of rounding to decide, the series do. Under a
 * minute for each function. The largest error, its argument and the number of arguments whose result is not the
 * correctly rounded one are those of {@link LargestErrors}, which the kernels' descriptions state.
 */
@Tag("full")
class FloatExhaustiveTest {

  private static final FloatElementaryReference REFERENCE = FloatElementaryReference.of(Backend.REFERENCE);
  private static final int BLOCK = 1 << 14;

  /** More than the largest error of the double kernels, in their units. */
  private static final double MARGIN = 4;

  private interface Floats {
    void apply(int n, float[] x, int xOffset, float[] y, int yOffset);
  }

  private interface Doubles {
    void apply(int n, double[] x, int xOffset, double[] y, int yOffset);
  }

  private enum Function {
    EXP(1, Oracle::exp, Elementary::exp, FloatElementary::exp, REFERENCE::exp),
    EXPM1(2, Oracle::expm1, Elementary::expm1, FloatElementary::expm1, REFERENCE::expm1),
    LOG(1, Oracle::log, Elementary::log, FloatElementary::log, REFERENCE::log),
    LOG1P(2, Oracle::log1p, Elementary::log1p, FloatElementary::log1p, REFERENCE::log1p),
    TANH(2, Oracle::tanh, Elementary::tanh, FloatElementary::tanh, REFERENCE::tanh),
    SIGMOID(2, Oracle::sigmoid, Elementary::sigmoid, FloatElementary::sigmoid, REFERENCE::sigmoid),
    SOFTPLUS(2, Oracle::softplus, Elementary::softplus, FloatElementary::softplus, REFERENCE::softplus),
    ERF(2, Oracle::erf, Elementary::erf, FloatElementary::erf, REFERENCE::erf),
    SIN(1, Oracle::sin, Elementary::sin, FloatElementary::sin, REFERENCE::sin),
    COS(1, Oracle::cos, Elementary::cos, FloatElementary::cos, REFERENCE::cos),
    SINPI(2, Oracle::sinpi, Elementary::sinpi, FloatElementary::sinpi, REFERENCE::sinpi),
    COSPI(2, Oracle::cospi, Elementary::cospi, FloatElementary::cospi, REFERENCE::cospi),
    CBRT(1, Oracle::cbrt, Elementary::cbrt, FloatElementary::cbrt, REFERENCE::cbrt);

    private final double ceiling;
    private final UnaryOperator<BigDecimal> series;
    private final Doubles oracle;
    private final Floats facade;
    private final Floats reference;

    Function(double ceiling, UnaryOperator<BigDecimal> series, Doubles oracle, Floats facade, Floats reference) {
      this.ceiling = ceiling;
      this.series = series;
      this.oracle = oracle;
      this.facade = facade;
      this.reference = reference;
    }
  }

  /** The largest error, where, and how many results are not correctly rounded. */
  private record Worst(double error, float x, long misrounded) {
    static Worst of(Worst a, Worst b) {
      Worst larger = b.error > a.error ? b : a;
      return new Worst(larger.error, larger.x, a.misrounded + b.misrounded);
    }
  }

  @ParameterizedTest
  @EnumSource
  void allArguments(Function function) {
    Worst worst = IntStream.range(0, 1 << 18).parallel().mapToObj(b -> block(function, b * BLOCK))
        .reduce(new Worst(-1, 0, 0), Worst::of);
    String line = LargestErrors.line("float", function.name(), worst.error, worst.x, worst.misrounded);
    System.out.println(line);
    assertTrue(worst.error <= function.ceiling, function + "(" + worst.x + ") is wrong by " + worst.error + " ulp");
    assertEquals(LargestErrors.stated("float", function.name()).line(), line);
  }

  private static Worst block(Function function, int first) {
    float[] x = new float[BLOCK];
    float[] y = new float[BLOCK];
    float[] z = new float[BLOCK];
    double[] wide = new double[BLOCK];
    double[] exact = new double[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      x[i] = Float.intBitsToFloat(first + i);
      wide[i] = (function == Function.SIN || function == Function.COS)
          && Math.abs(x[i]) > FloatTrigReference.LIMIT ? Double.NaN : x[i];
    }
    function.oracle.apply(BLOCK, wide, 0, exact, 0);
    function.facade.apply(BLOCK, x, 0, y, 0);
    function.reference.apply(BLOCK, x, 0, z, 0);
    double error = -1;
    float at = 0;
    long misrounded = 0;
    for (int i = 0; i < BLOCK; i++) {
      if (Float.floatToIntBits(y[i]) != Float.floatToIntBits(z[i])) {
        assertEquals(z[i], y[i], function + "(" + Float.toHexString(x[i]) + ")");
      }
      double e = error(y[i], exact[i]);
      if (e > error) {
        error = e;
        at = x[i];
      }
      if (Float.compare(y[i], rounded(function, x[i], exact[i])) != 0) {
        misrounded++;
      }
    }
    return new Worst(error, at, misrounded);
  }

  /** The function's value rounded to float, once; near is within {@link #MARGIN} units in the last place of it. */
  private static float rounded(Function function, float x, double near) {
    if (near == 0 || !Double.isFinite(near)) {
      return (float) near;
    }
    float below = (float) (near - MARGIN * Math.ulp(near));
    float above = (float) (near + MARGIN * Math.ulp(near));
    return below == above ? below : function.series.apply(new BigDecimal(x)).floatValue();
  }

  private static double error(float y, double exact) {
    float rounded = (float) exact;
    if (Float.isNaN(y) || Float.isNaN(rounded)) {
      return Float.isNaN(y) && Float.isNaN(rounded) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Float.isInfinite(y) || Float.isInfinite(rounded)) {
      return y == rounded ? 0 : Double.POSITIVE_INFINITY;
    }
    // One ulp of float is 2^(exponent − 23), and no less than the smallest subnormal.
    int exponent = Math.max(Math.getExponent(exact), Float.MIN_EXPONENT);
    return Math.abs(y - exact) * Double.longBitsToDouble((long) (1023 + 23 - exponent) << 52);
  }
}
