// Master of FloatRowNormConformance: the float version is generated from this file.
package org.isobit.verify.normalization;

import org.isobit.gpu.normalization.LayerNormCuda;
import org.isobit.gpu.normalization.RmsNormCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.normalization.LayerNorm;
import org.isobit.kernels.normalization.RmsNorm;
import org.isobit.kernels.normalization.RowNormReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/**
 * {@link LayerNorm} and {@link RmsNorm}: lengths around vectors, partials and chunks, rows around blocks, with and
 * without γ and β, what is not wanted, leading dimensions, special values, threads.
 */
public abstract class RowNormConformance implements Conformance {

  private static final int[][] SHORT = {{2, 1}, {1, 7}, {3, 19}};
  private static final int[] LONG = {63, 64, 65, 127, 128, 129, 200, 1000, 1023, 1025, 2047, 2048, 2049, 4095, 4096,
      4097, 8193, 12301};

  /** Rows, n. */
  private static final int[][] MANY = {{0, 5}, {70, 5}, {67, 64}, {33, 33}, {130, 17}, {65, 100}};

  /** So many elements that threads share them. */
  private static final int[] PARALLEL = {700, 100};

  private static final double EPS = 0x1p-10;

  private final String name;
  private final boolean centred;

  RowNormConformance(String name, boolean centred) {
    this.name = name;
    this.centred = centred;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] shape : SHORT) {
      run(implementation, shape[0], shape[1], false, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n = 1; n <= 35; n++) {
      run(implementation, 1 + n % 5, n, false, sink);
      run(implementation, 1 + n % 4, n, true, sink);
    }
    for (int n : LONG) {
      run(implementation, 3, n, false, sink);
    }
    for (int[] shape : MANY) {
      run(implementation, shape[0], shape[1], false, sink);
    }
    run(implementation, PARALLEL[0], PARALLEL[1], false, sink);
  }

  private void run(Backend implementation, int rows, int n, boolean special, BitSink sink) {
    sink.label(name + " rows=" + rows + " n=" + n + (special ? " special" : ""));
    Inputs inputs = new Inputs(rows * 100_003L + 2L * n + (special ? 1 : 0));
    run(implementation, centred, rows, n, special, inputs, sink);
  }

  abstract void run(Backend implementation, boolean centred, int rows, int n, boolean special, Inputs inputs,
      BitSink sink);

  /** Numbers with a mean that is not 0, or special ones. */
  static double[] numbers(Inputs inputs, int n, boolean special) {
    double[] x = special ? inputs.specialDoubles(n) : inputs.doubles(n);
    for (int i = 0; i < n && !special; i++) {
      x[i] = 3.0 * x[i] + 0.75;
    }
    return x;
  }

  private static boolean byThreads(Backend implementation, int rows) {
    return rows == PARALLEL[0] && Conformance.isFacade(implementation);
  }

  /** Forward. */
  abstract static class Forward extends RowNormConformance {
    Forward(String name, boolean centred) {
      super(name, centred);
    }

    @Override
    void run(Backend implementation, boolean centred, int rows, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] x = numbers(inputs, rows * (n + 2) + 1, special && n % 3 == 0);
      double[] gamma = n % 4 == 3 ? null : numbers(inputs, n + 1, special && n % 3 == 1);
      double[] beta = gamma == null || n % 4 == 2 || !centred ? null : numbers(inputs, n, special && n % 3 == 2);
      double[] y = inputs.doubles(rows * (n + 1) + 3);
      double[] stored = n % 5 == 4 ? null : inputs.doubles(2 * rows + 2);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> onDevice(device, centred, rows, n, x, gamma, beta, y, stored));
      } else if (byThreads(implementation, rows) && centred) {
        LayerNorm.forward(rows, n, EPS, x, 1, n + 2, gamma, 1, beta, 0, y, 3, n + 1, stored, 1, Workers.shared());
      } else if (byThreads(implementation, rows)) {
        RmsNorm.forward(rows, n, EPS, x, 1, n + 2, gamma, 1, y, 3, n + 1, stored, 1 + rows, Workers.shared());
      } else {
        RowNormReference.of(implementation).forward(centred, rows, n, EPS, x, 1, n + 2, gamma, 1, beta, 0, y, 3, n + 1,
            stored, 1, 1 + rows);
      }
      sink.add(y);
      if (stored != null) {
        sink.add(stored);
      }
    }
  }

  private static void onDevice(OnDevice device, boolean centred, int rows, int n, double[] x, double[] gamma,
      double[] beta, double[] y, double[] stored) {
    if (centred) {
      device.kernels(LayerNormCuda.class, LayerNormCuda::new).forward(rows, n, EPS, device.of(x), 1, n + 2,
          device.of(gamma), 1, device.of(beta), 0, device.of(y), 3, n + 1, device.of(stored), 1);
    } else {
      device.kernels(RmsNormCuda.class, RmsNormCuda::new).forward(rows, n, EPS, device.of(x), 1, n + 2,
          device.of(gamma), 1, device.of(y), 3, n + 1, device.of(stored), 1 + rows);
    }
  }

  /** Gradients. */
  abstract static class Backward extends RowNormConformance {
    Backward(String name, boolean centred) {
      super(name, centred);
    }

    @Override
    void run(Backend implementation, boolean centred, int rows, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] x = numbers(inputs, rows * (n + 2) + 1, special && n % 4 == 0);
      double[] gamma = n % 4 == 3 ? null : numbers(inputs, n + 1, special && n % 4 == 1);
      double[] stored = numbers(inputs, 2 * rows + 2, special && n % 4 == 2);
      double[] dy = numbers(inputs, rows * (n + 3) + 2, special && n % 4 == 3);
      double[] dx = inputs.doubles(rows * (n + 1) + 3);
      double[] dgamma = n % 7 == 6 ? null : inputs.doubles(n + 2);
      double[] dbeta = n % 7 == 5 || !centred ? null : inputs.doubles(n + 1);
      boolean accumulate = n % 2 == 1;
      if (byThreads(implementation, rows) && centred) {
        LayerNorm.backward(rows, n, x, 1, n + 2, gamma, 1, stored, 1, dy, 2, n + 3, dx, 3, n + 1, dgamma, 2, dbeta, 1,
            accumulate, Workers.shared());
      } else if (byThreads(implementation, rows)) {
        RmsNorm.backward(rows, n, x, 1, n + 2, gamma, 1, stored, 1 + rows, dy, 2, n + 3, dx, 3, n + 1, dgamma, 2,
            accumulate, Workers.shared());
      } else {
        RowNormReference kernels = RowNormReference.of(implementation);
        kernels.backward(centred, rows, n, x, 1, n + 2, gamma, 1, stored, 1, 1 + rows, dy, 2, n + 3, dx, 3, n + 1);
        kernels.parameters(centred, rows, n, x, 1, n + 2, stored, 1, 1 + rows, dy, 2, n + 3, dgamma, 2, dbeta, 1,
            accumulate);
      }
      sink.add(dx);
      if (dgamma != null) {
        sink.add(dgamma);
      }
      if (dbeta != null) {
        sink.add(dbeta);
      }
    }
  }

  /** Tangent. */
  abstract static class Tangent extends RowNormConformance {
    Tangent(String name, boolean centred) {
      super(name, centred);
    }

    @Override
    void run(Backend implementation, boolean centred, int rows, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] x = numbers(inputs, rows * (n + 2) + 1, special && n % 4 == 0);
      double[] gamma = n % 4 == 3 ? null : numbers(inputs, n + 1, special && n % 4 == 1);
      double[] stored = numbers(inputs, 2 * rows + 2, special && n % 4 == 2);
      double[] dx = numbers(inputs, rows * (n + 3) + 2, special && n % 4 == 3);
      double[] dy = inputs.doubles(rows * (n + 1) + 3);
      if (byThreads(implementation, rows) && centred) {
        LayerNorm.tangent(rows, n, x, 1, n + 2, gamma, 1, stored, 1, dx, 2, n + 3, dy, 3, n + 1, Workers.shared());
      } else if (byThreads(implementation, rows)) {
        RmsNorm.tangent(rows, n, x, 1, n + 2, gamma, 1, stored, 1 + rows, dx, 2, n + 3, dy, 3, n + 1,
            Workers.shared());
      } else {
        RowNormReference.of(implementation).tangent(centred, rows, n, x, 1, n + 2, gamma, 1, stored, 1, 1 + rows, dx, 2,
            n + 3, dy, 3, n + 1);
      }
      sink.add(dy);
    }
  }

  /** {@link LayerNorm#forward}. */
  public static final class Layer extends Forward {
    /** Made by the service loader. */
    public Layer() {
      super("layerNorm", true);
    }
  }

  /** {@link LayerNorm#backward}. */
  public static final class LayerGradient extends Backward {
    /** Made by the service loader. */
    public LayerGradient() {
      super("layerNormGradient", true);
    }
  }

  /** {@link LayerNorm#tangent}. */
  public static final class LayerTangent extends Tangent {
    /** Made by the service loader. */
    public LayerTangent() {
      super("layerNormTangent", true);
    }
  }

  /** {@link RmsNorm#forward}. */
  public static final class Rms extends Forward {
    /** Made by the service loader. */
    public Rms() {
      super("rmsNorm", false);
    }
  }

  /** {@link RmsNorm#backward}. */
  public static final class RmsGradient extends Backward {
    /** Made by the service loader. */
    public RmsGradient() {
      super("rmsNormGradient", false);
    }
  }

  /** {@link RmsNorm#tangent}. */
  public static final class RmsTangent extends Tangent {
    /** Made by the service loader. */
    public RmsTangent() {
      super("rmsNormTangent", false);
    }
  }
}
