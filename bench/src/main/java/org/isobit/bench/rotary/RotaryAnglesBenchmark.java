package org.isobit.bench.rotary;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.rotary.FloatRotaryAnglesReference;
import org.isobit.kernels.rotary.FloatRotaryGradientReference;
import org.isobit.kernels.rotary.FloatRotaryReference;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Learned rotary positions of 8 heads of 64 elements on a grid of 40 columns in float, on one thread: angles and what
 * they turn, of one sample, and the gradient of the frequencies.
 */
@State(Scope.Thread)
public class RotaryAnglesBenchmark implements KernelBenchmark {

  private static final int HEADS = 8;
  private static final int SIZE = 64;
  private static final int LD = HEADS * SIZE;

  /** Tokens. */
  @Param({"400", "1600"})
  public int tokens;

  /** Which kernel. */
  @Param({"rotaryAngles", "rotaryGradient"})
  public String kernel;

  /** Whose loop. */
  @Param({"simd", "reference"})
  public String implementation;

  private RotaryLayout layout;
  private FloatRotaryAnglesReference angles;
  private FloatRotaryReference rotary;
  private FloatRotaryGradientReference gradient;
  private float[] frequencies;
  private float[] factors;
  private float[] x;
  private float[] y;
  private float[] df;

  /** Makes the benchmark. */
  public RotaryAnglesBenchmark() {}

  /** Makes frequencies and tokens. */
  @Setup
  public void prepare() {
    layout = new RotaryLayout(RotaryPairing.HALVES, 40, tokens, HEADS, SIZE / 2);
    angles = FloatRotaryAnglesReference.of(KernelBenchmark.backend(implementation));
    rotary = FloatRotaryReference.of(KernelBenchmark.backend(implementation));
    gradient = FloatRotaryGradientReference.of(KernelBenchmark.backend(implementation));
    frequencies = new Inputs(1).floats(layout.frequencies());
    factors = new float[layout.angles()];
    x = new Inputs(2).floats(tokens * LD);
    y = new Inputs(3).floats(tokens * LD);
    df = new float[layout.frequencies()];
  }

  /** All tokens and heads. */
  @Benchmark
  public void run() {
    if (kernel.equals("rotaryAngles")) {
      angles.fill(layout, 0, tokens, frequencies, 0, factors, 0);
      rotary.turn(layout, factors, 0, 1.0f, 0, tokens, tokens, 1, SIZE, x, 0, LD, y, 0, LD);
    } else {
      gradient.backward(layout, 0, HEADS, tokens, tokens, 1, SIZE, x, 0, LD, y, 0, LD, df, 0, false);
    }
  }

  @Override
  public Work work() {
    double elements = (double) tokens * LD;
    return kernel.equals("rotaryAngles") ? new Work("rotaryAngles.float", "8 heads of 64", 43 * elements, 12 * elements,
        tokens) : new Work("rotaryGradient.float", "8 heads of 64", 2.5 * elements, 8 * elements, tokens);
  }

  @Override
  public double[] output() {
    float[] made = kernel.equals("rotaryAngles") ? y : df;
    double[] all = new double[made.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = made[i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 0.0;
  }
}
