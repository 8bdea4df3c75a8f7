// Master of FloatColumnNormSimd: the float version is generated from this file.
package org.isobit.kernels.normalization;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * Batch norms of samples that are vectors: channels are columns, which lie in lanes, so that memory is read row by row.
 * Of each column the partial sums are kept apart as those of a reduction are. Thread-safe.
 */
final class ColumnNormSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Columns of a block. */
  private static final int W = 64;

  /** Partial sums of a column. */
  private static final int PARTIALS = 32; // float: private static final int PARTIALS = 64;

  /** Where rows of one number a column begin, behind two sets of partial sums. */
  private static final int MEAN = 2 * PARTIALS * W;
  private static final int SCALE = MEAN + W;
  private static final int GAMMA = SCALE + W;
  private static final int BETA = GAMMA + W;
  private static final int FIRST = BETA + W;
  private static final int SECOND = FIRST + W;

  /** Numbers of scratch. */
  static final int SIZE = SECOND + W;

  private ColumnNormSimd() {}

  /** Whether such vectors are done here: one number a sample, and as many as one set of partial sums takes. */
  static boolean takes(ChannelVectors v) {
    return v.groups() == 0 && v.pixels() == 1 && v.batch() <= ReduceReference.CHUNK;
  }

  /** {@link ChannelNormReference#forward}. */
  static void forward(ChannelVectors v, int from, int to, double eps, double[] x, int xo, double[] gamma, int go,
      double[] beta, int bo, double[] y, int yo, double[] stored, int so) {
    double[] t = NormScratch.mine().columns();
    int n = v.batch();
    int ld = v.channels();
    for (int c = from; c < to; c += W) {
      int w = to - c < W ? to - c : W;
      sums(n, w, x, xo + c, ld, t);
      for (int j = 0; j < w; j++) {
        t[MEAN + j] = t[j] / n;
      }
      squares(n, w, x, xo + c, ld, t);
      for (int j = 0; j < w; j++) {
        t[SCALE + j] = 1.0 / Math.sqrt(t[j] / n + eps);
      }
      if (stored != null) {
        System.arraycopy(t, MEAN, stored, so + c, w);
        System.arraycopy(t, SCALE, stored, so + ld + c, w);
        System.arraycopy(t, 0, stored, so + 2 * ld + c, w);
      }
      row(w, gamma, go + c, 1.0, t, GAMMA);
      row(w, beta, bo + c, -0.0, t, BETA);
      for (int i = 0; i < n; i++) {
        normal(w, x, xo + c + i * ld, t, y, yo + c + i * ld);
      }
    }
  }

  /** {@link ChannelNormReference#backward}. */
  static void backward(ChannelVectors v, int from, int to, double[] x, int xo, double[] gamma, int go, double[] stored,
      int so, double[] dy, int dyo, double[] dx, int dxo) {
    double[] t = NormScratch.mine().columns();
    int n = v.batch();
    int ld = v.channels();
    for (int c = from; c < to; c += W) {
      int w = to - c < W ? to - c : W;
      load(w, stored, so + c, ld, t);
      row(w, gamma, go + c, 1.0, t, GAMMA);
      Arrays.fill(t, 0, 2 * PARTIALS * W, 0.0);
      for (int i = 0; i < n; i++) {
        int p = i % PARTIALS * W;
        gradient(w, x, xo + c + i * ld, dy, dyo + c + i * ld, t, p, PARTIALS * W + p);
      }
      means(n, w, t, 0, FIRST);
      means(n, w, t, PARTIALS * W, SECOND);
      for (int i = 0; i < n; i++) {
        input(w, x, xo + c + i * ld, dy, dyo + c + i * ld, t, dx, dxo + c + i * ld);
      }
    }
  }

  /** {@link ChannelNormReference#parameters}. */
  static void parameters(ChannelVectors v, int from, int to, double[] x, int xo, double[] stored, int so, double[] dy,
      int dyo, double[] dgamma, int dgo, double[] dbeta, int dbo, boolean accumulate) {
    double[] t = NormScratch.mine().columns();
    int ld = v.channels();
    for (int c = from; c < to; c += W) {
      int w = to - c < W ? to - c : W;
      load(w, stored, so + c, ld, t);
      row(w, accumulate ? dgamma : null, dgo + c, 0.0, t, FIRST);
      row(w, accumulate ? dbeta : null, dbo + c, 0.0, t, SECOND);
      for (int i = 0; i < v.batch(); i++) {
        chains(w, x, xo + c + i * ld, dy, dyo + c + i * ld, t);
      }
      if (dgamma != null) {
        System.arraycopy(t, FIRST, dgamma, dgo + c, w);
      }
      if (dbeta != null) {
        System.arraycopy(t, SECOND, dbeta, dbo + c, w);
      }
    }
  }

  /** {@link ChannelNormReference#tangent}. */
  static void tangent(ChannelVectors v, int from, int to, double[] x, int xo, double[] gamma, int go, double[] stored,
      int so, double[] dx, int dxo, double[] dy, int dyo) {
    double[] t = NormScratch.mine().columns();
    int n = v.batch();
    int ld = v.channels();
    for (int c = from; c < to; c += W) {
      int w = to - c < W ? to - c : W;
      load(w, stored, so + c, ld, t);
      row(w, gamma, go + c, 1.0, t, GAMMA);
      sums(n, w, dx, dxo + c, ld, t);
      for (int j = 0; j < w; j++) {
        t[FIRST + j] = t[j] / n;
      }
      Arrays.fill(t, 0, PARTIALS * W, 0.0);
      for (int i = 0; i < n; i++) {
        product(w, x, xo + c + i * ld, dx, dxo + c + i * ld, t, i % PARTIALS * W);
      }
      means(n, w, t, 0, SECOND);
      for (int i = 0; i < n; i++) {
        output(w, x, xo + c + i * ld, dx, dxo + c + i * ld, t, dy, dyo + c + i * ld);
      }
    }
  }

  /** A row of scratch from an array, or one number. */
  private static void row(int w, double[] from, int fo, double none, double[] t, int at) {
    if (from == null) {
      Arrays.fill(t, at, at + w, none);
    } else {
      System.arraycopy(from, fo, t, at, w);
    }
  }

  /** Means and factors that forward has kept. */
  private static void load(int w, double[] stored, int so, int channels, double[] t) {
    System.arraycopy(stored, so, t, MEAN, w);
    System.arraycopy(stored, so + channels, t, SCALE, w);
  }

  /** The sums of columns, into the first row of scratch. */
  private static void sums(int n, int w, double[] x, int xo, int ld, double[] t) {
    Arrays.fill(t, 0, PARTIALS * W, 0.0);
    for (int i = 0; i < n; i++) {
      add(w, x, xo + i * ld, t, i % PARTIALS * W);
    }
    tree(w, t, 0);
  }

  /** The sums of squared deviations from the means, into the first row of scratch. */
  private static void squares(int n, int w, double[] x, int xo, int ld, double[] t) {
    Arrays.fill(t, 0, PARTIALS * W, 0.0);
    for (int i = 0; i < n; i++) {
      square(w, x, xo + i * ld, t, i % PARTIALS * W);
    }
    tree(w, t, 0);
  }

  /** Partial sums to the mean of columns. */
  private static void means(int n, int w, double[] t, int at, int to) {
    tree(w, t, at);
    for (int j = 0; j < w; j++) {
      t[to + j] = t[at + j] / n;
    }
  }

  /** The tree of partial sums, into their first row. */
  private static void tree(int w, double[] t, int at) {
    for (int h = PARTIALS / 2; h > 0; h /= 2) {
      for (int l = 0; l < h; l++) {
        add(w, t, at + (l + h) * W, t, at + l * W);
      }
    }
  }

  private static void add(int w, double[] x, int xo, double[] t, int p) {
    int j = 0;
    for (; j <= w - V; j += V) {
      DoubleVector.fromArray(S, t, p + j).add(DoubleVector.fromArray(S, x, xo + j)).intoArray(t, p + j);
    }
    for (; j < w; j++) {
      t[p + j] += x[xo + j];
    }
  }

  private static void square(int w, double[] x, int xo, double[] t, int p) {
    int j = 0;
    for (; j <= w - V; j += V) {
      DoubleVector d = DoubleVector.fromArray(S, x, xo + j).sub(DoubleVector.fromArray(S, t, MEAN + j));
      d.fma(d, DoubleVector.fromArray(S, t, p + j)).intoArray(t, p + j);
    }
    for (; j < w; j++) {
      double d = x[xo + j] - t[MEAN + j];
      t[p + j] = Math.fma(d, d, t[p + j]);
    }
  }

  /** y = fma((x − mean)·r, γ, β). */
  private static void normal(int w, double[] x, int xo, double[] t, double[] y, int yo) {
    int j = 0;
    for (; j <= w - V; j += V) {
      DoubleVector.fromArray(S, x, xo + j).sub(DoubleVector.fromArray(S, t, MEAN + j))
          .mul(DoubleVector.fromArray(S, t, SCALE + j))
          .fma(DoubleVector.fromArray(S, t, GAMMA + j), DoubleVector.fromArray(S, t, BETA + j)).intoArray(y, yo + j);
    }
    for (; j < w; j++) {
      y[yo + j] = Math.fma((x[xo + j] - t[MEAN + j]) * t[SCALE + j], t[GAMMA + j], t[BETA + j]);
    }
  }

  /** g = dy·γ to the sums at p, g·h to those at q. */
  private static void gradient(int w, double[] x, int xo, double[] dy, int dyo, double[] t, int p, int q) {
    int j = 0;
    for (; j <= w - V; j += V) {
      DoubleVector g = DoubleVector.fromArray(S, dy, dyo + j).mul(DoubleVector.fromArray(S, t, GAMMA + j));
      DoubleVector h = DoubleVector.fromArray(S, x, xo + j).sub(DoubleVector.fromArray(S, t, MEAN + j))
          .mul(DoubleVector.fromArray(S, t, SCALE + j));
      DoubleVector.fromArray(S, t, p + j).add(g).intoArray(t, p + j);
      g.fma(h, DoubleVector.fromArray(S, t, q + j)).intoArray(t, q + j);
    }
    for (; j < w; j++) {
      double g = dy[dyo + j] * t[GAMMA + j];
      t[p + j] += g;
      t[q + j] = Math.fma(g, (x[xo + j] - t[MEAN + j]) * t[SCALE + j], t[q + j]);
    }
  }

  /** dx = fma(−h, b, dy·γ − a)·r, a and b the first and second row. */
  private static void input(int w, double[] x, int xo, double[] dy, int dyo, double[] t, double[] dx, int dxo) {
    int j = 0;
    for (; j <= w - V; j += V) {
      DoubleVector r = DoubleVector.fromArray(S, t, SCALE + j);
      DoubleVector g = DoubleVector.fromArray(S, dy, dyo + j).mul(DoubleVector.fromArray(S, t, GAMMA + j));
      DoubleVector.fromArray(S, x, xo + j).sub(DoubleVector.fromArray(S, t, MEAN + j)).mul(r).neg()
          .fma(DoubleVector.fromArray(S, t, SECOND + j), g.sub(DoubleVector.fromArray(S, t, FIRST + j))).mul(r)
          .intoArray(dx, dxo + j);
    }
    for (; j < w; j++) {
      double h = (x[xo + j] - t[MEAN + j]) * t[SCALE + j];
      dx[dxo + j] = Math.fma(-h, t[SECOND + j], dy[dyo + j] * t[GAMMA + j] - t[FIRST + j]) * t[SCALE + j];
    }
  }

  /** fma(dy, h, s) of the first row, s + dy of the second. */
  private static void chains(int w, double[] x, int xo, double[] dy, int dyo, double[] t) {
    int j = 0;
    for (; j <= w - V; j += V) {
      DoubleVector d = DoubleVector.fromArray(S, dy, dyo + j);
      DoubleVector h = DoubleVector.fromArray(S, x, xo + j).sub(DoubleVector.fromArray(S, t, MEAN + j))
          .mul(DoubleVector.fromArray(S, t, SCALE + j));
      d.fma(h, DoubleVector.fromArray(S, t, FIRST + j)).intoArray(t, FIRST + j);
      DoubleVector.fromArray(S, t, SECOND + j).add(d).intoArray(t, SECOND + j);
    }
    for (; j < w; j++) {
      t[FIRST + j] = Math.fma(dy[dyo + j], (x[xo + j] - t[MEAN + j]) * t[SCALE + j], t[FIRST + j]);
      t[SECOND + j] += dy[dyo + j];
    }
  }

  /** h·(dx − dm) to the sums at p, dm the first row. */
  private static void product(int w, double[] x, int xo, double[] dx, int dxo, double[] t, int p) {
    int j = 0;
    for (; j <= w - V; j += V) {
      DoubleVector h = DoubleVector.fromArray(S, x, xo + j).sub(DoubleVector.fromArray(S, t, MEAN + j))
          .mul(DoubleVector.fromArray(S, t, SCALE + j));
      h.fma(DoubleVector.fromArray(S, dx, dxo + j).sub(DoubleVector.fromArray(S, t, FIRST + j)),
          DoubleVector.fromArray(S, t, p + j)).intoArray(t, p + j);
    }
    for (; j < w; j++) {
      t[p + j] = Math.fma((x[xo + j] - t[MEAN + j]) * t[SCALE + j], dx[dxo + j] - t[FIRST + j], t[p + j]);
    }
  }

  /** dy = (fma(−h, c, dx − dm)·r)·γ, dm and c the first and second row. */
  private static void output(int w, double[] x, int xo, double[] dx, int dxo, double[] t, double[] dy, int dyo) {
    int j = 0;
    for (; j <= w - V; j += V) {
      DoubleVector r = DoubleVector.fromArray(S, t, SCALE + j);
      DoubleVector d = DoubleVector.fromArray(S, dx, dxo + j).sub(DoubleVector.fromArray(S, t, FIRST + j));
      DoubleVector.fromArray(S, x, xo + j).sub(DoubleVector.fromArray(S, t, MEAN + j)).mul(r).neg()
          .fma(DoubleVector.fromArray(S, t, SECOND + j), d).mul(r).mul(DoubleVector.fromArray(S, t, GAMMA + j))
          .intoArray(dy, dyo + j);
    }
    for (; j < w; j++) {
      double h = (x[xo + j] - t[MEAN + j]) * t[SCALE + j];
      dy[dyo + j] = (Math.fma(-h, t[SECOND + j], dx[dxo + j] - t[FIRST + j]) * t[SCALE + j]) * t[GAMMA + j];
    }
  }
}
