// Master of FloatLstmConformance: the float version is generated from this file.
package org.isobit.verify.recurrent;

import org.isobit.gpu.recurrent.LstmGatesCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.recurrent.LstmGatesReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link org.isobit.kernels.recurrent.LstmGates}. */
public abstract class LstmConformance extends CellConformance {

  LstmConformance(String name) {
    super(name);
  }

  /** {@link org.isobit.kernels.recurrent.LstmGates#forward}. */
  public static final class Forward extends LstmConformance {
    /** Made by the service loader. */
    public Forward() {
      super("lstmGates");
    }

    @Override
    void run(Backend implementation, int rows, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] gates = wide(inputs, rows, 4 * n + 1, special);
      double[] c = wide(inputs, rows, n + 2, special);
      double[] next = wide(inputs, rows, n + 3, false);
      double[] h = wide(inputs, rows, n + 1, false);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(LstmGatesCuda.class, LstmGatesCuda::new).forward(rows, n,
            device.of(gates), 1, 4 * n + 1, device.of(c), 1, n + 2, device.of(next), 1, n + 3, device.of(h), 1, n + 1));
      } else {
        LstmGatesReference.of(implementation).forward(rows, n, gates, 1, 4 * n + 1, c, 1, n + 2, next, 1, n + 3, h, 1,
            n + 1);
      }
      sink.add(gates);
      sink.add(next);
      sink.add(h);
    }
  }

  /** {@link org.isobit.kernels.recurrent.LstmGates#backward}. */
  public static final class Backward extends LstmConformance {
    /** Made by the service loader. */
    public Backward() {
      super("lstmGatesGradient");
    }

    @Override
    void run(Backend implementation, int rows, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] gates = wide(inputs, rows, 4 * n + 1, special);
      double[] c = wide(inputs, rows, n + 2, special);
      double[] next = wide(inputs, rows, n + 3, special);
      double[] dh = wide(inputs, rows, n + 1, special);
      double[] dc = wide(inputs, rows, n + 2, special);
      double[] dz = wide(inputs, rows, 4 * n + 3, false);
      LstmGatesReference.of(implementation).backward(rows, n, gates, 1, 4 * n + 1, c, 1, n + 2, next, 1, n + 3, dh, 1,
          n + 1, dc, 1, n + 2, dz, 1, 4 * n + 3);
      sink.add(dc);
      sink.add(dz);
    }
  }

  /** {@link org.isobit.kernels.recurrent.LstmGates#tangent}. */
  public static final class Tangent extends LstmConformance {
    /** Made by the service loader. */
    public Tangent() {
      super("lstmGatesTangent");
    }

    @Override
    void run(Backend implementation, int rows, int n, boolean special, Inputs inputs, BitSink sink) {
      double[] gates = wide(inputs, rows, 4 * n + 1, special);
      double[] c = wide(inputs, rows, n + 2, special);
      double[] next = wide(inputs, rows, n + 3, special);
      double[] dz = wide(inputs, rows, 4 * n + 1, special);
      double[] dc = wide(inputs, rows, n + 2, special);
      double[] dh = wide(inputs, rows, n + 3, false);
      LstmGatesReference.of(implementation).tangent(rows, n, gates, 1, 4 * n + 1, c, 1, n + 2, next, 1, n + 3, dz, 1,
          4 * n + 1, dc, 1, n + 2, dh, 1, n + 3);
      sink.add(dc);
      sink.add(dh);
    }
  }
}
