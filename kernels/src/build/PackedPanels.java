import java.util.List;

/** The text of micro-kernels for panels that were packed once, of which each has all its terms one after the other. */
final class PackedPanels {

  private PackedPanels() {}

  /**
   * Rows by two vectors of a dense layer's outputs for each panel of its packed weights, from the bias to what a lower
   * bound leaves of them; the last row stands in for missing ones.
   *
   * @param floor whether there is a lower bound
   */
  private record Outputs(int rows, boolean floor) {

    String text() {
      Lines t = new Lines("");
      t.add("  /** Up to " + rows + " samples. */");
      t.add("  static void rows" + rows
          + "(int samples, int panels, int kc, double[] x, int xo, int ldx, double[] w, int wo, int step,");
      t.add("      double[] bias, int bo, " + (floor ? "double floor, " : "") + "double[] y, int yo, int ldy) {");
      for (int i = 1; i < rows; i++) {
        t.add("    int i" + i + " = Math.min(" + i + ", samples - 1);");
        t.add("    int x" + i + " = xo + i" + i + " * ldx;");
      }
      t.add("    for (int panel = 0; panel < panels; panel++) {");
      t.add("      for (int j = 0; j < PANEL; j += 2 * V) {");
      t.add("        int wj = wo + panel * step + j;");
      t.add("        int yj = yo + panel * PANEL + j;");
      for (int i = 0; i < rows; i++) {
        t.add("        DoubleVector s" + i + " = DoubleVector.fromArray(S, bias, bo + panel * PANEL + j);");
        t.add("        DoubleVector t" + i + " = DoubleVector.fromArray(S, bias, bo + panel * PANEL + j + V);");
      }
      t.add("        for (int k = 0; k < kc; k++) {");
      t.add("          DoubleVector p = DoubleVector.fromArray(S, w, wj + k * PANEL);");
      t.add("          DoubleVector q = DoubleVector.fromArray(S, w, wj + k * PANEL + V);");
      for (int i = 0; i < rows; i++) {
        t.add("          DoubleVector a" + i + " = " + GenerateTiles.broadcast("x[x" + (i == 0 ? "o" : i) + " + k]")
            + ";");
        t.add("          s" + i + " = a" + i + ".fma(p, s" + i + ");");
        t.add("          t" + i + " = a" + i + ".fma(q, t" + i + ");");
      }
      t.add("        }");
      if (floor) {
        t.add("        DoubleVector zero = DoubleVector.zero(S);");
      }
      for (int i = 0; i < rows; i++) {
        String at = "yj" + (i == 0 ? "" : " + i" + i + " * ldy");
        t.add("        " + bounded("s" + i, floor) + ".intoArray(y, " + at + ");");
        t.add("        " + bounded("t" + i, floor) + ".intoArray(y, " + at + " + V);");
      }
      t.add("      }");
      t.add("    }");
      t.add("  }");
      return t.toString();
    }
  }

  /**
   * One row by some packed panels, of which each has an index of its own: twice as many chains as panels, from and to
   * where they are told.
   *
   * @param floor whether what is less than a parameter becomes +0
   */
  private record Row(String name, int panels, boolean floor) {

    String text() {
      Lines t = new Lines("");
      t.add("  /** One row by " + (panels == 1 ? "a panel" : panels + " panels") + "; panel i begins at w[wi]. */");
      StringBuilder begins = new StringBuilder();
      for (int i = 0; i < panels; i++) {
        begins.append("int w").append(i).append(", ");
      }
      t.add("  static void " + name + "(int kc, double[] x, int xo, double[] w, " + begins + "double[] from,");
      t.add("      int fo, " + (floor ? "double floor, " : "") + "double[] y, int yo) {");
      t.add("    for (int j = 0; j < PANEL; j += 2 * V) {");
      t.add("      int f = fo + j;");
      t.add("      int o = yo + j;");
      for (int i = 0; i < panels; i++) {
        t.add("      int b" + i + " = w" + i + " + j;");
        for (int j = 0; j < 2; j++) {
          String sum = (j == 0 ? "s" : "t") + i;
          t.add("      DoubleVector " + sum + " = DoubleVector.fromArray(S, from, f" + at(i, j) + ");");
        }
      }
      t.add("      for (int k = 0; k < kc; k++) {");
      t.add("        int at = k * PANEL;");
      t.add("        DoubleVector a = " + GenerateTiles.broadcast("x[xo + k]") + ";");
      for (int i = 0; i < panels; i++) {
        for (int j = 0; j < 2; j++) {
          String sum = (j == 0 ? "s" : "t") + i;
          t.add("        " + sum + " = a.fma(DoubleVector.fromArray(S, w, b" + i + " + at" + (j == 0 ? "" : " + V")
              + "), " + sum + ");");
        }
      }
      t.add("      }");
      if (floor) {
        t.add("      DoubleVector zero = DoubleVector.zero(S);");
      }
      for (int i = 0; i < panels; i++) {
        for (int j = 0; j < 2; j++) {
          String sum = (j == 0 ? "s" : "t") + i;
          t.add("      " + bounded(sum, floor) + ".intoArray(y, o" + at(i, j) + ");");
        }
      }
      t.add("    }");
      t.add("  }");
      return t.toString();
    }

    private static String at(int i, int j) {
      return (i == 0 ? "" : i == 1 ? " + PANEL" : " + " + i + " * PANEL") + (j == 0 ? "" : " + V");
    }
  }

  private static String bounded(String sum, boolean floor) {
    String typed = GenerateTiles.typed(sum);
    return typed + (floor ? ".blend(zero, " + typed + ".compare(LT, floor))" : "");
  }

  /** Of products with a matrix that was packed once. */
  static String gemm() {
    return GenerateTiles.file("GemmRowSimd", """
         * The micro-kernels of one row by panels of {@link GemmPanelsSimd}: chains go on from {@code from}, and end in
         * {@code y}. With 4 panels there are enough for every multiplier, with 2 half as many loads.
        """, "DOUBLE", GenerateTiles.LANES + "  private static final int PANEL = GemmPanelsSimd.PANEL;\n", List.of(
        new Row("panels4", 4, false).text(), new Row("panels2", 2, false).text()));
  }

  /** Of dense layers. */
  static String dense() {
    return """
        // Generated by GenerateTiles.java; do not edit.
        package org.isobit.kernels.neural;

        import static jdk.incubator.vector.VectorOperators.LT;

        import jdk.incubator.vector.DoubleVector;
        import jdk.incubator.vector.VectorSpecies;
        import org.isobit.kernels.SpeciesSimd;

        /**
         * Micro-kernels of dense layers: outputs of some samples stay in registers from the bias, panel after panel,
         * while kc terms are added, s ← fma(x_ik, w_kj, s), k ascending. What is less than a {@code floor} becomes +0.
         *
         * <p>Weight (k, j) of a panel lies at {@code wo + k·PANEL + j}; panels start {@code step} apart. With fewer
         * samples than rows the last one is computed again.
         */
        final class DensePanelsSimd {

          private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
          private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
          private static final int V = S.length();
          private static final int PANEL = DenseWeights.PANEL;

          private DensePanelsSimd() {}

        %s}
        """.formatted(String.join("\n", new Row("row1", 1, false).text(), new Row("row4", 4, true).text(),
        new Outputs(4, true).text(), new Outputs(6, false).text(), new Outputs(8, true).text(),
        new Outputs(12, true).text()));
  }
}
