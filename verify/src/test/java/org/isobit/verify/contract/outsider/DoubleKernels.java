package org.isobit.verify.contract.outsider;

/** What the document says of kernels in double alone, on the test vectors' inputs. Thread-safe. */
final class DoubleKernels {

  private DoubleKernels() {}

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    return switch (kernel) {
      case "stage" -> stage(v, output);
      case "rungeKutta4", "heun" -> step(kernel, v);
      case "lorenz63" -> lorenz63(v);
      case "lorenz96" -> lorenz96(v);
      case "euler" -> euler(v);
      case "adjointStage" -> adjointStage(v, output);
      case "serialUpdate" -> updated(v, output);
      default -> Derivatives.output(kernel, v, output);
    };
  }

  private static double[] stage(TestVector v, String output) {
    double dt = v.doubles("dt")[0];
    double part = v.doubles("part")[0];
    double[] x = v.doubles("x");
    double[] f = v.doubles("f");
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double k = dt * f[i];
      result[i] = output.equals("k") ? k : x[i] + k * part;
    }
    return result;
  }

  private static double[] step(String kernel, TestVector v) {
    double dt = v.doubles("dt")[0];
    double[] x = v.doubles("x");
    for (int i = 0; i < x.length; i++) {
      double last = dt * v.doubles("f")[i];
      double k1 = v.doubles("k1")[i];
      if (kernel.equals("heun")) {
        x[i] = x[i] + (k1 + last) / 2.0;
      } else {
        double middle = 2.0 * (v.doubles("k2")[i] + v.doubles("k3")[i]);
        x[i] = x[i] + (k1 + middle + last) / 6.0;
      }
    }
    return x;
  }

  private static double[] euler(TestVector v) {
    double[] x = v.doubles("x");
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] + v.doubles("dt")[0] * v.doubles("f")[i];
    }
    return x;
  }

  private static double[] adjointStage(TestVector v, String output) {
    double[] sum = v.doubles("sum");
    double[] k = v.doubles("k");
    for (int i = 0; i < k.length; i++) {
      double y = v.doubles("dt")[0] * k[i];
      sum[i] = sum[i] + y;
      k[i] = v.doubles("a")[i] * v.doubles("weight")[0] + y * v.doubles("part")[0];
    }
    return output.equals("k") ? k : sum;
  }

  private static double[] lorenz63(TestVector v) {
    int lanes = (int) v.integer("lanes");
    double[] s = v.doubles("x");
    double[] d = new double[3 * lanes];
    for (int l = 0; l < lanes; l++) {
      double x = s[l];
      double y = s[lanes + l];
      double z = s[2 * lanes + l];
      d[l] = v.doubles("sigma")[0] * (y - x);
      d[lanes + l] = v.doubles("rho")[0] * x - y - x * z;
      d[2 * lanes + l] = x * y - v.doubles("beta")[0] * z;
    }
    return d;
  }

  private static double[] lorenz96(TestVector v) {
    int n = (int) v.integer("n");
    double[] x = v.doubles("x");
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      double difference = x[(i + 1) % n] - x[(i + n - 2) % n];
      d[i] = difference * x[(i + n - 1) % n] - x[i] + v.doubles("forcing")[0];
    }
    return d;
  }

  private static double[] updated(TestVector v, String output) {
    int members = (int) v.integer("members");
    int n = (int) v.integer("n");
    int[] block = v.integers("block");
    int width = v.doubles("weight").length / block.length;
    double[] y = v.doubles("y");
    double[] z = v.doubles("z");
    double[] mean = v.doubles("mean");
    for (int at = 0; at < block.length * width; at++) {
      double rho = v.doubles("weight")[at];
      int i = block[at / width] * width + at % width;
      if (rho > 0.0) {
        double u = 0.0;
        for (int m = 0; m < members; m++) {
          u = Math.fma(y[m], z[m * n + i], u);
        }
        double g = rho * u;
        mean[i] = Math.fma(v.doubles("gain")[0], g, mean[i]);
        double shrink = -(v.doubles("contraction")[0] * g);
        for (int m = 0; m < members; m++) {
          z[m * n + i] = Math.fma(shrink, y[m], z[m * n + i]);
        }
      }
    }
    return output.equals("z") ? z : mean;
  }
}
