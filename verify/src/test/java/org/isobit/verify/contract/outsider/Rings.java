package org.isobit.verify.contract.outsider;

/** What the document says of models on rings, on the test vectors' inputs. Thread-safe. */
final class Rings {

  private Rings() {}

  /** The output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v) {
    return switch (kernel) {
      case "lorenz96Cubic" -> cubic(v);
      case "lorenz96CubicTangent" -> cubicTangent(v);
      case "lorenz96CubicAdjoint" -> cubicAdjoint(v);
      case "lorenzTwoScale", "lorenzTwoScaleTangent", "lorenzTwoScaleAdjoint" -> twoScale(kernel, v);
      case "lorenz2005", "lorenz2005Tangent", "lorenz2005Adjoint" -> Averages.output(kernel, v);
      case "doublePendulum", "doublePendulumTangent", "doublePendulumAdjoint" -> Pendulum.output(kernel, v);
      case "quadratic", "quadraticTangent", "quadraticAdjoint" -> Terms.output(kernel, v);
      default -> Fields.output(kernel, v);
    };
  }

  /** An element of a ring. */
  static double at(double[] x, int i) {
    return x[Math.floorMod(i, x.length)];
  }

  private static double number(TestVector v, String name) {
    return v.doubles(name)[0];
  }

  private static double[] cubic(TestVector v) {
    double[] x = v.doubles("x");
    double[] d = new double[x.length];
    for (int i = 0; i < d.length; i++) {
      double here = at(x, i - 2) * at(x, i) * (at(x, i + 1) - at(x, i - 3));
      double next = at(x, i - 1) * at(x, i + 1) * (at(x, i + 2) - at(x, i - 2));
      d[i] = (at(x, i + 1) - at(x, i - 2)) * at(x, i - 1) + number(v, "nu") * (here - next)
          - number(v, "lambda") * x[i] + number(v, "forcing");
    }
    return d;
  }

  private static double[] cubicTangent(TestVector v) {
    double[] x = v.doubles("x");
    double[] u = v.doubles("u");
    double[] r = new double[x.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = (at(u, i - 2) * x[i] + at(x, i - 2) * u[i]) * (at(x, i + 1) - at(x, i - 3))
          + at(x, i - 2) * x[i] * (at(u, i + 1) - at(u, i - 3));
    }
    double[] d = new double[x.length];
    for (int i = 0; i < d.length; i++) {
      double a = (at(u, i + 1) - at(u, i - 2)) * at(x, i - 1) + (at(x, i + 1) - at(x, i - 2)) * at(u, i - 1);
      d[i] = a + number(v, "nu") * (r[i] - at(r, i + 1)) - number(v, "lambda") * u[i];
    }
    return d;
  }

  private static double[] cubicAdjoint(TestVector v) {
    double[] x = v.doubles("x");
    double[] u = v.doubles("u");
    double[] w = new double[x.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = u[i] - at(u, i - 1);
    }
    double[] d = new double[x.length];
    for (int i = 0; i < d.length; i++) {
      double a = at(x, i - 2) * at(u, i - 1) - at(x, i + 1) * at(u, i + 2)
          + (at(x, i + 2) - at(x, i - 1)) * at(u, i + 1);
      double near = (at(x, i + 1) - at(x, i - 3)) * at(x, i - 2) * w[i]
          + (at(x, i + 3) - at(x, i - 1)) * at(x, i + 2) * at(w, i + 2);
      double far = at(x, i - 3) * at(x, i - 1) * at(w, i - 1) - at(x, i + 1) * at(x, i + 3) * at(w, i + 3);
      d[i] = a + number(v, "nu") * (near + far) - number(v, "lambda") * u[i];
    }
    return d;
  }

  private static double[] part(double[] x, int from, int to) {
    return java.util.Arrays.copyOfRange(x, from, to);
  }

  private static double[] twoScale(String kernel, TestVector v) {
    int n = (int) v.integer("n");
    int fast = (int) v.integer("fast");
    boolean tendency = kernel.equals("lorenzTwoScale");
    boolean adjoint = kernel.endsWith("Adjoint");
    double[] whole = v.doubles("x");
    double[] x = part(whole, 0, n);
    double[] y = part(whole, n, whole.length);
    double[] run = v.doubles(tendency ? "x" : "u");
    double[] u = part(run, 0, n);
    double[] w = part(run, n, run.length);
    double g = number(v, "h") * number(v, "c") / number(v, "b");
    double[] d = new double[whole.length];
    for (int i = 0; i < n; i++) {
      double sum = 0.0;
      for (int j = i * fast; j < (i + 1) * fast; j++) {
        sum = sum + w[j];
      }
      double own = tendency ? (at(x, i + 1) - at(x, i - 2)) * at(x, i - 1) - x[i] + number(v, "forcing")
          : adjoint ? at(x, i - 2) * at(u, i - 1) - at(x, i + 1) * at(u, i + 2)
          + (at(x, i + 2) - at(x, i - 1)) * at(u, i + 1) - u[i]
          : (at(u, i + 1) - at(u, i - 2)) * at(x, i - 1) + (at(x, i + 1) - at(x, i - 2)) * at(u, i - 1) - u[i];
      d[i] = adjoint ? own + g * sum : own - g * sum;
    }
    double e = number(v, "c") * number(v, "b");
    for (int j = 0; j < n * fast; j++) {
      double own = tendency ? (at(y, j - 1) - at(y, j + 2)) * at(y, j + 1)
          : adjoint ? (at(y, j - 2) - at(y, j + 1)) * at(w, j - 1) + at(y, j + 2) * at(w, j + 1)
          - at(y, j - 1) * at(w, j - 2)
          : (at(w, j - 1) - at(w, j + 2)) * at(y, j + 1) + (at(y, j - 1) - at(y, j + 2)) * at(w, j + 1);
      double coupling = g * u[j / fast];
      d[n + j] = adjoint ? own * e - number(v, "c") * w[j] - coupling : own * e - number(v, "c") * w[j] + coupling;
    }
    return d;
  }
}
