// Master of FloatNormalizationVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.normalization.BatchNorm;
import org.isobit.kernels.normalization.GroupNorm;
import org.isobit.kernels.normalization.LayerNorm;
import org.isobit.kernels.normalization.RmsNorm;
import org.isobit.verify.Inputs;

/** Norms: short rows and vectors, and such of more than one chunk; with, without and with half of γ and β. */
public final class NormalizationVectors implements KernelVectors {

  private static final double EPS = 1e-5;
  private static final Workers ONE = Workers.serial();

  /** Made by the service loader. */
  public NormalizationVectors() {}

  @Override
  public void write(VectorText out) {
    for (int parameters = 0; parameters <= 2; parameters++) {
      rows(out, true, 2, 7, parameters);
      channels(out, 2, 4, 3, 2, parameters);
      channels(out, 3, 2, 5, 0, parameters);
      inference(out, parameters);
    }
    rows(out, false, 2, 7, 0);
    rows(out, false, 2, 7, 1);
    rows(out, true, 1, 4101, 2);
    rows(out, false, 1, 4101, 1);
    channels(out, 2, 2, 4103, 2, 2);
    channels(out, 1, 6, 1400, 2, 1);
    channels(out, 5, 2, 900, 0, 2);
    limits(out);
  }

  /** Numbers with a mean that is not 0. */
  private static double[] numbers(long seed, int n) {
    double[] x = new Inputs(seed).doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] = 3.0 * x[i] + 0.75;
    }
    return x;
  }

  private static double[] operand(VectorText out, String name, long seed, int n) {
    if (n > 100) {
      return out.randomDoubles(name, seed, n, 1);
    }
    double[] x = numbers(seed, n);
    out.in(name, x);
    return x;
  }

  private static double[] parameter(VectorText out, String name, long seed, int n, boolean given) {
    return given ? operand(out, name, seed, n) : null;
  }

  private static void rows(VectorText out, boolean centred, int rows, int n, int parameters) {
    String kernel = centred ? "layerNorm" : "rmsNorm";
    out.kernel(kernel + ".double").in("rows", rows).in("n", n).in("eps", EPS);
    double[] x = operand(out, "x", 1, rows * n);
    double[] gamma = parameter(out, "gamma", 2, n, parameters > 0);
    double[] beta = parameter(out, "beta", 3, n, parameters > 1);
    double[] y = new double[rows * n];
    double[] stored = new double[2 * rows];
    if (centred) {
      LayerNorm.forward(rows, n, EPS, x, 0, n, gamma, 0, beta, 0, y, 0, n, stored, 0, ONE);
    } else {
      RmsNorm.forward(rows, n, EPS, x, 0, n, gamma, 0, y, 0, n, stored, rows, ONE);
    }
    double[] mean = Arrays.copyOf(stored, rows);
    double[] r = Arrays.copyOfRange(stored, rows, 2 * rows);
    out.out("y", y);
    if (centred) {
      out.out("mean", mean);
    }
    out.out("r", r);
    rowGradient(out, kernel, centred, rows, n, stored, parameters);
    out.kernel(kernel + "Tangent.double").in("rows", rows).in("n", n);
    operand(out, "x", 1, rows * n);
    parameter(out, "gamma", 2, n, parameters > 0);
    kept(out, centred, mean, r);
    double[] dx = operand(out, "dx", 4, rows * n);
    if (centred) {
      LayerNorm.tangent(rows, n, x, 0, n, gamma, 0, stored, 0, dx, 0, n, y, 0, n, ONE);
    } else {
      RmsNorm.tangent(rows, n, x, 0, n, gamma, 0, stored, rows, dx, 0, n, y, 0, n, ONE);
    }
    out.out("dy", y);
  }

  private static void kept(VectorText out, boolean centred, double[] mean, double[] r) {
    if (centred) {
      out.in("mean", mean);
    }
    out.in("r", r);
  }

  private static void rowGradient(VectorText out, String kernel, boolean centred, int rows, int n, double[] stored,
      int parameters) {
    boolean accumulate = parameters == 1;
    out.kernel(kernel + "Gradient.double").in("rows", rows).in("n", n).in("accumulate", accumulate);
    double[] x = operand(out, "x", 1, rows * n);
    double[] gamma = parameter(out, "gamma", 2, n, parameters > 0);
    kept(out, centred, Arrays.copyOf(stored, rows), Arrays.copyOfRange(stored, rows, 2 * rows));
    double[] dy = operand(out, "dy", 4, rows * n);
    double[] dgamma = accumulate ? operand(out, "dgamma", 5, n) : new double[n];
    double[] dbeta = accumulate && centred ? operand(out, "dbeta", 6, n) : new double[n];
    double[] dx = new double[rows * n];
    if (centred) {
      LayerNorm.backward(rows, n, x, 0, n, gamma, 0, stored, 0, dy, 0, n, dx, 0, n, dgamma, 0, dbeta, 0, accumulate,
          ONE);
    } else {
      RmsNorm.backward(rows, n, x, 0, n, gamma, 0, stored, rows, dy, 0, n, dx, 0, n, dgamma, 0, accumulate, ONE);
    }
    out.out("dx", dx).out("dgamma", dgamma);
    if (centred) {
      out.out("dbeta", dbeta);
    }
  }

  private static VectorText sizes(VectorText out, String kernel, int batch, int channels, int pixels, int groups) {
    out.kernel((groups == 0 ? "batchNorm" : "groupNorm") + kernel + ".double").in("batch", batch)
        .in("channels", channels).in("pixels", pixels);
    return groups == 0 ? out : out.in("groups", groups);
  }

  private static void channels(VectorText out, int batch, int channels, int pixels, int groups, int parameters) {
    int size = batch * channels * pixels;
    int count = groups == 0 ? channels : batch * groups;
    sizes(out, "", batch, channels, pixels, groups).in("eps", EPS);
    double[] x = operand(out, "x", 11, size);
    double[] gamma = parameter(out, "gamma", 12, channels, parameters > 0);
    double[] beta = parameter(out, "beta", 13, channels, parameters > 1);
    double[] y = new double[size];
    double[] stored = new double[3 * count];
    if (groups == 0) {
      BatchNorm.forward(batch, channels, pixels, EPS, x, 0, gamma, 0, beta, 0, y, 0, stored, 0, ONE);
    } else {
      GroupNorm.forward(batch, channels, pixels, groups, EPS, x, 0, gamma, 0, beta, 0, y, 0, stored, 0, ONE);
    }
    double[] mean = Arrays.copyOf(stored, count);
    double[] r = Arrays.copyOfRange(stored, count, 2 * count);
    out.out("y", y).out("mean", mean).out("r", r);
    if (groups == 0) {
      out.out("q", Arrays.copyOfRange(stored, 2 * count, 3 * count));
      running(out, channels, batch * pixels, stored, parameters == 1);
    }
    gradient(out, batch, channels, pixels, groups, stored, parameters);
    sizes(out, "Tangent", batch, channels, pixels, groups);
    operand(out, "x", 11, size);
    parameter(out, "gamma", 12, channels, parameters > 0);
    kept(out, true, mean, r);
    double[] dx = operand(out, "dx", 14, size);
    if (groups == 0) {
      BatchNorm.tangent(batch, channels, pixels, x, 0, gamma, 0, stored, 0, dx, 0, y, 0, ONE);
    } else {
      GroupNorm.tangent(batch, channels, pixels, groups, x, 0, gamma, 0, stored, 0, dx, 0, y, 0, ONE);
    }
    out.out("dy", y);
  }

  private static void gradient(VectorText out, int batch, int channels, int pixels, int groups, double[] stored,
      int parameters) {
    int size = batch * channels * pixels;
    int count = groups == 0 ? channels : batch * groups;
    boolean accumulate = parameters == 1;
    sizes(out, "Gradient", batch, channels, pixels, groups).in("accumulate", accumulate);
    double[] x = operand(out, "x", 11, size);
    double[] gamma = parameter(out, "gamma", 12, channels, parameters > 0);
    kept(out, true, Arrays.copyOf(stored, count), Arrays.copyOfRange(stored, count, 2 * count));
    double[] dy = operand(out, "dy", 14, size);
    double[] dgamma = accumulate ? operand(out, "dgamma", 15, channels) : new double[channels];
    double[] dbeta = accumulate ? operand(out, "dbeta", 16, channels) : new double[channels];
    double[] dx = new double[size];
    if (groups == 0) {
      BatchNorm.backward(batch, channels, pixels, x, 0, gamma, 0, stored, 0, dy, 0, dx, 0, dgamma, 0, dbeta, 0,
          accumulate, ONE);
    } else {
      GroupNorm.backward(batch, channels, pixels, groups, x, 0, gamma, 0, stored, 0, dy, 0, dx, 0, dgamma, 0, dbeta, 0,
          accumulate, ONE);
    }
    out.out("dx", dx).out("dgamma", dgamma).out("dbeta", dbeta);
  }

  private static void running(VectorText out, int channels, int n, double[] stored, boolean unbiased) {
    double rate = 0.1;
    out.kernel("batchNormRunning.double").in("channels", channels).in("n", n).in("unbiased", unbiased).in("rate", rate)
        .in("mean", Arrays.copyOf(stored, channels)).in("q", Arrays.copyOfRange(stored, 2 * channels, 3 * channels));
    double[] running = numbers(17, 2 * channels);
    out.in("running", running);
    BatchNorm.running(channels, n, unbiased, rate, stored, 0, running, 0);
    out.out("running", running);
  }

  private static void inference(VectorText out, int parameters) {
    out.kernel("batchNormInference.double").in("batch", 2).in("channels", 3).in("pixels", 4).in("eps", EPS);
    double[] x = operand(out, "x", 18, 24);
    double[] gamma = parameter(out, "gamma", 12, 3, parameters > 0);
    double[] beta = parameter(out, "beta", 13, 3, parameters > 1);
    double[] running = {0.25, -1.5, 0.0, 2.0, 0.75, 1.0};
    out.in("running", running);
    double[] y = new double[24];
    BatchNorm.inference(2, 3, 4, EPS, x, 0, gamma, 0, beta, 0, running, 0, y, 0, ONE);
    out.out("y", y);
  }

  /** Zeros of both signs, rows without variance, NaN and infinities. */
  private static void limits(VectorText out) {
    double[] x = {-0.0, -0.0, 0.0, 2.0, 2.0, 2.0, Double.NaN, 1.0, 2.0, 1.0, Double.POSITIVE_INFINITY, 2.0};
    double[] gamma = {-1.0, 0.0, -0.0};
    double[] y = new double[12];
    for (double eps : new double[] {0.0, 0.5}) {
      double[] r = new double[4];
      RmsNorm.forward(4, 3, eps, x, 0, 3, null, 0, y, 0, 3, r, 0, ONE);
      out.kernel("rmsNorm.double").in("rows", 4).in("n", 3).in("eps", eps).in("x", x).out("y", y).out("r", r);
      double[] stored = new double[8];
      LayerNorm.forward(4, 3, eps, x, 0, 3, gamma, 0, null, 0, y, 0, 3, stored, 0, ONE);
      out.kernel("layerNorm.double").in("rows", 4).in("n", 3).in("eps", eps).in("x", x).in("gamma", gamma).out("y", y)
          .out("mean", Arrays.copyOf(stored, 4)).out("r", Arrays.copyOfRange(stored, 4, 8));
    }
  }
}
