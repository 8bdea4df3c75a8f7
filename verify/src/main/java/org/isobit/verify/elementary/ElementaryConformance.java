// Master of FloatElementaryConformance: the float version is generated from this file.
package org.isobit.verify.elementary;

import org.isobit.gpu.elementary.ElementaryCuda;
import org.isobit.gpu.elementary.ElementaryFunction;
import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.ElementaryReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/**
 * Lengths around vector borders, offsets, in place; arguments that are special, of any magnitude (random bits), and in
 * the range where the function changes.
 */
public abstract class ElementaryConformance implements Conformance {

  private static final int[] SHORT = {1, 7, 19};
  private static final int LONGEST = 35;
  private static final int LARGE = 4099;

  private final String name;
  private final double range;
  private final ElementaryFunction function;

  ElementaryConformance(ElementaryFunction function, double range) {
    this.name = function.kernel();
    this.range = range;
    this.function = function;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int n : SHORT) {
      run(implementation, n, n % 3, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n = 0; n <= LONGEST; n++) {
      for (int kind = 0; kind < 4; kind++) {
        run(implementation, n, kind, sink);
      }
    }
    for (int kind = 0; kind < 4; kind++) {
      run(implementation, LARGE, kind, sink);
    }
  }

  private void run(Backend implementation, int n, int kind, BitSink sink) {
    sink.label(name + " n=" + n + " kind=" + kind);
    int from = kind;
    double[] x = arguments(n + from, kind);
    boolean inPlace = (n & 1) == 1;
    double[] y = inPlace ? x : new double[n + 5];
    int to = inPlace ? from : 3 - kind % 3;
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> device.kernels(ElementaryCuda.class, ElementaryCuda::new)
          .apply(function, n, device.of(x), from, device.of(y), to));
    } else {
      run(ElementaryReference.of(implementation), n, x, from, y, to);
    }
    sink.add(y);
  }

  private double[] arguments(int n, int kind) {
    Inputs inputs = new Inputs(n * 8L + kind);
    double[] x = kind == 2 ? inputs.specialDoubles(n) : inputs.doubles(n);
    for (int i = 0; i < n; i++) {
      if (kind == 0) {
        x[i] *= range;
      } else if (kind == 3) {
        x[i] = Double.longBitsToDouble(inputs.nextLong()); // float: x[i] = Float.intBitsToFloat((int) inputs.nextLong());
      }
    }
    return x;
  }

  abstract void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset);

  /** {@link Elementary#exp}. */
  public static final class Exp extends ElementaryConformance {
    /** Made by the service loader. */
    public Exp() {
      super(ElementaryFunction.EXP, 750.0); // float: super(ElementaryFunction.EXP, 106.0f);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.exp(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#expm1}. */
  public static final class Expm1 extends ElementaryConformance {
    /** Made by the service loader. */
    public Expm1() {
      super(ElementaryFunction.EXPM1, 750.0); // float: super(ElementaryFunction.EXPM1, 106.0f);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.expm1(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#log}. */
  public static final class Log extends ElementaryConformance {
    /** Made by the service loader. */
    public Log() {
      super(ElementaryFunction.LOG, 8.0);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.log(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#log1p}. */
  public static final class Log1p extends ElementaryConformance {
    /** Made by the service loader. */
    public Log1p() {
      super(ElementaryFunction.LOG1P, 8.0);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.log1p(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#tanh}. */
  public static final class Tanh extends ElementaryConformance {
    /** Made by the service loader. */
    public Tanh() {
      super(ElementaryFunction.TANH, 20.0);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.tanh(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#sigmoid}. */
  public static final class Sigmoid extends ElementaryConformance {
    /** Made by the service loader. */
    public Sigmoid() {
      super(ElementaryFunction.SIGMOID, 750.0); // float: super(ElementaryFunction.SIGMOID, 106.0f);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.sigmoid(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#softplus}. */
  public static final class Softplus extends ElementaryConformance {
    /** Made by the service loader. */
    public Softplus() {
      super(ElementaryFunction.SOFTPLUS, 750.0); // float: super(ElementaryFunction.SOFTPLUS, 106.0f);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.softplus(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#erf}. */
  public static final class Erf extends ElementaryConformance {
    /** Made by the service loader. */
    public Erf() {
      super(ElementaryFunction.ERF, 6.0);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.erf(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#sin}. */
  public static final class Sin extends ElementaryConformance {
    /** Made by the service loader. */
    public Sin() {
      super(ElementaryFunction.SIN, 1000.0);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.sin(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#cos}. */
  public static final class Cos extends ElementaryConformance {
    /** Made by the service loader. */
    public Cos() {
      super(ElementaryFunction.COS, 1000.0);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.cos(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#sinpi}. */
  public static final class SinPi extends ElementaryConformance {
    /** Made by the service loader. */
    public SinPi() {
      super(ElementaryFunction.SINPI, 8.0);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.sinpi(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#cospi}. */
  public static final class CosPi extends ElementaryConformance {
    /** Made by the service loader. */
    public CosPi() {
      super(ElementaryFunction.COSPI, 8.0);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.cospi(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link Elementary#cbrt}. */
  public static final class Cbrt extends ElementaryConformance {
    /** Made by the service loader. */
    public Cbrt() {
      super(ElementaryFunction.CBRT, 1000.0);
    }

    @Override
    void run(ElementaryReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.cbrt(n, x, xOffset, y, yOffset);
    }
  }
}
