// Master of FloatStencils: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Convolutions" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Stencils {

  private static final int RUN = 4096;

  /** The test vectors have no leaky ReLU here. */
  private static final double NO_SLOPE = 0.0;

  private final TestVector v;
  private final int channels;
  private final int filters;
  private final int ny;
  private final int nx;
  private final int rows;
  private final int columns;

  private Stencils(TestVector v) {
    this.v = v;
    channels = number("channels");
    filters = number("filters");
    ny = number("ny");
    nx = number("nx");
    rows = (ny + number("padTop") + number("padBottom") - number("dilationY") * (number("kernelY") - 1) - 1)
        / number("strideY") + 1;
    columns = (nx + number("padLeft") + number("padRight") - number("dilationX") * (number("kernelX") - 1) - 1)
        / number("strideX") + 1;
  }

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v) {
    return switch (kernel) {
      case "convolution" -> new Stencils(v).forward();
      case "convolutionWeightGradient" -> new Stencils(v).weightGradient();
      case "convolutionBiasGradient" -> new Stencils(v).biasGradient();
      case "convolutionInputGradient" -> new Stencils(v).inputGradient(v.doubles("dz"), new double[0]);
      case "transposedConvolution" -> new Stencils(v).transposed();
      default -> null;
    };
  }

  private int number(String name) {
    return (int) v.integer(name);
  }

  /** Index of the cell that padded cell p of an axis holds, or −1. */
  private int cell(int p, int before, int n) {
    int at = p - before;
    if (at >= 0 && at < n) {
      return at;
    }
    return switch (v.word("padding")) {
      case "ZERO" -> -1;
      case "REPLICATE" -> at < 0 ? 0 : n - 1;
      default -> (at % n + n) % n;
    };
  }

  private double padded(double[] x, int sample, int channel, int p, int q) {
    int row = cell(p, number("padTop"), ny);
    int column = cell(q, number("padLeft"), nx);
    return row < 0 || column < 0 ? 0.0 : x[((sample * channels + channel) * ny + row) * nx + column];
  }

  private double[] forward() {
    double[] x = v.doubles("x");
    double[] w = v.doubles("w");
    double[] b = v.has("b") ? v.doubles("b") : new double[filters];
    double[] y = new double[number("batch") * filters * rows * columns];
    for (int e = 0; e < y.length; e++) {
      int column = e % columns;
      int row = e / columns % rows;
      int o = e / columns / rows % filters;
      y[e] = Kinds.value(v.word("activation"), NO_SLOPE, sum(x, w, b[o], e / columns / rows / filters, o, row, column));
    }
    return y;
  }

  private double sum(double[] x, double[] w, double start, int sample, int o, int row, int column) {
    int each = channels / number("groups");
    int ky = number("kernelY");
    int kx = number("kernelX");
    int first = o / (filters / number("groups")) * each;
    double sum = start;
    double s = start;
    int k = 0;
    for (int c = 0; c < each; c++) {
      for (int i = 0; i < ky; i++) {
        for (int j = 0; j < kx; j++) {
          if (k > 0 && k % RUN == 0) {
            sum = k == RUN ? s : sum + s;
            s = 0.0;
          }
          s = Math.fma(padded(x, sample, first + c, row * number("strideY") + i * number("dilationY"),
              column * number("strideX") + j * number("dilationX")), w[((o * each + c) * ky + i) * kx + j], s);
          k++;
        }
      }
    }
    return k > RUN ? sum + s : s;
  }

  private boolean accumulates() {
    return v.word("accumulate").equals("true");
  }

  private double[] weightGradient() {
    double[] x = v.doubles("x");
    double[] dz = v.doubles("dz");
    double[] dw = v.doubles("dw");
    int each = channels / number("groups");
    int ky = number("kernelY");
    int kx = number("kernelX");
    for (int e = 0; e < dw.length; e++) {
      int o = e / (each * ky * kx);
      int c = o / (filters / number("groups")) * each + e / (ky * kx) % each;
      int i = e / kx % ky;
      int j = e % kx;
      double s = accumulates() ? dw[e] : 0.0;
      double sum = 0.0;
      int count = number("batch") * rows * columns;
      for (int k = 0; k < count; k++) {
        if (k > 0 && k % RUN == 0) {
          sum = k == RUN ? s : sum + s;
          s = 0.0;
        }
        int sample = k / (rows * columns);
        int row = k / columns % rows;
        int column = k % columns;
        s = Math.fma(padded(x, sample, c, row * number("strideY") + i * number("dilationY"),
            column * number("strideX") + j * number("dilationX")),
            dz[((sample * filters + o) * rows + row) * columns + column], s);
      }
      dw[e] = count > RUN ? sum + s : s;
    }
    return dw;
  }

  private double[] biasGradient() {
    double[] dz = v.doubles("dz");
    double[] db = accumulates() ? v.doubles("db") : new double[filters];
    for (int e = 0; e < dz.length; e++) {
      int o = e / (rows * columns) % filters;
      db[o] = db[o] + dz[e];
    }
    return db;
  }

  private double[] transposed() {
    double[] x = inputGradient(v.doubles("z"), v.has("b") ? v.doubles("b") : new double[0]);
    for (int e = 0; e < x.length; e++) {
      x[e] = Kinds.value(v.word("activation"), NO_SLOPE, x[e]);
    }
    return x;
  }

  private double[] inputGradient(double[] z, double[] b) {
    double[] dx = new double[number("batch") * channels * ny * nx];
    boolean[] met = new boolean[dx.length];
    double[] w = v.doubles("w");
    for (int plane = 0; plane < number("batch") * channels; plane++) {
      int channel = plane % channels;
      for (int p = 0; p < number("padTop") + ny + number("padBottom"); p++) {
        for (int q = 0; q < number("padLeft") + nx + number("padRight"); q++) {
          int row = cell(p, number("padTop"), ny);
          int column = cell(q, number("padLeft"), nx);
          if (row >= 0 && column >= 0) {
            double s = chain(z, w, b.length == 0 ? 0.0 : b[channel], plane / channels, channel, p, q);
            int e = (plane * ny + row) * nx + column;
            dx[e] = met[e] ? dx[e] + s : s;
            met[e] = true;
          }
        }
      }
    }
    return dx;
  }

  private double chain(double[] z, double[] w, double start, int sample, int channel, int p, int q) {
    int each = channels / number("groups");
    int own = filters / number("groups");
    int ky = number("kernelY");
    int kx = number("kernelX");
    double s = start;
    double sum = 0.0;
    int k = 0;
    for (int o = channel / each * own; o < (channel / each + 1) * own; o++) {
      for (int i = ky - 1; i >= 0; i--) {
        for (int j = kx - 1; j >= 0; j--) {
          int y = p - i * number("dilationY");
          int x = q - j * number("dilationX");
          if (Math.floorMod(y, number("strideY")) != 0 || Math.floorMod(x, number("strideX")) != 0) {
            continue;
          }
          if (k > 0 && k % RUN == 0) {
            sum = k == RUN ? s : sum + s;
            s = 0.0;
          }
          int row = Math.floorDiv(y, number("strideY"));
          int column = Math.floorDiv(x, number("strideX"));
          boolean exists = row >= 0 && row < rows && column >= 0 && column < columns;
          s = Math.fma(exists ? z[((sample * filters + o) * rows + row) * columns + column] : 0.0,
              w[((o * each + channel % each) * ky + i) * kx + j], s);
          k++;
        }
      }
    }
    return k > RUN ? sum + s : s;
  }
}
