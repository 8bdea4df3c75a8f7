// Master of FloatPackedDenseTest: the float version is generated from this file.
package org.isobit.kernels.neural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;

/** Every number of samples and every border of panels and runs give the bits of the scalar reference. */
class PackedDenseTest {

  private static final DenseReference REFERENCE = DenseReference.of(Backend.REFERENCE);
  private static final DenseReference SIMD = DenseReference.of(Backend.SIMD);

  /** Tile rows of all heights: alone, behind whole ones, and two that share up to 16 samples. */
  private static final int SAMPLES = 30;

  private static final double UNTOUCHED = 77;

  @Test
  void anyNumberOfSamplesAndColumns() {
    for (int outputs : new int[] {1, 15, 16, 31, 32, 33, 64, 130, 161}) {
      for (Activation kind : new Activation[] {Activation.RELU, Activation.TANH, Activation.IDENTITY}) {
        for (int batch = 0; batch <= SAMPLES; batch++) {
          compare(DenseLayer.of(37, outputs, kind), batch);
        }
      }
    }
  }

  @Test
  void severalRuns() {
    for (Activation kind : new Activation[] {Activation.RELU, Activation.LEAKY_RELU}) {
      for (int batch : new int[] {1, 3, 8, 13}) {
        compare(DenseLayer.of(8200, 41, kind), batch);
        compare(DenseLayer.of(4096, 150, kind), batch);
      }
    }
  }

  /** NaN stays NaN, and what is not less than zero stays, -0 with it. */
  @Test
  void reluOfSpecialValues() {
    double[] special = {Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -1, 1};
    int n = 200;
    double[] bias = new double[n];
    for (int j = 0; j < n; j++) {
      bias[j] = special[j % special.length];
    }
    DenseLayer layer = DenseLayer.of(1, n, Activation.RELU);
    DenseWeights weights = DenseWeights.of(layer, gaussian(n), 0, bias, 0);
    for (int batch : new int[] {1, 2, 6, 12}) {
      double[] x = new double[batch];
      Arrays.fill(x, -0.0);
      double[] y = new double[batch * n];
      SIMD.forward(weights, batch, x, 0, 1, y, 0, n);
      for (int i = 0; i < y.length; i++) {
        double b = bias[i % n];
        assertTrue(Double.isNaN(b) ? Double.isNaN(y[i]) : y[i] == (b < 0 ? 0 : b), "element " + i + " is " + y[i]);
      }
      assertSame(weights, batch, x, 1);
    }
  }

  private static void compare(DenseLayer layer, int batch) {
    int ldx = layer.inputs() + 1;
    DenseWeights weights = DenseWeights.of(layer, gaussian(layer.weights()), 0, gaussian(layer.outputs()), 0);
    assertSame(weights, batch, gaussian(batch * ldx), ldx);
  }

  private static void assertSame(DenseWeights weights, int batch, double[] x, int ldx) {
    int n = weights.layer().outputs();
    int ldy = n + 3;
    double[] expected = new double[batch * ldy + 40];
    Arrays.fill(expected, UNTOUCHED);
    double[] y = expected.clone();
    REFERENCE.forward(weights, batch, x, 0, ldx, expected, 0, ldy);
    SIMD.forward(weights, batch, x, 0, ldx, y, 0, ldy);
    for (int i = 0; i < y.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(y[i])) {
        assertEquals(expected[i], y[i], weights.layer() + ", " + batch + " samples, element " + i);
      }
    }
  }

  private static double[] gaussian(int n) {
    double[] x = new double[n];
    Philox.gaussian(5, 0, 0, n, x, 0);
    return x;
  }
}
