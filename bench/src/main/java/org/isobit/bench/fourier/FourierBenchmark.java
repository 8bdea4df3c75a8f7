package org.isobit.bench.fourier;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.FourierReference;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.isobit.verify.Inputs;
import org.jtransforms.fft.DoubleFFT_1D;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import pl.edu.icm.jlargearrays.ConcurrencyUtils;

/**
 * Transforms of an ensemble by one thread, out of place. JTransforms works in place and one member at a time: what its
 * copy of the input costs, some per cent, is in its time. FFTW has aligned memory of its own and a plan for all
 * members.
 */
@State(Scope.Thread)
public class FourierBenchmark implements KernelBenchmark {

  /** Complex or real members, or real states in lanes, which others take as members. */
  @Param({"fft", "realFft", "interleavedRealFft"})
  public String kernel;

  /** Length. */
  @Param({"128", "256", "512", "1000", "1024", "2048", "4096"})
  public int n;

  /** Members. */
  @Param({"40"})
  public int members;

  /** Whose transform. */
  @Param({"simd", "reference", "jtransforms", "fftw"})
  public String implementation;

  private FourierReference kernels;
  private FourierPlan plan;
  private RealFourierPlan realPlan;
  private DoubleFFT_1D jtransforms;
  private Fftw fftw;
  private double[] x;
  private double[] y;

  /** Makes the benchmark. */
  public FourierBenchmark() {}

  private boolean real() {
    return !kernel.equals("fft");
  }

  private boolean lanes() {
    return kernel.equals("interleavedRealFft");
  }

  private static double[] columnsAsRows(double[] x, int rows, int columns) {
    double[] y = new double[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[j * rows + i] = x[i * columns + j];
      }
    }
    return y;
  }

  @Override
  public boolean possible() {
    return !implementation.equals("fftw") || Fftw.present();
  }

  /** Plans, and members. */
  @Setup
  public void prepare() {
    int size = real() ? n : 2 * n;
    x = new Inputs(n).doubles(size * members);
    y = new double[real() ? (n + 2) * members : 2 * n * members];
    switch (implementation) {
      case "jtransforms" -> {
        ConcurrencyUtils.setNumberOfThreads(1);
        jtransforms = new DoubleFFT_1D(n);
      }
      case "fftw" -> fftw = new Fftw(real(), n, members, x);
      default -> {
        kernels = FourierReference.of(implementation.equals("simd") ? Backend.SIMD : Backend.REFERENCE);
        plan = FourierPlan.of(n);
        realPlan = RealFourierPlan.of(n);
        x = lanes() ? columnsAsRows(x, members, n) : x;
      }
    }
  }

  /** Frees what is not in the heap. */
  @TearDown
  public void close() {
    if (fftw != null) {
      fftw.close();
    }
  }

  /** All members once. */
  @Benchmark
  public void transform() {
    switch (implementation) {
      case "jtransforms" -> jtransforms();
      case "fftw" -> fftw.run();
      default -> {
        if (lanes()) {
          kernels.interleaved(realPlan, false, 0, members, x, 0, y, 0);
        } else if (real()) {
          kernels.realMembers(realPlan, false, members, x, 0, n, y, 0, n + 2, Workers.serial());
        } else {
          kernels.members(plan, false, members, x, 0, 2 * n, y, 0, 2 * n, Workers.serial());
        }
      }
    }
  }

  /** Real transforms of even length have the real part of the last element where the imaginary part of the first is. */
  private void jtransforms() {
    for (int m = 0; m < members; m++) {
      if (real()) {
        int at = m * (n + 2);
        System.arraycopy(x, m * n, y, at, n);
        jtransforms.realForward(y, at);
        y[at + n] = y[at + 1];
        y[at + n + 1] = 0.0;
        y[at + 1] = 0.0;
      } else {
        System.arraycopy(x, 2 * m * n, y, 2 * m * n, 2 * n);
        jtransforms.complexForward(y, 2 * m * n);
      }
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    return new Work(entry.name(), kernel, entry.flops().at(members, n), entry.bytes().at(members, n), members);
  }

  @Override
  public double[] output() {
    if (fftw != null) {
      return fftw.output();
    }
    return lanes() && kernels != null ? columnsAsRows(y, n + 2, members) : y;
  }

  @Override
  public double tolerance() {
    return 1e-14;
  }
}
