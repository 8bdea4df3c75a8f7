// Master of FloatGruConformance: the float version is generated from this file.
package org.isobit.verify.recurrent;

import org.isobit.gpu.recurrent.GruGatesCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.recurrent.GruGatesReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link org.isobit.kernels.recurrent.GruGates}. */
public abstract class GruConformance extends CellConformance {

  GruConformance(String name) {
    super(name);
  }

  /** {@link org.isobit.kernels.recurrent.GruGates#forward}. */
  public static final class Forward extends GruConformance {
    /** Made by the service loader. */
    public Forward() {
      super("gruGates");
    }

    @Override
    void run(Backend implementation, int rows, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] gates = wide(inputs, rows, 4 * n + 1, special);
      double[] h = wide(inputs, rows, n + 2, special);
      double[] next = wide(inputs, rows, n + 3, false);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(GruGatesCuda.class, GruGatesCuda::new).forward(rows, n, device.of(gates),
            1, 4 * n + 1, device.of(h), 1, n + 2, device.of(next), 1, n + 3));
      } else {
        GruGatesReference.of(implementation).forward(rows, n, gates, 1, 4 * n + 1, h, 1, n + 2, next, 1, n + 3);
      }
      sink.add(gates);
      sink.add(next);
    }
  }

  /** {@link org.isobit.kernels.recurrent.GruGates#backward}. */
  public static final class Backward extends GruConformance {
    /** Made by the service loader. */
    public Backward() {
      super("gruGatesGradient");
    }

    @Override
    void run(Backend implementation, int rows, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] gates = wide(inputs, rows, 4 * n + 1, special);
      double[] h = wide(inputs, rows, n + 2, special);
      double[] dnext = wide(inputs, rows, n + 3, special);
      double[] dh = wide(inputs, rows, n + 1, false);
      double[] dz = wide(inputs, rows, 4 * n + 2, false);
      GruGatesReference.of(implementation).backward(rows, n, gates, 1, 4 * n + 1, h, 1, n + 2, dnext, 1, n + 3, dh, 1,
          n + 1, dz, 1, 4 * n + 2);
      sink.add(dh);
      sink.add(dz);
    }
  }

  /** {@link org.isobit.kernels.recurrent.GruGates#tangent}. */
  public static final class Tangent extends GruConformance {
    /** Made by the service loader. */
    public Tangent() {
      super("gruGatesTangent");
    }

    @Override
    void run(Backend implementation, int rows, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] gates = wide(inputs, rows, 4 * n + 1, special);
      double[] h = wide(inputs, rows, n + 2, special);
      double[] dz = wide(inputs, rows, 4 * n + 3, special);
      double[] dh = wide(inputs, rows, n + 1, special);
      double[] dnext = wide(inputs, rows, n + 2, false);
      GruGatesReference.of(implementation).tangent(rows, n, gates, 1, 4 * n + 1, h, 1, n + 2, dz, 1, 4 * n + 3, dh, 1,
          n + 1, dnext, 1, n + 2);
      sink.add(dnext);
    }
  }
}
