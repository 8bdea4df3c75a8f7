// Master of FloatFourierVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.Fourier;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.isobit.verify.Inputs;

/** Lengths of each radix and of orders of them, zeros of both signs, and many numbers. */
public final class FourierVectors implements KernelVectors {

  private static final int[] LENGTHS = {1, 2, 3, 4, 5, 8, 9, 12, 16, 25, 30, 32, 64};
  private static final int[] MANY = {480, 768, 2160};
  private static final int[][] FIELDS = {{3, 4}, {4, 5}, {16, 15}};
  private static final int MEMBERS = 2;

  /** States in lanes have the bits of members: other lengths would say nothing new. */
  private static final int LONGEST_IN_LANES = 12;

  private final Workers one = Workers.serial();

  /** Made by the service loader. */
  public FourierVectors() {}

  @Override
  public void write(VectorText out) {
    for (int n : LENGTHS) {
      complex(out, n, zeros(new Inputs(600 + n).doubles(2 * n * MEMBERS)));
      real(out, n, zeros(new Inputs(700 + n).doubles(2 * (n / 2 + 1) * MEMBERS)));
    }
    for (int n : MANY) {
      many(out, n);
    }
    for (int[] shape : FIELDS) {
      fields(out, shape[0], shape[1]);
    }
  }

  /** With zeros, so that the signs of sums of zeros show. */
  private static double[] zeros(double[] x) {
    for (int i = 1; i < x.length; i += 3) {
      x[i] = i % 2 == 0 ? 0.0 : -0.0;
    }
    return x;
  }

  private void complex(VectorText out, int n, double[] x) {
    FourierPlan plan = FourierPlan.of(n);
    double[] y = new double[x.length];
    Fourier.forward(plan, MEMBERS, x, 0, 2 * n, y, 0, 2 * n, one);
    out.kernel("fft.double").in("n", n).in("members", MEMBERS).in("x", x).out("y", y);
    Fourier.inverse(plan, MEMBERS, x, 0, 2 * n, y, 0, 2 * n, one);
    out.kernel("inverseFft.double").in("n", n).in("members", MEMBERS).in("x", x).out("y", y);
  }

  private void real(VectorText out, int n, double[] halves) {
    RealFourierPlan plan = RealFourierPlan.of(n);
    int half = 2 * (n / 2 + 1);
    double[] x = new Inputs(n).doubles(n * MEMBERS);
    double[] y = new double[half * MEMBERS];
    RealFourier.forward(plan, MEMBERS, x, 0, n, y, 0, half, one);
    out.kernel("realFft.double").in("n", n).in("members", MEMBERS).in("x", x).out("y", y);
    double[] back = new double[n * MEMBERS];
    RealFourier.inverse(plan, MEMBERS, halves, 0, half, back, 0, n, one);
    out.kernel("inverseRealFft.double").in("n", n).in("members", MEMBERS).in("x", halves).out("y", back);
    if (n > LONGEST_IN_LANES) {
      return;
    }
    RealFourier.forwardInterleaved(plan, MEMBERS, x, 0, y, 0);
    out.kernel("interleavedRealFft.double").in("n", n).in("members", MEMBERS).in("x", x).out("y", y);
    RealFourier.inverseInterleaved(plan, MEMBERS, halves, 0, back, 0);
    out.kernel("inverseInterleavedRealFft.double").in("n", n).in("members", MEMBERS).in("x", halves).out("y", back);
  }

  private void many(VectorText out, int n) {
    FourierPlan plan = FourierPlan.of(n);
    RealFourierPlan real = RealFourierPlan.of(n);
    double[] y = new double[2 * n];
    out.kernel("fft.double").in("n", n).in("members", 1);
    Fourier.forward(plan, 1, out.randomDoubles("x", 610, 2 * n), 0, 2 * n, y, 0, 2 * n, one);
    out.out("y", y).kernel("inverseFft.double").in("n", n).in("members", 1);
    Fourier.inverse(plan, 1, out.randomDoubles("x", 611, 2 * n), 0, 2 * n, y, 0, 2 * n, one);
    out.out("y", y).kernel("realFft.double").in("n", n).in("members", 1);
    double[] halves = new double[n + 2];
    RealFourier.forward(real, 1, out.randomDoubles("x", 612, n), 0, n, halves, 0, n + 2, one);
    out.out("y", halves).kernel("inverseRealFft.double").in("n", n).in("members", 1);
    double[] numbers = new double[n];
    RealFourier.inverse(real, 1, out.randomDoubles("x", 613, n + 2), 0, n + 2, numbers, 0, n, one);
    out.out("y", numbers);
  }

  private void fields(VectorText out, int rows, int columns) {
    FourierPlan down = FourierPlan.of(rows);
    FourierPlan along = FourierPlan.of(columns);
    RealFourierPlan real = RealFourierPlan.of(columns);
    int size = 2 * rows * columns;
    int half = 2 * rows * (columns / 2 + 1);
    double[] y = new double[size * MEMBERS];
    field(out, "fieldFft.double", rows, columns);
    Fourier.forwardField(down, along, MEMBERS, out.randomDoubles("x", 800 + rows, size * MEMBERS), 0, size, y, 0,
        size, one);
    out.out("y", y);
    field(out, "inverseFieldFft.double", rows, columns);
    Fourier.inverseField(down, along, MEMBERS, out.randomDoubles("x", 800 + rows, size * MEMBERS), 0, size, y, 0,
        size, one);
    out.out("y", y);
    double[] halves = new double[half * MEMBERS];
    field(out, "realFieldFft.double", rows, columns);
    RealFourier.forwardField(down, real, MEMBERS, out.randomDoubles("x", 801 + rows, rows * columns * MEMBERS), 0,
        rows * columns, halves, 0, half, one);
    out.out("y", halves);
    double[] numbers = new double[rows * columns * MEMBERS];
    field(out, "inverseRealFieldFft.double", rows, columns);
    RealFourier.inverseField(down, real, MEMBERS, out.randomDoubles("x", 802 + rows, half * MEMBERS), 0, half, numbers,
        0, rows * columns, one);
    out.out("y", numbers);
  }

  private static VectorText field(VectorText out, String kernel, int rows, int columns) {
    return out.kernel(kernel).in("rows", rows).in("columns", columns).in("members", MEMBERS);
  }
}
