// Master of FloatDenseConformance: the float version is generated from this file.
package org.isobit.verify.neural;

import org.isobit.gpu.neural.DenseCuda;
import org.isobit.gpu.neural.SoftmaxCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseReference;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseStackReference;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.kernels.neural.SoftmaxReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Dense layers and softmax: small, narrow and wide shapes, more than one run of terms, every kind of activation. */
public abstract class DenseConformance implements Conformance {

  private static final int[][] SHORT = {{1, 3, 5}, {5, 4, 9}, {3, 19, 2}};
  private static final int[][] FULL = {{1, 1, 1}, {1, 2, 32}, {1, 70, 200}, {2, 32, 32}, {3, 33, 31}, {6, 32, 32},
      {6, 32, 1}, {7, 5, 64}, {11, 17, 65}, {12, 64, 64}, {13, 40, 96}, {16, 100, 130}, {25, 300, 70}, {40, 20, 600},
      {4, 257, 48}, {130, 37, 41}, {2, 4097, 33}, {14, 8200, 17}, {1, 4100, 130}, {0, 3, 4}};
  private static final int DEEP = 4100;

  private final String name;

  DenseConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] s : SHORT) {
      run(implementation, s[0], s[1], s[2], s[1] % 2 == 0, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int[] s : FULL) {
      run(implementation, s[0], s[1], s[2], false, sink);
      run(implementation, s[0], s[1], s[2], true, sink);
    }
    run(implementation, DEEP, 3, 5, false, sink);
  }

  private void run(Backend implementation, int batch, int inputs, int outputs, boolean variant, BitSink sink) {
    sink.label(name + " batch=" + batch + " inputs=" + inputs + " outputs=" + outputs + (variant ? " variant" : ""));
    Activation[] kinds = ActivationConformance.first();
    Activation kind = kinds[(batch + inputs + outputs + (variant ? 1 : 0)) % kinds.length];
    run(implementation, new DenseLayer(inputs, outputs, variant, kind, 0.25), batch, sink);
  }

  abstract void run(Backend implementation, DenseLayer layer, int batch, BitSink sink);

  /** Plain weights, with and without bias. */
  public static final class Forward extends DenseConformance {
    /** Made by the service loader. */
    public Forward() {
      super("dense");
    }

    @Override
    void run(Backend implementation, DenseLayer layer, int batch, BitSink sink) {
      Inputs inputs = new Inputs(layer.weights() + batch);
      int ldx = layer.inputs() + batch % 3;
      int ldy = layer.outputs() + layer.inputs() % 2;
      double[] x = inputs.doubles(1 + batch * ldx);
      double[] w = inputs.specialDoubles(2 + layer.weights());
      double[] bias = layer.outputs() % 3 == 2 ? null : inputs.doubles(3 + layer.outputs());
      double[] y = inputs.doubles(1 + batch * ldy);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(DenseCuda.class, DenseCuda::new)
            .forward(layer, batch, device.of(x), 1, ldx, device.of(w), 2, device.of(bias), 3, device.of(y), 1, ldy));
      } else {
        DenseReference.of(implementation).forward(layer, batch, x, 1, ldx, w, 2, bias, 3, y, 1, ldy);
      }
      sink.add(y);
    }
  }

  /** Packed weights. */
  public static final class Packed extends DenseConformance {
    /** Made by the service loader. */
    public Packed() {
      super("packedDense");
    }

    @Override
    void run(Backend implementation, DenseLayer layer, int batch, BitSink sink) {
      Inputs inputs = new Inputs(layer.weights() + batch);
      int ldx = layer.inputs() + batch % 3;
      int ldy = layer.outputs() + layer.inputs() % 2;
      double[] x = inputs.doubles(1 + batch * ldx);
      double[] w = inputs.doubles(2 + layer.weights());
      double[] bias = inputs.doubles(3 + layer.outputs());
      double[] y = inputs.doubles(1 + batch * ldy);
      DenseWeights weights = DenseWeights.of(layer, w, 2, bias, 3);
      DenseReference.of(implementation).forward(weights, batch, x, 1, ldx, y, 1, ldy);
      sink.add(y);
    }
  }

  /** Gradients, fresh and accumulated. */
  public static final class Backward extends DenseConformance {
    /** Made by the service loader. */
    public Backward() {
      super("denseGradient");
    }

    @Override
    void run(Backend implementation, DenseLayer layer, int batch, BitSink sink) {
      Inputs inputs = new Inputs(layer.weights() + batch);
      int k = layer.inputs();
      int n = layer.outputs();
      int ldx = k + batch % 3;
      int ldy = n + k % 2;
      double[] x = inputs.doubles(1 + batch * ldx);
      double[] w = inputs.doubles(2 + layer.weights());
      double[] stored = inputs.doubles(batch * ldy);
      double[] dy = inputs.doubles(1 + batch * ldy);
      double[] dx = n % 5 == 4 ? null : inputs.doubles(1 + batch * ldx);
      double[] dw = inputs.doubles(1 + layer.weights());
      double[] db = k % 5 == 4 ? null : inputs.doubles(2 + n);
      boolean accumulate = batch % 2 == 1;
      DenseReference.of(implementation).backward(layer, batch, x, 1, ldx, w, 2, stored, 0, ldy, dy, 1, ldy, dx, 1, ldx,
          dw, 1, db, 2, accumulate);
      sink.add(dy);
      sink.add(dw);
      if (dx != null) {
        sink.add(dx);
      }
      if (db != null) {
        sink.add(db);
      }
    }
  }

  /** Packed weights, layer after layer: inputs, outputs, a narrow one, outputs, one output. */
  public static final class Stack extends DenseConformance {
    private static final int MIDDLE = 9;

    /** Made by the service loader. */
    public Stack() {
      super("denseStack");
    }

    @Override
    void run(Backend implementation, DenseLayer layer, int batch, BitSink sink) {
      Inputs inputs = new Inputs(layer.weights() + batch);
      int n = layer.outputs();
      DenseStack stack = DenseStack.of(packed(inputs, layer), packed(inputs, DenseLayer.of(n, MIDDLE, Activation.TANH)),
          packed(inputs, DenseLayer.of(MIDDLE, n, layer.activation())),
          packed(inputs, DenseLayer.of(n, layer.transposed() ? 1 : n, Activation.IDENTITY)));
      int ldx = layer.inputs() + batch % 3;
      int ldy = stack.outputs() + layer.inputs() % 2;
      double[] x = inputs.doubles(1 + batch * ldx);
      double[] y = inputs.doubles(1 + batch * ldy);
      DenseStackReference.of(implementation).forward(stack, batch, x, 1, ldx, y, 1, ldy, Workers.serial());
      sink.add(y);
    }

    private static DenseWeights packed(Inputs inputs, DenseLayer layer) {
      return DenseWeights.of(layer, inputs.doubles(layer.weights()), 0, inputs.doubles(layer.outputs()), 0);
    }
  }

  /** Softmax of batch rows of so many outputs. */
  public static final class RowSoftmax extends DenseConformance {
    /** Made by the service loader. */
    public RowSoftmax() {
      super("softmax");
    }

    @Override
    void run(Backend implementation, DenseLayer layer, int batch, BitSink sink) {
      Inputs inputs = new Inputs(layer.weights() + batch);
      int n = layer.outputs();
      double[] x = layer.transposed() ? inputs.specialDoubles(1 + batch * (n + 1))
          : inputs.doubles(1 + batch * (n + 1));
      double[] y = new double[batch * (n + 2)];
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(SoftmaxCuda.class, SoftmaxCuda::new)
            .forward(batch, n, device.of(x), 1, n + 1, device.of(y), 0, n + 2));
      } else {
        SoftmaxReference.of(implementation).forward(batch, n, x, 1, n + 1, y, 0, n + 2);
      }
      sink.add(y);
    }
  }

  /** Its gradient. */
  public static final class RowSoftmaxGradient extends DenseConformance {
    /** Made by the service loader. */
    public RowSoftmaxGradient() {
      super("softmaxGradient");
    }

    @Override
    void run(Backend implementation, DenseLayer layer, int batch, BitSink sink) {
      Inputs inputs = new Inputs(layer.weights() + batch);
      int n = layer.outputs();
      double[] y = inputs.doubles(1 + batch * (n + 1));
      double[] dy = inputs.doubles(batch * (n + 2));
      double[] dx = new double[3 + batch * n];
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(SoftmaxCuda.class, SoftmaxCuda::new)
            .backward(batch, n, device.of(y), 1, n + 1, device.of(dy), 0, n + 2, device.of(dx), 3, n));
      } else {
        SoftmaxReference.of(implementation).backward(batch, n, y, 1, n + 1, dy, 0, n + 2, dx, 3, n);
      }
      sink.add(dx);
    }
  }
}
