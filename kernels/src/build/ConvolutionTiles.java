import java.util.ArrayList;
import java.util.List;

/** The text of the micro-kernels of convolutions: tiles of outputs that stay in registers while terms are added. */
final class ConvolutionTiles {

  /** Names of the vectors of the image, and of a row's accumulators. */
  private static final String[] VECTORS = {"p", "q", "g", "h"};
  private static final String[] SUMS = {"s", "t", "u", "v"};

  /** Vectors of a depthwise tile. */
  private static final int ACROSS = 4;

  private ConvolutionTiles() {}

  /** Of many filters by some vectors of pixels, from biases or, to go on, from sums. */
  private static String product(int rows, boolean more) {
    int vectors = 3;
    Lines t = new Lines("");
    t.add("  /** Up to " + rows + " filters by three vectors of pixels, " + (more ? "of which there are sums."
        : "from the bias on.") + " */");
    t.add("  static void " + (more ? "more" : "filters") + rows
        + "(int filters, double[] w, int w0, int ldw, int[] offsets, int from, int to, double[] x,");
    t.add("      int b0, int b1, int b2, " + (more ? "double[] sums, int s, int t, int u, int lds"
        : "double[] bias, int bo, int bs") + ", double[] y, int o0,");
    t.add("      int o1, int o2, int ldy) {");
    for (int i = 1; i < rows; i++) {
      t.add("    int i" + i + " = Math.min(" + i + ", filters - 1);");
      t.add("    int w" + i + " = w0 + i" + i + " * ldw;");
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        t.add("    DoubleVector " + SUMS[j] + i + " = DoubleVector." + (more ? "fromArray(S, sums, " + SUMS[j]
            + (i == 0 ? "" : " + i" + i + " * lds") + ");" : "broadcast(S, bias[bo"
            + (i == 0 ? "" : " + i" + i + " * bs") + "]);"));
      }
    }
    t.add("    for (int k = from; k < to; k++) {");
    t.add("      int at = offsets[k];");
    for (int j = 0; j < vectors; j++) {
      t.add("      DoubleVector " + VECTORS[j] + " = DoubleVector.fromArray(S, x, b" + j + " + at);");
    }
    for (int i = 0; i < rows; i++) {
      t.add("      DoubleVector a" + i + " = " + GenerateTiles.broadcast("w[w" + i + " + k]") + ";");
      for (int j = 0; j < vectors; j++) {
        t.add("      " + SUMS[j] + i + " = a" + i + ".fma(" + VECTORS[j] + ", " + SUMS[j] + i + ");");
      }
    }
    t.add("    }");
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        t.add("    " + GenerateTiles.typed(SUMS[j] + i) + ".intoArray(y, o" + j
            + (i == 0 ? "" : " + i" + i + " * ldy") + ");");
      }
    }
    t.add("  }");
    return t.toString();
  }

  /**
   * Of one filter by some rows of four vectors: each row of the image is read once for all outputs that it is
   * a term of.
   */
  private static String depthwise(int rows) {
    Lines t = new Lines("");
    t.add("  /** " + (rows == 1 ? "A row" : rows + " rows") + " of outputs. */");
    t.add("  static void rows" + rows
        + "(double[] w, int wo, int ky, int kx, int dx, double[] x, int b0, int b1, int b2,");
    t.add("      int b3, int pitch, double start, double[] y, int o0, int o1, int o2, int o3, int ldy) {");
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < ACROSS; v++) {
        t.add("    DoubleVector " + SUMS[v] + r + " = DoubleVector.broadcast(S, start);");
      }
    }
    for (int p = 0; p < rows - 1; p++) {
      step(t, "    ", p == 0 ? "0" : p == 1 ? "pitch" : p + " * pitch", 0, p, "wo" + (p == 0 ? "" : " + " + p
          + " * kx"));
    }
    t.add("    for (int i = " + (rows - 1) + "; i < ky; i++) {");
    step(t, "      ", "i * pitch", 0, rows - 1, "wo + i * kx");
    t.add("    }");
    for (int p = 0; p < rows - 1; p++) {
      step(t, "    ", (p == 0 ? "ky" : "(ky + " + p + ")") + " * pitch", p + 1, rows - 1, "wo + "
          + (p == 0 ? "ky" : "(ky + " + p + ")") + " * kx");
    }
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < ACROSS; v++) {
        t.add("    " + GenerateTiles.typed(SUMS[v] + r) + ".intoArray(y, o" + v
            + (r == 0 ? "" : r == 1 ? " + ldy" : " + " + r + " * ldy") + ");");
      }
    }
    t.add("  }");
    return t.toString();
  }

  /** The terms in one row of the image, of the outputs of rows first … last; first's weights are r·kx before w. */
  private static void step(Lines t, String indent, String row, int first, int last, String weights) {
    t.add(indent + "for (int j = 0; j < kx; j++) {");
    t.add(indent + "  int at = " + row + " + j * dx;");
    t.add(indent + "  int k = " + weights + " + j;");
    for (int v = 0; v < ACROSS; v++) {
      t.add(indent + "  DoubleVector " + VECTORS[v] + " = DoubleVector.fromArray(S, x, b" + v + " + at);");
    }
    for (int r = first; r <= last; r++) {
      t.add(indent + "  DoubleVector a" + r + " = " + GenerateTiles.broadcast("w[k" + (r == 0 ? "" : r == 1 ? " - kx"
          : " - " + r + " * kx") + "]") + ";");
      for (int v = 0; v < ACROSS; v++) {
        t.add(indent + "  " + SUMS[v] + r + " = a" + r + ".fma(" + VECTORS[v] + ", " + SUMS[v] + r + ");");
      }
    }
    t.add(indent + "}");
  }

  /** Gradients by some weights, of all of whose filters some vectors stay in registers. */
  private static String weights(int rows, int vectors) {
    Lines t = new Lines("");
    t.add("  /** Up to " + rows + " weights of " + vectors + " vectors of filters. */");
    t.add("  static void terms" + rows
        + "(int terms, int[] offsets, int k, int rows, int n, double[] x, int xo, int step,");
    t.add("      double[] z, int zo, int ld, double[] sums, int so) {");
    for (int i = 0; i < rows; i++) {
      t.add("    int k" + i + " = " + (i == 0 ? "0" : "Math.min(" + i + ", terms - 1)") + ";");
      for (int j = 0; j < vectors; j++) {
        t.add("    DoubleVector " + SUMS[j] + i + " = DoubleVector.fromArray(S, sums, so + k" + i + " * ld" + plus(j)
            + ");");
      }
    }
    t.add("    for (int r = 0; r < rows; r++) {");
    for (int i = 0; i < rows; i++) {
      t.add("      int b" + i + " = xo + r * step + offsets[k + k" + i + "];");
    }
    t.add("      int zr = zo + r * n * ld;");
    t.add("      for (int i = 0; i < n; i++) {");
    for (int j = 0; j < vectors; j++) {
      t.add("        DoubleVector " + VECTORS[j] + " = DoubleVector.fromArray(S, z, zr + i * ld" + plus(j) + ");");
    }
    for (int i = 0; i < rows; i++) {
      t.add("        DoubleVector a" + i + " = " + GenerateTiles.broadcast("x[b" + i + " + i]") + ";");
      for (int j = 0; j < vectors; j++) {
        t.add("        " + SUMS[j] + i + " = a" + i + ".fma(" + VECTORS[j] + ", " + SUMS[j] + i + ");");
      }
    }
    t.add("      }");
    t.add("    }");
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        t.add("    " + GenerateTiles.typed(SUMS[j] + i) + ".intoArray(sums, so + k" + i + " * ld" + plus(j) + ");");
      }
    }
    t.add("  }");
    return t.toString();
  }

  private static String plus(int j) {
    return j == 0 ? "" : j == 1 ? " + V" : " + " + j + " * V";
  }

  /** Gradients by weights. */
  static String weights() {
    return GenerateTiles.file("WeightTileSimd", """
         * The micro-kernels of gradients of convolutions by their weights: sums of some weights and vectors of filters
         * stay in registers while the terms of rows of n pixels are added, s ← fma(x, dz, s), pixels ascending.
         *
         * <p>The cell of weight k for pixel q of row r lies at {@code xo + offsets[k] + r·step + q}, dZ of all filters of
         * a pixel at {@code zo + (r·n + q)·ld}, the sums of a weight at {@code so + k·ld}. With fewer weights than rows the
         * last one is computed again.
        """, "DOUBLE", GenerateTiles.LANES, List.of(weights(6, 4), weights(10, 2)))
        .replace("package org.isobit.kernels.gemm;", "package org.isobit.kernels.convolution;");
  }

  private static String file(String name, String says, List<String> tiles) {
    return GenerateTiles.file(name, says, "DOUBLE", "", tiles)
        .replace("package org.isobit.kernels.gemm;", "package org.isobit.kernels.convolution;");
  }

  /** Many filters. */
  static String products() {
    return file("ConvolutionTileSimd", """
         * The micro-kernels of convolutions: outputs of some filters and three vectors of pixels stay in registers from
         * the bias or sums on while terms from … to − 1 are added, s ← fma(x, w, s), ascending.
         *
         * <p>Term k of the pixels from {@code b} on lies at {@code b + offsets[k]}, weight k of filter i at
         * {@code w0 + i·ldw + k}, its bias at {@code bo + i·bs}; its outputs go to {@code o + i·ldy}. With fewer filters
         * than rows the last one is computed again.
        """, List.of(product(8, false), product(4, false), product(8, true), product(4, true)));
  }

  /** One filter. */
  static String depthwise() {
    List<String> tiles = new ArrayList<>();
    for (int rows : new int[] {4, 2, 1}) {
      tiles.add(depthwise(rows));
    }
    return file("DepthwiseTileSimd", """
         * The micro-kernels of depthwise convolutions: some rows of outputs, four vectors wide, stay in registers while
         * all terms of one filter are added, s ← fma(x, w, s), its ky rows and in them its kx columns ascending. A row of
         * the image is read once for all of the rows of outputs that it is a term of.
         *
         * <p>Row r of the image lies at {@code b + r·pitch}, column j of the filter {@code j·dx} further; row r of the
         * outputs goes to {@code o + r·ldy}. With n rows of outputs, ky is at least n − 1.
        """, tiles);
  }
}
