// Master of FloatChannelNorm: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/** What {@link GroupNorm} and {@link BatchNorm} (0 groups) have in common: their checks. Thread-safe. */
final class ChannelNorm {

  static final ChannelNormReference KERNELS = ChannelNormReference.of(Backend.active());

  /** Places for the vectors of a thread's calls, mostly those of its next ones: so that nothing is allocated. */
  private static final int KNOWN = 256;

  /** Places, from the one that sizes point to on, where vectors may stand. */
  private static final int PROBES = 8;

  private static final ThreadLocal<ChannelVectors[]> MINE = new ThreadLocal<>();

  private ChannelNorm() {}

  private static ChannelVectors vectors(String operation, int batch, int channels, int pixels, int groups,
      boolean statistics) {
    Checks.size(operation, "batch", batch);
    Checks.positive(operation, "channels", channels);
    Checks.positive(operation, "pixels", pixels);
    if (groups != 0 && channels % groups != 0) {
      throw new IllegalArgumentException(operation + ": " + channels + " channels are no multiple of " + groups
          + " groups");
    }
    if (groups == 0 && statistics) {
      Checks.positive(operation, "batch", batch);
    }
    long count = (long) batch * channels;
    if (count * pixels > Checks.LONGEST_ARRAY || (long) channels * pixels > Checks.LONGEST_ARRAY
        || 3L * channels > Checks.LONGEST_ARRAY || 2 * count > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(operation + ": " + batch + " x " + channels + " x " + pixels
          + " numbers are too many for one array");
    }
    return known(batch, channels, pixels, groups);
  }

  private static ChannelVectors known(int batch, int channels, int pixels, int groups) {
    ChannelVectors[] mine = MINE.get();
    if (mine == null) {
      mine = new ChannelVectors[KNOWN];
      MINE.set(mine);
    }
    int hash = ((batch * 31 + channels) * 31 + pixels) * 31 + groups;
    int place = (hash ^ hash >>> 16) & KNOWN - 1;
    for (int probe = 0; probe < PROBES; probe++) {
      int at = place + probe & KNOWN - 1;
      ChannelVectors v = mine[at];
      if (v != null && v.batch() == batch && v.channels() == channels && v.pixels() == pixels && v.groups() == groups) {
        return v;
      }
      if (v == null) {
        place = at;
        break;
      }
    }
    mine[place] = new ChannelVectors(batch, channels, pixels, groups);
    return mine[place];
  }

  private static int size(ChannelVectors v) {
    return v.batch() * v.channels() * v.pixels();
  }

  /** Numbers that are kept. */
  private static int kept(ChannelVectors v) {
    return (v.groups() == 0 ? 3 : 2) * v.count();
  }

  /** Pixels of a view's samples. */
  private static int pixels(String operation, int channels, Matrix x, Matrix y, String nameY) {
    Checks.positive(operation, "channels", channels);
    Shapes.same(operation, nameY, y, "X", x);
    Shapes.contiguous(operation, "X", x);
    Shapes.contiguous(operation, nameY, y);
    if (x.columns() % channels != 0) {
      throw new IllegalArgumentException(operation + ": X is " + x.rows() + "x" + x.columns() + ", whose columns are no"
          + " multiple of " + channels + " channels");
    }
    return x.columns() / channels;
  }

  /** Checks a view, if there is one, whose shape a number of channels or groups says. */
  private static void shape(String operation, String name, Matrix m, int rows, int columns, int count, String things) {
    if (m != null && (m.rows() != rows || m.columns() != columns)) {
      throw new IllegalArgumentException(operation + ": " + name + " is " + m.rows() + "x" + m.columns()
          + " but must be " + rows + "x" + columns + ", of " + count + " " + things);
    }
    if (m != null) {
      Shapes.contiguous(operation, name, m);
    }
  }

  /** Checks what is kept in a view. */
  private static void stored(String operation, Matrix stored, int channels, int groups, Matrix x) {
    boolean grouped = groups != 0;
    shape(operation, "stored", stored, grouped ? 2 : 3, grouped ? x.rows() * groups : channels,
        grouped ? groups : channels, grouped ? "groups" : "channels");
  }

  private static void apart(String operation, String output, double[] a, int ao, int n, String input, double[] b,
      int bo, int m) {
    NormChecks.apart(operation, output, a, ao, 1, n, n, input, b, bo, 1, m, m);
  }

  static void forward(String operation, int batch, int channels, int pixels, int groups,
      double eps, // float: unchanged
      double[] x, long xOffset, double[] gamma, long gammaOffset, double[] beta, long betaOffset, double[] y,
      long yOffset, double[] stored, long storedOffset, Workers workers) {
    Checks.present(operation, "workers", workers);
    ChannelVectors v = vectors(operation, batch, channels, pixels, groups, true);
    double e = eps; // float: float e = (float) eps;
    Checks.notNegative(operation, "eps", eps); // float: Checks.notNegative(operation, "eps", eps < 0.0 ? eps : e);
    int size = size(v);
    int kept = kept(v);
    int xo = Checks.vector(operation, "X", x, xOffset, size);
    int go = NormChecks.optional(operation, "gamma", gamma, gammaOffset, channels);
    int bo = NormChecks.optional(operation, "beta", beta, betaOffset, channels);
    NormChecks.betaHasGamma(operation, gamma, beta);
    int yo = Checks.vector(operation, "Y", y, yOffset, size);
    int so = NormChecks.optional(operation, "stored", stored, storedOffset, kept);
    apart(operation, "Y", y, yo, size, "X", x, xo, size);
    apart(operation, "Y", y, yo, size, "gamma", gamma, go, channels);
    apart(operation, "Y", y, yo, size, "beta", beta, bo, channels);
    apart(operation, "stored", stored, so, kept, "X", x, xo, size);
    apart(operation, "stored", stored, so, kept, "gamma", gamma, go, channels);
    apart(operation, "stored", stored, so, kept, "beta", beta, bo, channels);
    apart(operation, "stored", stored, so, kept, "Y", y, yo, size);
    Environment.require();
    NormParts.channels(NormParts.Step.FORWARD, v).eps(e).x(x, xo, 0).gamma(gamma, go).beta(beta, bo).stored(stored, so)
        .out(y, yo, 0).run(v.count(), size, workers);
  }

  static void forward(String operation, int channels, int groups,
      double eps, // float: unchanged
      Matrix x, Matrix gamma, Matrix beta, Matrix y, Matrix stored, Workers workers) {
    int pixels = pixels(operation, channels, x, y, "Y");
    shape(operation, "gamma", gamma, 1, channels, channels, "channels");
    shape(operation, "beta", beta, 1, channels, channels, "channels");
    stored(operation, stored, channels, groups, x);
    forward(operation, x.rows(), channels, pixels, groups, eps, x.array(), x.offset(), NormChecks.array(gamma),
        NormChecks.offset(gamma), NormChecks.array(beta), NormChecks.offset(beta), y.array(), y.offset(),
        NormChecks.array(stored), NormChecks.offset(stored), workers);
  }

  static void backward(String operation, int batch, int channels, int pixels, int groups, double[] x, long xOffset,
      double[] gamma, long gammaOffset, double[] stored, long storedOffset, double[] dy, long dyOffset, double[] dx,
      long dxOffset, double[] dgamma, long dgammaOffset, double[] dbeta, long dbetaOffset, boolean accumulate,
      Workers workers) {
    Checks.present(operation, "workers", workers);
    ChannelVectors v = vectors(operation, batch, channels, pixels, groups, true);
    int size = size(v);
    int kept = kept(v);
    int xo = Checks.vector(operation, "X", x, xOffset, size);
    int go = NormChecks.optional(operation, "gamma", gamma, gammaOffset, channels);
    int so = Checks.vector(operation, "stored", stored, storedOffset, kept);
    int dyo = Checks.vector(operation, "dY", dy, dyOffset, size);
    int dxo = NormChecks.optional(operation, "dX", dx, dxOffset, size);
    int dgo = NormChecks.optional(operation, "dgamma", dgamma, dgammaOffset, channels);
    int dbo = NormChecks.optional(operation, "dbeta", dbeta, dbetaOffset, channels);
    outputApart(operation, "dX", dx, dxo, size, v, x, xo, gamma, go, stored, so, "dY", dy, dyo);
    outputApart(operation, "dgamma", dgamma, dgo, channels, v, x, xo, gamma, go, stored, so, "dY", dy, dyo);
    outputApart(operation, "dbeta", dbeta, dbo, channels, v, x, xo, gamma, go, stored, so, "dY", dy, dyo);
    apart(operation, "dX", dx, dxo, size, "dgamma", dgamma, dgo, channels);
    apart(operation, "dX", dx, dxo, size, "dbeta", dbeta, dbo, channels);
    apart(operation, "dgamma", dgamma, dgo, channels, "dbeta", dbeta, dbo, channels);
    Environment.require();
    if (dx != null) {
      NormParts.channels(NormParts.Step.BACKWARD, v).x(x, xo, 0).gamma(gamma, go).stored(stored, so).in(dy, dyo, 0)
          .out(dx, dxo, 0).run(v.count(), size, workers);
    }
    if (dgamma != null || dbeta != null) {
      NormParts.channels(NormParts.Step.PARAMETERS, v).x(x, xo, 0).stored(stored, so).in(dy, dyo, 0)
          .gradients(dgamma, dgo, dbeta, dbo, accumulate).run(channels, size, workers);
    }
  }

  private static void outputApart(String operation, String name, double[] d, int at, int n, ChannelVectors v,
      double[] x, int xo, double[] gamma, int go, double[] stored, int so, String given, double[] in, int io) {
    apart(operation, name, d, at, n, "X", x, xo, size(v));
    apart(operation, name, d, at, n, "gamma", gamma, go, v.channels());
    apart(operation, name, d, at, n, "stored", stored, so, kept(v));
    apart(operation, name, d, at, n, given, in, io, size(v));
  }

  static void backward(String operation, int channels, int groups, Matrix x, Matrix gamma, Matrix stored, Matrix dy,
      Matrix dx, Matrix dgamma, Matrix dbeta, boolean accumulate, Workers workers) {
    int pixels = pixels(operation, channels, x, dy, "dY");
    if (dx != null) {
      Shapes.contiguous(operation, "dX", dx, "X", x);
    }
    shape(operation, "gamma", gamma, 1, channels, channels, "channels");
    Checks.present(operation, "stored", stored);
    stored(operation, stored, channels, groups, x);
    shape(operation, "dgamma", dgamma, 1, channels, channels, "channels");
    shape(operation, "dbeta", dbeta, 1, channels, channels, "channels");
    backward(operation, x.rows(), channels, pixels, groups, x.array(), x.offset(), NormChecks.array(gamma),
        NormChecks.offset(gamma), stored.array(), stored.offset(), dy.array(), dy.offset(), NormChecks.array(dx),
        NormChecks.offset(dx), NormChecks.array(dgamma), NormChecks.offset(dgamma), NormChecks.array(dbeta),
        NormChecks.offset(dbeta), accumulate, workers);
  }

  static void tangent(String operation, int batch, int channels, int pixels, int groups, double[] x, long xOffset,
      double[] gamma, long gammaOffset, double[] stored, long storedOffset, double[] dx, long dxOffset, double[] dy,
      long dyOffset, Workers workers) {
    Checks.present(operation, "workers", workers);
    ChannelVectors v = vectors(operation, batch, channels, pixels, groups, true);
    int size = size(v);
    int xo = Checks.vector(operation, "X", x, xOffset, size);
    int go = NormChecks.optional(operation, "gamma", gamma, gammaOffset, channels);
    int so = Checks.vector(operation, "stored", stored, storedOffset, kept(v));
    int dxo = Checks.vector(operation, "dX", dx, dxOffset, size);
    int dyo = Checks.vector(operation, "dY", dy, dyOffset, size);
    outputApart(operation, "dY", dy, dyo, size, v, x, xo, gamma, go, stored, so, "dX", dx, dxo);
    Environment.require();
    NormParts.channels(NormParts.Step.TANGENT, v).x(x, xo, 0).gamma(gamma, go).stored(stored, so).in(dx, dxo, 0)
        .out(dy, dyo, 0).run(v.count(), size, workers);
  }

  static void tangent(String operation, int channels, int groups, Matrix x, Matrix gamma, Matrix stored, Matrix dx,
      Matrix dy, Workers workers) {
    int pixels = pixels(operation, channels, x, dx, "dX");
    Shapes.contiguous(operation, "dY", dy, "X", x);
    shape(operation, "gamma", gamma, 1, channels, channels, "channels");
    Checks.present(operation, "stored", stored);
    stored(operation, stored, channels, groups, x);
    tangent(operation, x.rows(), channels, pixels, groups, x.array(), x.offset(), NormChecks.array(gamma),
        NormChecks.offset(gamma), stored.array(), stored.offset(), dx.array(), dx.offset(), dy.array(), dy.offset(),
        workers);
  }

  static void running(String operation, int channels, int n, boolean unbiased,
      double rate, // float: unchanged
      double[] stored, long storedOffset, double[] running, long runningOffset) {
    Checks.size(operation, "channels", channels);
    Checks.positive(operation, "n", n);
    if (unbiased && n < 2) {
      throw new IllegalArgumentException(operation + ": an unbiased variance needs 2 elements, but n is " + n);
    }
    if (!(rate >= 0.0 && rate <= 1.0)) { // float: unchanged
      throw new IllegalArgumentException(operation + ": the rate must be from 0 to 1, but is " + rate);
    }
    double share = rate; // float: float share = (float) rate;
    int kept = Checks.elements(operation, 3, channels, Double.BYTES);
    int so = Checks.vector(operation, "stored", stored, storedOffset, kept);
    int ro = Checks.vector(operation, "running", running, runningOffset, 2 * channels);
    apart(operation, "running", running, ro, 2 * channels, "stored", stored, so, kept);
    Environment.require();
    KERNELS.running(channels, unbiased ? n - 1 : n, share, stored, so, running, ro);
  }

  static void inference(String operation, int batch, int channels, int pixels,
      double eps, // float: unchanged
      double[] x, long xOffset, double[] gamma, long gammaOffset, double[] beta, long betaOffset, double[] running,
      long runningOffset, double[] y, long yOffset, Workers workers) {
    Checks.present(operation, "workers", workers);
    ChannelVectors v = vectors(operation, batch, channels, pixels, 0, false);
    double e = eps; // float: float e = (float) eps;
    Checks.notNegative(operation, "eps", eps); // float: Checks.notNegative(operation, "eps", eps < 0.0 ? eps : e);
    int size = size(v);
    int xo = Checks.vector(operation, "X", x, xOffset, size);
    int go = NormChecks.optional(operation, "gamma", gamma, gammaOffset, channels);
    int bo = NormChecks.optional(operation, "beta", beta, betaOffset, channels);
    NormChecks.betaHasGamma(operation, gamma, beta);
    int ro = Checks.vector(operation, "running", running, runningOffset, 2 * channels);
    int yo = Checks.vector(operation, "Y", y, yOffset, size);
    apart(operation, "Y", y, yo, size, "X", x, xo, size);
    apart(operation, "Y", y, yo, size, "gamma", gamma, go, channels);
    apart(operation, "Y", y, yo, size, "beta", beta, bo, channels);
    apart(operation, "Y", y, yo, size, "running", running, ro, 2 * channels);
    Environment.require();
    NormParts.channels(NormParts.Step.INFERENCE, v).eps(e).x(x, xo, 0).gamma(gamma, go).beta(beta, bo)
        .stored(running, ro).out(y, yo, 0).run(batch, size, workers);
  }

  static void inference(String operation, int channels,
      double eps, // float: unchanged
      Matrix x, Matrix gamma, Matrix beta, Matrix running, Matrix y, Workers workers) {
    int pixels = pixels(operation, channels, x, y, "Y");
    shape(operation, "gamma", gamma, 1, channels, channels, "channels");
    shape(operation, "beta", beta, 1, channels, channels, "channels");
    Checks.present(operation, "running", running);
    shape(operation, "running", running, 2, channels, channels, "channels");
    inference(operation, x.rows(), channels, pixels, eps, x.array(), x.offset(), NormChecks.array(gamma),
        NormChecks.offset(gamma), NormChecks.array(beta), NormChecks.offset(beta), running.array(), running.offset(),
        y.array(), y.offset(), workers);
  }
}
