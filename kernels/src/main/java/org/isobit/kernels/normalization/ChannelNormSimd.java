// Master of FloatChannelNormSimd: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * Vector API {@link ChannelNormReference}: loops over segments; what a reduction needs of several segments is laid out
 * chunk by chunk first. Gradients of parameters, one chain a channel, go four channels at a time. Batch norms of
 * vectors are those of {@link ColumnNormSimd}.
 */
public final class ChannelNormSimd extends ChannelNormReference {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);
  private static final int CHUNK = ReduceReference.CHUNK;

  /** Segments shorter than this are copied element by element. */
  private static final int SHORT = 16;

  /** Channels of which gradients of parameters go together. */
  private static final int TOGETHER = 4;

  /** Pixels of each of these at a time. */
  private static final int PIXELS = CHUNK / TOGETHER;

  ChannelNormSimd() {}

  private static double number(double[] gamma, int go, double none) {
    return gamma == null ? none : gamma[go];
  }

  @Override
  public void forward(ChannelVectors v, int from, int to, double eps, double[] x, int xo, double[] gamma, int go,
      double[] beta, int bo, double[] y, int yo, double[] stored, int so) {
    if (ColumnNormSimd.takes(v)) {
      ColumnNormSimd.forward(v, from, to, eps, x, xo, gamma, go, beta, bo, y, yo, stored, so);
      return;
    }
    NormScratch s = NormScratch.mine();
    int n = v.length();
    int pixels = v.pixels();
    for (int u = from; u < to; u++) {
      int start = v.start(u);
      double mean = sum(0, n, v, x, xo + start, s) / n;
      double q = squaredDeviations(0, n, v, x, xo + start, mean, s);
      double r = 1.0 / Math.sqrt(q / n + eps);
      for (int k = 0; k < v.segments(); k++) {
        int c = v.channel(u, k);
        int at = start + k * v.stride();
        NormLoopsSimd.forward(pixels, x, xo + at, mean, r, number(gamma, go + c, 1.0), number(beta, bo + c, -0.0), y,
            yo + at);
      }
      if (stored != null) {
        stored[so + u] = mean;
        stored[so + v.count() + u] = r;
        if (v.groups() == 0) {
          stored[so + 2 * v.count() + u] = q;
        }
      }
    }
  }

  /** Elements from … from + n − 1 of a vector, one after the other; or where they lie so already. */
  private static boolean lie(int from, int n, ChannelVectors v) {
    return v.stride() == v.pixels() || from % v.pixels() + n <= v.pixels();
  }

  private static int at(int from, ChannelVectors v) {
    return from / v.pixels() * v.stride() + from % v.pixels();
  }

  private static void gather(int from, int n, ChannelVectors v, double[] x, int xo, double[] to) {
    int pixels = v.pixels();
    int segment = from / pixels;
    int within = from % pixels;
    int i = 0;
    while (i < n) {
      int length = pixels - within < n - i ? pixels - within : n - i;
      int at = xo + segment * v.stride() + within;
      if (length < SHORT) {
        for (int j = 0; j < length; j++) {
          to[i + j] = x[at + j];
        }
      } else {
        System.arraycopy(x, at, to, i, length);
      }
      i += length;
      segment++;
      within = 0;
    }
  }

  private static double sum(int from, int n, ChannelVectors v, double[] x, int xo, NormScratch s) {
    if (lie(from, n, v)) {
      return REDUCE.sum(n, x, xo + at(from, v), 1);
    }
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return sum(from, left, v, x, xo, s) + sum(from + left, n - left, v, x, xo, s);
    }
    gather(from, n, v, x, xo, s.pair);
    return REDUCE.sum(n, s.pair, 0, 1);
  }

  private static double squaredDeviations(int from, int n, ChannelVectors v, double[] x, int xo, double mean,
      NormScratch s) {
    if (lie(from, n, v)) {
      return REDUCE.squaredDeviations(n, x, xo + at(from, v), mean);
    }
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return squaredDeviations(from, left, v, x, xo, mean, s)
          + squaredDeviations(from + left, n - left, v, x, xo, mean, s);
    }
    gather(from, n, v, x, xo, s.pair);
    return REDUCE.squaredDeviations(n, s.pair, 0, mean);
  }

  @Override
  public void backward(ChannelVectors v, int from, int to, double[] x, int xo, double[] gamma, int go, double[] stored,
      int so, double[] dy, int dyo, double[] dx, int dxo) {
    if (ColumnNormSimd.takes(v)) {
      ColumnNormSimd.backward(v, from, to, x, xo, gamma, go, stored, so, dy, dyo, dx, dxo);
      return;
    }
    NormScratch s = NormScratch.mine();
    int n = v.length();
    for (int u = from; u < to; u++) {
      int start = v.start(u);
      double mean = stored[so + u];
      double r = stored[so + v.count() + u];
      double a = gradientSums(0, n, v, u, x, xo + start, mean, r, gamma, go, dy, dyo + start, s) / n;
      double b = s.second / n;
      for (int k = 0; k < v.segments(); k++) {
        int at = start + k * v.stride();
        NormLoopsSimd.backward(v.pixels(), x, xo + at, mean, r, number(gamma, go + v.channel(u, k), 1.0), a, b, dy,
            dyo + at, dx, dxo + at);
      }
    }
  }

  /** The sum of g, and as the scratch's second that of g·h, of some elements of vector u. */
  private static double gradientSums(int from, int n, ChannelVectors v, int u, double[] x, int xo, double mean,
      double r, double[] gamma, int go, double[] dy, int dyo, NormScratch s) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      double a = gradientSums(from, left, v, u, x, xo, mean, r, gamma, go, dy, dyo, s);
      double b = s.second;
      double c = gradientSums(from + left, n - left, v, u, x, xo, mean, r, gamma, go, dy, dyo, s);
      s.second = b + s.second;
      return a + c;
    }
    int pixels = v.pixels();
    int segment = from / pixels;
    int within = from % pixels;
    int i = 0;
    while (i < n) {
      int length = pixels - within < n - i ? pixels - within : n - i;
      int at = segment * v.stride() + within;
      NormLoopsSimd.terms(length, x, xo + at, mean, r, number(gamma, go + v.channel(u, segment), 1.0), dy, dyo + at,
          s.pair, i, NormScratch.SECOND + i);
      i += length;
      segment++;
      within = 0;
    }
    s.second = REDUCE.dot(n, s.pair, 0, 1, s.pair, NormScratch.SECOND, 1);
    return REDUCE.sum(n, s.pair, 0, 1);
  }

  @Override
  public void parameters(ChannelVectors v, int from, int to, double[] x, int xo, double[] stored, int so, double[] dy,
      int dyo, double[] dgamma, int dgo, double[] dbeta, int dbo, boolean accumulate) {
    if (ColumnNormSimd.takes(v)) {
      ColumnNormSimd.parameters(v, from, to, x, xo, stored, so, dy, dyo, dgamma, dgo, dbeta, dbo, accumulate);
      return;
    }
    NormScratch s = NormScratch.mine();
    for (int c = from; c < to; c += TOGETHER) {
      int channels = to - c < TOGETHER ? to - c : TOGETHER;
      for (int i = 0; i < channels; i++) {
        s.other[i] = accumulate && dgamma != null ? dgamma[dgo + c + i] : 0.0;
        s.slope[i] = accumulate && dbeta != null ? dbeta[dbo + c + i] : 0.0;
      }
      for (int k = 0; k < v.batch(); k++) {
        for (int p = 0; p < v.pixels(); p += PIXELS) {
          int length = v.pixels() - p < PIXELS ? v.pixels() - p : PIXELS;
          chains(v, k, c, channels, p, length, x, xo, stored, so, dy, dyo, s);
        }
      }
      for (int i = 0; i < channels; i++) {
        if (dgamma != null) {
          dgamma[dgo + c + i] = s.other[i];
        }
        if (dbeta != null) {
          dbeta[dbo + c + i] = s.slope[i];
        }
      }
    }
  }

  /** Chains of some channels over some pixels of a sample: h by vectors, then four chains at once, or one by one. */
  private static void chains(ChannelVectors v, int sample, int c, int channels, int p, int n, double[] x, int xo,
      double[] stored, int so, double[] dy, int dyo, NormScratch s) {
    int at = (sample * v.channels() + c) * v.pixels() + p;
    for (int i = 0; i < channels; i++) {
      int u = v.vector(sample, c + i);
      NormLoopsSimd.deviations(n, x, xo + at + i * v.pixels(), stored[so + u], stored[so + v.count() + u], s.pair,
          i * PIXELS);
    }
    if (channels == TOGETHER) {
      four(n, s.pair, dy, dyo + at, v.pixels(), s.other, s.slope);
    } else {
      for (int i = 0; i < channels; i++) {
        one(n, s.pair, i * PIXELS, dy, dyo + at + i * v.pixels(), i, s.other, s.slope);
      }
    }
  }

  private static void four(int n, double[] h, double[] dy, int y0, int stride, double[] s, double[] t) {
    int y1 = y0 + stride;
    int y2 = y1 + stride;
    int y3 = y2 + stride;
    double s0 = s[0];
    double s1 = s[1];
    double s2 = s[2];
    double s3 = s[3];
    double t0 = t[0];
    double t1 = t[1];
    double t2 = t[2];
    double t3 = t[3];
    for (int p = 0; p < n; p++) {
      s0 = Math.fma(dy[y0 + p], h[p], s0);
      s1 = Math.fma(dy[y1 + p], h[PIXELS + p], s1);
      s2 = Math.fma(dy[y2 + p], h[2 * PIXELS + p], s2);
      s3 = Math.fma(dy[y3 + p], h[3 * PIXELS + p], s3);
      t0 = t0 + dy[y0 + p];
      t1 = t1 + dy[y1 + p];
      t2 = t2 + dy[y2 + p];
      t3 = t3 + dy[y3 + p];
    }
    s[0] = s0;
    s[1] = s1;
    s[2] = s2;
    s[3] = s3;
    t[0] = t0;
    t[1] = t1;
    t[2] = t2;
    t[3] = t3;
  }

  private static void one(int n, double[] h, int ho, double[] dy, int dyo, int i, double[] s, double[] t) {
    double s0 = s[i];
    double t0 = t[i];
    for (int p = 0; p < n; p++) {
      s0 = Math.fma(dy[dyo + p], h[ho + p], s0);
      t0 = t0 + dy[dyo + p];
    }
    s[i] = s0;
    t[i] = t0;
  }

  @Override
  public void tangent(ChannelVectors v, int from, int to, double[] x, int xo, double[] gamma, int go, double[] stored,
      int so, double[] dx, int dxo, double[] dy, int dyo) {
    if (ColumnNormSimd.takes(v)) {
      ColumnNormSimd.tangent(v, from, to, x, xo, gamma, go, stored, so, dx, dxo, dy, dyo);
      return;
    }
    NormScratch s = NormScratch.mine();
    int n = v.length();
    for (int u = from; u < to; u++) {
      int start = v.start(u);
      double mean = stored[so + u];
      double r = stored[so + v.count() + u];
      double dm = sum(0, n, v, dx, dxo + start, s) / n;
      double c = tangentSum(0, n, v, x, xo + start, mean, r, dm, dx, dxo + start, s) / n;
      for (int k = 0; k < v.segments(); k++) {
        int at = start + k * v.stride();
        NormLoopsSimd.tangent(v.pixels(), x, xo + at, mean, r, number(gamma, go + v.channel(u, k), 1.0), dm, c, dx,
            dxo + at, dy, dyo + at);
      }
    }
  }

  /** The sum of h·(dx − dm) of some elements of a vector. */
  private static double tangentSum(int from, int n, ChannelVectors v, double[] x, int xo, double mean, double r,
      double dm, double[] dx, int dxo, NormScratch s) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return tangentSum(from, left, v, x, xo, mean, r, dm, dx, dxo, s)
          + tangentSum(from + left, n - left, v, x, xo, mean, r, dm, dx, dxo, s);
    }
    int pixels = v.pixels();
    int segment = from / pixels;
    int within = from % pixels;
    int i = 0;
    while (i < n) {
      int length = pixels - within < n - i ? pixels - within : n - i;
      int at = segment * v.stride() + within;
      NormLoopsSimd.deviations(length, x, xo + at, mean, r, dm, dx, dxo + at, s.pair, i, NormScratch.SECOND + i);
      i += length;
      segment++;
      within = 0;
    }
    return REDUCE.dot(n, s.pair, NormScratch.SECOND, 1, s.pair, 0, 1);
  }

  @Override
  public void inference(ChannelVectors v, int from, int to, double eps, double[] x, int xo, double[] gamma, int go,
      double[] beta, int bo, double[] running, int ro, double[] y, int yo) {
    NormScratch s = NormScratch.mine();
    int channels = v.channels();
    double[] a = s.first(channels);
    double[] b = s.last(channels);
    for (int c = 0; c < channels; c++) {
      a[c] = factor(running[ro + channels + c], eps, gamma, go + c);
      b[c] = shift(running[ro + c], a[c], beta, bo + c);
    }
    for (int k = from; k < to; k++) {
      if (v.pixels() == 1) {
        NormLoopsSimd.scaled(channels, x, xo + k * channels, a, b, y, yo + k * channels);
      } else {
        for (int c = 0; c < channels; c++) {
          int at = (k * channels + c) * v.pixels();
          NormLoopsSimd.scaled(v.pixels(), x, xo + at, a[c], b[c], y, yo + at);
        }
      }
    }
  }

  @Override
  public void running(int channels, int divisor, double rate, double[] stored, int so, double[] running, int ro) {
    NormLoopsSimd.running(channels, 1.0, rate, stored, so, running, ro);
    NormLoopsSimd.running(channels, divisor, rate, stored, so + 2 * channels, running, ro + channels);
  }
}
