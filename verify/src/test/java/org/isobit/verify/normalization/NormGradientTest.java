package org.isobit.verify.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.isobit.kernels.Workers;
import org.isobit.kernels.normalization.BatchNorm;
import org.isobit.kernels.normalization.GroupNorm;
import org.isobit.kernels.normalization.LayerNorm;
import org.isobit.kernels.normalization.RmsNorm;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Norms against plain formulas, their gradients against central differences, tangent and gradient against each other,
 * and bits that do not depend on the batch or on threads.
 */
class NormGradientTest {

  private static final Workers ONE = Workers.serial();
  private static final double EPS = 1e-3;
  private static final double STEP = 1e-5;
  private static final int BATCH = 4;
  private static final int CHANNELS = 6;
  private static final int PIXELS = 7;
  private static final int GROUPS = 3;
  private static final int SIZE = BATCH * CHANNELS * PIXELS;

  /** The four norms, over the same numbers: rows are samples. */
  enum Norm {
    LAYER, RMS, GROUP, BATCH_NORM;

    int parameters() {
      return this == LAYER || this == RMS ? CHANNELS * PIXELS : CHANNELS;
    }

    int kept() {
      return switch (this) {
        case LAYER -> 2 * BATCH;
        case RMS -> BATCH;
        case GROUP -> 2 * BATCH * GROUPS;
        case BATCH_NORM -> 3 * CHANNELS;
      };
    }

    void forward(double[] x, double[] gamma, double[] beta, double[] y, double[] stored, Workers workers) {
      int n = CHANNELS * PIXELS;
      switch (this) {
        case LAYER -> LayerNorm.forward(BATCH, n, EPS, x, 0, n, gamma, 0, beta, 0, y, 0, n, stored, 0, workers);
        case RMS -> RmsNorm.forward(BATCH, n, EPS, x, 0, n, gamma, 0, y, 0, n, stored, 0, workers);
        case GROUP -> GroupNorm.forward(BATCH, CHANNELS, PIXELS, GROUPS, EPS, x, 0, gamma, 0, beta, 0, y, 0, stored, 0,
            workers);
        case BATCH_NORM -> BatchNorm.forward(BATCH, CHANNELS, PIXELS, EPS, x, 0, gamma, 0, beta, 0, y, 0, stored, 0,
            workers);
      }
    }

    void backward(double[] x, double[] gamma, double[] stored, double[] dy, double[] dx, double[] dgamma,
        double[] dbeta, boolean accumulate) {
      int n = CHANNELS * PIXELS;
      switch (this) {
        case LAYER -> LayerNorm.backward(BATCH, n, x, 0, n, gamma, 0, stored, 0, dy, 0, n, dx, 0, n, dgamma, 0, dbeta,
            0, accumulate, ONE);
        case RMS -> RmsNorm.backward(BATCH, n, x, 0, n, gamma, 0, stored, 0, dy, 0, n, dx, 0, n, dgamma, 0, accumulate,
            ONE);
        case GROUP -> GroupNorm.backward(BATCH, CHANNELS, PIXELS, GROUPS, x, 0, gamma, 0, stored, 0, dy, 0, dx, 0,
            dgamma, 0, dbeta, 0, accumulate, ONE);
        case BATCH_NORM -> BatchNorm.backward(BATCH, CHANNELS, PIXELS, x, 0, gamma, 0, stored, 0, dy, 0, dx, 0, dgamma,
            0, dbeta, 0, accumulate, ONE);
      }
    }

    void tangent(double[] x, double[] gamma, double[] stored, double[] dx, double[] dy) {
      int n = CHANNELS * PIXELS;
      switch (this) {
        case LAYER -> LayerNorm.tangent(BATCH, n, x, 0, n, gamma, 0, stored, 0, dx, 0, n, dy, 0, n, ONE);
        case RMS -> RmsNorm.tangent(BATCH, n, x, 0, n, gamma, 0, stored, 0, dx, 0, n, dy, 0, n, ONE);
        case GROUP -> GroupNorm.tangent(BATCH, CHANNELS, PIXELS, GROUPS, x, 0, gamma, 0, stored, 0, dx, 0, dy, 0, ONE);
        case BATCH_NORM -> BatchNorm.tangent(BATCH, CHANNELS, PIXELS, x, 0, gamma, 0, stored, 0, dx, 0, dy, 0, ONE);
      }
    }

    /** The vector that an element belongs to, by plain index arithmetic. */
    int vector(int element) {
      int sample = element / (CHANNELS * PIXELS);
      int channel = element / PIXELS % CHANNELS;
      return switch (this) {
        case LAYER, RMS -> sample;
        case GROUP -> sample * GROUPS + channel * GROUPS / CHANNELS;
        case BATCH_NORM -> channel;
      };
    }

    int parameter(int element) {
      return this == LAYER || this == RMS ? element % (CHANNELS * PIXELS) : element / PIXELS % CHANNELS;
    }
  }

  private final Inputs inputs = new Inputs(5);
  private final double[] x = inputs.doubles(SIZE);
  private final double[] gamma = inputs.doubles(CHANNELS * PIXELS);
  private final double[] beta = inputs.doubles(CHANNELS * PIXELS);
  private final double[] weights = inputs.doubles(SIZE);

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreThoseOfPlainFormulas(Norm norm) {
    double[] y = new double[SIZE];
    norm.forward(x, gamma, norm == Norm.RMS ? null : beta, y, null, ONE);
    for (int i = 0; i < SIZE; i++) {
      int n = 0;
      double sum = 0;
      double squares = 0;
      for (int k = 0; k < SIZE; k++) {
        if (norm.vector(k) == norm.vector(i)) {
          n++;
          sum += x[k];
          squares += x[k] * x[k];
        }
      }
      double mean = norm == Norm.RMS ? 0 : sum / n;
      double h = (x[i] - mean) / StrictMath.sqrt(squares / n - mean * mean + EPS);
      double expected = h * gamma[norm.parameter(i)] + (norm == Norm.RMS ? 0 : beta[norm.parameter(i)]);
      assertEquals(expected, y[i], 1e-12, norm + " at " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreCentralDifferences(Norm norm) {
    double[] y = new double[SIZE];
    double[] stored = new double[norm.kept()];
    norm.forward(x, gamma, norm == Norm.RMS ? null : beta, y, stored, ONE);
    double[] dx = new double[SIZE];
    double[] dgamma = new double[norm.parameters()];
    double[] dbeta = new double[norm.parameters()];
    norm.backward(x, gamma, stored, weights, dx, dgamma, dbeta, false);
    DoubleSupplier loss = () -> {
      double[] moved = new double[SIZE];
      norm.forward(x, gamma, norm == Norm.RMS ? null : beta, moved, null, ONE);
      return dot(moved, weights);
    };
    check(norm + " x", loss, x, dx);
    check(norm + " gamma", loss, gamma, dgamma);
    if (norm != Norm.RMS) {
      check(norm + " beta", loss, beta, dbeta);
    }
    double[] twice = dgamma.clone();
    norm.backward(x, gamma, stored, weights, null, twice, null, true);
    for (int i = 0; i < twice.length; i++) {
      assertEquals(2 * dgamma[i], twice[i], 1e-13 * (1 + Math.abs(twice[i])), norm + " accumulated at " + i);
    }
  }

  private static void check(String what, DoubleSupplier loss, double[] x, double[] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      double at = x[i];
      x[i] = at + STEP;
      double above = loss.getAsDouble();
      x[i] = at - STEP;
      double below = loss.getAsDouble();
      x[i] = at;
      assertEquals((above - below) / (2 * STEP), gradient[i], 2e-8 * (1 + Math.abs(gradient[i])), what + " at " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tangentsAreTransposedGradients(Norm norm) {
    double[] y = new double[SIZE];
    double[] stored = new double[norm.kept()];
    norm.forward(x, gamma, null, y, stored, ONE);
    double[] v = new Inputs(8).doubles(SIZE);
    double[] forward = new double[SIZE];
    double[] back = new double[SIZE];
    norm.tangent(x, gamma, stored, v, forward);
    norm.backward(x, gamma, stored, weights, back, null, null, false);
    assertEquals(dot(forward, weights), dot(v, back), 1e-13 * SIZE, norm.name());
    double[] moved = new double[SIZE];
    double[] other = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      moved[i] = x[i] + STEP * v[i];
      other[i] = x[i] - STEP * v[i];
    }
    norm.forward(moved, gamma, null, y, null, ONE);
    double[] below = new double[SIZE];
    norm.forward(other, gamma, null, below, null, ONE);
    for (int i = 0; i < SIZE; i++) {
      double difference = (y[i] - below[i]) / (2 * STEP);
      assertEquals(difference, forward[i], 2e-8 * (1 + Math.abs(difference)), norm + " at " + i);
    }
  }

  @Test
  void runningStatisticsAndInference() {
    double[] y = new double[SIZE];
    double[] stored = new double[3 * CHANNELS];
    BatchNorm.forward(BATCH, CHANNELS, PIXELS, EPS, x, 0, gamma, 0, beta, 0, y, 0, stored, 0, ONE);
    double[] running = new double[2 * CHANNELS];
    BatchNorm.running(CHANNELS, BATCH * PIXELS, false, 1.0, stored, 0, running, 0);
    double[] inference = new double[SIZE];
    BatchNorm.inference(BATCH, CHANNELS, PIXELS, EPS, x, 0, gamma, 0, beta, 0, running, 0, inference, 0, ONE);
    assertArrayEquals(y, inference, 1e-13);
    BatchNorm.running(CHANNELS, BATCH * PIXELS, true, 1.0, stored, 0, running, 0);
    for (int c = 0; c < CHANNELS; c++) {
      double n = BATCH * PIXELS;
      assertEquals(stored[2 * CHANNELS + c] / (n - 1), running[CHANNELS + c], 1e-15);
    }
  }

  @Test
  void bitsDependNeitherOnThreadsNorOnOtherRows() {
    int rows = 700;
    int n = 130;
    double[] many = new Inputs(9).doubles(rows * n);
    double[] factors = new Inputs(12).doubles(n);
    double[] expected = new double[rows * n];
    double[] one = new double[n];
    for (int i = 0; i < rows; i++) {
      LayerNorm.forward(1, n, EPS, many, (long) i * n, n, factors, 0, null, 0, one, 0, n, null, 0, ONE);
      System.arraycopy(one, 0, expected, i * n, n);
    }
    withThreads(workers -> {
      double[] y = new double[rows * n];
      LayerNorm.forward(rows, n, EPS, many, 0, n, factors, 0, null, 0, y, 0, n, null, 0, workers);
      assertArrayEquals(expected, y, "threads " + workers.threads());
    });
    double[] stored = new Inputs(10).doubles(2 * rows);
    double[] dgamma = new double[n];
    double[] dbeta = new double[n];
    LayerNorm.backward(rows, n, many, 0, n, null, 0, stored, 0, expected, 0, n, null, 0, n, dgamma, 0, dbeta, 0, false,
        ONE);
    withThreads(workers -> {
      double[] s = new double[n];
      double[] t = new double[n];
      LayerNorm.backward(rows, n, many, 0, n, null, 0, stored, 0, expected, 0, n, null, 0, n, s, 0, t, 0, false,
          workers);
      assertArrayEquals(dgamma, s);
      assertArrayEquals(dbeta, t);
    });
  }

  @Test
  void channelsByThreadsHaveTheSameBits() {
    int batch = 9;
    int channels = 26;
    int pixels = 400;
    double[] many = new Inputs(11).doubles(batch * channels * pixels);
    double[] expected = new double[many.length];
    double[] kept = new double[3 * channels];
    BatchNorm.forward(batch, channels, pixels, EPS, many, 0, gamma, 0, beta, 0, expected, 0, kept, 0, ONE);
    double[] dgamma = new double[channels];
    double[] dx = new double[many.length];
    BatchNorm.backward(batch, channels, pixels, many, 0, gamma, 0, kept, 0, expected, 0, dx, 0, dgamma, 0, null, 0,
        false, ONE);
    withThreads(workers -> {
      double[] y = new double[many.length];
      double[] stored = new double[3 * channels];
      BatchNorm.forward(batch, channels, pixels, EPS, many, 0, gamma, 0, beta, 0, y, 0, stored, 0, workers);
      assertArrayEquals(expected, y);
      assertArrayEquals(kept, stored);
      double[] s = new double[channels];
      BatchNorm.backward(batch, channels, pixels, many, 0, gamma, 0, kept, 0, expected, 0, y, 0, s, 0, null, 0, false,
          workers);
      assertArrayEquals(dx, y);
      assertArrayEquals(dgamma, s);
    });
  }

  private static void withThreads(Consumer<Workers> call) {
    for (int threads : new int[] {1, 2, 3, 5}) {
      try (Workers workers = Workers.of(threads)) {
        call.accept(workers);
      }
    }
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused("layer norm: there is a beta but no gamma", () -> LayerNorm.forward(1, 4, EPS, x, 0, 4, null, 0, beta, 0,
        new double[4], 0, 4, null, 0, ONE));
    refused("group norm: 6 channels are no multiple of 4 groups", () -> GroupNorm.forward(1, 6, 1, 4, EPS, x, 0, null,
        0, null, 0, new double[6], 0, null, 0, ONE));
    refused("batch norm running: an unbiased variance needs 2 elements, but n is 1", () -> BatchNorm.running(2, 1, true,
        0.1, new double[6], 0, new double[4], 0));
    refused("batch norm: batch must be positive, but is 0", () -> BatchNorm.forward(0, 2, 3, EPS, x, 0, null, 0, null,
        0, new double[6], 0, null, 0, ONE));
  }
}
