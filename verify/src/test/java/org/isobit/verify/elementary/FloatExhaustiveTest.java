package org.isobit.verify.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.stream.IntStream;
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
 * shares no code with the float one. Under a minute for each function; prints the largest errors, which the kernels'
 * descriptions state.
 */
@Tag("full")
class FloatExhaustiveTest {

  private static final int BLOCK = 1 << 14;

  private interface Floats {
    void apply(int n, float[] x, int xOffset, float[] y, int yOffset);
  }

  private interface Doubles {
    void apply(int n, double[] x, int xOffset, double[] y, int yOffset);
  }

  private enum Function {
    EXP(1, Elementary::exp, FloatElementary::exp, FloatElementaryReference::exp),
    EXPM1(2, Elementary::expm1, FloatElementary::expm1, FloatElementaryReference::expm1),
    LOG(1, Elementary::log, FloatElementary::log, FloatElementaryReference::log),
    LOG1P(2, Elementary::log1p, FloatElementary::log1p, FloatElementaryReference::log1p),
    TANH(2, Elementary::tanh, FloatElementary::tanh, FloatElementaryReference::tanh),
    SIGMOID(2, Elementary::sigmoid, FloatElementary::sigmoid, FloatElementaryReference::sigmoid),
    SOFTPLUS(2, Elementary::softplus, FloatElementary::softplus, FloatElementaryReference::softplus),
    ERF(2, Elementary::erf, FloatElementary::erf, FloatElementaryReference::erf),
    SIN(1, Elementary::sin, FloatElementary::sin, FloatElementaryReference::sin),
    COS(1, Elementary::cos, FloatElementary::cos, FloatElementaryReference::cos),
    SINPI(2, Elementary::sinpi, FloatElementary::sinpi, FloatElementaryReference::sinpi),
    COSPI(2, Elementary::cospi, FloatElementary::cospi, FloatElementaryReference::cospi),
    CBRT(1, Elementary::cbrt, FloatElementary::cbrt, FloatElementaryReference::cbrt);

  private final double ceiling;
    private final Doubles oracle;
    private final Floats facade;
    private final Floats reference;

    Function(double ceiling, Doubles oracle, Floats facade, Floats reference) {
      this.ceiling = ceiling;
      this.oracle = oracle;
      this.facade = facade;
      this.reference = reference;
    }
  }

  /** The largest error and where. */
  private record Worst(double error, float x) {
    static Worst of(Worst a, Worst b) {
      return b.error > a.error ? b : a;
    }
  }

  @ParameterizedTest
  @EnumSource
  void allArguments(Function function) {
    Worst worst = IntStream.range(0, 1 << 18).parallel().mapToObj(b -> block(function, b * BLOCK))
        .reduce(new Worst(-1, 0), Worst::of);
    System.out.printf(Locale.ROOT, "%s: %.4f ulp at %s%n", function, worst.error, Float.toHexString(worst.x));
    assertTrue(worst.error <= function.ceiling, function + "(" + worst.x + ") is wrong by " + worst.error + " ulp");
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
    Worst worst = new Worst(-1, 0);
    for (int i = 0; i < BLOCK; i++) {
      if (Float.floatToIntBits(y[i]) != Float.floatToIntBits(z[i])) {
        assertEquals(z[i], y[i], function + "(" + Float.toHexString(x[i]) + ")");
      }
      double error = error(y[i], exact[i]);
      if (error > worst.error) {
        worst = new Worst(error, x[i]);
      }
    }
    return worst;
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
