package org.isobit.verify.contract.outsider;

/** What the document says of models' derivatives, on the test vectors' inputs. Thread-safe. */
final class Derivatives {

  private Derivatives() {}

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    return switch (kernel) {
      case "lorenz63Tangent" -> convection(v, true);
      case "lorenz63Adjoint" -> convection(v, false);
      case "lorenz96Tangent" -> ring(v, true);
      case "lorenz96Adjoint" -> ring(v, false);
      default -> Rings.output(kernel, v);
    };
  }

  private static double[] convection(TestVector v, boolean tangent) {
    int lanes = (int) v.integer("lanes");
    double sigma = v.doubles("sigma")[0];
    double rho = v.doubles("rho")[0];
    double beta = v.doubles("beta")[0];
    double[] s = v.doubles("x");
    double[] u = v.doubles("u");
    double[] d = new double[3 * lanes];
    for (int l = 0; l < lanes; l++) {
      double x = s[l];
      double y = s[lanes + l];
      double z = s[2 * lanes + l];
      double a = u[l];
      double b = u[lanes + l];
      double c = u[2 * lanes + l];
      if (tangent) {
        d[l] = sigma * (b - a);
        d[lanes + l] = (rho - z) * a - b - x * c;
        d[2 * lanes + l] = y * a + x * b - beta * c;
      } else {
        d[l] = (rho - z) * b + y * c - sigma * a;
        d[lanes + l] = sigma * a + x * c - b;
        d[2 * lanes + l] = -(x * b) - beta * c;
      }
    }
    return d;
  }

  private static double[] ring(TestVector v, boolean tangent) {
    int n = (int) v.integer("n");
    double[] x = v.doubles("x");
    double[] u = v.doubles("u");
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      int up1 = (i + 1) % n;
      int up2 = (i + 2) % n;
      int down1 = (i + n - 1) % n;
      int down2 = (i + n - 2) % n;
      if (tangent) {
        d[i] = (u[up1] - u[down2]) * x[down1] + (x[up1] - x[down2]) * u[down1] - u[i];
      } else {
        d[i] = x[down2] * u[down1] - x[up1] * u[up2] + (x[up2] - x[down1]) * u[up1] - u[i];
      }
    }
    return d;
  }
}
