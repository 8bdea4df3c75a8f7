// Master of FloatNeuralCudaTest: the float version is generated from this file.
package org.isobit.gpu.neural;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.ActivationsReference;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseReference;
import org.isobit.kernels.neural.SoftmaxReference;
import org.junit.jupiter.api.Test;

/** Activations, their gradients and dense layers against their references. */
class NeuralCudaTest extends CudaTest {

  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.REFERENCE);
  private static final DenseReference DENSE = DenseReference.of(Backend.REFERENCE);
  private static final SoftmaxReference SOFTMAX = SoftmaxReference.of(Backend.REFERENCE);
  private static final int N = 600;
  private static final double SLOPE = 0.01;

  @Test
  void activationsGiveTheBitsOfTheReference() {
    Numbers numbers = new Numbers(1);
    double[] x = numbers.specialDoubles(N);
    double[] dy = numbers.doubles(N);
    for (int i = 0; i < N / 2; i++) {
      x[i] *= 10.0;
    }
    inEveryOrder(() -> {
      ActivationsCuda activations = new ActivationsCuda(stream);
      for (Activation kind : Activation.values()) {
        double[] expected = new double[N];
        double[] gradient = new double[N];
        double[] actual = new double[N];
        ACTIVATIONS.forward(kind, SLOPE, N, x, 0, expected, 0);
        ACTIVATIONS.backward(kind, SLOPE, N, x, 0, dy, 0, gradient, 0);
        try (DeviceArray dx = device.doubles(N); DeviceArray g = device.doubles(N); DeviceArray y = device.doubles(N)) {
          dx.copyFrom(x, stream);
          g.copyFrom(dy, stream);
          activations.forward(kind, SLOPE, 3, N / 3, dx, 0, N / 3, y, 0, N / 3);
          activations.backward(kind, SLOPE, 1, N, dx, 0, N, g, 0, N, g, 0, N);
          y.copyTo(actual, stream);
          assertBits(expected, actual, kind.name());
          g.copyTo(actual, stream);
          assertBits(gradient, actual, kind + " gradient");
        }
      }
    });
  }

  @Test
  void layersGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      dense(new DenseLayer(3, 4, false, Activation.TANH, 0.0), 1, true);
      dense(new DenseLayer(40, 70, true, Activation.LEAKY_RELU, 0.1), 33, true);
      dense(new DenseLayer(20, 9, false, Activation.RELU, 0.0), 130, false);
      dense(new DenseLayer(20, 9, false, Activation.IDENTITY, 0.0), 0, true);
    });
  }

  private void dense(DenseLayer layer, int batch, boolean biased) {
    Numbers numbers = new Numbers(layer.weights());
    int ldx = layer.inputs() + 1;
    int ldy = layer.outputs() + 2;
    double[] x = numbers.doubles(batch * ldx + 1);
    double[] w = numbers.doubles(layer.weights());
    double[] b = numbers.doubles(layer.outputs());
    double[] y = numbers.doubles(batch * ldy + 1);
    double[] actual = new double[y.length];
    try (DeviceArray dx = device.doubles(x.length); DeviceArray dw = device.doubles(w.length);
        DeviceArray db = device.doubles(b.length); DeviceArray dy = device.doubles(y.length)) {
      dx.copyFrom(x, stream);
      dw.copyFrom(w, stream);
      db.copyFrom(b, stream);
      dy.copyFrom(y, stream);
      new DenseCuda(stream).forward(layer, batch, dx, 0, ldx, dw, 0, biased ? db : null, 0, dy, 1, ldy);
      dy.copyTo(actual, stream);
    }
    // The last row ends where its elements end.
    double[] whole = java.util.Arrays.copyOf(y, y.length + 2);
    DENSE.forward(layer, batch, x, 0, ldx, w, 0, biased ? b : null, 0, whole, 1, ldy);
    assertBits(java.util.Arrays.copyOf(whole, y.length), actual, layer + " " + batch);
  }

  @Test
  void softmaxGivesTheBitsOfTheReference() {
    inEveryOrder(() -> {
      softmax(3, 1, 0);
      softmax(2, 5, 1);
      softmax(4, 65, 1);
      softmax(2, 200, 0);
      softmax(1, 9000, 0);
    });
  }

  private void softmax(int rows, int n, int special) {
    Numbers numbers = new Numbers(rows * 100L + n);
    int ld = n + 1;
    double[] x = special == 1 ? numbers.specialDoubles(rows * ld) : numbers.doubles(rows * ld);
    double[] dy = numbers.doubles(rows * ld);
    double[] actual = new double[x.length];
    double[] gradient = new double[x.length];
    SoftmaxCuda softmax = new SoftmaxCuda(stream);
    try (DeviceArray y = device.doubles(x.length); DeviceArray g = device.doubles(x.length)) {
      y.copyFrom(x, stream);
      g.copyFrom(dy, stream);
      softmax.forward(rows, n, y, 0, ld, y, 0, ld);
      softmax.backward(rows, n, y, 0, ld, g, 0, ld, g, 0, ld);
      y.copyTo(actual, stream);
      g.copyTo(gradient, stream);
      assertThrows(IllegalArgumentException.class, () -> softmax.forward(1, 0, y, 0, 1, y, 0, 1));
    }
    SOFTMAX.forward(rows, n, x, 0, ld, x, 0, ld);
    assertBits(x, actual, "softmax " + n);
    SOFTMAX.backward(rows, n, x, 0, ld, dy, 0, ld, dy, 0, ld);
    assertBits(dy, gradient, "softmax gradient " + n);
  }

  @Test
  void overlapIsRefused() {
    DenseCuda dense = new DenseCuda(stream);
    try (DeviceArray x = device.doubles(100)) {
      assertThrows(IllegalArgumentException.class, () -> dense.forward(DenseLayer.of(3, 4, Activation.TANH), 5, x, 0, 3,
          x, 15, null, 0, x, 20, 4));
      assertThrows(IllegalArgumentException.class, () -> dense.forward(DenseLayer.of(3, 4, Activation.TANH), -1, x, 0,
          3, x, 15, null, 0, x, 40, 4));
    }
  }
}
