import java.util.List;

/**
 * The text of products of a matrix stored by rows with a vector: a lane is a row. Squares of 8 terms are transposed in
 * registers, two of them side by side for the sake of latency. There are two ways to do it: with 8 lanes turning costs
 * fewer steps of the units that also multiply, with 16 it would need more registers than there are.
 *
 * @param lanes 8, or 16: then a vector has 8 terms of two rows, which take two loads
 */
record VectorRows(int lanes) {

  private static final int TERMS = 8;

  private String text() {
    Lines t = new Lines("");
    t.add("  /**");
    t.add("   * y_i ← fma(a_ik, x_k, y_i) for twice V rows and k terms, a multiple of 8; the second V rows begin");
    t.add("   * {@code second} below the first, and may overlap them.");
    t.add("   */");
    t.add("  static void rows(int second, int k, double[] a, int ao, int lda, double[] x, int xo,");
    t.add("      double[] y, int yo) {");
    if (lanes > TERMS) {
      for (int h = TERMS / 2; h > 0; h /= 2) {
        t.add("    DoubleVector low" + h + " = DoubleVector.fromArray(S, LOW" + h + ", 0);");
        t.add("    DoubleVector high" + h + " = DoubleVector.fromArray(S, HIGH" + h + ", 0);");
      }
    }
    t.add("    int b0 = ao;");
    t.add("    int b1 = ao + second * lda;");
    t.add("    DoubleVector s0 = DoubleVector.fromArray(S, y, yo);");
    t.add("    DoubleVector s1 = DoubleVector.fromArray(S, y, yo + second);");
    t.add("    for (int p = 0; p < k; p += " + TERMS + ") {");
    for (int i = 0; i < TERMS; i++) {
      t.add("      DoubleVector x" + i + " = " + GenerateTiles.broadcast("x[xo + p + " + i + "]") + ";");
    }
    for (int g = 0; g < 2; g++) {
      String[] terms = lanes > TERMS ? exchanged(t, g) : turned(t, g);
      for (int i = 0; i < TERMS; i++) {
        t.add("      s" + g + " = x" + i + ".fma(" + terms[i] + ", s" + g + ");");
      }
    }
    t.add("    }");
    t.add("    " + GenerateTiles.typed("s0") + ".intoArray(y, yo);");
    t.add("    " + GenerateTiles.typed("s1") + ".intoArray(y, yo + second);");
    t.add("  }");
    return t.toString();
  }

  private static String row(int g, int r) {
    return "DoubleVector.fromArray(S, a, b" + g + " + p + " + r + " * lda" + (r < TERMS ? ")" : " - " + TERMS + ")");
  }

  /** Row r turned by r lanes: no lane then has two elements of one term, and blends collect a term's, out of turn. */
  private static String[] turned(Lines t, int g) {
    String[] now = new String[TERMS];
    for (int r = 0; r < TERMS; r++) {
      now[r] = "a" + g + r;
      String turn = r == 0 ? "" : ".rearrange(TURN" + (TERMS - r) + ")";
      t.add("      DoubleVector " + now[r] + " = " + row(g, r) + turn + ";");
    }
    for (int h = 1; h < TERMS; h *= 2) {
      String[] next = new String[TERMS];
      for (int r = 0; r < TERMS; r++) {
        next[r] = "abcde".charAt(h) + "" + g + r;
        String blend = now[r] + ".blend(" + now[(r + h) % TERMS] + ", SET" + h + ")";
        t.add("      DoubleVector " + next[r] + " = " + blend + ";");
      }
      now = next;
    }
    String[] terms = new String[TERMS];
    for (int i = 0; i < TERMS; i++) {
      terms[i] = now[(TERMS - i) % TERMS] + (i == 0 ? "" : ".rearrange(TURN" + i + ")");
    }
    return terms;
  }

  /** Three stages; stage h = 4, 2, 1 exchanges bit h of the row with bit h of the lane. */
  private static String[] exchanged(Lines t, int g) {
    String[] now = new String[TERMS];
    for (int r = 0; r < TERMS; r++) {
      now[r] = "a" + g + r;
      t.add("      DoubleVector " + now[r] + " = " + row(g, r) + ".blend(" + row(g, r + TERMS) + ", UPPER);");
    }
    for (int h = TERMS / 2; h > 0; h /= 2) {
      String[] next = new String[TERMS];
      for (int r = 0; r < TERMS; r++) {
        next[r] = "abcde".charAt(h) + "" + g + r;
        t.add("      DoubleVector " + next[r] + " = " + ((r & h) == 0 ? "low" : "high") + h + ".selectFrom("
            + now[r & ~h] + ", " + now[r | h] + ");");
      }
      now = next;
    }
    return now;
  }

  private static final String SAYS = """
       * A matrix that is stored by rows times a vector: a lane is a row. For vectors of 512 bits; where they are
       * shorter, scalars are as fast.
      """;

  /** Vectors of 8 lanes. */
  static String ofDouble() {
    return GenerateTiles.file("GemvRowsSimd", SAYS, "DOUBLE", """
          private static final int V = 8;

          private static final VectorShuffle<Double> TURN1 = turn(1);
          private static final VectorShuffle<Double> TURN2 = turn(2);
          private static final VectorShuffle<Double> TURN3 = turn(3);
          private static final VectorShuffle<Double> TURN4 = turn(4);
          private static final VectorShuffle<Double> TURN5 = turn(5);
          private static final VectorShuffle<Double> TURN6 = turn(6);
          private static final VectorShuffle<Double> TURN7 = turn(7);
          private static final VectorMask<Double> SET1 = VectorMask.fromLong(S, 0b10101010);
          private static final VectorMask<Double> SET2 = VectorMask.fromLong(S, 0b11001100);
          private static final VectorMask<Double> SET4 = VectorMask.fromLong(S, 0b11110000);
        """, List.of("""
          /** Lane l from lane l + r; beyond the last comes the first. */
          private static VectorShuffle<Double> turn(int r) {
            return VectorShuffle.iota(S, r, 1, true);
          }
        """, new VectorRows(8).text())).replace("import jdk.incubator.vector.VectorSpecies;", """
        import jdk.incubator.vector.VectorMask;
        import jdk.incubator.vector.VectorShuffle;
        import jdk.incubator.vector.VectorSpecies;""");
  }

  /**
   * Vectors of 16 lanes: 8 terms of a row beside those of the row 8 below, whose load begins 8 elements before them.
   * The tables are read into variables once a call: constant vectors would be read again after each store.
   */
  static String ofFloat() {
    return GenerateTiles.file("GemvRowsSimd", SAYS, "DOUBLE", """
          private static final int V = 16;

          private static final VectorMask<Double> UPPER = VectorMask.fromLong(S, 0xff00);

          /** Which lanes of two rows stage h = 4, 2, 1 takes: those of the second count from V on. */
          private static final double[] LOW4 = low(4);
          private static final double[] LOW2 = low(2);
          private static final double[] LOW1 = low(1);
          private static final double[] HIGH4 = high(4);
          private static final double[] HIGH2 = high(2);
          private static final double[] HIGH1 = high(1);
        """, List.of("""
          private static double[] low(int h) {
            double[] from = new double[V];
            for (int lane = 0; lane < V; lane++) {
              from[lane] = (lane & h) == 0 ? lane : V + lane - h;
            }
            return from;
          }
        """, """
          private static double[] high(int h) {
            double[] from = low(h);
            for (int lane = 0; lane < V; lane++) {
              from[lane] += h;
            }
            return from;
          }
        """, new VectorRows(16).text())).replace("import jdk.incubator.vector.VectorSpecies;", """
        import jdk.incubator.vector.VectorMask;
        import jdk.incubator.vector.VectorSpecies;""");
  }
}
