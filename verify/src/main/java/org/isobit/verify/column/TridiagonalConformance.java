// Master of FloatTridiagonalConformance: the float version is generated from this file.
package org.isobit.verify.column;

import org.isobit.gpu.column.TridiagonalCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Tridiagonal;
import org.isobit.kernels.column.TridiagonalReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Columns around vectors and strips of them, short and long ones, zeros of both signs, special values, threads. */
public abstract class TridiagonalConformance implements Conformance {

  private static final int[][] SHORT = {{1, 3}, {2, 9}, {3, 17}, {4, 37}};
  private static final int[] ROWS = {1, 2, 3, 7};
  private static final int[] WIDE = {48, 63, 64, 65, 71, 100, 129};

  /** So many elements that threads share them. */
  private static final int[] PARALLEL = {50, 1501};

  private final String name;

  TridiagonalConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] shape : SHORT) {
      for (int variant = 0; variant < 3; variant++) {
        run(implementation, shape[0], shape[1], variant, sink);
      }
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n : ROWS) {
      for (int lanes = 1; lanes <= 37; lanes++) {
        run(implementation, n, lanes, (n + lanes) % 3, sink);
      }
      for (int lanes : WIDE) {
        run(implementation, n, lanes, (n + lanes) % 3, sink);
      }
    }
    for (int[] shape : new int[][] {{50, 40}, {100, 11}, PARALLEL}) {
      run(implementation, shape[0], shape[1], 0, sink);
    }
  }

  private void run(Backend implementation, int n, int lanes, int variant, BitSink sink) {
    sink.label(name + " n=" + n + " lanes=" + lanes + " variant=" + variant);
    run(implementation, n, lanes, variant, new Inputs(n * 4096L + 3 * lanes + variant), sink);
  }

  /** Variant 1 has special values, variant 2 zeros of both signs. */
  abstract void run(Backend implementation, int n, int lanes, int variant, Inputs inputs, BitSink sink);

  /** Every second element becomes a zero, of either sign. */
  static double[] zeros(double[] x) {
    for (int i = 0; i < x.length; i += 2) {
      x[i] = x[i] < 0.0 ? -0.0 : 0.0;
    }
    return x;
  }

  /** {@link Tridiagonal#factor}. */
  public static final class Factor extends TridiagonalConformance {

    /** Made by the service loader. */
    public Factor() {
      super("tridiagonalFactor");
    }

    @Override
    void run(Backend implementation, int n, int lanes, int variant, Inputs inputs, BitSink sink) {
      int size = n * lanes;
      double[] a = inputs.doubles(size + 1);
      double[] b = inputs.doubles(size + 2);
      double[] c = inputs.doubles(size + 3);
      for (int i = 0; i < b.length; i++) {
        b[i] = b[i] < 0.0 ? b[i] - 2.0 : b[i] + 2.0;
      }
      if (variant == 2) {
        zeros(a);
        zeros(c);
      }
      // What is not read, whatever it is.
      a[1] = Double.NaN;
      c[3 + size - 1] = Double.POSITIVE_INFINITY;
      factor(implementation, n, lanes, a, b, c, inputs, sink);
      if (variant == 1) {
        refusals(implementation, n, lanes, a, b, c, inputs, sink);
      }
    }

    /** Each kind of refusal in a column of its own, those of higher ones having one, too. */
    private static void refusals(Backend implementation, int n, int lanes, double[] a, double[] b, double[] c,
        Inputs inputs, BitSink sink) {
      double[] bad = {0.0, -0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY};
      for (int kind = 0; kind < 3 * bad.length; kind++) {
        double[] diagonal = b.clone();
        double[] lower = a.clone();
        double[] upper = c.clone();
        int row = (int) ((inputs.nextLong() >>> 1) % n);
        int first = (int) ((inputs.nextLong() >>> 1) % lanes);
        for (int l = first; l < lanes; l += 1 + kind) {
          int at = row * lanes + l;
          if (kind >= 2 * bad.length && row < n - 1) {
            upper[3 + at] = bad[kind % bad.length];
          } else if (kind >= bad.length && row > 0) {
            lower[1 + at] = bad[kind % bad.length];
          } else {
            lower[1 + at] = 0.0;
            diagonal[2 + at] = bad[kind % bad.length];
          }
        }
        factor(implementation, n, lanes, lower, diagonal, upper, inputs, sink);
      }
      double[] lower = a.clone();
      double[] diagonal = b.clone();
      for (int l = lanes / 2; l < lanes && n > 1; l++) { // p overflows, while its pivot and reciprocal do not
        lower[1 + lanes + l] = Double.MAX_VALUE;
        diagonal[2 + l] = Double.MAX_VALUE;
        diagonal[2 + lanes + l] = 0.5;
      }
      factor(implementation, n, lanes, lower, diagonal, c, inputs, sink);
    }

    /** The first column that is refused or else −1 and the factors, with others' numbers around them. */
    private static void factor(Backend implementation, int n, int lanes, double[] a, double[] b, double[] c,
        Inputs inputs, BitSink sink) {
      double[] f = inputs.doubles(3 * n * lanes + 5);
      int refused = -1;
      if (implementation == Backend.CUDA) {
        int[] rows = new int[lanes];
        OnDevice.run(device -> device.kernels(TridiagonalCuda.class, TridiagonalCuda::new).factor(n, lanes,
            device.of(a), 1, device.of(b), 2, device.of(c), 3, device.of(f), 4, device.of(rows), 0));
        for (int l = lanes - 1; l >= 0; l--) {
          refused = rows[l] < 0 ? refused : l;
        }
      } else if (lanes == PARALLEL[1] && Conformance.isFacade(implementation)) {
        Tridiagonal.factor(n, lanes, a, 1, b, 2, c, 3, f, 4, Workers.shared());
      } else {
        refused = TridiagonalReference.of(implementation).factor(n, 0, lanes, lanes, a, 1, b, 2, c, 3, f, 4);
      }
      sink.add(refused);
      if (refused < 0) {
        sink.add(f);
      }
    }
  }

  /** {@link Tridiagonal#solve}. */
  public static final class Solve extends TridiagonalConformance {

    /** Made by the service loader. */
    public Solve() {
      super("tridiagonalSolve");
    }

    @Override
    void run(Backend implementation, int n, int lanes, int variant, Inputs inputs, BitSink sink) {
      int fields = (n + lanes) % 4;
      int ldf = n * lanes + variant;
      double[] f = inputs.doubles(3 * n * lanes + 1);
      double[] x = variant == 1 ? inputs.specialDoubles(fields * ldf + 3) : inputs.doubles(fields * ldf + 3);
      if (variant == 2) {
        zeros(f);
        zeros(x);
      }
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(TridiagonalCuda.class, TridiagonalCuda::new).solve(n, lanes,
            device.of(f), 1, fields, device.of(x), 2, ldf));
      } else if (lanes == PARALLEL[1] && Conformance.isFacade(implementation)) {
        Tridiagonal.solve(n, lanes, f, 1, fields, x, 2, ldf, Workers.shared());
      } else {
        TridiagonalReference.of(implementation).solve(n, 0, lanes, lanes, f, 1, fields, x, 2, ldf);
      }
      sink.add(x);
    }
  }
}
