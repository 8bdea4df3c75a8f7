// Master of FloatReduceConformance: the float version is generated from this file.
package org.isobit.verify.reduce;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.reduce.ReduceCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.kernels.reduce.ReduceReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Lengths around vector, partial and chunk borders; offsets; special, huge and tiny values; threads. */
public abstract class ReduceConformance implements Conformance {

  private static final int[] SHORT = {0, 1, 3, 18, 33, 66, 131};
  private static final int[] BORDERS = {63, 64, 65, 95, 96, 97, 127, 128, 129, 191, 193, 255, 257, 1000, 4095, 4096,
      4097, 8192, 3 * 4096 + 5, 5 * 4096, 6 * 4096 + 1, 70001};
  private static final int PARALLEL = 300_001;
  private static final double HUGE = 0x1p1000; // float: private static final float HUGE = 0x1p126f;
  private static final double TINY = 0x1p-1060; // float: private static final float TINY = 0x1p-140f;

  private final String name;

  ReduceConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    if (cases == Cases.SHORT) {
      for (int n : SHORT) {
        run(implementation, n, n % 2, n, sink);
      }
      return;
    }
    for (int n = 0; n <= 35; n++) {
      for (int variant = 0; variant < 4; variant++) {
        run(implementation, n, variant, n + variant, sink);
      }
    }
    for (int n : BORDERS) {
      for (int variant = 0; variant < 4; variant++) {
        run(implementation, n, variant, n + variant, sink);
      }
    }
    run(implementation, PARALLEL, 0, 1, sink);
    run(implementation, PARALLEL, 2, 2, sink);
  }

  /** Variants: 0 plain, 1 with special values, 2 huge, 3 tiny. */
  private void run(Backend implementation, int n, int variant, int shift, BitSink sink) {
    sink.label(name + " n=" + n + " variant=" + variant);
    int xo = shift % 3;
    int yo = shift % 5;
    int wo = shift % 2;
    Inputs inputs = new Inputs(n * 8L + variant);
    double[] x = values(inputs, n + xo, variant);
    double[] y = values(inputs, n + yo, variant == 1 ? 1 : 0);
    double[] w = values(inputs, n + wo, 0);
    if (n == PARALLEL && Conformance.isFacade(implementation)) {
      sink.add(parallel(n, x, xo, y, yo, w, wo));
    } else if (implementation == Backend.CUDA) {
      double[] result = new double[1];
      OnDevice.run(device -> cuda(device.kernels(ReduceCuda.class, ReduceCuda::new), device, n, x, xo, y, yo, w, wo,
          device.of(result)));
      sink.add(result[0]);
    } else {
      sink.add(run(ReduceReference.of(implementation), n, x, xo, y, yo, w, wo));
    }
  }

  private static double[] values(Inputs inputs, int n, int variant) {
    double[] x = variant == 1 && n % 7 != 0 ? inputs.specialDoubles(n) : inputs.doubles(n);
    for (int i = 0; variant > 1 && i < n; i++) {
      x[i] *= variant == 2 ? HUGE : TINY;
    }
    return x;
  }

  abstract double run(ReduceReference kernels, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo);

  abstract double parallel(int n, double[] x, int xo, double[] y, int yo, double[] w, int wo);

  /** s has one element and takes the result. */
  abstract void cuda(ReduceCuda cuda, OnDevice device, int n, double[] x, int xo, double[] y, int yo, double[] w,
      int wo, DeviceArray s);

  /** {@link Reduce#sum(int, double[], long)}. */
  public static final class Sum extends ReduceConformance {
    /** Made by the service loader. */
    public Sum() {
      super("sum");
    }

    @Override
    double run(ReduceReference kernels, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return kernels.sum(n, x, xo, 1);
    }

    @Override
    double parallel(int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return Reduce.sum(n, x, xo, Workers.shared());
    }

    @Override
    void cuda(ReduceCuda cuda, OnDevice device, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo,
        DeviceArray s) {
      cuda.sum(n, device.of(x), xo, s, 0);
    }
  }

  /** {@link Reduce#dot(int, double[], long, double[], long)}. */
  public static final class Dot extends ReduceConformance {
    /** Made by the service loader. */
    public Dot() {
      super("dot");
    }

    @Override
    double run(ReduceReference kernels, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return kernels.dot(n, x, xo, 1, y, yo, 1);
    }

    @Override
    double parallel(int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return Reduce.dot(n, x, xo, y, yo, Workers.shared());
    }

    @Override
    void cuda(ReduceCuda cuda, OnDevice device, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo,
        DeviceArray s) {
      cuda.dot(n, device.of(x), xo, device.of(y), yo, s, 0);
    }
  }

  /** {@link Reduce#weightedDot(int, double[], long, double[], long, double[], long)}. */
  public static final class WeightedDot extends ReduceConformance {
    /** Made by the service loader. */
    public WeightedDot() {
      super("weightedDot");
    }

    @Override
    double run(ReduceReference kernels, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return kernels.weightedDot(n, w, wo, x, xo, y, yo);
    }

    @Override
    double parallel(int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return Reduce.weightedDot(n, w, wo, x, xo, y, yo, Workers.shared());
    }

    @Override
    void cuda(ReduceCuda cuda, OnDevice device, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo,
        DeviceArray s) {
      cuda.weightedDot(n, device.of(w), wo, device.of(x), xo, device.of(y), yo, s, 0);
    }
  }

  /** {@link Reduce#norm1(int, double[], long)}. */
  public static final class Norm1 extends ReduceConformance {
    /** Made by the service loader. */
    public Norm1() {
      super("norm1");
    }

    @Override
    double run(ReduceReference kernels, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return kernels.norm1(n, x, xo);
    }

    @Override
    double parallel(int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return Reduce.norm1(n, x, xo, Workers.shared());
    }

    @Override
    void cuda(ReduceCuda cuda, OnDevice device, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo,
        DeviceArray s) {
      cuda.norm1(n, device.of(x), xo, s, 0);
    }
  }

  /** {@link Reduce#norm2(int, double[], long)}. */
  public static final class Norm2 extends ReduceConformance {
    /** Made by the service loader. */
    public Norm2() {
      super("norm2");
    }

    @Override
    double run(ReduceReference kernels, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return kernels.norm2(n, x, xo);
    }

    @Override
    double parallel(int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return Reduce.norm2(n, x, xo, Workers.shared());
    }

    @Override
    void cuda(ReduceCuda cuda, OnDevice device, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo,
        DeviceArray s) {
      cuda.norm2(n, device.of(x), xo, s, 0);
    }
  }

  /** {@link Reduce#maxAbs(int, double[], long)}. */
  public static final class MaxAbs extends ReduceConformance {
    /** Made by the service loader. */
    public MaxAbs() {
      super("maxAbs");
    }

    @Override
    double run(ReduceReference kernels, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return kernels.maxAbs(n, x, xo);
    }

    @Override
    double parallel(int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return Reduce.maxAbs(n, x, xo, Workers.shared());
    }

    @Override
    void cuda(ReduceCuda cuda, OnDevice device, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo,
        DeviceArray s) {
      cuda.maxAbs(n, device.of(x), xo, s, 0);
    }
  }

  /** {@link Reduce#squaredDeviations(int, double[], long, double)}. */
  public static final class SquaredDeviations extends ReduceConformance {
    private static final double MEAN = 0.1875;

    /** Made by the service loader. */
    public SquaredDeviations() {
      super("squaredDeviations");
    }

    @Override
    double run(ReduceReference kernels, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return kernels.squaredDeviations(n, x, xo, MEAN);
    }

    @Override
    double parallel(int n, double[] x, int xo, double[] y, int yo, double[] w, int wo) {
      return Reduce.squaredDeviations(n, x, xo, MEAN, Workers.shared());
    }

    @Override
    void cuda(ReduceCuda cuda, OnDevice device, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo,
        DeviceArray s) {
      cuda.squaredDeviations(n, device.of(x), xo, device.of(new double[] {MEAN}), 0, s, 0);
    }
  }
}
