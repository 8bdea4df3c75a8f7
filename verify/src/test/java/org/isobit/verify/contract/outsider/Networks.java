// Master of FloatNetworks: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Dense networks, losses, optimisers" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Networks {

  private static final double HALF_LOG_2PI = Constants.of("Losses").number("HALF_LOG_2PI");
  private static final double LOG_2 = Constants.of("Losses").number("LOG_2");

  /** The test vectors have no leaky ReLU here. */
  private static final double NO_SLOPE = 0.0;

  private Networks() {}

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    return switch (kernel) {
      case "dense", "packedDense" -> layer(v.word("activation"), (int) v.integer("batch"), (int) v.integer("inputs"),
          (int) v.integer("outputs"), v.word("transposed").equals("true"), v.doubles("x"), v.doubles("w"),
          v.has("b") ? v.doubles("b") : new double[(int) v.integer("outputs")]);
      case "denseStack" -> stack(v);
      case "denseGradient" -> gradient(v, output);
      case "squaredLoss", "absoluteLoss", "huberLoss" -> pair(kernel, v, output);
      case "gaussianLoss", "laplaceLoss", "divergence" -> scaled(kernel, v, output);
      case "momentum" -> momentum(v, output);
      case "adam" -> adam(v, output);
      case "gate", "gateGradient", "gateTangent" -> Halves.output(kernel, v);
      case "rmsProp", "adagrad" -> scaledByRoot(kernel, v, output);
      case "average" -> average(v);
      case "clip" -> clip(v, output);
      default -> Cells.output(kernel, v, output);
    };
  }

  private static double[] layer(String activation, int batch, int inputs, int outputs, boolean transposed, double[] x,
      double[] w, double[] b) {
    double[] start = new double[batch * outputs];
    for (int i = 0; i < start.length; i++) {
      start[i] = b[i % outputs];
    }
    double[] y = Sums.product(false, transposed, batch, outputs, inputs, 1.0, x, w, 1.0, start, false);
    for (int i = 0; i < y.length; i++) {
      y[i] = Kinds.value(activation, NO_SLOPE, y[i]);
    }
    return y;
  }

  private static double[] stack(TestVector v) {
    int width = (int) v.integer("width");
    double[] x = v.doubles("x");
    for (int l = 1; l <= v.integer("layers"); l++) {
      x = layer(v.word("activation" + l), (int) v.integer("batch"), width, width, false, x, v.doubles("w" + l),
          v.doubles("b" + l));
    }
    return x;
  }

  private static double[] gradient(TestVector v, String output) {
    int batch = (int) v.integer("batch");
    int inputs = (int) v.integer("inputs");
    int outputs = (int) v.integer("outputs");
    boolean transposed = v.word("transposed").equals("true");
    boolean accumulate = v.word("accumulate").equals("true");
    double[] stored = v.doubles("stored");
    double[] dz = v.doubles("dy");
    for (int i = 0; i < dz.length; i++) {
      dz[i] = dz[i] * Kinds.derivative(v.word("activation"), NO_SLOPE, stored[i]);
    }
    double beta = accumulate ? 1.0 : 0.0;
    double[] x = v.doubles("x");
    return switch (output) {
      case "dz" -> dz;
      case "db" -> {
        double[] db = accumulate ? v.doubles("db") : new double[outputs];
        for (int i = 0; i < dz.length; i++) {
          db[i % outputs] = db[i % outputs] + dz[i];
        }
        yield db;
      }
      case "dw" -> transposed
          ? Sums.product(true, false, outputs, inputs, batch, 1.0, dz, x, beta, v.doubles("dw"), false)
          : Sums.product(true, false, inputs, outputs, batch, 1.0, x, dz, beta, v.doubles("dw"), false);
      default -> Sums.product(false, !transposed, batch, inputs, outputs, 1.0, dz, v.doubles("w"), 0.0,
          new double[batch * inputs], false);
    };
  }

  private static double[] pair(String kernel, TestVector v, String output) {
    double w = v.doubles("weight")[0];
    double delta = v.has("delta") ? v.doubles("delta")[0] : 1.0;
    double[] p = v.doubles("p");
    double[] y = v.doubles("y");
    double[] t = new double[p.length];
    double[] g = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double e = p[i] - y[i];
      switch (kernel) {
        case "squaredLoss" -> {
          t[i] = e * e;
          g[i] = (2.0 * w) * e;
        }
        case "absoluteLoss" -> {
          t[i] = Math.abs(e);
          g[i] = e > 0.0 ? w : e < 0.0 ? -w : e;
        }
        default -> {
          t[i] = Math.abs(e) <= delta ? (0.5 * e) * e : delta * (Math.abs(e) - 0.5 * delta);
          g[i] = w * (e > delta ? delta : e < -delta ? -delta : e);
        }
      }
    }
    return output.equals("loss") ? new double[] {w * Sums.sum(t)} : g;
  }

  private static double[] scaled(String kernel, TestVector v, String output) {
    double w = v.doubles("weight")[0];
    double[] m = v.doubles("mu");
    double[] r = v.doubles("rho");
    double[] t = new double[m.length];
    double[] dm = new double[m.length];
    double[] dr = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      switch (kernel) {
        case "gaussianLoss" -> {
          double s = Functions.exp(-r[i]);
          double z = (v.doubles("y")[i] - m[i]) * s;
          t[i] = Math.fma(0.5 * z, z, r[i]) + HALF_LOG_2PI;
          dm[i] = (w * s) * -z;
          dr[i] = w * Math.fma(-z, z, 1.0);
        }
        case "laplaceLoss" -> {
          double s = Functions.exp(-r[i]);
          double e = m[i] - v.doubles("y")[i];
          double a = Math.abs(e) * s;
          t[i] = (a + r[i]) + LOG_2;
          dm[i] = e > 0.0 ? w * s : e < 0.0 ? -(w * s) : e;
          dr[i] = w * (1.0 - a);
        }
        default -> {
          double u = Functions.exp(r[i] + r[i]);
          t[i] = Math.fma(0.5 * m[i], m[i], 0.5 * (u - 1.0)) - r[i];
          dm[i] = w * m[i];
          dr[i] = w * (u - 1.0);
        }
      }
    }
    return output.equals("loss") ? new double[] {w * Sums.sum(t)} : output.equals("muGradient") ? dm : dr;
  }

  private static double[] momentum(TestVector v, String output) {
    double[] theta = v.doubles("theta");
    double[] g = v.doubles("g");
    double[] velocity = v.doubles("v");
    for (int i = 0; i < theta.length; i++) {
      double d = Math.fma(v.doubles("decay")[0], theta[i], g[i]);
      velocity[i] = Math.fma(v.doubles("momentum")[0], velocity[i], d);
      theta[i] = Math.fma(-v.doubles("rate")[0], velocity[i], theta[i]);
    }
    return output.equals("v") ? velocity : theta;
  }

  private static double[] adam(TestVector v, String output) {
    Rates rates = new Rates(v.doubles("eta")[0], v.doubles("beta1")[0], v.doubles("beta2")[0], v.doubles("epsilon")[0],
        v.doubles("lambda")[0], v.integer("step"));
    double[] theta = v.doubles("theta");
    double[] g = v.doubles("g");
    double[] m = v.doubles("m");
    double[] s = v.doubles("v");
    double[] rate = rates.doubles();
    for (int i = 0; i < theta.length; i++) {
      m[i] = Math.fma(rate[Rates.BETA1], m[i], rate[Rates.RATE1] * g[i]);
      s[i] = Math.fma(rate[Rates.BETA2], s[i], (rate[Rates.RATE2] * g[i]) * g[i]);
      theta[i] = rate[Rates.SHRINK] * theta[i]
          - (rate[Rates.ALPHA] * m[i]) / Math.fma(Math.sqrt(s[i]), rate[Rates.ROOT], rate[Rates.EPSILON]);
    }
    return output.equals("m") ? m : output.equals("v") ? s : theta;
  }

  private static double[] scaledByRoot(String kernel, TestVector v, String output) {
    double[] theta = v.doubles("theta");
    double[] g = v.doubles("g");
    double[] s = v.doubles("v");
    double eta = v.doubles("eta")[0];
    double epsilon = v.doubles("epsilon")[0];
    for (int i = 0; i < theta.length; i++) {
      if (kernel.equals("adagrad")) {
        s[i] = Math.fma(g[i], g[i], s[i]);
      } else {
        double rho = v.doubles("rho")[0];
        double rate2 = 1.0 - v.doubles("rho")[0]; // float: float rate2 = (float) (1.0 - (double) v.floats("rho")[0]);
        s[i] = Math.fma(rho, s[i], (rate2 * g[i]) * g[i]);
      }
      theta[i] = theta[i] - (eta * g[i]) / (Math.sqrt(s[i]) + epsilon);
    }
    return output.equals("v") ? s : theta;
  }

  private static double[] average(TestVector v) {
    double[] e = v.doubles("e");
    for (int i = 0; i < e.length; i++) {
      e[i] = Math.fma(v.doubles("rate")[0], v.doubles("theta")[i] - e[i], e[i]);
    }
    return e;
  }

  private static double[] clip(TestVector v, String output) {
    double limit = v.doubles("limit")[0];
    double[] g = v.doubles("g");
    double norm = Sums.norm2(g);
    if (norm > limit && norm <= Format.MAX_VALUE) {
      double factor = limit / norm;
      for (int i = 0; i < g.length; i++) {
        g[i] = g[i] * factor;
      }
    }
    return output.equals("norm") ? new double[] {norm} : g;
  }
}
