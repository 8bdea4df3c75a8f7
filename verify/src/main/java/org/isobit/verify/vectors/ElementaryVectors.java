// Master of FloatElementaryVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import java.util.Arrays;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.verify.Inputs;

/** Elementary functions: special arguments, and arguments of many magnitudes of both signs. */
public final class ElementaryVectors implements KernelVectors {

  private static final double[] SPECIAL = {0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, Double.MIN_VALUE, -Double.MIN_VALUE,
      Double.MIN_NORMAL, -Double.MIN_NORMAL / 2, Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY, Double.NaN};
  /** Arguments of the cube root and, in float, the sine for which one fused operation decides. */
  private static final double[] DECISIVE = {-0x1.fdeccd3ab22bcp-2}; // float: private static final float[] DECISIVE = {-0x1.c2eabp11f, 0x1.3f2ac8p-2f, 0x1.77dd5cp-2f};
  private static final double[] MAGNITUDES = {0x1p-30, 0x1p-8, 0.125, 1.0, 4.0, 20.0, 100.0, 750.0, 0x1p20};

  /** Made by the service loader. */
  public ElementaryVectors() {}

  /** A function of its façade. */
  private interface Function {
    void apply(int n, double[] x, long xOffset, double[] y, long yOffset);
  }

  @Override
  public void write(VectorText out) {
    function(out, "exp.double", Elementary::exp);
    function(out, "expm1.double", Elementary::expm1);
    function(out, "log.double", Elementary::log);
    function(out, "log1p.double", Elementary::log1p);
    function(out, "tanh.double", Elementary::tanh);
    function(out, "sigmoid.double", Elementary::sigmoid);
    function(out, "softplus.double", Elementary::softplus);
    function(out, "erf.double", Elementary::erf);
    function(out, "sin.double", Elementary::sin);
    function(out, "cos.double", Elementary::cos);
    function(out, "sinpi.double", Elementary::sinpi);
    function(out, "cospi.double", Elementary::cospi);
    function(out, "cbrt.double", Elementary::cbrt);
  }

  /** The arguments of every function of one argument. */
  static double[] arguments() {
    int random = SPECIAL.length + 4 * MAGNITUDES.length;
    double[] x = Arrays.copyOf(SPECIAL, random + DECISIVE.length);
    Inputs inputs = new Inputs(70);
    for (int i = SPECIAL.length; i < random; i++) {
      x[i] = inputs.nextDouble() * MAGNITUDES[(i - SPECIAL.length) / 4];
    }
    System.arraycopy(DECISIVE, 0, x, random, DECISIVE.length);
    return x;
  }

  private static void function(VectorText out, String kernel, Function function) {
    double[] x = arguments();
    double[] y = new double[x.length];
    function.apply(x.length, x, 0, y, 0);
    out.kernel(kernel).in("x", x).out("y", y);
  }
}
