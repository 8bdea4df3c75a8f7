// Master of FloatNeuralParts: the float version is generated from this file.
package org.isobit.kernels.neural;

import java.util.Arrays;
import org.isobit.kernels.Workers;

/**
 * Kernels of n elements by several threads. A part is some of the elements; where the elements have a sum, a part is a
 * complete subtree of the tree over chunks, and the calling thread adds the parts' sums in the order of that tree. One
 * object a thread, used again for its next call, so that nothing is allocated.
 */
final class NeuralParts implements Workers.Task {

  /** Elements from which on a second thread pays: some 20 µs of work. */
  private static final int LEAST = 1 << 16;

  /** Fewest elements of a part: a power of two of chunks. */
  private static final int SHORTEST = 1 << 14;

  /** Parts for each thread: enough to even out, few enough to cost nothing. */
  private static final int PARTS = 8;

  private static final ThreadLocal<NeuralParts> MINE = new ThreadLocal<>();

  private enum Step {
    ACTIVATION, ACTIVATION_GRADIENT, SOFTMAX, SOFTMAX_GRADIENT, DROPOUT, MOMENTUM, ADAM, RMS_PROP, ADAGRAD, AVERAGE,
    SCALE, PAIR, SCALED
  }

  private Step step;

  /** Elements, or rows, of all parts and of one. */
  private int n;
  private int length;

  private Activation activation;
  private Losses.Pair pair;
  private Losses.Scaled scaled;
  private AdamRates rates;
  private double alpha;
  private double beta;
  private double gamma;
  private double eta; // float: unchanged
  private double rho; // float: unchanged
  private double epsilon; // float: unchanged
  private long seed;
  private long stream;
  private long first;
  private int columns;

  private double[] a;
  private int ao;
  private int lda;
  private double[] b;
  private int bo;
  private int ldb;
  private double[] c;
  private int co;
  private int ldc;
  private double[] d;
  private int d0;
  private double[] e;
  private int eo;

  private double[] sums = {};

  private NeuralParts() {}

  /** The calling thread's, for so many elements or rows. */
  private static NeuralParts of(Step step, int n, int length) {
    NeuralParts parts = MINE.get();
    if (parts == null) {
      parts = new NeuralParts();
      MINE.set(parts);
    }
    parts.step = step;
    parts.n = n;
    parts.length = length;
    return parts;
  }

  /** Elements of a part; n: one thread does it alone. */
  private static int length(int n, Workers workers) {
    int threads = workers.available();
    if (threads == 1 || n < LEAST) {
      return n;
    }
    int length = SHORTEST;
    while (length <= n / 2 / (PARTS * threads)) {
      length *= 2;
    }
    return length;
  }

  private NeuralParts a(double[] array, int offset) {
    a = array;
    ao = offset;
    return this;
  }

  private NeuralParts b(double[] array, int offset) {
    b = array;
    bo = offset;
    return this;
  }

  private NeuralParts c(double[] array, int offset) {
    c = array;
    co = offset;
    return this;
  }

  private NeuralParts d(double[] array, int offset) {
    d = array;
    d0 = offset;
    return this;
  }

  private NeuralParts e(double[] array, int offset) {
    e = array;
    eo = offset;
    return this;
  }

  /** Holds on to nobody's arrays. */
  private void run(Workers workers) {
    try {
      workers.run((n - 1) / length + 1, this);
    } finally {
      rates = null;
      a(null, 0).b(null, 0).c(null, 0).d(null, 0).e(null, 0);
    }
  }

  @Override
  public void run(int part, int slot) {
    int at = part * length;
    int count = n - at < length ? n - at : length;
    switch (step) {
      case ACTIVATION -> Activations.KERNELS.forward(activation, alpha, count, a, ao + at, b, bo + at);
      case ACTIVATION_GRADIENT -> Activations.KERNELS.backward(activation, alpha, count, a, ao + at, b, bo + at, c,
          co + at);
      case SOFTMAX -> Softmax.KERNELS.forward(count, columns, a, ao + at * lda, lda, b, bo + at * ldb, ldb);
      case SOFTMAX_GRADIENT -> Softmax.KERNELS.backward(count, columns, a, ao + at * lda, lda, b, bo + at * ldb, ldb, c,
          co + at * ldc, ldc);
      case DROPOUT -> Sampling.KERNELS.dropout(alpha, seed, stream, first + at, count, a, ao + at, b, bo + at);
      case MOMENTUM -> Optimizers.KERNELS.momentum(alpha, beta, gamma, count, a, ao + at, b, bo + at, c, co + at);
      case ADAM -> Optimizers.KERNELS.adam(rates, first, count, a, ao + at, b, bo + at, c, co + at, d, d0 + at);
      case RMS_PROP -> Optimizers.KERNELS.rmsProp(eta, rho, epsilon, count, a, ao + at, b, bo + at, c, co + at);
      case ADAGRAD -> Optimizers.KERNELS.adagrad(alpha, beta, count, a, ao + at, b, bo + at, c, co + at);
      case AVERAGE -> Optimizers.KERNELS.average(alpha, count, a, ao + at, b, bo + at);
      case SCALE -> Optimizers.KERNELS.scale(count, alpha, a, ao + at);
      case PAIR -> sums[part] = Losses.KERNELS.pair(pair, alpha, beta, count, a, ao + at, b, bo + at, c, co + at);
      case SCALED -> sums[part] = Losses.KERNELS.scaled(scaled, beta, count, a, ao + at, b, bo + at, c, co + at, d,
          d0 + at, e, eo + at);
    }
  }

  private double summed(Workers workers) {
    int parts = (n - 1) / length + 1;
    if (sums.length < parts) {
      sums = Arrays.copyOf(sums, parts);
    }
    run(workers);
    return tree(0, parts);
  }

  private double tree(int from, int count) {
    if (count == 1) {
      return sums[from];
    }
    int left = Integer.highestOneBit(count - 1);
    return tree(from, left) + tree(from + left, count - left);
  }

  /** {@link Activations#forward}. */
  static void activation(Activation kind, double slope, int n, double[] x, int xo, double[] y, int yo,
      Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      Activations.KERNELS.forward(kind, slope, n, x, xo, y, yo);
      return;
    }
    NeuralParts parts = of(Step.ACTIVATION, n, length);
    parts.activation = kind;
    parts.alpha = slope;
    parts.a(x, xo).b(y, yo).run(workers);
  }

  /** {@link Activations#backward}. */
  static void activationGradient(Activation kind, double slope, int n, double[] stored, int so, double[] dy, int dyo,
      double[] dx, int dxo, Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      Activations.KERNELS.backward(kind, slope, n, stored, so, dy, dyo, dx, dxo);
      return;
    }
    NeuralParts parts = of(Step.ACTIVATION_GRADIENT, n, length);
    parts.activation = kind;
    parts.alpha = slope;
    parts.a(stored, so).b(dy, dyo).c(dx, dxo).run(workers);
  }

  /** Rows of a part of a matrix. */
  private static int rows(int rows, int n, Workers workers) {
    int elements = (int) Math.min((long) rows * n, Integer.MAX_VALUE);
    return Math.max(1, length(elements, workers) / n);
  }

  /** {@link Softmax#forward}. */
  static void softmax(int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy, Workers workers) {
    int length = rows(rows, n, workers);
    if (length >= rows) {
      Softmax.KERNELS.forward(rows, n, x, xo, ldx, y, yo, ldy);
      return;
    }
    NeuralParts parts = of(Step.SOFTMAX, rows, length);
    parts.columns = n;
    parts.lda = ldx;
    parts.ldb = ldy;
    parts.a(x, xo).b(y, yo).run(workers);
  }

  /** {@link Softmax#backward}. */
  static void softmaxGradient(int rows, int n, double[] y, int yo, int ldy, double[] dy, int dyo, int lddy, double[] dx,
      int dxo, int lddx, Workers workers) {
    int length = rows(rows, n, workers);
    if (length >= rows) {
      Softmax.KERNELS.backward(rows, n, y, yo, ldy, dy, dyo, lddy, dx, dxo, lddx);
      return;
    }
    NeuralParts parts = of(Step.SOFTMAX_GRADIENT, rows, length);
    parts.columns = n;
    parts.lda = ldy;
    parts.ldb = lddy;
    parts.ldc = lddx;
    parts.a(y, yo).b(dy, dyo).c(dx, dxo).run(workers);
  }

  /** {@link Sampling#dropout}. */
  static void dropout(double p, long seed, long stream, long first, int n, double[] x, int xo, double[] y, int yo,
      Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      Sampling.KERNELS.dropout(p, seed, stream, first, n, x, xo, y, yo);
      return;
    }
    NeuralParts parts = of(Step.DROPOUT, n, length);
    parts.alpha = p;
    parts.seed = seed;
    parts.stream = stream;
    parts.first = first;
    parts.a(x, xo).b(y, yo).run(workers);
  }

  /** {@link Optimizers#momentum}. */
  static void momentum(double learningRate, double momentum, double decay, int n, double[] p, int po, double[] g,
      int go, double[] v, int vo, Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      Optimizers.KERNELS.momentum(learningRate, momentum, decay, n, p, po, g, go, v, vo);
      return;
    }
    NeuralParts parts = of(Step.MOMENTUM, n, length);
    parts.alpha = learningRate;
    parts.beta = momentum;
    parts.gamma = decay;
    parts.a(p, po).b(g, go).c(v, vo).run(workers);
  }

  /** {@link Optimizers#adam}. */
  static void adam(AdamRates rates, long step, int n, double[] p, int po, double[] g, int go, double[] m, int mo,
      double[] v, int vo, Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      Optimizers.KERNELS.adam(rates, step, n, p, po, g, go, m, mo, v, vo);
      return;
    }
    NeuralParts parts = of(Step.ADAM, n, length);
    parts.rates = rates;
    parts.first = step;
    parts.a(p, po).b(g, go).c(m, mo).d(v, vo).run(workers);
  }

  /** {@link Optimizers#rmsProp}. */
  static void rmsProp(double learningRate, double rho, double epsilon, // float: unchanged
      int n, double[] p, int po, double[] g, int go, double[] v, int vo, Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      Optimizers.KERNELS.rmsProp(learningRate, rho, epsilon, n, p, po, g, go, v, vo);
      return;
    }
    NeuralParts parts = of(Step.RMS_PROP, n, length);
    parts.eta = learningRate;
    parts.rho = rho;
    parts.epsilon = epsilon;
    parts.a(p, po).b(g, go).c(v, vo).run(workers);
  }

  /** {@link Optimizers#adagrad}. */
  static void adagrad(double learningRate, double epsilon, int n, double[] p, int po, double[] g, int go, double[] v,
      int vo, Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      Optimizers.KERNELS.adagrad(learningRate, epsilon, n, p, po, g, go, v, vo);
      return;
    }
    NeuralParts parts = of(Step.ADAGRAD, n, length);
    parts.alpha = learningRate;
    parts.beta = epsilon;
    parts.a(p, po).b(g, go).c(v, vo).run(workers);
  }

  /** {@link Optimizers#average}. */
  static void average(double rate, int n, double[] p, int po, double[] e, int eo, Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      Optimizers.KERNELS.average(rate, n, p, po, e, eo);
      return;
    }
    NeuralParts parts = of(Step.AVERAGE, n, length);
    parts.alpha = rate;
    parts.a(p, po).b(e, eo).run(workers);
  }

  /** g ← g·factor. */
  static void scale(int n, double factor, double[] g, int go, Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      Optimizers.KERNELS.scale(n, factor, g, go);
      return;
    }
    NeuralParts parts = of(Step.SCALE, n, length);
    parts.alpha = factor;
    parts.a(g, go).run(workers);
  }

  /** {@link LossesReference#pair}. */
  static double pair(Losses.Pair kind, double delta, double w, int n, double[] p, int po, double[] y, int yo,
      double[] g, int go, Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      return Losses.KERNELS.pair(kind, delta, w, n, p, po, y, yo, g, go);
    }
    NeuralParts parts = of(Step.PAIR, n, length);
    parts.pair = kind;
    parts.alpha = delta;
    parts.beta = w;
    return parts.a(p, po).b(y, yo).c(g, go).summed(workers);
  }

  /** {@link LossesReference#scaled}. */
  static double scaled(Losses.Scaled kind, double w, int n, double[] m, int mo, double[] r, int ro, double[] y, int yo,
      double[] dm, int dmo, double[] dr, int dro, Workers workers) {
    int length = length(n, workers);
    if (length >= n) {
      return Losses.KERNELS.scaled(kind, w, n, m, mo, r, ro, y, yo, dm, dmo, dr, dro);
    }
    NeuralParts parts = of(Step.SCALED, n, length);
    parts.scaled = kind;
    parts.beta = w;
    return parts.a(m, mo).b(r, ro).c(y, yo).d(dm, dmo).e(dr, dro).summed(workers);
  }
}
