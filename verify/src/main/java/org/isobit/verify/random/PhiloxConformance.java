package org.isobit.verify.random;

import org.isobit.gpu.random.PhiloxCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.random.PhiloxReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Counts around vectors of blocks, odd and even starts, indices across 2^32, seeds and streams of all bits. */
public abstract class PhiloxConformance implements Conformance {

  private static final int[] SHORT = {1, 6, 41};
  private static final int LONGEST = 80;
  private static final int LARGE = 4099;

  private final String name;

  PhiloxConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name;
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int n : SHORT) {
      run(implementation, n, n, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n = 0; n <= LONGEST; n++) {
      for (int first = 0; first < 5; first++) {
        run(implementation, n, first, sink);
      }
      run(implementation, n, (1L << 34) - 40 + n % 7, sink);
    }
    run(implementation, LARGE, 1, sink);
    run(implementation, LARGE, Long.MAX_VALUE - LARGE, sink);
  }

  private void run(Backend implementation, int n, long first, BitSink sink) {
    sink.label(name + " n=" + n + " first=" + first);
    Inputs inputs = new Inputs(n + first);
    draw(implementation, inputs.nextLong(), inputs.nextLong(), first, n, sink);
  }

  abstract void draw(Backend implementation, long seed, long stream, long first, int n, BitSink sink);

  private static PhiloxCuda cuda(OnDevice device) {
    return device.kernels(PhiloxCuda.class, PhiloxCuda::new);
  }

  /** {@link Philox#words(long, long, long, int, int[], long)}. */
  public static final class Words extends PhiloxConformance {
    /** Made by the service loader. */
    public Words() {
      super("words.int");
    }

    @Override
    void draw(Backend implementation, long seed, long stream, long first, int n, BitSink sink) {
      int[] out = new int[n + 3];
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> cuda(device).words(seed, stream, first, n, device.of(out), 2));
      } else {
        PhiloxReference.of(implementation).words(seed, stream, first, n, out, 2);
      }
      for (int word : out) {
        sink.add(word);
      }
    }
  }

  /** {@link Philox#uniform(long, long, long, int, double[], long)}. */
  public static final class Uniform extends PhiloxConformance {
    /** Made by the service loader. */
    public Uniform() {
      super("uniform.double");
    }

    @Override
    void draw(Backend implementation, long seed, long stream, long first, int n, BitSink sink) {
      double[] out = new double[n + 3];
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> cuda(device).uniform(seed, stream, first, n, device.of(out), 2));
      } else {
        PhiloxReference.of(implementation).uniform(seed, stream, first, n, out, 2);
      }
      sink.add(out);
    }
  }

  /** {@link Philox#uniform(long, long, long, int, float[], long)}. */
  public static final class FloatUniform extends PhiloxConformance {
    /** Made by the service loader. */
    public FloatUniform() {
      super("uniform.float");
    }

    @Override
    void draw(Backend implementation, long seed, long stream, long first, int n, BitSink sink) {
      float[] out = new float[n + 3];
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> cuda(device).uniform(seed, stream, first, n, device.of(out), 2));
      } else {
        PhiloxReference.of(implementation).uniform(seed, stream, first, n, out, 2);
      }
      sink.add(out);
    }
  }

  /** {@link Philox#gaussian(long, long, long, int, double[], long)}. */
  public static final class Gaussian extends PhiloxConformance {
    /** Made by the service loader. */
    public Gaussian() {
      super("gaussian.double");
    }

    @Override
    void draw(Backend implementation, long seed, long stream, long first, int n, BitSink sink) {
      double[] out = new double[n + 3];
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> cuda(device).gaussian(seed, stream, first, n, device.of(out), 2));
      } else {
        PhiloxReference.of(implementation).gaussian(seed, stream, first, n, out, 2);
      }
      sink.add(out);
    }
  }

  /** {@link Philox#gaussian(long, long, long, int, float[], long)}. */
  public static final class FloatGaussian extends PhiloxConformance {
    /** Made by the service loader. */
    public FloatGaussian() {
      super("gaussian.float");
    }

    @Override
    void draw(Backend implementation, long seed, long stream, long first, int n, BitSink sink) {
      float[] out = new float[n + 3];
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> cuda(device).gaussian(seed, stream, first, n, device.of(out), 2));
      } else {
        PhiloxReference.of(implementation).gaussian(seed, stream, first, n, out, 2);
      }
      sink.add(out);
    }
  }
}
