// Master of FloatTaperConformance: the float version is generated from this file.
package org.isobit.verify.localization;

import org.isobit.gpu.localization.LocalizationCuda;
import org.isobit.gpu.localization.TaperKind;
import org.isobit.kernels.Backend;
import org.isobit.kernels.localization.Taper;
import org.isobit.kernels.localization.TaperReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Lengths around vector and block borders; distances on both sides of every border, special values, in place. */
public abstract class TaperConformance implements Conformance {

  private static final int[] SHORT = {0, 1, 5, 18};
  private static final int[] BORDERS = {1023, 1024, 1025, 2077};
  private static final double LENGTH = 0.28125;

  private final String name;
  private final TaperKind kind;

  TaperConformance(String name, TaperKind kind) {
    this.name = name;
    this.kind = kind;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int n : SHORT) {
      run(implementation, n, 0, LENGTH, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n = 0; n <= 35; n++) {
      for (int variant = 0; variant < 4; variant++) {
        run(implementation, n, variant, LENGTH, sink);
      }
    }
    for (int n : BORDERS) {
      for (int variant = 0; variant < 4; variant++) {
        run(implementation, n, variant, variant == 2 ? 0.01 : LENGTH, sink);
      }
    }
  }

  /** Variant 1 has special values, variant 3 is in place. */
  private void run(Backend implementation, int n, int variant, double length, BitSink sink) {
    sink.label(name + " n=" + n + " variant=" + variant);
    Inputs inputs = new Inputs(n * 4L + variant);
    double[] d = variant == 1 ? inputs.specialDoubles(n + 1) : inputs.doubles(n + 1);
    for (int i = 0; i < n; i += 5) {
      d[i + 1] = i % 4 * 0.5 * length;
    }
    double[] w = variant == 3 ? d : new double[n + 4];
    int wo = variant == 3 ? 1 : variant;
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> device.kernels(LocalizationCuda.class, LocalizationCuda::new)
          .taper(kind, n, device.of(d), 1, length, device.of(w), wo));
    } else {
      run(TaperReference.of(implementation), n, d, 1, length, w, wo);
    }
    sink.add(w);
  }

  abstract void run(TaperReference kernels, int n, double[] d, int off, double length, double[] w, int wo);

  /** {@link Taper#gaspariCohn}. */
  public static final class GaspariCohn extends TaperConformance {
    /** Made by the service loader. */
    public GaspariCohn() {
      super("gaspariCohnTaper", TaperKind.GASPARI_COHN);
    }

    @Override
    void run(TaperReference kernels, int n, double[] d, int off, double length, double[] w, int wo) {
      kernels.gaspariCohn(n, d, off, length, w, wo);
    }
  }

  /** {@link Taper#gaussian}. */
  public static final class Gaussian extends TaperConformance {
    /** Made by the service loader. */
    public Gaussian() {
      super("gaussianTaper", TaperKind.GAUSSIAN);
    }

    @Override
    void run(TaperReference kernels, int n, double[] d, int off, double length, double[] w, int wo) {
      kernels.gaussian(n, d, off, length, w, wo);
    }
  }

  /** {@link Taper#exponential}. */
  public static final class Exponential extends TaperConformance {
    /** Made by the service loader. */
    public Exponential() {
      super("exponentialTaper", TaperKind.EXPONENTIAL);
    }

    @Override
    void run(TaperReference kernels, int n, double[] d, int off, double length, double[] w, int wo) {
      kernels.exponential(n, d, off, length, w, wo);
    }
  }

  /** {@link Taper#cubicExponential}. */
  public static final class CubicExponential extends TaperConformance {
    /** Made by the service loader. */
    public CubicExponential() {
      super("cubicExponentialTaper", TaperKind.CUBIC_EXPONENTIAL);
    }

    @Override
    void run(TaperReference kernels, int n, double[] d, int off, double length, double[] w, int wo) {
      kernels.cubicExponential(n, d, off, length, w, wo);
    }
  }

  /** {@link Taper#tricube}. */
  public static final class Tricube extends TaperConformance {
    /** Made by the service loader. */
    public Tricube() {
      super("tricubeTaper", TaperKind.TRICUBE);
    }

    @Override
    void run(TaperReference kernels, int n, double[] d, int off, double length, double[] w, int wo) {
      kernels.tricube(n, d, off, length, w, wo);
    }
  }

  /** {@link Taper#quartic}. */
  public static final class Quartic extends TaperConformance {
    /** Made by the service loader. */
    public Quartic() {
      super("quarticTaper", TaperKind.QUARTIC);
    }

    @Override
    void run(TaperReference kernels, int n, double[] d, int off, double length, double[] w, int wo) {
      kernels.quartic(n, d, off, length, w, wo);
    }
  }

  /** {@link Taper#boxcar}. */
  public static final class Boxcar extends TaperConformance {
    /** Made by the service loader. */
    public Boxcar() {
      super("boxcarTaper", TaperKind.BOXCAR);
    }

    @Override
    void run(TaperReference kernels, int n, double[] d, int off, double length, double[] w, int wo) {
      kernels.boxcar(n, d, off, length, w, wo);
    }
  }
}
