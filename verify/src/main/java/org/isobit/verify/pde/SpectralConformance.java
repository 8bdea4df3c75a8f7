package org.isobit.verify.pde;

import org.isobit.kernels.Backend;
import org.isobit.kernels.pde.ExponentialStages;
import org.isobit.kernels.pde.ExponentialStagesReference;
import org.isobit.kernels.pde.SpectralProducts;
import org.isobit.kernels.pde.SpectralProductsReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.Lengths;

/**
 * Element-by-element parts of spectral methods: lengths around vector borders, offsets, special values, operands that
 * stand in one array.
 */
public abstract class SpectralConformance implements Conformance {

  private static final int[] SHORT = {0, 1, 5, 18};
  private static final int[] BORDERS = {511, 512, 513, 1030};

  /** Blocks of n + 1 numbers of the array. */
  private static final int BLOCKS = 10;

  private final String name;

  SpectralConformance(String name) {
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

  /** Block j begins at variant + j·(n + 1); those of variant 1 have special values. */
  private void run(Backend implementation, int n, int variant, BitSink sink) {
    sink.label(name + " n=" + n + " variant=" + variant);
    Inputs inputs = new Inputs(n * 4L + variant);
    int length = variant + BLOCKS * (n + 1);
    double[] w = variant == 1 ? inputs.specialDoubles(length) : inputs.doubles(length);
    run(implementation, n, w, variant, n + 1);
    sink.add(w);
  }

  /** Runs on blocks of an array, the first one at an index and the next ones each so much later. */
  abstract void run(Backend implementation, int n, double[] w, int at, int step);

  /** {@link ExponentialStages#stage}. */
  public static final class Stage extends SpectralConformance {
    /** Made by the service loader. */
    public Stage() {
      super("etdStage");
    }

    @Override
    void run(Backend implementation, int n, double[] w, int at, int step) {
      ExponentialStagesReference.of(implementation).stage(n, w, at, w, at + step, w, at + 2 * step, w, at + 3 * step, w,
          at + 4 * step);
    }
  }

  /** {@link ExponentialStages#correctedStage}. */
  public static final class Corrected extends SpectralConformance {
    /** Made by the service loader. */
    public Corrected() {
      super("etdCorrectedStage");
    }

    @Override
    void run(Backend implementation, int n, double[] w, int at, int step) {
      ExponentialStagesReference.of(implementation).correctedStage(n, w, at, w, at + step, w, at + 2 * step, w,
          at + 3 * step, w, at + 6 * step);
    }
  }

  /** {@link ExponentialStages#finish}. */
  public static final class Finish extends SpectralConformance {
    /** Made by the service loader. */
    public Finish() {
      super("etdRungeKutta4");
    }

    @Override
    void run(Backend implementation, int n, double[] w, int at, int step) {
      ExponentialStagesReference.of(implementation).finish(n, w, at, w, at + 4 * step, w, at + 8 * step);
    }
  }

  /** {@link SpectralProducts#product}. */
  public static final class Product extends SpectralConformance {
    /** Made by the service loader. */
    public Product() {
      super("pointProduct");
    }

    @Override
    void run(Backend implementation, int n, double[] w, int at, int step) {
      SpectralProductsReference.of(implementation).product(n, w, at, w, at + step, w, at + 2 * step);
    }
  }

  /** {@link SpectralProducts#imaginary}. */
  public static final class Imaginary extends SpectralConformance {
    /** Made by the service loader. */
    public Imaginary() {
      super("imaginaryProduct");
    }

    @Override
    void run(Backend implementation, int n, double[] w, int at, int step) {
      SpectralProductsReference.of(implementation).imaginary(n, w, at, w, at + 2 * step, w, at + 4 * step);
    }
  }

  /** {@link SpectralProducts#imaginaryInterleaved}. */
  public static final class ImaginaryInterleaved extends SpectralConformance {
    /** Made by the service loader. */
    public ImaginaryInterleaved() {
      super("interleavedImaginaryProduct");
    }

    /** As many lanes, or numbers, as find room in four blocks; the second call's input is the first one's output. */
    @Override
    void run(Backend implementation, int n, double[] w, int at, int step) {
      SpectralProductsReference products = SpectralProductsReference.of(implementation);
      products.imaginary(2, n, 0, w, at, w, at + step, w, at + 5 * step);
      products.imaginary(n / 19, 19, 0, w, at, w, at + 5 * step, w, at + step);
    }
  }
}
