// Master of FloatActivationConformance: the float version is generated from this file.
package org.isobit.verify.neural;

import java.util.EnumSet;
import java.util.Set;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.neural.ActivationsCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.ActivationsReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/**
 * {@link org.isobit.kernels.neural.Activations}: every kind, into another array and in place. The first nine kinds are
 * one kernel of the catalogue and what came later another, so that hashes stay.
 */
public abstract class ActivationConformance extends VectorConformance {

  private static final double SLOPE = 0.125;
  private static final Set<Activation> FIRST = EnumSet.range(Activation.IDENTITY, Activation.SOFTPLUS);
  private static final Set<Activation> FURTHER = EnumSet.complementOf(EnumSet.range(Activation.IDENTITY,
      Activation.SOFTPLUS));

  private final Set<Activation> kinds;

  ActivationConformance(String name, Set<Activation> kinds) {
    super(name);
    this.kinds = kinds;
  }

  /** The first nine kinds, in order. */
  static Activation[] first() {
    return FIRST.toArray(new Activation[0]);
  }

  final Set<Activation> kinds() {
    return kinds;
  }

  /** Forward. */
  public static class Forward extends ActivationConformance {
    /** Made by the service loader. */
    public Forward() {
      super("activation", FIRST);
    }

    private Forward(String name, Set<Activation> kinds) {
      super(name, kinds);
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] x = wide(inputs, n + 1, special);
      for (Activation kind : kinds()) {
        double[] y = new double[n + 2];
        double[] z = x.clone();
        if (implementation == Backend.CUDA) {
          OnDevice.run(device -> {
            ActivationsCuda cuda = device.kernels(ActivationsCuda.class, ActivationsCuda::new);
            int ld = Math.max(1, n);
            cuda.forward(kind, SLOPE, 1, n, device.of(x), 1, ld, device.of(y), 2, ld);
            cuda.forward(kind, SLOPE, 1, n, device.of(z), 1, ld, device.of(z), 1, ld);
          });
        } else {
          ActivationsReference kernels = ActivationsReference.of(implementation);
          kernels.forward(kind, SLOPE, n, x, 1, y, 2);
          kernels.forward(kind, SLOPE, n, z, 1, z, 1);
        }
        sink.add(y);
        sink.add(z);
      }
    }
  }

  /** Backward. */
  public static class Backward extends ActivationConformance {
    /** Made by the service loader. */
    public Backward() {
      super("activationGradient", FIRST);
    }

    private Backward(String name, Set<Activation> kinds) {
      super(name, kinds);
    }

    @Override
    void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] x = wide(inputs, n + 1, special);
      double[] dy = inputs.doubles(n + 2);
      for (Activation kind : kinds()) {
        double[] dx = new double[n + 3];
        double[] stored = x.clone();
        double[] dz = dy.clone();
        if (implementation == Backend.CUDA) {
          OnDevice.run(device -> {
            ActivationsCuda cuda = device.kernels(ActivationsCuda.class, ActivationsCuda::new);
            backward(cuda, kind, n, device.of(stored), device.of(dy), 2, device.of(dx), 3);
            backward(cuda, kind, n, device.of(stored), device.of(dz), 2, device.of(dz), 2);
            backward(cuda, kind, n, device.of(stored), device.of(dy), 2, device.of(stored), 1);
          });
        } else {
          ActivationsReference kernels = ActivationsReference.of(implementation);
          kernels.backward(kind, SLOPE, n, stored, 1, dy, 2, dx, 3);
          kernels.backward(kind, SLOPE, n, stored, 1, dz, 2, dz, 2);
          kernels.backward(kind, SLOPE, n, stored, 1, dy, 2, stored, 1);
        }
        sink.add(dx);
        sink.add(dz);
        sink.add(stored);
      }
    }

    private static void backward(ActivationsCuda cuda, Activation kind, int n, DeviceArray stored, DeviceArray dy,
        int dyOffset, DeviceArray dx, int dxOffset) {
      int ld = Math.max(1, n);
      cuda.backward(kind, SLOPE, 1, n, stored, 1, ld, dy, dyOffset, ld, dx, dxOffset, ld);
    }
  }

  /** Forward, kinds that came later. */
  public static final class FurtherForward extends Forward {
    /** Made by the service loader. */
    public FurtherForward() {
      super("furtherActivation", FURTHER);
    }
  }

  /** Backward, kinds that came later. */
  public static final class FurtherBackward extends Backward {
    /** Made by the service loader. */
    public FurtherBackward() {
      super("furtherActivationGradient", FURTHER);
    }
  }
}
