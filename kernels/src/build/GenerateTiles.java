import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the micro-kernels of matrix products, at build time, from one description: how many rows and vectors of C stay
 * in registers, where A's elements lie, where the last vector begins, and where the chains start.
 *
 * <p>Registers need names: a compiler keeps an accumulator in one only if it is a local variable, and an array of
 * vectors would be boxed. So a tile of 8 × 3 vectors is 24 variables, 24 fused multiply-adds and 24 stores, which is
 * nothing to be written, or read, by hand. Each tile is the same loop: s ← fma(a_ik, b_kj, s) for every accumulator, k
 * ascending.
 *
 * <p>Usage: {@code java GenerateTiles.java <output root>}: the classes, in double and float, go to
 * {@code <output root>/isobit-kernels/main}.
 */
final class GenerateTiles {

  /** Names of a row's accumulators, and of the vectors of B. */
  private static final String[] SUMS = {"s", "t", "u", "v"};
  private static final String[] VECTORS = {"p", "q", "g", "h"};

  /** Where the chains of a tile start. */
  private enum Start {
    /** From C or from +0, as a parameter says. */
    LOAD,
    /** From +0. */
    ZERO,
    /** From C. */
    NEXT
  }

  /** How rows are missing: not at all, or the last one stands in for them, found by a choice or by a minimum. */
  private enum Missing { NONE, CHOICE, MINIMUM }

  /**
   * A tile of C for operands that are read where they lie: element (i, k) of A at {@code ia + i·sr + k·sk}, the last
   * vector from column {@code last} on.
   *
   * @param advance whether B's index is carried along rather than made anew for each term
   * @param masked  whether columns outside a mask are neither read nor written
   */
  private record Tile(String name, String says, int rows, int vectors, Start start, Missing missing, boolean advance,
      boolean masked) {

    Tile(String name, String says, int rows, int vectors, Start start, Missing missing, boolean advance) {
      this(name, says, rows, vectors, start, missing, advance, false);
    }

    String text() {
      Lines t = new Lines("");
      t.add("  /** " + says + " */");
      String tail = (vectors > 1 ? "int last, " : "") + (missing != Missing.NONE ? "int rows, " : "") + "int kc,";
      String load = start == Start.LOAD ? "boolean load, " : "";
      String head = "  static void " + name + "(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, ";
      t.add(head + tail);
      t.add("      " + load + "double[] c, int ic, int ldc" + (masked ? ", VectorMask<Double> mask" : "") + ") {");
      addresses(t);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < vectors; j++) {
          String from = "DoubleVector.fromArray(S, c, " + c(i, j) + ")";
          t.add("    DoubleVector " + SUMS[j] + i + " = " + switch (start) {
            case LOAD -> "load ? " + from + " : DoubleVector.zero(S)";
            case ZERO -> "DoubleVector.zero(S)";
            case NEXT -> from;
          } + ";");
        }
      }
      if (advance) {
        t.add("    int bk = ib;");
      }
      t.add("    for (int k = 0; k < kc; k++) {");
      t.add("      int ak = k * sk;");
      if (!advance) {
        t.add("      int bk = ib + k * ldb;");
      }
      for (int j = 0; j < vectors; j++) {
        t.add("      DoubleVector " + VECTORS[j] + " = DoubleVector.fromArray(S, b, bk" + column(j) + ");");
      }
      for (int i = 0; i < rows; i++) {
        products(t, "      ", i, vectors, (i == 0 ? "ia" : "a" + i) + " + ak");
      }
      if (advance) {
        t.add("      bk += ldb;");
      }
      t.add("    }");
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < vectors; j++) {
          t.add("    " + typed(SUMS[j] + i) + ".intoArray(c, " + c(i, j) + ");");
        }
      }
      t.add("  }");
      return t.toString();
    }

    private void addresses(Lines t) {
      if (missing == Missing.CHOICE) {
        for (int i = 1; i < rows; i++) {
          t.add("    int i" + i + " = rows > " + i + " ? " + i + " : " + (i == 1 ? "0" : "rows - 1") + ";");
        }
      }
      for (int i = 1; i < rows; i++) {
        if (missing == Missing.MINIMUM) {
          t.add("    int i" + i + " = Math.min(" + i + ", rows - 1);");
        }
        t.add("    int a" + i + " = ia + " + times(i, "sr") + ";");
      }
      for (int i = 1; i < rows; i++) {
        t.add("    int c" + i + " = ic + " + times(i, "ldc") + ";");
      }
    }

    private String times(int i, String stride) {
      return missing != Missing.NONE ? "i" + i + " * " + stride : i == 1 ? stride : i + " * " + stride;
    }

    private String c(int i, int j) {
      return (i == 0 ? "ic" : "c" + i) + column(j);
    }

    /** What follows the index of a row: the column, and the mask. */
    private String column(int j) {
      return (j == 0 ? "" : j == vectors - 1 ? " + last" : j == 1 ? " + V" : " + " + j + " * V")
          + (masked ? ", mask" : "");
    }
  }

  /**
   * 12 rows by two vectors of C for each panel of packed operands.
   *
   * @param byColumns whether element (i, k) of A lies at {@code ia + k·lda + i}, rather than at {@code ia + i·lda + k}
   */
  private record Panels(String name, String says, boolean byColumns) {

    private static final int ROWS = 12;

    String text() {
      Lines t = new Lines("");
      t.add("  /** " + says + " */");
      t.add("  static void " + name
          + "(double[] a, int ia, int lda, double[] b, int ib, int ldb, int step, int panels, int kc,");
      t.add("      boolean load, double[] c, int ic, int ldc) {");
      if (!byColumns) {
        for (int i = 1; i < ROWS; i++) {
          t.add("    int a" + i + " = ia + " + (i == 1 ? "lda" : i + " * lda") + ";");
        }
      }
      t.add("    for (int j = 0; j < panels; j++) {");
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < 2; j++) {
          t.add("      DoubleVector " + SUMS[j] + i + " = load ? DoubleVector.fromArray(S, c, " + c(i, j)
              + ") : DoubleVector.zero(S);");
        }
      }
      t.add("      for (int k = 0; k < kc; k++) {");
      if (byColumns) {
        t.add("        int ak = ia + k * lda;");
      }
      t.add("        DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb);");
      t.add("        DoubleVector q = DoubleVector.fromArray(S, b, ib + k * ldb + V);");
      for (int i = 0; i < ROWS; i++) {
        products(t, "        ", i, 2, byColumns ? "ak" + (i == 0 ? "" : " + " + i)
            : (i == 0 ? "ia" : "a" + i) + " + k");
      }
      t.add("      }");
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < 2; j++) {
          t.add("      " + typed(SUMS[j] + i) + ".intoArray(c, " + c(i, j) + ");");
        }
      }
      t.add("      ib += step;");
      t.add("      ic += 2 * V;");
      t.add("    }");
      t.add("  }");
      return t.toString();
    }

    private static String c(int i, int j) {
      return "ic" + (i == 0 ? "" : i == 1 ? " + ldc" : " + " + i + " * ldc") + (j == 0 ? "" : " + V");
    }
  }

  /** Adds a term to a row's accumulators. */
  private static void products(Lines t, String indent, int i, int vectors, String element) {
    t.add(indent + "DoubleVector x" + i + " = " + broadcast("a[" + element + "]") + ";");
    for (int j = 0; j < vectors; j++) {
      t.add(indent + SUMS[j] + i + " = x" + i + ".fma(" + VECTORS[j] + ", " + SUMS[j] + i + ");");
    }
  }

  /**
   * A vector whose class the compiler is told, for the reason that {@code SpeciesSimd.DOUBLE_TYPE} gives: one that was
   * just broadcast, or an accumulator that is stored. Inside the loop accumulators are not cast: that costs registers.
   */
  static String typed(String vector) {
    return "TYPE.cast(" + vector + ")";
  }

  /** All lanes from one element. */
  static String broadcast(String element) {
    return typed("DoubleVector.broadcast(S, " + element + ")");
  }

  static String file(String name, String says, String species, String lanes, List<String> tiles) {
    return """
        // Generated by GenerateTiles.java; do not edit.
        package org.isobit.kernels.gemm;

        import jdk.incubator.vector.DoubleVector;
        import jdk.incubator.vector.VectorSpecies;
        import org.isobit.kernels.SpeciesSimd;

        /**
        %s */
        final class %s {

          private static final VectorSpecies<Double> S = SpeciesSimd.%s;
          private static final Class<DoubleVector> TYPE = SpeciesSimd.%s_TYPE;
        %s
          private %s() {}

        %s}
        """.formatted(says, name, species, species, lanes, name, String.join("\n", tiles));
  }

  static final String LANES = "  private static final int V = S.length();\n";

  private static String tile() {
    return file("GemmTileSimd", """
         * The micro-kernel of large products: a tile of C stays in registers while kc terms are added, s ← fma(a_ik,
         * b_kj, s), k ascending.
         *
         * <p>A is read as scalars, B as vectors, term k from {@code ib + k·ldb}, so packed and unpacked operands look
         * alike. {@code load}: the chains continue from C, else they start from +0 and C is only written. Every
         * accumulator has its own {@code zero(S)}: one shared would be boxed. The loop over panels of B, which start
         * {@code step} apart, is inside, so that the many addresses of a tile row are made once.
        """, "DOUBLE", LANES, List.of(
        new Panels("rows12", "12 rows by two vectors of C for each panel; element (i, k) of A at ia + i·lda + k.",
            false).text(),
        new Panels("columns12", "12 rows by two vectors of C for each panel; element (i, k) of A at ia + k·lda + i.",
            true).text()));
  }

  private static String small() {
    return file("GemmSmallSimd", """
         * Micro-kernels for operands that are read where they lie: 8 rows of a tile of C stay in registers while kc
         * terms are added. Element (i, k) of A lies at {@code ia + i·sr + k·sk}.
         *
         * <p>The last vector starts at column {@code last}, overlapping its neighbour if n is no multiple of the vector
         * length. What is computed twice is loaded before and has the same value when it is stored.
        """, "DOUBLE", LANES, List.of(
        new Tile("tile8x3", "8 rows by three vectors.", 8, 3, Start.LOAD, Missing.NONE, true).text(),
        new Tile("tile8x2", "8 rows by two vectors.", 8, 2, Start.LOAD, Missing.NONE, false).text()));
  }

  private static String rest() {
    return file("GemmRestSimd", """
         * The micro-kernels of {@link GemmSmallSimd} for four vectors, and for the last rows: with fewer than 4 rows
         * the last one stands in for the missing ones. One form starts from +0, one goes on from C: in one method the
         * two cost the compiler registers, and a third of the speed. So would missing rows in the kernel for four
         * vectors.
        """, "DOUBLE", LANES, List.of(
        new Tile("first4x4", "4 rows by four vectors, from +0.", 4, 4, Start.ZERO, Missing.NONE, true).text(),
        new Tile("next4x4", "4 rows by four vectors, from C.", 4, 4, Start.NEXT, Missing.NONE, true).text(),
        new Tile("first4x3", "4 rows, or fewer, by three vectors, from +0.",
            4, 3, Start.ZERO, Missing.CHOICE, true).text(),
        new Tile("next4x3", "4 rows, or fewer, by three vectors, from C.",
            4, 3, Start.NEXT, Missing.CHOICE, true).text(),
        new Tile("first4x2", "4 rows, or fewer, by two vectors, from +0.",
            4, 2, Start.ZERO, Missing.CHOICE, true).text(),
        new Tile("next4x2", "4 rows, or fewer, by two vectors, from C.",
            4, 2, Start.NEXT, Missing.CHOICE, true).text()));
  }

  private static String half() {
    return file("GemmHalfSimd", """
         * The micro-kernel of {@link GemmSmallSimd} for half as many columns as a vector has lanes, or more, but not
         * all: two vectors of half the width that may overlap, so that no lane needs a mask.
        """, "HALF_DOUBLE", "\n  /** Fewest columns. */\n  static final int V = S.length();\n", List.of(
        new Tile("tile8x2",
            "8 rows, or fewer, by two vectors, the second one from column {@code last} on, which may be 0.", 8, 2,
            Start.LOAD, Missing.MINIMUM, false).text()));
  }

  private static String edge() {
    return file("GemmEdgeSimd", """
         * Micro-kernels for one vector of columns, or fewer, which take a mask: columns outside it are neither read nor
         * written. With fewer rows the last one stands in for the missing ones. Those that go on from C have 4 rows, the
         * others 8 at most: with more masked ones C1 runs out of registers when it compiles the loop by itself, and HotSpot
         * then can leave the method in its lowest tier for good. Nor do those that go on begin from +0, since choosing
         * between a masked load and a zero vector would box the accumulators.
        """, "DOUBLE", "", List.of(
        new Tile("rows8", "8 rows, or fewer, by one whole vector.", 8, 1, Start.LOAD, Missing.MINIMUM, false).text(),
        new Tile("first8", "8 rows, or fewer, from +0.", 8, 1, Start.ZERO, Missing.MINIMUM, false, true).text(),
        new Tile("first4", "4 rows, or fewer, from +0.", 4, 1, Start.ZERO, Missing.CHOICE, false, true).text(),
        new Tile("next4", "4 rows, or fewer, from C.", 4, 1, Start.NEXT, Missing.CHOICE, false, true).text()))
        .replace("import jdk.incubator.vector.VectorSpecies;", """
        import jdk.incubator.vector.VectorMask;
        import jdk.incubator.vector.VectorSpecies;""");
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: GenerateTiles <output root>");
      System.exit(2);
    }
    Path kernels = Path.of(args[0], "isobit-kernels", "main", "org", "isobit", "kernels");
    write(kernels.resolve("gemm"), "GemmTileSimd", tile());
    write(kernels.resolve("gemm"), "GemmSmallSimd", small());
    write(kernels.resolve("gemm"), "GemmRestSimd", rest());
    write(kernels.resolve("gemm"), "GemmHalfSimd", half());
    write(kernels.resolve("gemm"), "GemmEdgeSimd", edge());
    write(kernels.resolve("gemm"), "GemmRowSimd", PackedPanels.gemm());
    write(kernels.resolve("gemm"), "GemvRowsSimd", VectorRows.ofDouble(), VectorRows.ofFloat());
    write(kernels.resolve("neural"), "DensePanelsSimd", PackedPanels.dense());
    write(kernels.resolve("convolution"), "ConvolutionTileSimd", ConvolutionTiles.products());
    write(kernels.resolve("convolution"), "DepthwiseTileSimd", ConvolutionTiles.depthwise());
    write(kernels.resolve("convolution"), "WeightTileSimd", ConvolutionTiles.weights());
  }

  /** Writes a class in double and in float, which differs in the names of types alone. */
  private static void write(Path folder, String name, String text) throws IOException {
    write(folder, name, text, text);
  }

  /** Writes a class in double and, from a text of its own, in float. */
  private static void write(Path folder, String name, String text, String narrow) throws IOException {
    Files.createDirectories(folder);
    Lines.change(folder.resolve(name + ".java"), text);
    Lines.change(folder.resolve("Float" + name + ".java"), narrow.replace("DoubleVector", "FloatVector")
        .replace("<Double>", "<Float>").replace("DOUBLE", "FLOAT").replaceAll("\\bdouble\\b", "float")
        .replaceAll("\\b((?:Gem|Convolution|Depthwise|Weight)\\w+Simd|Dense\\w+)\\b", "Float$1"));
  }
}
