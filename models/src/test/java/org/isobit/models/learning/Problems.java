// Master of FloatProblems: the float version is generated from this file.
package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.SupervisedObjective;

/** Numbers and networks that several tests use. */
public final class Problems {

  private Problems() {}

  public static double[] gaussian(long seed, int n) {
    double[] x = new double[n];
    Philox.gaussian(seed, 0, 0, n, x, 0);
    return x;
  }

  /** Bits, not values. */
  public static void assertSameBits(double[] expected, double[] actual, String what) {
    long[] a = new long[expected.length]; // float: int[] a = new int[expected.length];
    long[] b = new long[actual.length]; // float: int[] b = new int[actual.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = Double.doubleToRawLongBits(expected[i]);
    }
    for (int i = 0; i < b.length; i++) {
      b[i] = Double.doubleToRawLongBits(actual[i]);
    }
    assertArrayEquals(a, b, what);
  }

  /** Every kind of layer, and more than a few samples of which fit a block of the inference pass. */
  public static Network everything() {
    return Network.of(Shape.of(3, 7), Layers.affine(0.5, 0.1), Layers.dense(33, Activation.GELU),
        Layers.dense(20, Activation.LEAKY_RELU, 0.1).storedTransposed(), Layers.dropout(0.25),
        Layers.dense(12, Activation.SILU).withoutBias(), Layers.softmax(), Layers.activation(Activation.SOFTPLUS),
        Layers.dropout(0.1), Layers.dense(2, Activation.IDENTITY), Layers.logScale(-0.5));
  }

  /** 2 inputs, a smooth function of them as target. */
  public static double[] inputs(int samples) {
    return gaussian(11, 2 * samples);
  }

  public static double[] targets(double[] x) {
    double[] y = new double[x.length / 2];
    for (int i = 0; i < y.length; i++) {
      y[i] = 0.5 * x[2 * i] * x[2 * i + 1] - x[2 * i] / (1.0 + x[2 * i + 1] * x[2 * i + 1]);
    }
    return y;
  }

  public static Network small() {
    return Network.of(Shape.of(2), Layers.dense(16, Activation.TANH), Layers.dense(16, Activation.TANH),
        Layers.dense(1, Activation.IDENTITY));
  }

  public static SupervisedObjective regression(int samples, int batch) {
    double[] x = inputs(samples);
    return new SupervisedObjective(small(), Loss.squared(), x, targets(x), batch);
  }
}
