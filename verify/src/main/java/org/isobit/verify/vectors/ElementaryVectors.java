// Master of FloatElementaryVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import java.util.Arrays;
import java.util.function.BiConsumer;
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
  interface Function {
    void apply(int n, double[] x, long xOffset, double[] y, long yOffset);
  }

  @Override
  public void write(VectorText out) {
    functions((name, function) -> function(out, name, function));
  }

  /** Gives every function of one argument, with its kernel's name. */
  static void functions(BiConsumer<String, Function> use) {
    use.accept("exp.double", Elementary::exp);
    use.accept("expm1.double", Elementary::expm1);
    use.accept("log.double", Elementary::log);
    use.accept("log1p.double", Elementary::log1p);
    use.accept("tanh.double", Elementary::tanh);
    use.accept("sigmoid.double", Elementary::sigmoid);
    use.accept("softplus.double", Elementary::softplus);
    use.accept("erf.double", Elementary::erf);
    use.accept("sin.double", Elementary::sin);
    use.accept("cos.double", Elementary::cos);
    use.accept("sinpi.double", Elementary::sinpi);
    use.accept("cospi.double", Elementary::cospi);
    use.accept("cbrt.double", Elementary::cbrt);
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
