// Master of FloatImages: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Pooling, resizes, rearrangements" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Images {

  private final TestVector v;
  private final int ny;
  private final int nx;
  private final int rows;
  private final int columns;
  private final int planes;

  private Images(TestVector v, boolean pooling) {
    this.v = v;
    ny = number("ny");
    nx = number("nx");
    planes = number("batch") * number("channels");
    rows = pooling ? windows(ny, number("padTop"), number("padBottom"), number("dilationY"), number("kernelY"),
        number("strideY")) : number("outNy");
    columns = pooling ? windows(nx, number("padLeft"), number("padRight"), number("dilationX"), number("kernelX"),
        number("strideX")) : number("outNx");
  }

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    return switch (kernel) {
      case "maxPooling" -> new Images(v, true).maxima(v.doubles("x"), output.equals("index"));
      case "maxPoolingGradient" -> new Images(v, true).maximumGradient();
      case "maxPoolingTangent" -> new Images(v, true).maximumTangent();
      case "averagePooling" -> new Images(v, true).averages(v.doubles("x"));
      case "averagePoolingGradient" -> new Images(v, true).averageGradient(v.doubles("dy"));
      case "resize" -> new Images(v, false).resize(v.doubles("x"));
      case "resizeGradient" -> new Images(v, false).resizeGradient(v.doubles("dy"));
      case "rearrange" -> rearrange(v, v.doubles("x"));
      default -> null;
    };
  }

  private int number(String name) {
    return (int) v.integer(name);
  }

  private int windows(int n, int before, int after, int dilation, int kernel, int stride) {
    int rest = n + before + after - dilation * (kernel - 1) - 1;
    if (!v.word("ceil").equals("true")) {
      return rest / stride + 1;
    }
    int count = (rest + stride - 1) / stride + 1;
    return (count - 1) * stride >= n + before ? count - 1 : count;
  }

  /** The cell of window (y, x) that is its k-th, row · nx + column; −1 outside the image. */
  private int cell(int y, int x, int k) {
    int row = y * number("strideY") - number("padTop") + k / number("kernelX") * number("dilationY");
    int column = x * number("strideX") - number("padLeft") + k % number("kernelX") * number("dilationX");
    return row < 0 || row >= ny || column < 0 || column >= nx ? -1 : row * nx + column;
  }

  private int window() {
    return number("kernelY") * number("kernelX");
  }

  private double[] maxima(double[] x, boolean index) {
    double[] result = new double[planes * rows * columns];
    for (int e = 0; e < result.length; e++) {
      int plane = e / (rows * columns) * ny * nx;
      int at = -1;
      for (int k = 0; k < window(); k++) {
        int cell = cell(e / columns % rows, e % columns, k);
        if (cell >= 0 && (at < 0 || x[plane + cell] > x[plane + at]
            || Double.isNaN(x[plane + cell]) && !Double.isNaN(x[plane + at]))) {
          at = cell;
        }
      }
      result[e] = index ? at : x[plane + at];
    }
    return result;
  }

  private double[] maximumGradient() {
    double[] dy = v.doubles("dy");
    double[] dx = new double[planes * ny * nx];
    for (int e = 0; e < dy.length; e++) {
      dx[e / (rows * columns) * ny * nx + (int) v.doubles("index")[e]] += dy[e];
    }
    return dx;
  }

  private double[] maximumTangent() {
    double[] dx = v.doubles("dx");
    double[] dy = new double[planes * rows * columns];
    for (int e = 0; e < dy.length; e++) {
      dy[e] = dx[e / (rows * columns) * ny * nx + (int) v.doubles("index")[e]];
    }
    return dy;
  }

  private int count(int y, int x) {
    int count = 0;
    for (int k = 0; k < window(); k++) {
      int row = y * number("strideY") - number("padTop") + k / number("kernelX") * number("dilationY");
      int column = x * number("strideX") - number("padLeft") + k % number("kernelX") * number("dilationX");
      boolean counts = v.word("countPadding").equals("true")
          ? row < ny + number("padBottom") && column < nx + number("padRight") : cell(y, x, k) >= 0;
      count += counts ? 1 : 0;
    }
    return count;
  }

  private double[] averages(double[] x) {
    double[] result = new double[planes * rows * columns];
    for (int e = 0; e < result.length; e++) {
      double s = 0.0;
      for (int k = 0; k < window(); k++) {
        int cell = cell(e / columns % rows, e % columns, k);
        if (cell >= 0) {
          s = s + x[e / (rows * columns) * ny * nx + cell];
        }
      }
      result[e] = s / count(e / columns % rows, e % columns);
    }
    return result;
  }

  private double[] averageGradient(double[] dy) {
    double[] dx = new double[planes * ny * nx];
    for (int e = 0; e < dy.length; e++) {
      double g = dy[e] / count(e / columns % rows, e % columns);
      for (int k = 0; k < window(); k++) {
        int cell = cell(e / columns % rows, e % columns, k);
        if (cell >= 0) {
          dx[e / (rows * columns) * ny * nx + cell] += g;
        }
      }
    }
    return dx;
  }

  private long p(int o, int n, int m) {
    return switch (v.word("coordinates")) {
      case "HALF_PIXEL" -> (2L * o + 1) * n - m;
      case "ALIGN_CORNERS" -> m == 1 ? 0 : (long) o * (n - 1);
      default -> (long) o * n;
    };
  }

  private long q(int m) {
    return switch (v.word("coordinates")) {
      case "HALF_PIXEL" -> 2L * m;
      case "ALIGN_CORNERS" -> m == 1 ? 1 : m - 1;
      default -> m;
    };
  }

  private boolean nearest() {
    return v.word("interpolation").equals("NEAREST");
  }

  private int place(int o, int n, int m) {
    long p = p(o, n, m);
    long q = q(m);
    if (nearest() && !v.word("coordinates").equals("ASYMMETRIC")) {
      return (int) Math.min(n - 1, Math.floorDiv(2 * p + q, 2 * q));
    }
    return p < 0 ? 0 : (int) Math.min(n - 1, p / q);
  }

  private double share(int o, int n, int m) {
    long p = p(o, n, m);
    long q = q(m);
    if (nearest() || p < 0 || p / q >= n - 1) {
      return 0.0;
    }
    return (double) (p % q) / (double) q; // float: return (float) ((double) (p % q) / (double) q);
  }

  private static double between(double t, double a, double b) {
    return t == 0.0 ? a : Math.fma(t, b - a, a);
  }

  private double[] resize(double[] x) {
    double[] result = new double[planes * rows * columns];
    for (int e = 0; e < result.length; e++) {
      int y = e / columns % rows;
      double t = share(y, ny, rows);
      double u = share(e % columns, nx, columns);
      int at = (e / (rows * columns) * ny + place(y, ny, rows)) * nx + place(e % columns, nx, columns);
      int right = u == 0.0 ? 0 : 1;
      int below = t == 0.0 ? 0 : nx;
      result[e] = between(t, between(u, x[at], x[at + right]), between(u, x[at + below], x[at + below + right]));
    }
    return result;
  }

  private double[] resizeGradient(double[] dy) {
    double[] g = new double[planes * ny * columns];
    for (int e = 0; e < dy.length; e++) {
      int y = e / columns % rows;
      int at = (e / (rows * columns) * ny + place(y, ny, rows)) * columns + e % columns;
      give(g, at, columns, share(y, ny, rows), dy[e]);
    }
    double[] dx = new double[planes * ny * nx];
    for (int e = 0; e < g.length; e++) {
      int x = e % columns;
      give(dx, e / columns * nx + place(x, nx, columns), 1, share(x, nx, columns), g[e]);
    }
    return dx;
  }

  private static void give(double[] to, int at, int apart, double t, double value) {
    to[at] = Math.fma(1.0 - t, value, to[at]);
    if (t != 0.0) {
      to[at + apart] = Math.fma(t, value, to[at + apart]);
    }
  }

  private static double[] rearrange(TestVector v, double[] x) {
    int[] sizes = v.integers("sizes");
    int[] axes = v.integers("axes");
    int[] at = new int[sizes.length];
    double[] y = new double[x.length];
    for (int e = 0; e < y.length; e++) {
      int rest = e;
      for (int d = axes.length - 1; d >= 0; d--) {
        at[axes[d]] = rest % sizes[axes[d]];
        rest /= sizes[axes[d]];
      }
      int source = rest;
      for (int d = 0; d < sizes.length; d++) {
        source = source * sizes[d] + at[d];
      }
      y[e] = x[source];
    }
    return y;
  }
}
