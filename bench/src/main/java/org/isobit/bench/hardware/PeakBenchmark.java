package org.isobit.bench.hardware;

import java.util.Arrays;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.SpeciesSimd;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The arithmetic ceiling: fused multiply-adds in registers, one core. */
@State(Scope.Thread)
public class PeakBenchmark implements KernelBenchmark {

  private static final int STEPS = 10_000;

  /** Number type. */
  @Param({"double", "float"})
  public String type;

  /** The width of SIMD, or one number at a time. */
  @Param({"simd", "reference"})
  public String implementation;

  private final double[] doubles = new double[SpeciesSimd.DOUBLE.length()];
  private final float[] floats = new float[SpeciesSimd.FLOAT.length()];
  private double factor = 0.5;

  /** Makes the benchmark. */
  public PeakBenchmark() {}

  /** One run of {@value #STEPS} steps. */
  @Benchmark
  public void fma() {
    boolean isDouble = type.equals("double");
    if (implementation.equals("reference")) {
      Arrays.fill(doubles, scalarChain(isDouble ? doubles.length : floats.length));
      Arrays.fill(floats, (float) doubles[0]);
    } else if (isDouble) {
      PeakSimd.fmaDouble(STEPS, factor, doubles);
    } else {
      PeakSimd.fmaFloat(STEPS, (float) factor, floats);
    }
  }

  /** The same number of operations on scalars, lane by lane: x ← x/2 + 1/2 from 0 tends to 1 exactly. */
  private double scalarChain(int lanes) {
    double sum = 0;
    for (int lane = 0; lane < lanes; lane++) {
      sum = 0;
      for (int chain = 0; chain < PeakSimd.CHAINS; chain++) {
        double x = 0;
        for (int i = 0; i < STEPS; i++) {
          x = Math.fma(x, factor, 1 - factor);
        }
        sum += x;
      }
    }
    return sum;
  }

  @Override
  public Work work() {
    return new Work("fma-peak." + type, "ceiling",
        type.equals("double") ? PeakSimd.doubleFlops(STEPS) : PeakSimd.floatFlops(STEPS), 0);
  }

  @Override
  public double[] output() {
    double[] out = doubles.clone();
    if (type.equals("float")) {
      out = new double[floats.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = floats[i];
      }
    }
    return out;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
