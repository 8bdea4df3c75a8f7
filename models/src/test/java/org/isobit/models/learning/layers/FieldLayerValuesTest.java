package org.isobit.models.learning.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.Tape;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.convolution.TransposedConvolutionLayer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.layers.normalization.GroupNormalization;
import org.isobit.models.learning.layers.normalization.InstanceNormalization;
import org.isobit.models.learning.layers.normalization.LayerNormalization;
import org.isobit.models.learning.layers.normalization.RmsNormalization;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.junit.jupiter.api.Test;

/** What convolutions, normalisations and recurrent layers compute, against the formulas of PyTorch's documentation. */
class FieldLayerValuesTest {

  private static final double NEAR = 1e-12;

  private static double[] run(Network network, double[] theta, int batch, double[] x) {
    double[] y = new double[batch * network.output().size()];
    network.forward(theta, 0, batch, x, 0, y, 0, null);
    return y;
  }

  /** Two groups, another stride, dilation and padding for each axis and side. */
  @Test
  void convolutionsOfImages() {
    Network network = Network.of(Shape.of(4, 5, 7), ConvolutionLayer.of(6, Activation.IDENTITY, 2, 3).withGroups(2)
        .withStride(2, 1).withDilation(1, 2).withPadding(Padding.ZERO, 1, 0, 2, 1));
    assertEquals(Shape.of(6, 3, 6), network.output());
    assertEquals(Shape.of(6, 2, 2, 3), network.parameterList().get(0).dimensions());
    double[] theta = Problems.gaussian(1, network.parameters());
    double[] x = Problems.gaussian(2, 140);
    double[] y = run(network, theta, 1, x);
    for (int o = 0; o < 6; o++) {
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 6; column++) {
          double sum = theta[72 + o];
          for (int k = 0; k < 12; k++) {
            int iy = 2 * row - 1 + k / 3 % 2;
            int ix = column - 2 + 2 * (k % 3);
            int channel = 2 * (o / 3) + k / 6;
            sum += iy < 0 || iy >= 5 || ix < 0 || ix >= 7 ? 0 : theta[12 * o + k] * x[(channel * 5 + iy) * 7 + ix];
          }
          assertEquals(sum, y[(o * 3 + row) * 6 + column], NEAR, o + ", " + row + ", " + column);
        }
      }
    }
  }

  /** Of lines; the padding of each mode, and as much as an output of the same size needs. */
  @Test
  void convolutionsOfLines() {
    for (Padding mode : Padding.values()) {
      Network network = Network.of(Shape.of(1, 5), ConvolutionLayer.of(1, Activation.RELU, 4).withSamePadding(mode));
      assertEquals(Shape.of(1, 5), network.output());
      double[] theta = {0.5, -1, 2, 0.25, 0.125};
      double[] x = {1, 2, -3, 4, 5};
      double[] y = run(network, theta, 1, x);
      for (int i = 0; i < 5; i++) {
        double sum = theta[4];
        for (int k = 0; k < 4; k++) {
          int at = i + k - 1;
          double cell = at >= 0 && at < 5 ? x[at] : mode == Padding.ZERO ? 0
              : mode == Padding.REPLICATE ? x[at < 0 ? 0 : 4] : x[Math.floorMod(at, 5)];
          sum += theta[k] * cell;
        }
        assertEquals(Math.max(0, sum), y[i], NEAR, mode + " " + i);
      }
    }
  }

  /** Each cell of the input spreads a filter over the output. */
  @Test
  void transposedConvolutions() {
    Network network = Network.of(Shape.of(4, 3, 2), TransposedConvolutionLayer.of(6, Activation.IDENTITY, 3, 2)
        .withGroups(2).withStride(2, 3).withDilation(1, 2).withPadding(1, 0, 0, 1).withOutputPadding(1, 2));
    assertEquals(Shape.of(6, 7, 7), network.output());
    assertEquals(Shape.of(4, 3, 3, 2), network.parameterList().get(0).dimensions());
    double[] theta = Problems.gaussian(1, network.parameters());
    double[] x = Problems.gaussian(2, 24);
    double[] expected = new double[294];
    for (int i = 0; i < 294; i++) {
      expected[i] = theta[72 + i / 49];
    }
    for (int cell = 0; cell < 24; cell++) {
      int c = cell / 6;
      for (int k = 0; k < 18; k++) {
        int o = 3 * (c / 2) + k / 6;
        int row = cell / 2 % 3 * 2 - 1 + k / 2 % 3;
        int column = cell % 2 * 3 + k % 2 * 2;
        if (row >= 0 && row < 7 && column < 7) {
          expected[(o * 7 + row) * 7 + column] += x[cell] * theta[18 * c + k];
        }
      }
    }
    double[] y = run(network, theta, 1, x);
    for (int i = 0; i < 294; i++) {
      assertEquals(expected[i], y[i], NEAR, "element " + i);
    }
  }

  @Test
  void normalisations() {
    double[] x = Problems.gaussian(2, 2 * 24);
    for (Layer layer : new Layer[] {LayerNormalization.of().withEps(0.01), RmsNormalization.of().withEps(0.01),
        GroupNormalization.of(2).withEps(0.01), InstanceNormalization.of().withAffine().withEps(0.01)}) {
      Network network = Network.of(Shape.of(4, 6), layer);
      double[] theta = Problems.gaussian(1, network.parameters());
      double[] y = run(network, theta, 2, x);
      boolean columns = layer.kind().equals("layer-norm") || layer.kind().equals("rms-norm");
      int n = layer.kind().equals("group-norm") ? 12 : 6;
      for (int i = 0; i < 48; i++) {
        int parameter = columns ? i % 6 : i / 6 % 4;
        double mean = layer.kind().equals("rms-norm") ? 0 : mean(x, i / n * n, n, 1, 0, 1);
        double variance = mean(x, i / n * n, n, 1, mean, 2);
        double bias = layer.kind().equals("rms-norm") ? 0 : theta[(columns ? 6 : 4) + parameter];
        assertEquals((x[i] - mean) / Math.sqrt(variance + 0.01) * theta[parameter] + bias, y[i], NEAR,
            layer + " " + i);
      }
    }
  }

  /** The mean of powers of differences. */
  private static double mean(double[] x, int from, int n, int stride, double centre, int power) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.pow(x[from + i * stride] - centre, power);
    }
    return sum / n;
  }

  /** In training by the batch, which moves the running statistics; in inference by those. */
  @Test
  void batchNorm() {
    for (boolean unbiased : new boolean[] {true, false}) {
      BatchNormalization layer = BatchNormalization.of().withEps(0.01).withMomentum(0.25);
      Network network = Network.of(Shape.of(3), unbiased ? layer : layer.withBiasedVariance());
      double[] theta = {0.5, 2, -1, 3, 4, 5, 0.1, 0.2, 0.3, 1, 2, 3};
      double[] x = Problems.gaussian(2, 15);
      double[] y = new double[15];
      Tape tape = network.tape(5);
      tape.train(0, 0, 0);
      network.forward(theta, 0, 5, x, 0, y, 0, tape);
      double[] settled = theta.clone();
      network.settle(settled, 0, tape);
      for (int c = 0; c < 3; c++) {
        double mean = mean(x, c, 5, 3, 0, 1);
        double variance = mean(x, c, 5, 3, mean, 2);
        for (int i = c; i < 15; i += 3) {
          assertEquals((x[i] - mean) / Math.sqrt(variance + 0.01) * theta[c] + theta[3 + c], y[i], NEAR);
        }
        assertEquals(0.75 * theta[6 + c] + 0.25 * mean, settled[6 + c], NEAR);
        assertEquals(0.75 * theta[9 + c] + 0.25 * variance * (unbiased ? 1.25 : 1), settled[9 + c], NEAR);
        assertEquals(theta[c], settled[c]);
      }
      y = run(network, theta, 5, x);
      for (int i = 0; i < 15; i++) {
        int c = i % 3;
        assertEquals((x[i] - theta[6 + c]) / Math.sqrt(theta[9 + c] + 0.01) * theta[c] + theta[3 + c], y[i], NEAR);
      }
    }
  }

  @Test
  void lstm() {
    int n = 3;
    int features = 2;
    Network network = Network.of(Shape.of(4, features), LstmLayer.of(n));
    Network last = Network.of(Shape.of(4, features), LstmLayer.of(n).withLastOnly());
    double[] theta = Problems.gaussian(1, network.parameters());
    double[] x = Problems.gaussian(2, 2 * 4 * features);
    double[] y = run(network, theta, 2, x);
    double[] end = run(last, theta, 2, x);
    for (int sample = 0; sample < 2; sample++) {
      double[] h = new double[n];
      double[] c = new double[n];
      for (int t = 0; t < 4; t++) {
        double[] z = new double[4 * n];
        for (int j = 0; j < 4 * n; j++) {
          z[j] = affine(theta, 0, 4 * n * (features + n), j, x, (sample * 4 + t) * features, features)
              + affine(theta, 4 * n * features, 4 * n * (features + n) + 4 * n, j, h, 0, n);
        }
        for (int j = 0; j < n; j++) {
          c[j] = sigmoid(z[n + j]) * c[j] + sigmoid(z[j]) * Math.tanh(z[2 * n + j]);
        }
        for (int j = 0; j < n; j++) {
          h[j] = sigmoid(z[3 * n + j]) * Math.tanh(c[j]);
          assertEquals(h[j], y[(sample * 4 + t) * n + j], NEAR, "step " + t);
        }
      }
      for (int j = 0; j < n; j++) {
        assertEquals(h[j], end[sample * n + j], NEAR, "last step");
      }
    }
  }

  @Test
  void gru() {
    gru(GruLayer.of(3), false);
    gru(GruLayer.of(3).withResetBefore(), true);
  }

  private static void gru(GruLayer layer, boolean resetBefore) {
    int n = 3;
    int features = 2;
    Network network = Network.of(Shape.of(4, features), layer);
    Network last = Network.of(Shape.of(4, features), layer.withLastOnly());
    double[] theta = Problems.gaussian(1, network.parameters());
    double[] x = Problems.gaussian(2, 2 * 4 * features);
    double[] y = run(network, theta, 2, x);
    double[] end = run(last, theta, 2, x);
    for (int sample = 0; sample < 2; sample++) {
      double[] h = new double[n];
      for (int t = 0; t < 4; t++) {
        double[] from = new double[3 * n];
        double[] state = new double[3 * n];
        for (int j = 0; j < 3 * n; j++) {
          from[j] = affine(theta, 0, 3 * n * (features + n), j, x, (sample * 4 + t) * features, features);
          state[j] = affine(theta, 3 * n * features, 3 * n * (features + n) + 3 * n, j, h, 0, n);
        }
        double[] reset = new double[n];
        for (int j = 0; j < n; j++) {
          reset[j] = sigmoid(from[j] + state[j]) * h[j];
        }
        for (int j = 0; j < n; j++) {
          double r = sigmoid(from[j] + state[j]);
          double z = sigmoid(from[n + j] + state[n + j]);
          double u = resetBefore
              ? affine(theta, 3 * n * features, 3 * n * (features + n) + 3 * n, 2 * n + j, reset, 0, n)
              : r * state[2 * n + j];
          double candidate = Math.tanh(from[2 * n + j] + u);
          h[j] = (1 - z) * candidate + z * h[j];
          assertEquals(h[j], y[(sample * 4 + t) * n + j], NEAR, "step " + t);
        }
      }
      for (int j = 0; j < n; j++) {
        assertEquals(h[j], end[sample * n + j], NEAR, "last step");
      }
    }
  }

  /** Row j of a matrix times a vector, plus element j of a bias. */
  private static double affine(double[] theta, int weights, int bias, int j, double[] x, int xo, int n) {
    double sum = theta[bias + j];
    for (int i = 0; i < n; i++) {
      sum += theta[weights + j * n + i] * x[xo + i];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
