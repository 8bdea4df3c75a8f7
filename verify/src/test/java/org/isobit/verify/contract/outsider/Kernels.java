// Master of FloatKernels: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

import java.util.Arrays;
import java.util.Map;

/** Kernels by name on the test vectors' inputs. Thread-safe. */
public final class Kernels {

  private static final Map<String, ElementaryCases.Scalar> FUNCTIONS = Map.ofEntries(
      Map.entry("exp", Functions::exp), Map.entry("expm1", Functions::expm1), Map.entry("log", Functions::log),
      Map.entry("log1p", Functions::log1p), Map.entry("tanh", Functions::tanh),
      Map.entry("sigmoid", Functions::sigmoid),
      Map.entry("softplus", Functions::softplus), Map.entry("erf", Functions::erf), Map.entry("sin", Circular::sin),
      Map.entry("cos", Circular::cos), Map.entry("sinpi", Circular::sinpi), Map.entry("cospi", Circular::cospi),
      Map.entry("logNdtr", NormalDistribution::logNdtr), // float:
      Map.entry("logNdtrDerivative", NormalDistribution::logNdtrDerivative), // float:
      Map.entry("cbrt", Circular::cbrt));

  private Kernels() {}

  /** An output of a case, an integer as a number; null if its kernel is not here. */
  public static double[] output(TestVector v, String output) {
    String kernel = v.kernel().substring(0, v.kernel().indexOf('.'));
    if (FUNCTIONS.containsKey(kernel)) {
      return map(v.doubles("x"), FUNCTIONS.get(kernel));
    }
    return switch (kernel) {
      case "gemm", "gemv", "ger", "syrk", "gram" -> product(kernel, v);
      case "sum", "dot", "weightedDot", "norm1", "norm2", "maxAbs", "squaredDeviations" ->
          new double[] {reduction(kernel, v)};
      case "laneSum", "laneMean", "laneDot", "laneSquaredDeviations" -> Sums.lanes(kernel, (int) v.integer("rows"),
          (int) v.integer("n"), v.doubles("x"), v.has("y") ? v.doubles("y") : v.has("mean") ? v.doubles("mean") : null);
      case "activation", "furtherActivation" -> map(v.doubles("x"),
          x -> Kinds.value(v.word("kind"), v.doubles("slope")[0], x));
      case "activationGradient", "furtherActivationGradient" -> activationGradient(v);
      case "softmax" -> Sums.softmax(v.doubles("x"));
      case "softmaxGradient" -> Sums.softmaxGradient(v.doubles("y"), v.doubles("dy"));
      case "uniform", "gaussian" -> draws(kernel, v);
      case "words" -> words(v); // float:
      case "dropout", "sample", "sampleGradient" -> sampling(kernel, v, output);
      case "euclideanDistance", "periodicDistance", "greatCircleDistance" -> distances(kernel, v);
      case "unitVectors" -> unitVectors(v);
      default -> kernel.endsWith("Taper")
          ? map(v.doubles("d"), d -> Places.taper(kernel, d, v.doubles("length")[0])) : composed(kernel, v, output);
    };
  }

  private static double[] composed(String kernel, TestVector v, String output) {
    double[] y = Ensembles.output(kernel, v, output);
    y = y == null ? Networks.output(kernel, v, output) : y;
    y = y == null ? Stencils.output(kernel, v) : y;
    y = y == null ? Images.output(kernel, v, output) : y;
    y = y == null ? Norms.output(kernel, v, output) : y;
    y = y == null ? Transforms.output(kernel, v) : y;
    y = y == null ? Heads.output(kernel, v, output) : y;
    y = y == null ? TrainingLosses.output(kernel, v, output) : y;
    y = y == null ? Locals.output(kernel, v, output) : y;
    y = y == null ? Columns.output(kernel, v) : y;
    y = y == null ? Ecosystems.output(kernel, v) : y;
    y = y == null ? DoubleKernels.output(kernel, v, output) : y; // float:
    return y == null ? Matrices.output(kernel, v, output) : y;
  }

  private static double[] map(double[] x, ElementaryCases.Scalar f) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = f.of(x[i]);
    }
    return y;
  }

  private static double[] product(String kernel, TestVector v) {
    double alpha = v.doubles("alpha")[0];
    if (kernel.equals("ger")) {
      return Sums.product(false, true, (int) v.integer("m"), (int) v.integer("n"), 1, alpha, v.doubles("x"),
          v.doubles("y"), 1.0, v.doubles("a"), false);
    }
    boolean transA = v.word("transA").equals("true");
    double beta = v.doubles("beta")[0];
    double[] a = v.doubles("a");
    int k = (int) v.integer("k");
    switch (kernel) {
      case "gemm":
        return Sums.product(transA, v.word("transB").equals("true"), (int) v.integer("m"), (int) v.integer("n"), k,
            alpha, a, v.doubles("b"), beta, v.doubles("c"), false);
      case "gemv":
        return Sums.product(transA, false, (int) v.integer("m"), 1, k, alpha, a, v.doubles("x"), beta, v.doubles("y"),
            false);
      default:
        int n = (int) v.integer("n");
        double[] c = Sums.product(transA, !transA, n, n, k, alpha, a, a, beta, v.doubles("c"), true);
        for (int i = 0; i < n && kernel.equals("gram"); i++) {
          for (int j = 0; j < i; j++) {
            c[j * n + i] = c[i * n + j];
          }
        }
        return c;
    }
  }

  private static double reduction(String kernel, TestVector v) {
    double[] x = v.doubles("x");
    return switch (kernel) {
      case "sum" -> Sums.sum(x);
      case "dot" -> Sums.dot(x, v.doubles("y"));
      case "weightedDot" -> Sums.weightedDot(v.doubles("w"), x, v.doubles("y"));
      case "norm1" -> Sums.norm1(x);
      case "norm2" -> Sums.norm2(x);
      case "maxAbs" -> Sums.maxAbs(x);
      default -> Sums.squaredDeviations(x, v.doubles("mean")[0]);
    };
  }

  private static double[] activationGradient(TestVector v) {
    double[] stored = v.doubles("stored");
    double[] dx = v.doubles("dy");
    for (int i = 0; i < dx.length; i++) {
      dx[i] = dx[i] * Kinds.derivative(v.word("kind"), v.doubles("slope")[0], stored[i]);
    }
    return dx;
  }

  private static double draw(String kernel, TestVector v, int i) {
    long seed = v.integer("seed");
    long stream = v.integer("stream");
    long index = v.integer("first") + i;
    boolean uniform = kernel.equals("uniform");
    return uniform ? Draws.uniform(seed, stream, index) : Draws.gaussian(seed, stream, index); // float: return (float) (uniform ? Draws.uniform(seed, stream, index) : Draws.gaussian(seed, stream, index));
  }

  private static double[] draws(String kernel, TestVector v) {
    double[] x = new double[(int) v.integer("n")];
    for (int i = 0; i < x.length; i++) {
      x[i] = draw(kernel, v, i);
    }
    return x;
  }

  private static double[] words(TestVector v) {
    double[] x = new double[(int) v.integer("n")];
    for (int i = 0; i < x.length; i++) {
      x[i] = Draws.word(v.integer("seed"), v.integer("stream"), v.integer("first") + i);
    }
    return x;
  }

  private static double[] sampling(String kernel, TestVector v, String output) {
    if (kernel.equals("dropout")) {
      double p = v.doubles("p")[0];
      double keep = 1.0 / (1.0 - p);
      double[] y = v.doubles("x");
      for (int i = 0; i < y.length; i++) {
        y[i] = draw("uniform", v, i) >= p ? y[i] * keep : 0.0;
      }
      return y;
    }
    double[] rho = v.doubles("rho");
    double[] y = v.doubles(kernel.equals("sample") ? "mu" : output);
    for (int i = 0; i < y.length; i++) {
      double e = draw("gaussian", v, i);
      if (kernel.equals("sample")) {
        y[i] = Math.fma(Functions.exp(rho[i]), e, y[i]);
      } else if (output.equals("muGradient")) {
        y[i] = y[i] + v.doubles("dz")[i];
      } else {
        y[i] = Math.fma(v.doubles("dz")[i], Functions.exp(rho[i]) * e, y[i]);
      }
    }
    return y;
  }

  private static double[] distances(String kernel, TestVector v) {
    boolean sphere = kernel.equals("greatCircleDistance");
    int dimensions = sphere ? 3 : (int) v.integer("dimensions");
    double[] d = new double[(int) v.integer("n")];
    double[] x = v.doubles(sphere ? "u" : "x");
    double[] p = Arrays.copyOf(v.doubles("point"), dimensions);
    for (int i = 0; i < d.length; i++) {
      double[] one = new double[dimensions];
      for (int j = 0; j < dimensions; j++) {
        one[j] = x[j * d.length + i];
      }
      d[i] = sphere ? Places.greatCircle(one, p, v.doubles("radius")[0])
          : kernel.equals("euclideanDistance") ? Places.euclidean(one, p)
          : Places.periodic(one, p, v.doubles("period"));
    }
    return d;
  }

  private static double[] unitVectors(TestVector v) {
    int n = (int) v.integer("n");
    double[] u = new double[3 * n];
    for (int i = 0; i < n; i++) {
      double[] one = Places.unitVector(v.doubles("latitude")[i], v.doubles("longitude")[i]);
      for (int j = 0; j < 3; j++) {
        u[j * n + i] = one[j];
      }
    }
    return u;
  }
}
