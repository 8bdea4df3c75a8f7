// Master of FloatOptimizerConformance: the float version is generated from this file.
package org.isobit.verify.neural;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.OptimizersReference;
import org.isobit.kernels.neural.SamplingReference;
import org.isobit.kernels.reduce.ReduceReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Inputs;

/** Optimisers, a few steps each, and random masks and samples. */
public abstract class OptimizerConformance extends VectorConformance {

  OptimizerConformance(String name) {
    super(name);
  }

  /** {@link org.isobit.kernels.neural.Optimizers#momentum}. */
  public static final class Momentum extends OptimizerConformance {
    /** Made by the service loader. */
    public Momentum() {
      super("momentum");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] p = inputs.doubles(n + 1);
      double[] v = new double[n + 2];
      for (int step = 0; step < 2; step++) {
        double[] g = wide(inputs, n + 3, special);
        OptimizersReference.of(implementation).momentum(0.01, 0.9, 0.001, n, p, 1, g, 3, v, 2);
      }
      sink.add(p);
      sink.add(v);
    }
  }

  /** {@link org.isobit.kernels.neural.Optimizers#adam}. */
  public static final class Adam extends OptimizerConformance {
    /** Made by the service loader. */
    public Adam() {
      super("adam");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] p = inputs.doubles(n + 1);
      double[] m = new double[n + 2];
      double[] v = new double[n];
      AdamRates rates = new AdamRates(0x1p-7, 0.875, 0.984375, 0x1p-27, n % 2 == 0 ? 0x1p-6 : 0.0);
      for (int step = 1; step <= 3; step++) {
        double[] g = wide(inputs, n + 3, special);
        OptimizersReference.of(implementation).adam(rates, step * step, n, p, 1, g, 3, m, 2, v, 0);
      }
      sink.add(p);
      sink.add(m);
      sink.add(v);
    }
  }

  /** {@link org.isobit.kernels.neural.Optimizers#rmsProp}. */
  public static final class RmsProp extends OptimizerConformance {
    /** Made by the service loader. */
    public RmsProp() {
      super("rmsProp");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] p = inputs.doubles(n + 1);
      double[] v = new double[n + 2];
      for (int step = 0; step < 2; step++) {
        double[] g = wide(inputs, n + 3, special);
        OptimizersReference.of(implementation).rmsProp(0.01, 0.9, 1e-7, // float: FloatOptimizersReference.of(implementation).rmsProp(0.01, 0.9, 1e-7,
            n, p, 1, g, 3, v, 2);
      }
      sink.add(p);
      sink.add(v);
    }
  }

  /** {@link org.isobit.kernels.neural.Optimizers#adagrad}. */
  public static final class Adagrad extends OptimizerConformance {
    /** Made by the service loader. */
    public Adagrad() {
      super("adagrad");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] p = inputs.doubles(n + 1);
      double[] v = new double[n + 2];
      Arrays.fill(v, n % 2 == 0 ? 0.1 : 0.0);
      for (int step = 0; step < 2; step++) {
        double[] g = wide(inputs, n + 3, special);
        OptimizersReference.of(implementation).adagrad(0.01, 1e-7, n, p, 1, g, 3, v, 2);
      }
      sink.add(p);
      sink.add(v);
    }
  }

  /** {@link org.isobit.kernels.neural.Optimizers#average}. */
  public static final class Average extends OptimizerConformance {
    /** Made by the service loader. */
    public Average() {
      super("average");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] e = inputs.doubles(n + 2);
      for (int step = 0; step < 2; step++) {
        double[] p = wide(inputs, n + 1, special);
        OptimizersReference.of(implementation).average(0.01, n, p, 1, e, 2);
      }
      sink.add(e);
    }
  }

  /** {@link org.isobit.kernels.neural.Optimizers#clip}. */
  public static final class Clip extends OptimizerConformance {
    /** Made by the service loader. */
    public Clip() {
      super("clip");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] g = wide(inputs, n + 1, special);
      OptimizersReference.of(implementation).scale(n, 0.5 / ReduceReference.of(implementation).norm2(n, g, 1), g, 1);
      sink.add(g);
    }
  }

  /** {@link org.isobit.kernels.neural.Sampling#dropout}. */
  public static final class Dropout extends OptimizerConformance {
    /** Made by the service loader. */
    public Dropout() {
      super("dropout");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] x = wide(inputs, n + 1, special);
      double[] y = new double[n + 2];
      SamplingReference.of(implementation).dropout(0.3, 7, -5, n % 3, n, x, 1, y, 2);
      sink.add(y);
    }
  }

  /** {@link org.isobit.kernels.neural.Sampling#sample}. */
  public static final class Sample extends OptimizerConformance {
    /** Made by the service loader. */
    public Sample() {
      super("sample");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] m = wide(inputs, n + 1, special);
      double[] r = wide(inputs, n + 2, special);
      double[] z = new double[n + 3];
      SamplingReference.of(implementation).sample(7, -5, n % 3, n, m, 1, r, 2, z, 3);
      sink.add(z);
    }
  }

  /** {@link org.isobit.kernels.neural.Sampling#sampleGradient}. */
  public static final class SampleGradient extends OptimizerConformance {
    /** Made by the service loader. */
    public SampleGradient() {
      super("sampleGradient");
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] r = wide(inputs, n + 2, special);
      double[] dz = inputs.doubles(n + 1);
      double[] dm = inputs.doubles(n + 3);
      double[] dr = inputs.doubles(n);
      SamplingReference.of(implementation).sampleGradient(7, -5, n % 3, n, r, 2, dz, 1, dm, 3, dr, 0);
      sink.add(dm);
      sink.add(dr);
    }
  }
}
