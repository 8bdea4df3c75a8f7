// Master of FloatChannelNormConformance: the float version is generated from this file.
package org.isobit.verify.normalization;

import org.isobit.gpu.normalization.BatchNormCuda;
import org.isobit.gpu.normalization.GroupNormCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.normalization.BatchNorm;
import org.isobit.kernels.normalization.ChannelNormReference;
import org.isobit.kernels.normalization.ChannelVectors;
import org.isobit.kernels.normalization.GroupNorm;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/**
 * {@link GroupNorm} and {@link BatchNorm}: pixels around vectors, vectors around partials and chunks that end within
 * segments, with and without γ and β, what is not wanted, special values, threads.
 */
public abstract class ChannelNormConformance implements Conformance {

  /** Batch, channels, pixels, groups. */
  private static final int[][] SHORT = {{2, 4, 1, 2}, {1, 3, 7, 3}, {3, 6, 19, 1}};
  private static final int[][] LONG = {{2, 4, 1100, 2}, {3, 6, 700, 3}, {5, 3, 900, 1}, {70, 2, 63, 2}, {4100, 2, 1, 1},
      {9000, 1, 1, 1}, {2, 1, 5000, 1}, {1, 9, 1025, 1}, {2, 5, 4096, 5}, {130, 7, 65, 7}, {33, 12, 16, 4},
      {1, 1, 1, 1}};

  /** So many elements that threads share them. */
  private static final int[] PARALLEL = {12, 24, 256, 6};

  private static final double EPS = 0x1p-10;

  private final String name;
  private final boolean grouped;

  ChannelNormConformance(String name, boolean grouped) {
    this.name = name;
    this.grouped = grouped;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] shape : SHORT) {
      run(implementation, shape, false, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int pixels = 1; pixels <= 35; pixels++) {
      for (int groups = 1; groups <= 3; groups++) {
        int[] shape = {1 + pixels % 4, groups * (1 + pixels % 3), pixels, groups};
        run(implementation, shape, false, sink);
        run(implementation, shape, true, sink);
      }
    }
    for (int[] shape : LONG) {
      run(implementation, shape, false, sink);
    }
    run(implementation, PARALLEL, false, sink);
  }

  private void run(Backend implementation, int[] shape, boolean special, BitSink sink) {
    int batch = shape[0];
    int channels = shape[1];
    int pixels = shape[2];
    int groups = grouped ? shape[3] : 0;
    sink.label(name + " batch=" + batch + " channels=" + channels + " pixels=" + pixels + " groups=" + groups
        + (special ? " special" : ""));
    Inputs inputs = new Inputs(((batch * 31L + channels) * 31 + pixels) * 64 + 2 * groups + (special ? 1 : 0));
    boolean threads = shape == PARALLEL && Conformance.isFacade(implementation);
    run(implementation, new ChannelVectors(batch, channels, pixels, groups), special, threads, inputs, sink);
  }

  abstract void run(Backend implementation, ChannelVectors v, boolean special, boolean threads, Inputs inputs,
      BitSink sink);

  private static int size(ChannelVectors v) {
    return v.batch() * v.channels() * v.pixels();
  }

  private static int kept(ChannelVectors v) {
    return (v.groups() == 0 ? 3 : 2) * v.count();
  }

  private static double[] numbers(Inputs inputs, int n, boolean special) {
    return RowNormConformance.numbers(inputs, n, special);
  }

  /** Forward. */
  abstract static class Forward extends ChannelNormConformance {
    Forward(String name, boolean grouped) {
      super(name, grouped);
    }

    @Override
    void run(Backend implementation, ChannelVectors v, boolean special, boolean threads, Inputs inputs, BitSink sink) {
      int pixels = v.pixels();
      double[] x = numbers(inputs, size(v) + 1, special && pixels % 3 == 0);
      double[] gamma = pixels % 4 == 3 ? null : numbers(inputs, v.channels() + 1, special && pixels % 3 == 1);
      double[] beta = gamma == null || pixels % 4 == 2 ? null
          : numbers(inputs, v.channels(), special && pixels % 3 == 2);
      double[] y = inputs.doubles(size(v) + 3);
      double[] stored = pixels % 5 == 4 ? null : inputs.doubles(kept(v) + 2);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(GroupNormCuda.class, GroupNormCuda::new).forward(v.batch(), v.channels(),
            pixels, v.groups(), EPS, device.of(x), 1, device.of(gamma), 1, device.of(beta), 0, device.of(y), 2,
            device.of(stored), 1));
      } else if (threads && v.groups() > 0) {
        GroupNorm.forward(v.batch(), v.channels(), pixels, v.groups(), EPS, x, 1, gamma, 1, beta, 0, y, 2, stored, 1,
            Workers.shared());
      } else if (threads) {
        BatchNorm.forward(v.batch(), v.channels(), pixels, EPS, x, 1, gamma, 1, beta, 0, y, 2, stored, 1,
            Workers.shared());
      } else {
        ChannelNormReference.of(implementation).forward(v, 0, v.count(), EPS, x, 1, gamma, 1, beta, 0, y, 2, stored, 1);
      }
      sink.add(y);
      if (stored != null) {
        sink.add(stored);
      }
    }
  }

  /** Gradients. */
  abstract static class Backward extends ChannelNormConformance {
    Backward(String name, boolean grouped) {
      super(name, grouped);
    }

    @Override
    void run(Backend implementation, ChannelVectors v, boolean special, boolean threads, Inputs inputs, BitSink sink) {
      int pixels = v.pixels();
      int channels = v.channels();
      double[] x = numbers(inputs, size(v) + 1, special && pixels % 4 == 0);
      double[] gamma = pixels % 4 == 3 ? null : numbers(inputs, channels + 1, special && pixels % 4 == 1);
      double[] stored = numbers(inputs, kept(v) + 2, special && pixels % 4 == 2);
      double[] dy = numbers(inputs, size(v) + 2, special && pixels % 4 == 3);
      double[] dx = inputs.doubles(size(v) + 3);
      double[] dgamma = pixels % 7 == 6 ? null : inputs.doubles(channels + 2);
      double[] dbeta = pixels % 7 == 5 ? null : inputs.doubles(channels + 1);
      boolean accumulate = pixels % 2 == 1;
      if (threads && v.groups() > 0) {
        GroupNorm.backward(v.batch(), channels, pixels, v.groups(), x, 1, gamma, 1, stored, 1, dy, 2, dx, 2, dgamma, 1,
            dbeta, 0, accumulate, Workers.shared());
      } else if (threads) {
        BatchNorm.backward(v.batch(), channels, pixels, x, 1, gamma, 1, stored, 1, dy, 2, dx, 2, dgamma, 1, dbeta, 0,
            accumulate, Workers.shared());
      } else {
        ChannelNormReference kernels = ChannelNormReference.of(implementation);
        kernels.backward(v, 0, v.count(), x, 1, gamma, 1, stored, 1, dy, 2, dx, 2);
        kernels.parameters(v, 0, channels, x, 1, stored, 1, dy, 2, dgamma, 1, dbeta, 0, accumulate);
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
  abstract static class Tangent extends ChannelNormConformance {
    Tangent(String name, boolean grouped) {
      super(name, grouped);
    }

    @Override
    void run(Backend implementation, ChannelVectors v, boolean special, boolean threads, Inputs inputs, BitSink sink) {
      int pixels = v.pixels();
      double[] x = numbers(inputs, size(v) + 1, special && pixels % 4 == 0);
      double[] gamma = pixels % 4 == 3 ? null : numbers(inputs, v.channels() + 1, special && pixels % 4 == 1);
      double[] stored = numbers(inputs, kept(v) + 2, special && pixels % 4 == 2);
      double[] dx = numbers(inputs, size(v) + 2, special && pixels % 4 == 3);
      double[] dy = inputs.doubles(size(v) + 3);
      if (threads && v.groups() > 0) {
        GroupNorm.tangent(v.batch(), v.channels(), pixels, v.groups(), x, 1, gamma, 1, stored, 1, dx, 2, dy, 2,
            Workers.shared());
      } else if (threads) {
        BatchNorm.tangent(v.batch(), v.channels(), pixels, x, 1, gamma, 1, stored, 1, dx, 2, dy, 2, Workers.shared());
      } else {
        ChannelNormReference.of(implementation).tangent(v, 0, v.count(), x, 1, gamma, 1, stored, 1, dx, 2, dy, 2);
      }
      sink.add(dy);
    }
  }

  /** {@link BatchNorm#running}, by n and by n − 1. */
  public static final class Running extends ChannelNormConformance {
    /** Made by the service loader. */
    public Running() {
      super("batchNormRunning", false);
    }

    @Override
    void run(Backend implementation, ChannelVectors v, boolean special, boolean threads, Inputs inputs, BitSink sink) {
      int channels = v.channels() * v.pixels(); // as many as vectors and their ends need
      double[] stored = numbers(inputs, 3 * channels + 1, special && channels % 2 == 0);
      double[] running = numbers(inputs, 2 * channels + 3, special && channels % 2 == 1);
      ChannelNormReference kernels = ChannelNormReference.of(implementation);
      kernels.running(channels, 7, 0.125, stored, 1, running, 2);
      sink.add(running);
    }
  }

  /** {@link BatchNorm#inference}. */
  public static final class Inference extends ChannelNormConformance {
    /** Made by the service loader. */
    public Inference() {
      super("batchNormInference", false);
    }

    @Override
    void run(Backend implementation, ChannelVectors v, boolean special, boolean threads, Inputs inputs, BitSink sink) {
      int pixels = v.pixels();
      double[] x = numbers(inputs, size(v) + 1, special && pixels % 4 == 0);
      double[] gamma = pixels % 4 == 3 ? null : numbers(inputs, v.channels() + 1, special && pixels % 4 == 1);
      double[] beta = gamma == null || pixels % 4 == 2 ? null
          : numbers(inputs, v.channels(), special && pixels % 4 == 3);
      double[] running = numbers(inputs, 2 * v.channels() + 2, special && pixels % 4 == 2);
      for (int i = 0; i < running.length && !special; i++) {
        running[i] = Math.abs(running[i]);
      }
      double[] y = inputs.doubles(size(v) + 3);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(BatchNormCuda.class, BatchNormCuda::new).inference(v.batch(),
            v.channels(), pixels, EPS, device.of(x), 1, device.of(gamma), 1, device.of(beta), 0, device.of(running), 1,
            device.of(y), 2));
      } else if (threads) {
        BatchNorm.inference(v.batch(), v.channels(), pixels, EPS, x, 1, gamma, 1, beta, 0, running, 1, y, 2,
            Workers.shared());
      } else {
        ChannelNormReference.of(implementation).inference(v, 0, v.batch(), EPS, x, 1, gamma, 1, beta, 0, running, 1, y,
            2);
      }
      sink.add(y);
    }
  }

  /** {@link GroupNorm#forward}. */
  public static final class Group extends Forward {
    /** Made by the service loader. */
    public Group() {
      super("groupNorm", true);
    }
  }

  /** {@link GroupNorm#backward}. */
  public static final class GroupGradient extends Backward {
    /** Made by the service loader. */
    public GroupGradient() {
      super("groupNormGradient", true);
    }
  }

  /** {@link GroupNorm#tangent}. */
  public static final class GroupTangent extends Tangent {
    /** Made by the service loader. */
    public GroupTangent() {
      super("groupNormTangent", true);
    }
  }

  /** {@link BatchNorm#forward}. */
  public static final class Batch extends Forward {
    /** Made by the service loader. */
    public Batch() {
      super("batchNorm", false);
    }
  }

  /** {@link BatchNorm#backward}. */
  public static final class BatchGradient extends Backward {
    /** Made by the service loader. */
    public BatchGradient() {
      super("batchNormGradient", false);
    }
  }

  /** {@link BatchNorm#tangent}. */
  public static final class BatchTangent extends Tangent {
    /** Made by the service loader. */
    public BatchTangent() {
      super("batchNormTangent", false);
    }
  }
}
