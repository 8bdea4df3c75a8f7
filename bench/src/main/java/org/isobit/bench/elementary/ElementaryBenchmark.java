// Master of FloatElementaryBenchmark: the float version is generated from this file.
package org.isobit.bench.elementary;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.elementary.ElementaryReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Elementary functions of an array in cache, against a loop over StrictMath in double (for what it lacks, the nearest
 * composition: erf by Abramowitz and Stegun 7.1.26, which is good to 1.5e-7).
 */
@State(Scope.Thread)
public class ElementaryBenchmark implements KernelBenchmark {

  private static final double TOLERANCE = 1e-13; // float: private static final float TOLERANCE = 1e-6f;

  /** Which function. */
  @Param({"exp", "expm1", "log", "log1p", "tanh", "sigmoid", "softplus", "erf", "sin", "cos", "sinpi", "cospi", "cbrt"})
  public String function;

  /** Elements. */
  @Param({"4096"})
  public int n;

  /** Whose loop. */
  @Param({"simd", "reference", "strictmath"})
  public String implementation;

  private interface Loop {
    void apply(int n, double[] x, int xOffset, double[] y, int yOffset);
  }

  private double[] x;
  private double[] y;
  private Loop loop;

  /** Makes the benchmark. */
  public ElementaryBenchmark() {}

  /** Makes the arguments: in (0.1, 6.1) for logarithms, else in [−3, 3). */
  @Setup
  public void prepare() {
    x = new Inputs(1).doubles(n);
    y = new double[n];
    double shift = function.startsWith("log") ? 3.1 : 0.0;
    for (int i = 0; i < n; i++) {
      x[i] = x[i] * 3.0 + shift;
    }
    loop = implementation.equals("strictmath") ? strict(function)
        : loop(ElementaryReference.of(KernelBenchmark.backend(implementation)), function);
  }

  private static Loop loop(ElementaryReference kernels, String function) {
    return switch (function) {
      case "exp" -> kernels::exp;
      case "expm1" -> kernels::expm1;
      case "log" -> kernels::log;
      case "log1p" -> kernels::log1p;
      case "tanh" -> kernels::tanh;
      case "sigmoid" -> kernels::sigmoid;
      case "softplus" -> kernels::softplus;
      case "erf" -> kernels::erf;
      case "sin" -> kernels::sin;
      case "cos" -> kernels::cos;
      case "sinpi" -> kernels::sinpi;
      case "cospi" -> kernels::cospi;
      case "cbrt" -> kernels::cbrt;
      default -> throw new IllegalArgumentException("function " + function);
    };
  }

  private static Loop strict(String function) {
    return switch (function) {
      case "exp" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.exp(x[i]); // float: y[i] = (float) StrictMath.exp(x[i]);
        }
      };
      case "expm1" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.expm1(x[i]); // float: y[i] = (float) StrictMath.expm1(x[i]);
        }
      };
      case "log" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.log(x[i]); // float: y[i] = (float) StrictMath.log(x[i]);
        }
      };
      case "log1p" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.log1p(x[i]); // float: y[i] = (float) StrictMath.log1p(x[i]);
        }
      };
      case "tanh" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.tanh(x[i]); // float: y[i] = (float) StrictMath.tanh(x[i]);
        }
      };
      case "sigmoid" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = 1 / (1 + StrictMath.exp(-x[i])); // float: y[i] = (float) (1 / (1 + StrictMath.exp(-x[i])));
        }
      };
      case "softplus" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.log1p(StrictMath.exp(x[i])); // float: y[i] = (float) StrictMath.log1p(StrictMath.exp(x[i]));
        }
      };
      case "erf" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = Composition.erf(x[i]); // float: y[i] = (float) Composition.erf(x[i]);
        }
      };
      case "sin" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.sin(x[i]); // float: y[i] = (float) StrictMath.sin(x[i]);
        }
      };
      case "cos" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.cos(x[i]); // float: y[i] = (float) StrictMath.cos(x[i]);
        }
      };
      case "sinpi" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.sin(Math.PI * x[i]); // float: y[i] = (float) StrictMath.sin(Math.PI * x[i]);
        }
      };
      case "cospi" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.cos(Math.PI * x[i]); // float: y[i] = (float) StrictMath.cos(Math.PI * x[i]);
        }
      };
      case "cbrt" -> (n, x, p, y, q) -> {
        for (int i = 0; i < n; i++) {
          y[i] = StrictMath.cbrt(x[i]); // float: y[i] = (float) StrictMath.cbrt(x[i]);
        }
      };
      default -> throw new IllegalArgumentException("function " + function);
    };
  }

  /** One pass over the array. */
  @Benchmark
  public void evaluate() {
    loop.apply(n, x, 0, y, 0);
  }

  @Override
  public Work work() {
    Kernel kernel = KernelCatalog.get(function + ".double");
    return new Work(kernel.name(), "elementary", kernel.flops().at(n), kernel.bytes().at(n));
  }

  @Override
  public double[] output() { // float: unchanged
    double[] wide = new double[n]; // float: unchanged
    for (int i = 0; i < n; i++) {
      wide[i] = y[i];
    }
    return wide;
  }

  @Override
  public double tolerance() { // float: unchanged
    return function.equals("erf") ? 5e-7 : TOLERANCE;
  }
}
