// Master of FloatLossVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.loss.CensoredGaussian;
import org.isobit.kernels.loss.CrossEntropy;
import org.isobit.kernels.loss.EnsembleLosses;
import org.isobit.kernels.loss.QuantileLoss;
import org.isobit.verify.Inputs;

/** Losses for training: a few elements, many, special values, equal members and what lies just on a bound. */
public final class LossVectors implements KernelVectors {

  private static final double WEIGHT = 0.3;
  private static final int MANY = 1000;
  private static final Workers SERIAL = Workers.serial();

  /** Made by the service loader. */
  public LossVectors() {}

  @Override
  public void write(VectorText out) {
    for (int n : new int[] {7, MANY}) {
      write(out, n, 400, false);
    }
    for (int seed = 440; seed < 520; seed += 40) {
      write(out, 9, seed, true);
    }
    // Sums of few terms, in which one rounding more or less shows.
    for (int n = 1; n < 5; n++) {
      write(out, n, 520 + 40 * n, false);
    }
  }

  private static void write(VectorText out, int n, int seed, boolean special) {
    quantile(out, n, seed, special);
    censored(out, n, seed + 3, special);
    entropy(out, n, seed + 9, special);
    crps(out, n, seed + 14, special);
    energy(out, n, seed + 20, special);
  }

  /** Few numbers are written out, of many the seed. */
  private static double[] operand(VectorText out, String name, long seed, int size, boolean special) {
    if (size >= MANY) {
      return out.randomDoubles(name, seed, size, 1);
    }
    double[] x = special ? new Inputs(seed).specialDoubles(size) : new Inputs(seed).doubles(size);
    for (int i = 0; i < size; i++) {
      x[i] = i % 4 == 3 ? x[i - 1] : x[i] * 3.0;
    }
    out.in(name, x);
    return x;
  }

  private static void quantile(VectorText out, int n, long seed, boolean special) {
    double level = 0.3;
    out.kernel("quantileLoss.double").in("level", level).in("weight", WEIGHT);
    double[] p = operand(out, "p", seed, n, special);
    double[] y = new double[n];
    if (n < MANY) {
      System.arraycopy(p, 0, y, 0, n / 3);
      out.in("y", y);
    } else {
      y = operand(out, "y", seed + 1, n, false);
    }
    double[] g = new double[n];
    double loss = QuantileLoss.quantile(level, WEIGHT, n, p, 0, y, 0, g, 0, SERIAL);
    out.out("loss", loss).out("gradient", g);
  }

  private static void censored(VectorText out, int n, long seed, boolean special) {
    out.kernel("censoredGaussianLoss.double").in("weight", WEIGHT);
    double[] m = operand(out, "mu", seed, n, special);
    double[] r = operand(out, "rho", seed + 1, n, special);
    double[] y = operand(out, "y", seed + 2, n, false);
    double[] lower = new double[n];
    double[] upper = new double[n];
    if (n < MANY) {
      for (int i = 0; i < n; i++) {
        lower[i] = i % 3 == 0 ? y[i] : i % 4 == 1 ? Double.NEGATIVE_INFINITY : y[i] - 1.0;
        upper[i] = i % 3 == 1 ? y[i] : i % 4 == 3 ? Double.NaN : y[i] + 1.0;
      }
      out.in("lower", lower).in("upper", upper);
    } else {
      lower = operand(out, "lower", seed + 3, n, false);
      upper = operand(out, "upper", seed + 4, n, false);
    }
    double[] dm = new double[n];
    double[] dr = new double[n];
    double loss = CensoredGaussian.censored(WEIGHT, n, m, 0, r, 0, y, 0, lower, 0, upper, 0, dm, 0, dr, 0, SERIAL);
    out.out("loss", loss).out("muGradient", dm).out("rhoGradient", dr);
  }

  private static void entropy(VectorText out, int n, long seed, boolean special) {
    int rows = 2;
    double[] g = new double[rows * n];
    out.kernel("crossEntropy.double").in("weight", WEIGHT).in("n", n);
    double[] x = operand(out, "x", seed, rows * n, special);
    double[] t = operand(out, "t", seed + 1, rows * n, false);
    double loss = CrossEntropy.probabilities(WEIGHT, rows, n, x, 0, n, t, 0, n, g, 0, n, SERIAL);
    out.out("loss", loss).out("gradient", g);
    out.kernel("classEntropy.double").in("weight", WEIGHT).in("n", n);
    x = operand(out, "x", seed + 2, rows * n, special);
    double[] c = {n / 2, n - 1};
    loss = CrossEntropy.classes(WEIGHT, rows, n, x, 0, n, c, 0, g, 0, n, SERIAL);
    out.in("c", c).out("loss", loss).out("gradient", g);
  }

  private static void crps(VectorText out, int n, long seed, boolean special) {
    for (int members = 2; members < 5; members += 2) {
      boolean fair = n % 2 == members / 2 % 2;
      out.kernel("crpsLoss.double").in("weight", WEIGHT).in("fair", fair).in("members", members).in("n", n);
      double[] x = operand(out, "x", seed + members, members * n, special);
      double[] y = operand(out, "y", seed + members + 1, n, false);
      double[] g = new double[members * n];
      double loss = EnsembleLosses.crps(fair, WEIGHT, members, n, x, 0, n, y, 0, g, 0, n, SERIAL);
      out.out("loss", loss).out("gradient", g);
    }
  }

  private static void energy(VectorText out, int n, long seed, boolean special) {
    for (int members = 2; members < 5; members++) {
      boolean fair = n % 2 == members % 2;
      int samples = 2;
      out.kernel("energyLoss.double").in("weight", WEIGHT).in("fair", fair).in("samples", samples)
          .in("members", members).in("n", n);
      int all = members * n;
      double[] x = operand(out, "x", seed + members, samples * all, special);
      double[] y = operand(out, "y", seed + members + 1, samples * n, false);
      double[] g = new double[samples * all];
      double loss = EnsembleLosses.energy(fair, WEIGHT, samples, members, n, x, 0, all, y, 0, n, g, 0, all, SERIAL);
      out.out("loss", loss).out("gradient", g);
    }
  }
}
