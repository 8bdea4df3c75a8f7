package org.isobit.verify.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Supplier;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.kernels.neural.FloatDense;
import org.isobit.kernels.neural.FloatDenseWeights;
import org.isobit.kernels.neural.Losses;
import org.isobit.kernels.neural.Optimizers;
import org.isobit.kernels.neural.Sampling;
import org.isobit.kernels.neural.Softmax;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients against central differences, values against plain double formulas, and batch invariance. */
class GradientTest {

  private static final double STEP = 1e-5;

  /** Each element of the gradient against the loss at ±STEP. */
  private static void check(String what, Supplier<Double> loss, double[] x, double[] gradient) {
    for (int i = 0; i < x.length; i++) {
      double at = x[i];
      x[i] = at + STEP;
      double above = loss.get();
      x[i] = at - STEP;
      double below = loss.get();
      x[i] = at;
      double expected = (above - below) / (2 * STEP);
      assertEquals(expected, gradient[i], 2e-8 * (1 + Math.abs(expected)), what + " at " + i);
    }
  }

  private static double weigh(double[] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * weight(i);
    }
    return sum;
  }

  private static double weight(int i) {
    return 0.5 + i % 7 * 0.25;
  }

  private static double[] weights(int n) {
    double[] w = new double[n];
    Arrays.setAll(w, GradientTest::weight);
    return w;
  }

  @ParameterizedTest
  @EnumSource
  void activations(Activation kind) {
    int n = 37;
    double[] x = new Inputs(3).doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] *= 4;
    }
    double[] y = new double[n];
    Activations.forward(kind, 0.2, n, x, 0, y, 0);
    for (int i = 0; i < n; i++) {
      assertEquals(plain(kind, x[i]), y[i], 1e-14 * (1 + Math.abs(y[i])), kind + " of " + x[i]);
    }
    double[] dx = new double[n];
    Activations.backward(kind, 0.2, n, kind.fromOutput() ? y : x, 0, weights(n), 0, dx, 0);
    check(kind.name(), () -> {
      double[] moved = new double[n];
      Activations.forward(kind, 0.2, n, x, 0, moved, 0);
      return weigh(moved);
    }, x, dx);
  }

  private static double plain(Activation kind, double x) {
    return switch (kind) {
      case IDENTITY -> x;
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x < 0 ? 0.2 * x : x;
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case GELU -> x * normal(x);
      case GELU_TANH -> 0.5 * x * (1 + StrictMath.tanh(StrictMath.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case SILU -> x / (1 + StrictMath.exp(-x));
      case SOFTPLUS -> StrictMath.log1p(StrictMath.exp(x));
      case ELU -> x > 0 ? x : 0.2 * StrictMath.expm1(x);
      case MISH -> x * StrictMath.tanh(StrictMath.log1p(StrictMath.exp(x)));
      case HARD_SIGMOID -> Math.min(Math.max(x / 6 + 0.5, 0), 1);
      case HARD_SWISH -> x * Math.min(Math.max(x / 6 + 0.5, 0), 1);
    };
  }

  /** Φ by its series. */
  private static double normal(double x) {
    double term = x;
    double sum = x;
    for (int k = 1; k < 200; k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return 0.5 + sum * StrictMath.exp(-0.5 * x * x) / StrictMath.sqrt(2 * Math.PI);
  }

  @ParameterizedTest
  @EnumSource
  void denseLayers(Activation kind) {
    for (boolean transposed : new boolean[] {false, true}) {
      dense(new DenseLayer(5, 18, transposed, kind, 0.2), 7);
    }
  }

  private static void dense(DenseLayer layer, int batch) {
    int k = layer.inputs();
    int n = layer.outputs();
    Inputs inputs = new Inputs(4);
    double[] x = inputs.doubles(batch * k);
    double[] w = inputs.doubles(k * n);
    double[] b = inputs.doubles(n);
    Supplier<double[]> forward = () -> {
      double[] y = new double[batch * n];
      Dense.forward(layer, batch, x, 0, k, w, 0, b, 0, y, 0, n);
      return y;
    };
    double[] y = forward.get();
    double[] stored = y;
    if (!layer.activation().fromOutput()) {
      stored = new double[batch * n];
      Dense.forward(new DenseLayer(k, n, layer.transposed(), Activation.IDENTITY, 0), batch, x, 0, k, w, 0, b, 0,
          stored, 0, n);
    }
    oracle(layer, batch, x, w, b, y);
    double[] dx = new double[batch * k];
    double[] dw = new double[k * n];
    double[] db = new double[n];
    Dense.backward(layer, batch, x, 0, k, w, 0, stored, 0, n, weights(batch * n), 0, n, dx, 0, k, dw, 0, db, 0, false);
    check("dX", () -> weigh(forward.get()), x, dx);
    check("dW", () -> weigh(forward.get()), w, dw);
    check("db", () -> weigh(forward.get()), b, db);
  }

  private static void oracle(DenseLayer layer, int batch, double[] x, double[] w, double[] b, double[] y) {
    int k = layer.inputs();
    int n = layer.outputs();
    float[] y32 = new float[y.length];
    FloatDense.forward(layer, batch, floats(x), 0, k, floats(w), 0, floats(b), 0, y32, 0, n);
    double largest = Arrays.stream(y).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < n; j++) {
        double s = b[j];
        for (int p = 0; p < k; p++) {
          s += x[i * k + p] * w[layer.transposed() ? j * k + p : p * n + j];
        }
        assertEquals(plain(layer.activation(), s), y[i * n + j], 1e-12 * largest);
        assertEquals(y[i * n + j], y32[i * n + j], 1e-5 * largest);
      }
    }
  }

  private static float[] floats(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  @Test
  void outputsDoNotDependOnTheBatch() {
    for (int[] shape : new int[][] {{32, 32}, {70, 201}, {4200, 40}}) {
      DenseLayer layer = DenseLayer.of(shape[0], shape[1], Activation.TANH);
      Inputs inputs = new Inputs(5);
      int batch = 29;
      float[] x = inputs.floats(batch * shape[0]);
      float[] w = inputs.floats(layer.weights());
      float[] b = inputs.floats(shape[1]);
      FloatDenseWeights packed = FloatDenseWeights.of(layer, w, 0, b, 0);
      float[] whole = new float[batch * shape[1]];
      FloatDense.forward(layer, batch, x, 0, shape[0], w, 0, b, 0, whole, 0, shape[1]);
      for (int size : new int[] {1, 2, 5, 16, 29}) {
        float[] plain = new float[batch * shape[1]];
        float[] fast = new float[batch * shape[1]];
        for (int i = 0; i < batch; i += size) {
          int rows = Math.min(size, batch - i);
          FloatDense.forward(layer, rows, x, i * shape[0], shape[0], w, 0, b, 0, plain, i * shape[1], shape[1]);
          FloatDense.forward(packed, rows, x, i * shape[0], shape[0], fast, i * shape[1], shape[1]);
        }
        assertArrayEquals(whole, plain, "plain weights, batches of " + size);
        assertArrayEquals(whole, fast, "packed weights, batches of " + size);
      }
    }
  }

  @Test
  void softmax() {
    int rows = 3;
    int n = 21;
    double[] x = new Inputs(6).doubles(rows * n);
    double[] y = new double[rows * n];
    Softmax.forward(rows, n, x, 0, n, y, 0, n);
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += StrictMath.exp(x[i * n + j]);
      }
      for (int j = 0; j < n; j++) {
        assertEquals(StrictMath.exp(x[i * n + j]) / sum, y[i * n + j], 1e-15);
      }
    }
    double[] dx = new double[rows * n];
    Softmax.backward(rows, n, y, 0, n, weights(rows * n), 0, n, dx, 0, n);
    check("softmax", () -> {
      double[] moved = new double[rows * n];
      Softmax.forward(rows, n, x, 0, n, moved, 0, n);
      return weigh(moved);
    }, x, dx);
  }

  @Test
  void losses() {
    int n = 45;
    Inputs inputs = new Inputs(7);
    double[] m = inputs.doubles(n);
    double[] r = inputs.doubles(n);
    double[] y = inputs.doubles(n);
    double[] g = new double[n];
    double[] dr = new double[n];
    double mean = Losses.squared(1.0 / n, n, m, 0, y, 0, g, 0);
    double expected = 0;
    for (int i = 0; i < n; i++) {
      expected += (m[i] - y[i]) * (m[i] - y[i]) / n;
    }
    assertEquals(expected, mean, 1e-14);
    check("squared", () -> Losses.squared(1.0 / n, n, m, 0, y, 0, null, 0), m, g);
    Losses.absolute(0.5, n, m, 0, y, 0, g, 0);
    check("absolute", () -> Losses.absolute(0.5, n, m, 0, y, 0, null, 0), m, g);
    Losses.huber(0.4, 0.5, n, m, 0, y, 0, g, 0);
    check("huber", () -> Losses.huber(0.4, 0.5, n, m, 0, y, 0, null, 0), m, g);
    Losses.gaussian(0.5, n, m, 0, r, 0, y, 0, g, 0, dr, 0);
    check("gaussian mean", () -> Losses.gaussian(0.5, n, m, 0, r, 0, y, 0, null, 0, null, 0), m, g);
    check("gaussian scale", () -> Losses.gaussian(0.5, n, m, 0, r, 0, y, 0, null, 0, null, 0), r, dr);
    Losses.laplace(0.5, n, m, 0, r, 0, y, 0, g, 0, dr, 0);
    check("laplace mean", () -> Losses.laplace(0.5, n, m, 0, r, 0, y, 0, null, 0, null, 0), m, g);
    check("laplace scale", () -> Losses.laplace(0.5, n, m, 0, r, 0, y, 0, null, 0, null, 0), r, dr);
    Losses.divergence(0.5, n, m, 0, r, 0, g, 0, dr, 0);
    check("divergence mean", () -> Losses.divergence(0.5, n, m, 0, r, 0, null, 0, null, 0), m, g);
    check("divergence scale", () -> Losses.divergence(0.5, n, m, 0, r, 0, null, 0, null, 0), r, dr);
    double[] zero = new double[1];
    assertEquals(0.5 * StrictMath.log(2 * Math.PI), Losses.gaussian(1, 1, zero, 0, zero, 0, zero, 0, null, 0, null, 0),
        1e-15);
    assertEquals(0.0, Losses.divergence(1, 1, zero, 0, zero, 0, null, 0, null, 0));
  }

  @Test
  void samples() {
    int n = 400;
    Inputs inputs = new Inputs(8);
    double[] m = inputs.doubles(n);
    double[] r = inputs.doubles(n);
    double[] z = new double[n];
    Sampling.sample(1, 2, 0, n, m, 0, r, 0, z, 0);
    double[] dm = new double[n];
    double[] dr = new double[n];
    Sampling.sampleGradient(1, 2, 0, n, r, 0, weights(n), 0, dm, 0, dr, 0);
    Supplier<Double> loss = () -> {
      double[] moved = new double[n];
      Sampling.sample(1, 2, 0, n, m, 0, r, 0, moved, 0);
      return weigh(moved);
    };
    assertArrayEquals(weights(n), dm);
    check("log scale", loss, r, dr);
    double[] kept = new double[n];
    double[] ones = new double[n];
    Arrays.fill(ones, 1.0);
    Sampling.dropout(0.25, 1, 3, 0, n, ones, 0, kept, 0);
    double mean = Arrays.stream(kept).average().orElseThrow();
    assertEquals(1.0, mean, 4 * Math.sqrt(1.0 / 3 / n));
    double[] tail = new double[n - 100];
    Sampling.dropout(0.25, 1, 3, 100, n - 100, ones, 0, tail, 0);
    assertArrayEquals(Arrays.copyOfRange(kept, 100, n), tail);
  }

  @Test
  void adamMatchesItsDefinitionAndFindsTheMinimum() {
    int n = 19;
    double[] target = new Inputs(9).doubles(n);
    double[] x = new double[n];
    double[] plain = new double[n];
    double[] g = new double[n];
    double[] m = new double[n];
    double[] v = new double[n];
    double[] pm = new double[n];
    double[] pv = new double[n];
    AdamRates rates = new AdamRates(0.02, 0.9, 0.999, 1e-8, 0.001);
    for (int t = 1; t <= 1500; t++) {
      Losses.squared(1.0, n, x, 0, target, 0, g, 0);
      Optimizers.adam(rates.withLearningRate(t < 700 ? 0.02 : 0.001), t, n, x, 0, g, 0, m, 0, v, 0);
      for (int i = 0; t <= 50 && i < n; i++) {
        double d = 2 * (plain[i] - target[i]);
        pm[i] = 0.9 * pm[i] + 0.1 * d;
        pv[i] = 0.999 * pv[i] + 0.001 * d * d;
        plain[i] -= 0.02 * 0.001 * plain[i];
        plain[i] -= 0.02 * (pm[i] / (1 - Math.pow(0.9, t))) / (Math.sqrt(pv[i] / (1 - Math.pow(0.999, t))) + 1e-8);
        if (t == 50) {
          assertEquals(plain[i], x[i], 1e-10);
        }
      }
    }
    assertArrayEquals(target, x, 2e-3);
    double[] big = {3.0, 4.0};
    assertEquals(5.0, Optimizers.clip(1.0, 2, big, 0), 1e-15);
    assertArrayEquals(new double[] {0.6, 0.8}, big, 1e-15);
    double[] infinite = {Double.POSITIVE_INFINITY, 1.0};
    assertTrue(Double.isInfinite(Optimizers.clip(1.0, 2, infinite, 0)));
    assertEquals(1.0, infinite[1]);
    double[] velocity = new double[2];
    Optimizers.momentum(0.1, 0.9, 0.0, 2, big, 0, new double[] {1, 1}, 0, velocity, 0);
    assertArrayEquals(new double[] {0.5, 0.7}, big, 1e-15);
  }

  /** Two steps each, worked out by hand: all numbers are exact. */
  @Test
  void stepsByTheRootOfSquaresAreThoseOfTheirDefinitions() {
    double[] x = {1.0, 2.0};
    double[] v = {0.0, 16.0};
    double[] g = {4.0, 0.0};
    Optimizers.rmsProp(0.5, 0.75, 2.0, 2, x, 0, g, 0, v, 0);
    assertArrayEquals(new double[] {4.0, 12.0}, v);
    assertArrayEquals(new double[] {0.5, 2.0}, x);
    g[0] = -8.0;
    v[0] = 0.0;
    Optimizers.rmsProp(0.25, 0.75, 4.0, 2, x, 0, g, 0, v, 0);
    assertArrayEquals(new double[] {16.0, 9.0}, v);
    assertArrayEquals(new double[] {0.75, 2.0}, x);
    double[] y = {1.0, 2.0};
    double[] sum = {7.0, 0.0};
    Optimizers.adagrad(2.0, 1.0, 2, y, 0, new double[] {3.0, -3.0}, 0, sum, 0);
    assertArrayEquals(new double[] {16.0, 9.0}, sum);
    assertArrayEquals(new double[] {1.0 - 6.0 / 5.0, 2.0 + 6.0 / 4.0}, y);
    double[] e = {8.0, -1.0};
    Optimizers.average(0.25, 2, new double[] {4.0, 7.0}, 0, e, 0);
    assertArrayEquals(new double[] {7.0, 1.0}, e);
  }

  @Test
  void badArgumentsAreNamed() {
    double[] x = new double[12];
    String slope = assertThrows(IllegalArgumentException.class,
        () -> new DenseLayer(2, 2, false, Activation.LEAKY_RELU, 0)).getMessage();
    assertTrue(slope.contains("slope") && slope.contains("0"), slope);
    DenseLayer layer = DenseLayer.of(3, 2, Activation.RELU);
    String small = assertThrows(IllegalArgumentException.class,
        () -> Dense.forward(layer, 2, x, 0, 3, new double[5], 0, null, 0, new double[4], 0, 2)).getMessage();
    assertTrue(small.contains("W has 5"), small);
    String overlap = assertThrows(IllegalArgumentException.class,
        () -> Dense.forward(DenseWeights.of(layer, x, 0, null, 0), 2, x, 0, 3, x, 5, 2)).getMessage();
    assertTrue(overlap.contains("overlaps"), overlap);
    assertThrows(IllegalArgumentException.class, () -> Sampling.dropout(1.0, 1, 1, 0, 1, x, 0, x, 0));
    assertThrows(IllegalArgumentException.class, () -> Losses.huber(0, 1, 1, x, 0, x, 0, null, 0));
    assertThrows(IllegalArgumentException.class,
        () -> Optimizers.adam(AdamRates.of(0.1), 0, 1, x, 0, x, 2, x, 4, x, 6));
  }
}
