// Master of FloatDiffusionConformance: the float version is generated from this file.
package org.isobit.verify.column;

import java.util.Arrays;
import org.isobit.gpu.column.DiffusionCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Diffusion;
import org.isobit.kernels.column.DiffusionReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Columns around vectors and strips, zeros of both signs, the largest and smallest numbers, refusals, threads. */
public abstract class DiffusionConformance implements Conformance {

  /** The largest exchange, and the largest reciprocal. */
  private static final double LARGEST = 0x1p500; // float: private static final float LARGEST = 0x1p60f;

  private static final double[] SCALES = {1.0, 0x1p5, 0x1p-20, 0x1p20, 0x1p-5};

  private final String name;

  DiffusionConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    ColumnCases.run(cases, (n, lanes, variant) -> {
      sink.label(name + " n=" + n + " lanes=" + lanes + " variant=" + variant);
      run(implementation, n, lanes, variant, new Inputs(n * 4096L + 3 * lanes + variant), sink);
    });
  }

  abstract void run(Backend implementation, int n, int lanes, int variant, Inputs inputs, BitSink sink);

  /** {@link Diffusion#factor}. */
  public static final class Factor extends DiffusionConformance {

    /** Made by the service loader. */
    public Factor() {
      super("diffusionFactor");
    }

    @Override
    void run(Backend implementation, int n, int lanes, int variant, Inputs inputs, BitSink sink) {
      double[] e = positive(inputs, n * lanes + 1, variant);
      double[] r = positive(inputs, n + 2, variant);
      for (int i = 0; i < e.length && variant == ColumnCases.ZEROS; i += 2) {
        e[i] = i % 4 == 0 ? 0.0 : -0.0;
      }
      Arrays.fill(e, 1, 1 + lanes, Double.NaN); // is not read
      factor(implementation, n, lanes, e, r, inputs, sink);
      if (variant == ColumnCases.SPECIAL && n > 1) {
        refusals(implementation, n, lanes, e, r, inputs, sink);
      }
    }

    /** From 2^−21 to 2^21, or what is special of what is allowed. */
    private static double[] positive(Inputs inputs, int length, int variant) {
      double[] x = variant == ColumnCases.SPECIAL ? inputs.specialDoubles(length) : inputs.doubles(length);
      for (int i = 0; i < length; i++) {
        double size = Math.abs(x[i]);
        if (variant == ColumnCases.SPECIAL) {
          x[i] = size > 0.0 && size <= LARGEST ? size : LARGEST;
        } else {
          x[i] = (0.5 + size) * SCALES[i % SCALES.length];
        }
      }
      return x;
    }

    /** Each kind of refusal in columns of its own. */
    private static void refusals(Backend implementation, int n, int lanes, double[] e, double[] r, Inputs inputs,
        BitSink sink) {
      double[] bad = {-Double.MIN_VALUE, -LARGEST, Math.nextUp(LARGEST), Double.POSITIVE_INFINITY, Double.NaN};
      for (int kind = 0; kind < bad.length; kind++) {
        double[] exchange = e.clone();
        int level = 1 + (int) ((inputs.nextLong() >>> 1) % (n - 1));
        int first = (int) ((inputs.nextLong() >>> 1) % lanes);
        for (int l = first; l < lanes; l += 1 + kind) {
          exchange[1 + level * lanes + l] = bad[kind];
        }
        factor(implementation, n, lanes, exchange, r, inputs, sink);
      }
    }

    /** The first column that is refused or else −1 and the factors, with others' numbers around them. */
    private static void factor(Backend implementation, int n, int lanes, double[] e, double[] r, Inputs inputs,
        BitSink sink) {
      double[] f = inputs.doubles(3 * n * lanes + 5);
      int refused = -1;
      if (implementation == Backend.CUDA) {
        int[] levels = new int[lanes];
        OnDevice.run(device -> device.kernels(DiffusionCuda.class, DiffusionCuda::new).factor(n, lanes, device.of(e), 1,
            device.of(r), 2, device.of(f), 4, device.of(levels), 0));
        for (int l = lanes - 1; l >= 0; l--) {
          refused = levels[l] < 0 ? refused : l;
        }
      } else if (lanes == ColumnCases.PARALLEL && Conformance.isFacade(implementation)) {
        Diffusion.factor(n, lanes, e, 1, r, 2, f, 4, Workers.shared());
      } else {
        refused = DiffusionReference.of(implementation).factor(n, 0, lanes, lanes, e, 1, r, 2, f, 4);
      }
      sink.add(refused);
      if (refused < 0) {
        sink.add(f);
      }
    }
  }

  /** {@link Diffusion#step}. */
  public static final class Step extends DiffusionConformance {

    /** Made by the service loader. */
    public Step() {
      super("diffusionStep");
    }

    @Override
    void run(Backend implementation, int n, int lanes, int variant, Inputs inputs, BitSink sink) {
      int fields = (n + lanes) % 4;
      int ldf = n * lanes + variant;
      double[] r = inputs.doubles(n + 1);
      double[] f = inputs.doubles(3 * n * lanes + 2);
      int size = fields * ldf + 3;
      double[] c = variant == ColumnCases.SPECIAL ? inputs.specialDoubles(size) : inputs.doubles(size);
      if (variant == ColumnCases.ZEROS) {
        TridiagonalConformance.zeros(f);
        TridiagonalConformance.zeros(c);
      }
      // What is not read, whatever it is.
      Arrays.fill(f, 2, 2 + 3 * lanes, Double.NaN);
      double[] work = new double[Math.max(1, fields) * n * lanes + 4];
      Arrays.fill(work, Double.NaN);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(DiffusionCuda.class, DiffusionCuda::new).step(n, lanes, device.of(r), 1,
            device.of(f), 2, fields, device.of(c), 3, ldf, device.of(work), 4));
      } else if (lanes == ColumnCases.PARALLEL && Conformance.isFacade(implementation)) {
        Diffusion.step(n, lanes, r, 1, f, 2, fields, c, 3, ldf, work, 4, Workers.shared());
      } else {
        DiffusionReference.of(implementation).step(n, 0, lanes, lanes, r, 1, f, 2, fields, c, 3, ldf, work, 4);
      }
      sink.add(c);
    }
  }
}
