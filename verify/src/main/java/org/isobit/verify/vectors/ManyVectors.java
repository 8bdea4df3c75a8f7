// Master of FloatManyVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.localization.Distance;
import org.isobit.kernels.localization.Taper;
import org.isobit.kernels.localization.UnitVectors;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.Losses;
import org.isobit.kernels.neural.Optimizers;
import org.isobit.kernels.neural.Sampling;
import org.isobit.kernels.neural.Softmax;

/** A thousand elements of every kernel that works element by element: so many that one other rounding shows. */
public final class ManyVectors implements KernelVectors {

  private static final int N = 1000;
  private static final double WEIGHT = 0.3;
  private static final long SEED = -3;
  private static final long STREAM = 11;
  private static final long FIRST = 1001;

  /** Powers of two that arguments of elementary functions are drawn up to. */
  private static final int[] POWERS = {-3, 0, 4, 9, 20};

  /** Made by the service loader. */
  public ManyVectors() {}

  /** A taper of its façade. */
  private interface Weight {
    void apply(int n, double[] distance, long distanceOffset, double length, double[] weight, long weightOffset);
  }

  @Override
  public void write(VectorText out) {
    ElementaryVectors.functions((name, function) -> function(out, name, function));
    taper(out, "gaspariCohnTaper.double", Taper::gaspariCohn);
    taper(out, "tricubeTaper.double", Taper::tricube);
    taper(out, "quarticTaper.double", Taper::quartic);
    taper(out, "gaussianTaper.double", Taper::gaussian);
    taper(out, "exponentialTaper.double", Taper::exponential);
    taper(out, "cubicExponentialTaper.double", Taper::cubicExponential);
    places(out);
    ensembles(out);
    activations(out);
    losses(out);
    optimisers(out);
    sampling(out);
  }

  private static void function(VectorText out, String kernel, ElementaryVectors.Function function) {
    for (int power : POWERS) {
      out.kernel(kernel);
      double[] x = out.randomDoubles("x", 200 + power, N, power);
      double[] y = new double[N];
      function.apply(N, x, 0, y, 0);
      out.out("y", y);
    }
  }

  private static void taper(VectorText out, String kernel, Weight function) {
    out.kernel(kernel).in("length", 0.3);
    double[] d = out.randomDoubles("d", 230, N);
    double[] w = new double[N];
    function.apply(N, d, 0, 0.3, w, 0);
    out.out("w", w);
  }

  private static void places(VectorText out) {
    double[] d = new double[N];
    double[] point = {0.25, -0.5, 0.8};
    double[] period = {0.7, 0.0, 0.3};
    for (int dimensions = 1; dimensions <= 3; dimensions++) {
      // Of one dimension so large that squares are infinite.
      int power = dimensions == 1 ? 1000 : 2; // float: int power = dimensions == 1 ? 120 : 2;
      out.kernel("euclideanDistance.double").in("dimensions", dimensions).in("n", N);
      double[] x = out.randomDoubles("x", 231, dimensions * N, power);
      out.in("point", point);
      Distance.euclidean(dimensions, N, x, 0, N, point, 0, d, 0);
      out.out("d", d);
      out.kernel("periodicDistance.double").in("dimensions", dimensions).in("n", N);
      x = out.randomDoubles("x", 232, dimensions * N, 4);
      out.in("point", point).in("period", period);
      Distance.periodic(dimensions, N, x, 0, N, point, 0, period, 0, d, 0);
      out.out("d", d);
    }
    out.kernel("unitVectors.double").in("n", N);
    double[] latitude = out.randomDoubles("latitude", 233, N, 6);
    double[] longitude = out.randomDoubles("longitude", 234, N, 8);
    double[] u = new double[3 * N];
    UnitVectors.fromDegrees(N, latitude, 0, longitude, 0, u, 0, N);
    out.out("u", u);
    // Within the sphere: near the point, near its opposite, and neither.
    out.kernel("greatCircleDistance.double").in("n", N);
    u = out.randomDoubles("u", 235, 3 * N);
    double[] pole = {0.6, 0.0, -0.8};
    out.in("point", pole).in("radius", 6371.0);
    Distance.greatCircle(N, u, 0, N, pole, 0, 6371.0, d, 0);
    out.out("d", d);
  }

  private static void ensembles(VectorText out) {
    int members = 5;
    double[] s = new double[N];
    out.kernel("ensembleSpread.double").in("members", members).in("n", N);
    double[] e = out.randomDoubles("e", 236, members * N);
    EnsembleMoments.spread(members, N, e, 0, N, s, 0);
    out.out("spread", s);
    out.kernel("anomalySpread.double").in("members", members).in("n", N);
    double[] a = out.randomDoubles("a", 237, members * N);
    EnsembleMoments.anomalySpread(members, N, a, 0, N, s, 0);
    out.out("spread", s);
    out.kernel("inflate.double").in("members", members).in("n", N).in("factor", 1.1);
    e = out.randomDoubles("e", 238, members * N);
    Anomalies.inflate(members, N, 1.1, e, 0, N);
    out.out("e", e);
    out.kernel("relaxToPriorPerturbations.double").in("members", members).in("n", N).in("alpha", 0.3);
    double[] f = out.randomDoubles("f", 239, members * N);
    a = out.randomDoubles("a", 246, members * N);
    Relaxation.toPriorPerturbations(members, N, 0.3, f, 0, N, a, 0, N, Workers.serial());
    out.out("a", a);
  }

  private static void activations(VectorText out) {
    double slope = 0.3;
    double[] y = new double[N];
    for (Activation kind : Activation.values()) {
      NeuralVectors.kernel(out, kind, "ctivation.double").in("kind", kind.name()).in("slope", slope);
      double[] x = out.randomDoubles("x", 240, N, 2);
      Activations.forward(kind, slope, N, x, 0, y, 0);
      out.out("y", y);
      NeuralVectors.kernel(out, kind, "ctivationGradient.double").in("kind", kind.name()).in("slope", slope);
      double[] stored = out.randomDoubles("stored", 241, N, 1);
      double[] dy = out.randomDoubles("dy", 242, N);
      Activations.backward(kind, slope, N, stored, 0, dy, 0, y, 0);
      out.out("dx", y);
    }
    int n = 5 * N;
    double[] z = new double[n];
    out.kernel("softmax.double").in("n", n);
    double[] x = out.randomDoubles("x", 243, n, 3);
    Softmax.forward(1, n, x, 0, n, z, 0, n);
    out.out("y", z);
    out.kernel("softmaxGradient.double").in("n", n);
    double[] s = out.randomDoubles("y", 244, n);
    double[] dy = out.randomDoubles("dy", 245, n);
    Softmax.backward(1, n, s, 0, n, dy, 0, n, z, 0, n);
    out.out("dx", z);
  }

  /** A thousand terms, whose gradients show their roundings, and a few, whose sums do. */
  private static void losses(VectorText out) {
    for (int n : new int[] {N, 1, 2, 3, 4, 5, 6}) {
      pairs(out, n);
      scaled(out, n, 252 + n);
    }
    // Sums in which one fused operation decides.
    scaled(out, 2, 5126);
    scaled(out, 1, 5571);
    scaled(out, 1, 5159);
    scaled(out, 1, 5659);
  }

  private static void pairs(VectorText out, int n) {
    double[] g = new double[n];
    for (String kernel : new String[] {"squaredLoss.double", "absoluteLoss.double", "huberLoss.double"}) {
      out.kernel(kernel).in("weight", WEIGHT);
      if (kernel.startsWith("huber")) {
        out.in("delta", 0.7);
      }
      double[] p = out.randomDoubles("p", 250 + n, n);
      double[] y = out.randomDoubles("y", 251 + n, n);
      double loss = switch (kernel) {
        case "squaredLoss.double" -> Losses.squared(WEIGHT, n, p, 0, y, 0, g, 0);
        case "absoluteLoss.double" -> Losses.absolute(WEIGHT, n, p, 0, y, 0, g, 0);
        default -> Losses.huber(0.7, WEIGHT, n, p, 0, y, 0, g, 0);
      };
      out.out("loss", loss).out("gradient", g);
    }
  }

  private static void scaled(VectorText out, int n, long seed) {
    double[] g = new double[n];
    double[] h = new double[n];
    for (String kernel : new String[] {"gaussianLoss.double", "laplaceLoss.double", "divergence.double"}) {
      out.kernel(kernel).in("weight", WEIGHT);
      double[] m = out.randomDoubles("mu", seed, n, 1);
      double[] r = out.randomDoubles("rho", seed + 1, n, 1);
      double[] y = kernel.startsWith("divergence") ? m : out.randomDoubles("y", seed + 2, n, 1);
      double loss = switch (kernel) {
        case "gaussianLoss.double" -> Losses.gaussian(WEIGHT, n, m, 0, r, 0, y, 0, g, 0, h, 0);
        case "laplaceLoss.double" -> Losses.laplace(WEIGHT, n, m, 0, r, 0, y, 0, g, 0, h, 0);
        default -> Losses.divergence(WEIGHT, n, m, 0, r, 0, g, 0, h, 0);
      };
      out.out("loss", loss).out("muGradient", g).out("rhoGradient", h);
    }
  }

  private static void optimisers(VectorText out) {
    for (double decay : new double[] {0.001, 0.3}) {
      out.kernel("momentum.double").in("rate", 0.01).in("momentum", 0.9).in("decay", decay);
      double[] p = out.randomDoubles("theta", 260, N);
      double[] g = out.randomDoubles("g", 261, N);
      double[] v = out.randomDoubles("v", 262, N);
      Optimizers.momentum(0.01, 0.9, decay, N, p, 0, g, 0, v, 0);
      out.out("v", v).out("theta", p);
    }
    // The second moments below zero make NaN.
    for (long step : new long[] {1, 3, 1000}) {
      AdamRates rates = new AdamRates(0.001, 0.9, 0.999, 1e-8, 0.01);
      out.kernel("adam.double").in("eta", 0.001).in("beta1", 0.9).in("beta2", 0.999).in("epsilon", 1e-8)
          .in("lambda", 0.01).in("step", step);
      double[] theta = out.randomDoubles("theta", 263, N);
      double[] gradient = out.randomDoubles("g", 264, N);
      double[] m = out.randomDoubles("m", 265, N);
      double[] second = out.randomDoubles("v", 266, N, -3);
      Optimizers.adam(rates, step, N, theta, 0, gradient, 0, m, 0, second, 0);
      out.out("m", m).out("v", second).out("theta", theta);
    }
    out.kernel("rmsProp.double").in("eta", 0x1p-10).in("rho", 0.8125).in("epsilon", 0x1p-23);
    double[] x = out.randomDoubles("theta", 268, N);
    double[] slope = out.randomDoubles("g", 269, N);
    double[] moment = out.randomDoubles("v", 270, N, -3);
    Optimizers.rmsProp(0x1p-10, 0.8125, 0x1p-23, N, x, 0, slope, 0, moment, 0);
    out.out("v", moment).out("theta", x);
    out.kernel("adagrad.double").in("eta", 0.001).in("epsilon", 1e-7);
    x = out.randomDoubles("theta", 271, N);
    slope = out.randomDoubles("g", 272, N);
    moment = out.randomDoubles("v", 273, N, -3);
    Optimizers.adagrad(0.001, 1e-7, N, x, 0, slope, 0, moment, 0);
    out.out("v", moment).out("theta", x);
    out.kernel("average.double").in("rate", 0.01);
    x = out.randomDoubles("theta", 274, N);
    slope = out.randomDoubles("e", 275, N);
    Optimizers.average(0.01, N, x, 0, slope, 0);
    out.out("e", slope);
    out.kernel("clip.double").in("limit", 0.5);
    double[] c = out.randomDoubles("g", 267, N);
    double norm = Optimizers.clip(0.5, N, c, 0);
    out.out("norm", norm).out("g", c);
  }

  private static VectorText draws(VectorText out, String kernel) {
    return out.kernel(kernel).in("seed", SEED).in("stream", STREAM).in("first", FIRST);
  }

  private static void sampling(VectorText out) {
    double[] y = new double[N];
    draws(out, "dropout.double").in("p", 0.3);
    double[] x = out.randomDoubles("x", 270, N);
    Sampling.dropout(0.3, SEED, STREAM, FIRST, N, x, 0, y, 0);
    out.out("y", y);
    draws(out, "sample.double");
    double[] mu = out.randomDoubles("mu", 271, N);
    double[] rho = out.randomDoubles("rho", 272, N, 1);
    Sampling.sample(SEED, STREAM, FIRST, N, mu, 0, rho, 0, y, 0);
    out.out("z", y);
    draws(out, "sampleGradient.double");
    double[] r = out.randomDoubles("rho", 273, N, 1);
    double[] dz = out.randomDoubles("dz", 274, N);
    double[] dm = out.randomDoubles("muGradient", 275, N);
    double[] dr = out.randomDoubles("rhoGradient", 276, N);
    Sampling.sampleGradient(SEED, STREAM, FIRST, N, r, 0, dz, 0, dm, 0, dr, 0);
    out.out("muGradient", dm).out("rhoGradient", dr);
  }
}
