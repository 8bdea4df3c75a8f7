// Master of FloatGateConformance: the float version is generated from this file.
package org.isobit.verify.neural;

import org.isobit.gpu.neural.GatesCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.neural.GatesReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link org.isobit.kernels.neural.Gates}: rows with something between them, of all kinds. */
public abstract class GateConformance extends VectorConformance {

  GateConformance(String name) {
    super(name);
  }

  @Override
  void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink) {
    int rows = n > 600 ? 1 : 3;
    for (Gate kind : Gate.values()) {
      double[] x = wide(inputs, 1 + rows * (2 * n + 3), special);
      run(implementation, kind, rows, n, x, inputs, sink);
    }
  }

  abstract void run(Backend implementation, Gate kind, int rows, int n, double[] x, Inputs inputs, BitSink sink);

  /** Forward. */
  public static final class Forward extends GateConformance {
    /** Made by the service loader. */
    public Forward() {
      super("gate");
    }

    @Override
    void run(Backend implementation, Gate kind, int rows, int n, double[] x, Inputs inputs, BitSink sink) {
      double[] y = inputs.doubles(2 + rows * (n + 1));
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(GatesCuda.class, GatesCuda::new).forward(kind, rows, n, device.of(x), 1,
            2 * n + 3, device.of(y), 2, n + 1));
      } else {
        GatesReference.of(implementation).forward(kind, rows, n, x, 1, 2 * n + 3, y, 2, n + 1);
      }
      sink.add(y);
    }
  }

  /** Backward. */
  public static final class Backward extends GateConformance {
    /** Made by the service loader. */
    public Backward() {
      super("gateGradient");
    }

    @Override
    void run(Backend implementation, Gate kind, int rows, int n, double[] x, Inputs inputs, BitSink sink) {
      double[] dy = inputs.doubles(2 + rows * (n + 1));
      double[] dx = inputs.doubles(3 + rows * (2 * n + 2));
      GatesReference.of(implementation).backward(kind, rows, n, x, 1, 2 * n + 3, dy, 2, n + 1, dx, 3, 2 * n + 2);
      sink.add(dx);
    }
  }

  /** Tangent. */
  public static final class Tangent extends GateConformance {
    /** Made by the service loader. */
    public Tangent() {
      super("gateTangent");
    }

    @Override
    void run(Backend implementation, Gate kind, int rows, int n, double[] x, Inputs inputs, BitSink sink) {
      double[] dx = inputs.doubles(3 + rows * (2 * n + 2));
      double[] dy = inputs.doubles(2 + rows * (n + 1));
      GatesReference.of(implementation).tangent(kind, rows, n, x, 1, 2 * n + 3, dx, 3, 2 * n + 2, dy, 2, n + 1);
      sink.add(dy);
    }
  }
}
