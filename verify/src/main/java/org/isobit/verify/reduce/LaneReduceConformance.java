// Master of FloatLaneReduceConformance: the float version is generated from this file.
package org.isobit.verify.reduce;

import java.util.Arrays;
import org.isobit.gpu.reduce.LaneReduceCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.LaneReduce;
import org.isobit.kernels.reduce.LaneReduceReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Columns around vector and block borders, few and many rows, padding, special values, threads. */
public abstract class LaneReduceConformance implements Conformance {

  private static final int[][] SHORT = {{1, 1}, {2, 5}, {3, 17}, {6, 35}};
  private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 8, 40};
  private static final int[][] BORDERS = {{5, 1023}, {6, 1024}, {7, 1025}, {3, 2047}, {2, 2049}, {9, 4101}, {2, 8195},
      {300, 70}};
  private static final int[] PARALLEL = {20, 5003};

  private final String name;

  LaneReduceConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] shape : SHORT) {
      run(implementation, shape[0], shape[1], 0, false, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n = 0; n <= 35; n++) {
      for (int rows : ROWS) {
        run(implementation, rows, n, (n + rows) % 4, false, sink);
      }
    }
    for (int[] shape : BORDERS) {
      run(implementation, shape[0], shape[1], shape[0] % 4, false, sink);
    }
    run(implementation, PARALLEL[0], PARALLEL[1], 3, true, sink);
  }

  private void run(Backend implementation, int rows, int n, int variant, boolean large, BitSink sink) {
    sink.label(name + " rows=" + rows + " n=" + n + " variant=" + variant);
    Inputs inputs = new Inputs(rows * 65536L + n);
    int ld = n + 1 + variant;
    double[] x = variant == 1 ? inputs.specialDoubles(rows * ld + variant) : inputs.doubles(rows * ld + variant);
    double[] y = variant == 2 ? inputs.specialDoubles(rows * ld + 1) : inputs.doubles(rows * ld + 1);
    double[] mean = inputs.doubles(n + 1);
    double[] s = new double[n + 4];
    Arrays.fill(s, 7.0);
    if (large && Conformance.isFacade(implementation)) {
      parallel(rows, n, x, variant, ld, y, mean, s);
    } else if (implementation == Backend.CUDA) {
      OnDevice.run(device -> cuda(device.kernels(LaneReduceCuda.class, LaneReduceCuda::new), device, rows, n, x,
          variant, ld, y, mean, s));
    } else {
      run(LaneReduceReference.of(implementation), rows, n, x, variant, ld, y, mean, s);
    }
    sink.add(s);
  }

  /** y, mean and s have offset 1; y has the leading dimension of x. */
  abstract void run(LaneReduceReference kernels, int rows, int n, double[] x, int xo, int ld, double[] y, double[] mean,
      double[] s);

  void parallel(int rows, int n, double[] x, int xo, int ld, double[] y, double[] mean, double[] s) {
    run(LaneReduceReference.of(Backend.SIMD), rows, n, x, xo, ld, y, mean, s);
  }

  abstract void cuda(LaneReduceCuda cuda, OnDevice device, int rows, int n, double[] x, int xo, int ld, double[] y,
      double[] mean, double[] s);

  /** {@link LaneReduce#sum}. */
  public static final class Sum extends LaneReduceConformance {
    /** Made by the service loader. */
    public Sum() {
      super("laneSum");
    }

    @Override
    void run(LaneReduceReference kernels, int rows, int n, double[] x, int xo, int ld, double[] y, double[] mean,
        double[] s) {
      kernels.sum(rows, n, x, xo, ld, s, 1);
    }

    @Override
    void cuda(LaneReduceCuda cuda, OnDevice device, int rows, int n, double[] x, int xo, int ld, double[] y,
        double[] mean, double[] s) {
      cuda.sum(rows, n, device.of(x), xo, ld, device.of(s), 1);
    }
  }

  /** {@link LaneReduce#mean(int, int, double[], long, int, double[], long)}. */
  public static final class Mean extends LaneReduceConformance {
    /** Made by the service loader. */
    public Mean() {
      super("laneMean");
    }

    @Override
    void run(LaneReduceReference kernels, int rows, int n, double[] x, int xo, int ld, double[] y, double[] mean,
        double[] s) {
      kernels.mean(rows, n, x, xo, ld, s, 1);
    }

    @Override
    void parallel(int rows, int n, double[] x, int xo, int ld, double[] y, double[] mean, double[] s) {
      LaneReduce.mean(rows, n, x, xo, ld, s, 1, Workers.shared());
    }

    @Override
    void cuda(LaneReduceCuda cuda, OnDevice device, int rows, int n, double[] x, int xo, int ld, double[] y,
        double[] mean, double[] s) {
      cuda.mean(rows, n, device.of(x), xo, ld, device.of(s), 1);
    }
  }

  /** {@link LaneReduce#dot}. */
  public static final class Dot extends LaneReduceConformance {
    /** Made by the service loader. */
    public Dot() {
      super("laneDot");
    }

    @Override
    void run(LaneReduceReference kernels, int rows, int n, double[] x, int xo, int ld, double[] y, double[] mean,
        double[] s) {
      kernels.dot(rows, n, x, xo, ld, y, 1, ld, s, 1);
    }

    @Override
    void cuda(LaneReduceCuda cuda, OnDevice device, int rows, int n, double[] x, int xo, int ld, double[] y,
        double[] mean, double[] s) {
      cuda.dot(rows, n, device.of(x), xo, ld, device.of(y), 1, ld, device.of(s), 1);
    }
  }

  /** {@link LaneReduce#squaredDeviations}. */
  public static final class SquaredDeviations extends LaneReduceConformance {
    /** Made by the service loader. */
    public SquaredDeviations() {
      super("laneSquaredDeviations");
    }

    @Override
    void run(LaneReduceReference kernels, int rows, int n, double[] x, int xo, int ld, double[] y, double[] mean,
        double[] s) {
      kernels.squaredDeviations(rows, n, x, xo, ld, mean, 1, s, 1);
    }

    @Override
    void cuda(LaneReduceCuda cuda, OnDevice device, int rows, int n, double[] x, int xo, int ld, double[] y,
        double[] mean, double[] s) {
      cuda.squaredDeviations(rows, n, device.of(x), xo, ld, device.of(mean), 1, device.of(s), 1);
    }
  }
}
