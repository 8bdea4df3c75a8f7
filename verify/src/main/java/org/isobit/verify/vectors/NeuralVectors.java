// Master of FloatNeuralVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import java.util.Arrays;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.Losses;
import org.isobit.kernels.neural.Optimizers;
import org.isobit.kernels.neural.Sampling;
import org.isobit.kernels.neural.Softmax;
import org.isobit.kernels.random.Philox;
import org.isobit.verify.Inputs;

/** Activations, softmax, losses, optimisers and samples: elements that take every branch. */
public final class NeuralVectors implements KernelVectors {

  private static final int N = 7;
  private static final double SLOPE = 0.01;
  private static final double WEIGHT = 0.3;
  private static final double DELTA = 1.25;
  private static final double DROPPED = 0.3;
  private static final long SEED = 7;
  private static final long STREAM = -5;
  private static final long FIRST = 3;

  /** Made by the service loader. */
  public NeuralVectors() {}

  /** Numbers in (−6, 6), and both zeros. */
  private static double[] wide(long seed) {
    double[] x = new Inputs(seed).doubles(N);
    for (int i = 0; i < N; i++) {
      x[i] *= 6.0;
    }
    x[3] = 0.0;
    x[4] = -0.0;
    return x;
  }

  @Override
  public void write(VectorText out) {
    activations(out);
    softmax(out);
    for (Losses.Pair kind : Losses.Pair.values()) {
      pair(out, kind);
    }
    for (Losses.Scaled kind : Losses.Scaled.values()) {
      scaled(out, kind);
    }
    optimisers(out);
    sampling(out);
    limits(out);
  }

  /** NaN, infinities, zeros and what lies exactly on a border. */
  private static void limits(VectorText out) {
    double infinity = Double.POSITIVE_INFINITY;
    double[] x = {infinity, -infinity, Double.NaN, 0.0, -0.0, Double.MIN_VALUE};
    double[] dy = {1.0, 1.0, 1.0, 2.0, 2.0, 3.0};
    double[] y = new double[x.length];
    for (Activation kind : Activation.values()) {
      double slope = kind.hasSlope() ? SLOPE : Double.NaN;
      Activations.forward(kind, slope, x.length, x, 0, y, 0);
      kernel(out, kind, "ctivation.double").in("kind", kind.name()).in("slope", slope).in("x", x).out("y", y);
      Activations.backward(kind, slope, x.length, x, 0, dy, 0, y, 0);
      kernel(out, kind, "ctivationGradient.double").in("kind", kind.name()).in("slope", slope).in("stored", x)
          .in("dy", dy).out("dx", y);
    }
    double[][] rows = {{1.0, Double.NaN, 2.0}, {-infinity, 1.0, 2.0}, {infinity, 0.0, 1.0}, {-0.0, 0.0, -0.0}};
    for (double[] row : rows) {
      double[] z = new double[3];
      Softmax.forward(1, 3, row, 0, 3, z, 0, 3);
      out.kernel("softmax.double").in("n", 3).in("x", row).out("y", z);
    }
    double[][] gradients = {{infinity, 1.0, -2.0}, {1.0, Double.NaN}, {Double.MAX_VALUE, Double.MAX_VALUE},
        {3.0, 4.0}, {-0.0}, {}};
    for (double[] g : gradients) {
      for (double limit : new double[] {5.0, 4.0}) {
        double[] clipped = g.clone();
        double norm = Optimizers.clip(limit, g.length, clipped, 0);
        out.kernel("clip.double").in("limit", limit).in("g", g).out("norm", norm).out("g", clipped);
      }
    }
    // The third draw is the probability itself: its element is kept.
    double[] u = new double[N];
    Philox.uniform(SEED, STREAM, FIRST, N, u, 0);
    double[] kept = wide(95);
    double[] z = new double[N];
    kept[2] = Double.NaN;
    Sampling.dropout(u[2], SEED, STREAM, FIRST, N, kept, 0, z, 0);
    draws(out, "dropout.double").in("p", u[2]).in("x", kept).out("y", z);
    Arrays.fill(kept, Double.NaN);
    Sampling.dropout(DROPPED, SEED, STREAM, FIRST, N, kept, 0, z, 0);
    draws(out, "dropout.double").in("p", DROPPED).in("x", kept).out("y", z);
    border(out);
  }

  /** Errors of zero, of NaN, and of just the border between square and straight line. */
  private static void border(VectorText out) {
    double[] p = {DELTA, -DELTA, 0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY};
    double[] y = {0.0, 0.0, 0.0, 0.0, 1.0, 1.0};
    for (int n : new int[] {4, 6}) {
      double[] g = new double[n];
      double loss = Losses.squared(WEIGHT, n, p, 0, y, 0, g, 0);
      out.kernel("squaredLoss.double").in("weight", WEIGHT).in("p", Arrays.copyOf(p, n)).in("y", Arrays.copyOf(y, n))
          .out("loss", loss).out("gradient", g);
      loss = Losses.absolute(WEIGHT, n, p, 0, y, 0, g, 0);
      out.kernel("absoluteLoss.double").in("weight", WEIGHT).in("p", Arrays.copyOf(p, n)).in("y", Arrays.copyOf(y, n))
          .out("loss", loss).out("gradient", g);
      loss = Losses.huber(DELTA, WEIGHT, n, p, 0, y, 0, g, 0);
      out.kernel("huberLoss.double").in("weight", WEIGHT).in("delta", DELTA).in("p", Arrays.copyOf(p, n))
          .in("y", Arrays.copyOf(y, n)).out("loss", loss).out("gradient", g);
    }
    // Where the error is zero, the gradient is the error: a weight or a scale of NaN does not show.
    double[] none = {0.0, -0.0, 1.0};
    double[] g = new double[3];
    double nan = Losses.absolute(Double.NaN, 3, none, 0, new double[3], 0, g, 0);
    out.kernel("absoluteLoss.double").in("weight", Double.NaN).in("p", none).in("y", new double[3]).out("loss", nan)
        .out("gradient", g);
    double[] mu = {1.0, 1.0, 2.0};
    double[] rho = {0.5, Double.NaN, Double.NaN};
    double[] target = {1.0, 1.0, 1.0};
    double[] dm = new double[3];
    double[] dr = new double[3];
    double loss = Losses.laplace(WEIGHT, 3, mu, 0, rho, 0, target, 0, dm, 0, dr, 0);
    out.kernel("laplaceLoss.double").in("weight", WEIGHT).in("mu", mu).in("rho", rho).in("y", target).out("loss", loss)
        .out("muGradient", dm).out("rhoGradient", dr);
  }

  /** The first nine kinds are one kernel, what came later is another. */
  static VectorText kernel(VectorText out, Activation kind, String end) {
    return out.kernel((kind.compareTo(Activation.SOFTPLUS) <= 0 ? "a" : "furtherA") + end);
  }

  private static void activations(VectorText out) {
    double[] x = wide(80);
    double[] dy = wide(81);
    for (Activation kind : Activation.values()) {
      double[] y = new double[N];
      Activations.forward(kind, SLOPE, N, x, 0, y, 0);
      kernel(out, kind, "ctivation.double").in("kind", kind.name()).in("slope", SLOPE).in("x", x).out("y", y);
      double[] stored = kind.fromOutput() ? y : x;
      double[] dx = new double[N];
      Activations.backward(kind, SLOPE, N, stored, 0, dy, 0, dx, 0);
      kernel(out, kind, "ctivationGradient.double").in("kind", kind.name()).in("slope", SLOPE).in("stored", stored)
          .in("dy", dy).out("dx", dx);
    }
  }

  private static void softmax(VectorText out) {
    double[] x = wide(82);
    double[] y = new double[N];
    Softmax.forward(1, N, x, 0, N, y, 0, N);
    out.kernel("softmax.double").in("n", N).in("x", x).out("y", y);
    double[] dy = wide(83);
    double[] dx = new double[N];
    Softmax.backward(1, N, y, 0, N, dy, 0, N, dx, 0, N);
    out.kernel("softmaxGradient.double").in("n", N).in("y", y).in("dy", dy).out("dx", dx);
  }

  private static void pair(VectorText out, Losses.Pair kind) {
    double[] p = wide(84);
    double[] y = wide(85);
    double[] g = new double[N];
    String name = switch (kind) {
      case SQUARED -> "squaredLoss.double";
      case ABSOLUTE -> "absoluteLoss.double";
      case HUBER -> "huberLoss.double";
    };
    out.kernel(name).in("weight", WEIGHT);
    double loss = switch (kind) {
      case SQUARED -> Losses.squared(WEIGHT, N, p, 0, y, 0, g, 0);
      case ABSOLUTE -> Losses.absolute(WEIGHT, N, p, 0, y, 0, g, 0);
      case HUBER -> {
        out.in("delta", DELTA);
        yield Losses.huber(DELTA, WEIGHT, N, p, 0, y, 0, g, 0);
      }
    };
    out.in("p", p).in("y", y).out("loss", loss).out("gradient", g);
  }

  private static void scaled(VectorText out, Losses.Scaled kind) {
    double[] m = wide(86);
    double[] r = wide(87);
    double[] y = wide(88);
    double[] dm = new double[N];
    double[] dr = new double[N];
    String name = switch (kind) {
      case GAUSSIAN -> "gaussianLoss.double";
      case LAPLACE -> "laplaceLoss.double";
      case DIVERGENCE -> "divergence.double";
    };
    out.kernel(name).in("weight", WEIGHT).in("mu", m).in("rho", r);
    double loss = switch (kind) {
      case GAUSSIAN -> Losses.gaussian(WEIGHT, N, m, 0, r, 0, y, 0, dm, 0, dr, 0);
      case LAPLACE -> Losses.laplace(WEIGHT, N, m, 0, r, 0, y, 0, dm, 0, dr, 0);
      case DIVERGENCE -> Losses.divergence(WEIGHT, N, m, 0, r, 0, dm, 0, dr, 0);
    };
    if (kind != Losses.Scaled.DIVERGENCE) {
      out.in("y", y);
    }
    out.out("loss", loss).out("muGradient", dm).out("rhoGradient", dr);
  }

  private static void optimisers(VectorText out) {
    double[] p = wide(89);
    double[] g = wide(90);
    double[] v = wide(91);
    out.kernel("momentum.double").in("rate", 0.01).in("momentum", 0.9).in("decay", 0.001).in("theta", p).in("g", g)
        .in("v", v);
    Optimizers.momentum(0.01, 0.9, 0.001, N, p, 0, g, 0, v, 0);
    out.out("v", v).out("theta", p);
    adam(out, 1, 0.0);
    adam(out, 1000, 0.01);
    ratios(out);
    for (double limit : new double[] {0.5, 100.0}) {
      out.kernel("clip.double").in("limit", limit).in("g", g);
      double norm = Optimizers.clip(limit, N, g, 0);
      out.out("norm", norm).out("g", g);
    }
  }

  /** The rates are doubles in either type. */
  private static void adam(VectorText out, long step, double decay) {
    AdamRates rates = new AdamRates(0x1p-7, 0.875, 0.984375, 0x1p-27, decay);
    double[] p = wide(92);
    double[] g = wide(93);
    double[] m = wide(94);
    double[] v = new double[N];
    for (int i = 0; i < N; i++) {
      v[i] = g[i] * g[i];
    }
    out.kernel("adam.double").in("eta", 0x1p-7).in("beta1", 0.875).in("beta2", 0.984375).in("epsilon", 0x1p-27)
        .in("lambda", decay).in("step", step).in("theta", p).in("g", g).in("m", m).in("v", v);
    Optimizers.adam(rates, step, N, p, 0, g, 0, m, 0, v, 0);
    out.out("m", m).out("v", v).out("theta", p);
  }

  /** RMSprop and Adagrad from moments of any sign but one that is zero with its gradient, and an average. */
  private static void ratios(VectorText out) {
    double[] p = wide(100);
    double[] g = wide(101);
    double[] v = wide(102);
    for (int i = 0; i < N; i++) {
      v[i] = i == 3 ? 0.0 : v[i] * v[i];
    }
    double[] start = v.clone();
    out.kernel("rmsProp.double").in("eta", 0x1p-7).in("rho", 0.875).in("epsilon", 0x1p-23).in("theta", p).in("g", g)
        .in("v", v);
    Optimizers.rmsProp(0x1p-7, 0.875, 0x1p-23, N, p, 0, g, 0, v, 0);
    out.out("v", v).out("theta", p);
    out.kernel("adagrad.double").in("eta", 0.01).in("epsilon", 1e-7).in("theta", p).in("g", g).in("v", start);
    Optimizers.adagrad(0.01, 1e-7, N, p, 0, g, 0, start, 0);
    out.out("v", start).out("theta", p);
    out.kernel("average.double").in("rate", 0.001).in("theta", p).in("e", g);
    Optimizers.average(0.001, N, p, 0, g, 0);
    out.out("e", g);
  }

  private static VectorText draws(VectorText out, String kernel) {
    return out.kernel(kernel).in("seed", SEED).in("stream", STREAM).in("first", FIRST);
  }

  private static void sampling(VectorText out) {
    double[] x = wide(95);
    double[] y = new double[N];
    Sampling.dropout(DROPPED, SEED, STREAM, FIRST, N, x, 0, y, 0);
    draws(out, "dropout.double").in("p", DROPPED).in("x", x).out("y", y);
    double[] r = wide(96);
    Sampling.sample(SEED, STREAM, FIRST, N, x, 0, r, 0, y, 0);
    draws(out, "sample.double").in("mu", x).in("rho", r).out("z", y);
    double[] dz = wide(97);
    double[] dm = wide(98);
    double[] dr = wide(99);
    draws(out, "sampleGradient.double").in("rho", r).in("dz", dz).in("muGradient", dm).in("rhoGradient", dr);
    Sampling.sampleGradient(SEED, STREAM, FIRST, N, r, 0, dz, 0, dm, 0, dr, 0);
    out.out("muGradient", dm).out("rhoGradient", dr);
  }
}
