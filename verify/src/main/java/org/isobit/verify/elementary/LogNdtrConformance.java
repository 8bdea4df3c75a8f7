package org.isobit.verify.elementary;

import org.isobit.gpu.elementary.ElementaryCuda;
import org.isobit.gpu.elementary.ElementaryFunction;
import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.LogNdtr;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Lengths around vector borders, offsets, in place; arguments near 0, in both tails, special, of any magnitude. */
public abstract class LogNdtrConformance implements Conformance {

  private static final int[] SHORT = {1, 7, 19};
  private static final int LONGEST = 19;
  private static final int LARGE = 4099;

  private final String name;
  private final ElementaryFunction function;

  LogNdtrConformance(ElementaryFunction function) {
    this.name = function.kernel();
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
    double[] x = arguments(n + kind, kind);
    boolean inPlace = (n & 1) == 1;
    double[] y = inPlace ? x : new double[n + 5];
    int to = inPlace ? kind : 3 - kind % 3;
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> device.kernels(ElementaryCuda.class, ElementaryCuda::new)
          .apply(function, n, device.of(x), kind, device.of(y), to));
    } else {
      run(LogNdtrReference.of(implementation), n, x, kind, y, to);
    }
    sink.add(y);
  }

  private static double[] arguments(int n, int kind) {
    Inputs inputs = new Inputs(n * 8L + kind);
    double[] x = kind == 2 ? inputs.specialDoubles(n) : inputs.doubles(n);
    for (int i = 0; i < n; i++) {
      if (kind == 0) {
        x[i] *= 42.0;
      } else if (kind == 3) {
        x[i] = Double.longBitsToDouble(inputs.nextLong());
      }
    }
    return x;
  }

  abstract void run(LogNdtrReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset);

  /** {@link LogNdtr#logNdtr}. */
  public static final class Value extends LogNdtrConformance {
    /** Made by the service loader. */
    public Value() {
      super(ElementaryFunction.LOG_NDTR);
    }

    @Override
    void run(LogNdtrReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.logNdtr(n, x, xOffset, y, yOffset);
    }
  }

  /** {@link LogNdtr#logNdtrDerivative}. */
  public static final class Derivative extends LogNdtrConformance {
    /** Made by the service loader. */
    public Derivative() {
      super(ElementaryFunction.LOG_NDTR_DERIVATIVE);
    }

    @Override
    void run(LogNdtrReference kernels, int n, double[] x, int xOffset, double[] y, int yOffset) {
      kernels.logNdtrDerivative(n, x, xOffset, y, yOffset);
    }
  }
}
