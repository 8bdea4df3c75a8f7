import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes the stages of Fourier transforms, at build time, from one description: the butterflies of
 * {@code kernels/README.md}, each once, and for each class where elements come from, what they are multiplied by and
 * where they go. Registers need names, so a stage of radix 8 is some hundred local variables, which is nothing to be
 * written, or read, by hand.
 *
 * <p>Usage: {@code java GenerateStages.java <output root>}: the classes, in double and float, go to
 * {@code <output root>/isobit-kernels/main}.
 */
final class GenerateStages {

  private static final int[] RADICES = {2, 3, 4, 5, 8};

  private GenerateStages() {}

  private static final String PLANES = "MemorySegment a, int xr, int xi, int yr, int yi";

  private static String name(int radix) {
    return switch (radix) {
      case 2 -> "two";
      case 3 -> "three";
      case 4 -> "four";
      case 5 -> "five";
      default -> "eight";
    };
  }

  /** A stage between planes, rows of s numbers. */
  private static String rows(int radix) {
    Lines t = new Lines();
    t.add("long row = B * s;");
    t.add("long step = row * m;");
    t.open("for (int p = 0; p < m; p++)");
    t.add("int f = wo + p;");
    for (int k = 1; k < radix; k++) {
      t.factors(k);
    }
    t.loop("row - B * V");
    t.add("long x = B * xr + row * p + q;").add("long z = B * xi + row * p + q;");
    t.read(radix);
    Butterfly.write(t, radix, false);
    t.add("long u = B * yr + " + radix + " * row * p + q;").add("long v = B * yi + " + radix + " * row * p + q;");
    for (int k = 0; k < radix; k++) {
      if (k > 0) {
        t.turn(k);
      }
      t.write(k, "row");
    }
    t.next();
    t.close();
    return method("Of radix " + radix + ".", name(radix) + "(int m, int s, double[] w, int wo, " + PLANES + ")", t);
  }

  /** A stage between planes, rows of a vector. */
  private static String vectors(int radix) {
    Lines t = new Lines();
    t.add("long step = B * V * m;");
    t.add("int next = wo;");
    t.loop("step - B * V");
    t.add("long x = B * xr + q;").add("long z = B * xi + q;");
    t.read(radix);
    Butterfly.write(t, radix, false);
    t.add("int f = next++;");
    toVectors(t, radix);
    return method("Of radix " + radix + ".", name(radix) + "(int m, double[] w, int wo, " + PLANES + ")", t);
  }

  /** Results times factors, which are loaded late, since they would take the registers, to rows of a vector. */
  private static void toVectors(Lines t, int radix) {
    t.add("long u = B * yr + " + radix + " * q;").add("long v = B * yi + " + radix + " * q;");
    for (int k = 0; k < radix; k++) {
      if (k > 0) {
        t.factors(k);
        t.turn(k);
      }
      t.write(k, "B * V");
    }
    t.next();
  }

  /** A first stage, from rows of real parts and of imaginary parts in turn. */
  private static String lanes(int radix) {
    Lines t = new Lines();
    t.add("int step = 2 * row * m;");
    t.add("int next = 0;");
    t.loop("B * V * (m - 1)");
    t.add("int i = xo + 2 * row * next;");
    for (int k = 0; k < radix; k++) {
      if (k > 0) {
        t.add("i += step;");
      }
      t.vector("a" + k + "r", "DoubleVector.fromArray(S, x, i)");
      t.vector("a" + k + "i", "DoubleVector.fromArray(S, x, i + row)");
    }
    Butterfly.write(t, radix, false);
    t.add("int f = wo + next++;");
    toVectors(t, radix);
    return method("Of radix " + radix + ".", name(radix) + "(int m, int row, double[] w, int wo, double[] x, int xo, "
        + "MemorySegment a, int yr,\n      int yi)", t);
  }

  /** The last stage, to pairs of neighbours. */
  private static String pairs(int radix) {
    Lines t = new Lines();
    Butterfly.signs(t, radix);
    t.add("int apart = s / V * row + s % V * 2;");
    t.add("long step = B * s;");
    t.loop("step - B * V");
    t.add("long x = B * xr + q;").add("long z = B * xi + q;");
    t.read(radix);
    Butterfly.write(t, radix, true);
    t.add("int i = (int) (q / B);");
    t.add("int o = yo + i / V * row + i % V * 2;");
    for (int k = 0; k < radix; k++) {
      if (k > 0) {
        t.add("o += apart;");
      }
      t.vector("r" + k, "b" + k + "r.mul(scale)");
      t.vector("i" + k, "b" + k + "i.mul(scale)");
      for (String half : List.of("LOW", "HIGH")) {
        t.add("r" + k + ".rearrange(TWICE_" + half + ").blend(i" + k + ".rearrange(TWICE_" + half
            + "), ODD).intoArray(y, o" + (half.equals("LOW") ? "" : " + V") + ");");
      }
    }
    t.next();
    return method("Of radix " + radix + ".", name(radix) + "(int s, double sign, double scale, MemorySegment a, "
        + "int xr, int xi, double[] y,\n      int yo, int row)", t);
  }

  /** The last stage, to rows of real parts and of imaginary parts. */
  private static String parts(int radix) {
    Lines t = new Lines();
    t.add("int apart = s / V * row;");
    t.add("long step = B * s;");
    t.add("int from = 0;");
    t.loop("step - B * V");
    t.add("long x = B * xr + q;").add("long z = B * xi + q;");
    t.read(radix);
    Butterfly.write(t, radix, false);
    t.add("int o = yr + from;").add("int p = yi + from;").add("from += row;");
    for (int k = 0; k < radix; k++) {
      if (k > 0) {
        t.add("o += apart;").add("p += apart;");
      }
      t.add("b" + k + "r.mul(scale).intoArray(y, o);").add("b" + k + "i.mul(scale).intoArray(y, p);");
    }
    t.next();
    return method("Of radix " + radix + ".", name(radix) + "(int s, double scale, MemorySegment a, int xr, int xi, "
        + "double[] y, int yr, int yi,\n      int row)", t);
  }

  private static final String MEMBER_SAYS = """
      The stage.
         *
         * @param m       an eighth of the length, at least 8
         * @param inverse whether real and imaginary parts are exchanged
         * @param w       the plan's factors of this stage%s
         * @param x       the member, from xo on
         * @param a       takes the planes, from yr and yi on""";

  /** The first stage of one member, whose results stay as rows of k. */
  private static String first(boolean square) {
    Lines t = new Lines();
    if (square) {
      t.vector("first", "DoubleVector.fromArray(S, inverse ? ODD : EVEN, 0)");
      t.vector("second", "DoubleVector.fromArray(S, inverse ? EVEN : ODD, 0)");
      t.vector("low", "DoubleVector.fromArray(S, LOW, 0)").vector("high", "DoubleVector.fromArray(S, HIGH, 0)");
    } else {
      t.add("VectorShuffle<Double> first = inverse ? ODD : EVEN;");
      t.add("VectorShuffle<Double> second = inverse ? EVEN : ODD;");
    }
    t.open("for (int next = 0; next < m; next += V)");
    t.add("// The last vector may overlap the one before: same values.");
    t.add("int p = next < m - V ? next : m - V;");
    t.add("int i = xo + 2 * p;");
    for (int k = 0; k < 8; k++) {
      t.vector("l" + k, "DoubleVector.fromArray(S, x, i + " + 2 * k + " * m)");
      t.vector("h" + k, "DoubleVector.fromArray(S, x, i + " + 2 * k + " * m + V)");
      for (String part : List.of("r", "i")) {
        String lanes = part.equals("r") ? "first" : "second";
        t.vector("a" + k + part, square ? lanes + ".selectFrom(l" + k + ", h" + k + ")"
            : "l" + k + ".rearrange(" + lanes + ").blend(h" + k + ".rearrange(" + lanes + "), UPPER)");
      }
    }
    Butterfly.write(t, 8, false);
    if (!square) {
      t.add("long u = B * (yr + p);").add("long v = B * (yi + p);");
    }
    for (int k = 0; k < 8; k++) {
      if (k > 0) {
        for (String part : List.of("r", "i")) {
          int row = 2 * k - (part.equals("r") ? 2 : 1);
          t.vector("w" + k + part, "DoubleVector.fromArray(S, w, "
              + (square ? "14 * next + " + 8 * row : "wo + " + row + " * m + p") + ")");
        }
        t.turn(k);
      }
      if (!square) {
        t.write(k, "B * m");
      }
    }
    if (square) {
      transpose(t, "r");
      transpose(t, "i");
    }
    t.close();
    return method(MEMBER_SAYS.formatted(square ? ", in the order of {@link FourierPlan#squares}" : ", from wo on"),
        (square ? "squares(int m, boolean inverse, double[] w, " : "rows(int m, boolean inverse, double[] w, int wo, ")
            + "double[] x, int xo, MemorySegment a, int yr,\n      int yi)", t);
  }

  /** Rows of k to rows of p, in three steps that take halves of two vectors in turn, and to planes. */
  private static void transpose(Lines t, String part) {
    List<String> now = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      now.add((k == 0 ? "b" : "c") + k + part);
    }
    for (String step : List.of("t", "y", "z")) {
      List<String> next = new ArrayList<>();
      for (int k = 0; k < 8; k++) {
        String name = step + part + k;
        t.vector(name,
            (k % 2 == 0 ? "low" : "high") + ".selectFrom(" + now.get(k / 2) + ", " + now.get(k / 2 + 4) + ")");
        next.add(name);
      }
      now = next;
    }
    for (int k = 0; k < 8; k++) {
      t.add(now.get(k) + ".intoMemorySegment(a, B * (y" + part + " + 8 * p" + (k == 0 ? "" : " + " + 8 * k)
          + "), ORDER);");
    }
  }

  private static String method(String says, String head, Lines body) {
    String close = says.contains("\n") ? "\n   */" : " */";
    String open = says.contains("\n") ? "/**\n   * " : "/** ";
    return "  " + open + says + close + "\n  static void " + head + " {\n" + body + "  }\n";
  }

  private static String file(String name, String says, String fields, List<String> methods) {
    String body = String.join("\n", methods);
    StringBuilder constants = new StringBuilder();
    for (String[] constant : new String[][] {{"MINUS_HALF", "-0.5"}, {"SIN_3", ""}, {"MINUS_SIN_3", ""}, {"COS_5", ""},
        {"COS_5_2", ""}, {"SIN_5", ""}, {"MINUS_SIN_5", ""}, {"SIN_5_2", ""}, {"H", "FourierConstants.ROOT_HALF"},
        {"MINUS_H", "-FourierConstants.ROOT_HALF"}}) {
      if (body.matches("(?s).*\\b" + constant[0] + "\\b.*")) {
        String value = !constant[1].isEmpty() ? constant[1] : constant[0].startsWith("MINUS_")
            ? "-FourierConstants." + constant[0].substring(6) : "FourierConstants." + constant[0];
        constants.append("  private static final double ").append(constant[0]).append(" = ").append(value)
            .append(";\n");
      }
    }
    String imports = (fields.contains("VectorMask") ? "import jdk.incubator.vector.VectorMask;\n" : "")
        + (fields.contains("VectorShuffle") ? "import jdk.incubator.vector.VectorShuffle;\n" : "");
    return """
        // Generated by GenerateStages.java; do not edit.
        package org.isobit.kernels.fourier;

        import static jdk.incubator.vector.VectorOperators.FMA;

        import java.lang.foreign.MemorySegment;
        import java.nio.ByteOrder;
        import jdk.incubator.vector.DoubleVector;
        %simport jdk.incubator.vector.VectorSpecies;

        /**
        %s */
        final class %s {

          private static final VectorSpecies<Double> S = FourierLanesSimd.S;
          private static final int V = S.length();
          private static final long B = Double.BYTES;
          private static final ByteOrder ORDER = ByteOrder.nativeOrder();

        %s%s
          private %s() {}

        %s}
        """.formatted(imports, says, name, constants, fields, name, body);
  }

  private static List<String> methods(IntFunction<String> of, int... radices) {
    List<String> all = new ArrayList<>();
    for (int radix : radices) {
      all.add(of.apply(radix));
    }
    return all;
  }

  private static final String PAIRS = """

        private static final VectorShuffle<Double> TWICE_LOW = FourierLanesSimd.twice(false);
        private static final VectorShuffle<Double> TWICE_HIGH = FourierLanesSimd.twice(true);
        private static final VectorMask<Double> ODD = FourierLanesSimd.odd();
      """;

  private static final String ROWS = """

        private static final VectorShuffle<Double> EVEN = FourierLanesSimd.every(0);
        private static final VectorShuffle<Double> ODD = FourierLanesSimd.every(1);
        private static final VectorMask<Double> UPPER = FourierLanesSimd.upper();
      """;

  private static final String SQUARES = """

        private static final double[] EVEN = FourierLanesSimd.everySecond(0);
        private static final double[] ODD = FourierLanesSimd.everySecond(1);

        /** Three steps of these transpose a square. */
        private static final double[] LOW = FourierLanesSimd.inTurn(false);
        private static final double[] HIGH = FourierLanesSimd.inTurn(true);
      """;

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: GenerateStages <output root>");
      System.exit(2);
    }
    Path folder = Path.of(args[0], "isobit-kernels", "main", "org", "isobit", "kernels", "fourier");
    Files.createDirectories(folder);
    write(folder, "FourierStagesSimd", """
         * Stages but for the last: for p = 0 … m − 1 and q = 0 … s − 1, of which a vector has V, the transform of
         * a_k = x[q + s·(p + m·k)], times factors to y[q + s·(radix·p + k)]. Real parts and imaginary parts lie in
         * planes of their own, from xr and xi on, results from yr and yi on, all in one segment; s is at least V, and
         * the last vector of a row may overlap the one before with the same values. The factors are those of
         * {@link FourierPlan}, from wo on. Radix 8 comes first or last.
        """, "", methods(GenerateStages::rows, 2, 3, 4, 5));
    write(folder, "FourierShortStagesSimd", """
         * The stages of {@link FourierStagesSimd} for rows of a single vector, s = V: a loop of one round in a loop
         * would take twice the time.
        """, "", methods(GenerateStages::vectors, RADICES));
    write(folder, "FourierFirstRowsSimd", """
         * The first stage of states in lanes: that of {@link FourierShortStagesSimd}, whose input is not in planes yet.
         * Real parts and imaginary parts of a vector of states are rows in turn, a distance apart, from xo on.
        """, "", methods(GenerateStages::lanes, RADICES));
    write(folder, "FourierLastSimd", """
         * The last stage: for q = 0 … s − 1, of which a vector has V, the transform of a_k = x[q + s·k], scaled; the
         * inverse one where the sign is −1. Planes are as in {@link FourierStagesSimd}. Results leave them: real and
         * imaginary part beside each other, those of a vector in one row of 2V numbers, the next row a distance further
         * on. Where s is no multiple of V rows follow each other without a gap.
        """, PAIRS, methods(GenerateStages::pairs, RADICES));
    write(folder, "FourierLastRowsSimd", """
         * The last stage of {@link FourierLastSimd}, where real parts and imaginary parts go to rows of their own: V of
         * either to one row, from yr and yi on, the next one a distance further on. s is a multiple of V.
        """, "", methods(GenerateStages::parts, RADICES));
    write(folder, "FourierFirstSimd", """
         * The first stage on one member, of radix 8, of whose p = 0 … m − 1 neighbours are one vector, for vectors of
         * fewer than 8 lanes. Result k of p is left at k·m + p; {@link FourierSquaresSimd} brings it to 8·p + k.
        """, ROWS, List.of(first(false)));
    write(folder, "FourierFirstSquareSimd", """
         * The first stage on one member, of radix 8, of whose p = 0 … m − 1 eight neighbours are one vector. The results
         * of 8 vectors are transposed in registers, so that result k of p comes to 8·p + k. A selection of lanes from
         * two vectors is one instruction where vectors are of 512 bits; it takes its indices as numbers.
        """, SQUARES, List.of(first(true)));
  }

  /** Writes a class in double and in float. */
  private static void write(Path folder, String name, String says, String fields, List<String> methods)
      throws IOException {
    String text = file(name, says, fields, methods);
    Lines.change(folder.resolve(name + ".java"), text);
    Lines.change(folder.resolve("Float" + name + ".java"), text.replace("DoubleVector", "FloatVector")
        .replace("<Double>", "<Float>").replace("Double.BYTES", "Float.BYTES").replaceAll("\\bdouble\\b", "float")
        .replace("-0.5;", "-0.5f;").replaceAll("\\bFourier(\\w+Simd|Constants|Plan)\\b", "FloatFourier$1"));
  }
}

/**
 * From a0 … to b0 …, each a vector of real parts and one of imaginary parts, as the contract has it: those of the
 * forward transform or, where both are wanted, the ones that a sign decides on, by products with 1 or −1, which are
 * exact.
 */
final class Butterfly {
  private final Lines t;
  private final boolean both;

  private Butterfly(Lines t, boolean both) {
    this.t = t;
    this.both = both;
  }

  /** Factors of those that a sign decides on; they do not change in a loop. */
  static void signs(Lines t, int radix) {
    if (radix > 3) {
      t.add("double minus = -sign;");
    }
    if (radix == 3) {
      t.add("double sine = sign * SIN_3;").add("double minusSine = -sine;");
    }
    if (radix == 8) {
      t.add("double half = sign * H;").add("double minusHalf = minus * H;");
    }
  }

  static void write(Lines t, int radix, boolean both) {
    Butterfly to = new Butterfly(t, both);
    switch (radix) {
      case 2 -> to.two();
      case 3 -> to.three();
      case 4 -> to.four();
      case 5 -> to.five();
      default -> to.eight();
    }
  }

  private void sum(String y, String a, String b) {
    t.vector(y + "r", a + "r.add(" + b + "r)").vector(y + "i", a + "i.add(" + b + "i)");
  }

  private void difference(String y, String a, String b) {
    t.vector(y + "r", a + "r.sub(" + b + "r)").vector(y + "i", a + "i.sub(" + b + "i)");
  }

  /** a + turned(b). */
  private void sumTurned(String y, String a, String b) {
    if (both) {
      fma(y + "r", b + "i", "sign", a + "r");
      fma(y + "i", b + "r", "minus", a + "i");
      return;
    }
    t.vector(y + "r", a + "r.add(" + b + "i)").vector(y + "i", a + "i.sub(" + b + "r)");
  }

  /** a − turned(b). */
  private void differenceTurned(String y, String a, String b) {
    if (both) {
      fma(y + "r", b + "i", "minus", a + "r");
      fma(y + "i", b + "r", "sign", a + "i");
      return;
    }
    t.vector(y + "r", a + "r.sub(" + b + "i)").vector(y + "i", a + "i.add(" + b + "r)");
  }

  private void fma(String y, String a, String factor, String b) {
    t.vector(y, a + ".lanewise(FMA, " + factor + ", " + b + ")");
  }

  private void two() {
    sum("b0", "a0", "a1");
    difference("b1", "a0", "a1");
  }

  private void three() {
    sum("t", "a1", "a2");
    difference("d", "a1", "a2");
    sum("b0", "a0", "t");
    fma("ur", "tr", "MINUS_HALF", "a0r");
    fma("ui", "ti", "MINUS_HALF", "a0i");
    String sine = both ? "sine" : "SIN_3";
    String minus = both ? "minusSine" : "MINUS_SIN_3";
    fma("b1r", "di", sine, "ur");
    fma("b1i", "dr", minus, "ui");
    fma("b2r", "di", minus, "ur");
    fma("b2i", "dr", sine, "ui");
  }

  private void four() {
    sum("s0", "a0", "a2");
    difference("e", "a0", "a2");
    sum("s1", "a1", "a3");
    difference("f", "a1", "a3");
    sum("b0", "s0", "s1");
    difference("b2", "s0", "s1");
    sumTurned("b1", "e", "f");
    differenceTurned("b3", "e", "f");
  }

  private void five() {
    sum("t1", "a1", "a4");
    difference("d1", "a1", "a4");
    sum("t2", "a2", "a3");
    difference("d2", "a2", "a3");
    for (String part : List.of("r", "i")) {
      t.vector("b0" + part, "a0" + part + ".add(t1" + part + ".add(t2" + part + "))");
      fma("w" + part, "t1" + part, "COS_5", "a0" + part);
      fma("u1" + part, "t2" + part, "COS_5_2", "w" + part);
      fma("z" + part, "t1" + part, "COS_5_2", "a0" + part);
      fma("u2" + part, "t2" + part, "COS_5", "z" + part);
      fma("v1" + part, "d2" + part, "SIN_5_2", "d1" + part + ".mul(SIN_5)");
      fma("v2" + part, "d2" + part, "MINUS_SIN_5", "d1" + part + ".mul(SIN_5_2)");
    }
    sumTurned("b1", "u1", "v1");
    differenceTurned("b4", "u1", "v1");
    sumTurned("b2", "u2", "v2");
    differenceTurned("b3", "u2", "v2");
  }

  private void eight() {
    for (int k = 0; k < 4; k++) {
      sum("s" + k, "a" + k, "a" + (k + 4));
      difference("d" + k, "a" + k, "a" + (k + 4));
    }
    sum("p0", "s0", "s2");
    difference("e", "s0", "s2");
    sum("p1", "s1", "s3");
    difference("f", "s1", "s3");
    sum("b0", "p0", "p1");
    difference("b4", "p0", "p1");
    sumTurned("b2", "e", "f");
    differenceTurned("b6", "e", "f");
    sumTurned("g", "d0", "d2");
    differenceTurned("h", "d0", "d2");
    sumTurned("c", "d1", "d1");
    differenceTurned("z", "d3", "d3");
    difference("u", "c", "z");
    sum("v", "c", "z");
    fma("b1r", "ur", "H", "gr");
    fma("b1i", "ui", "H", "gi");
    fma("b5r", "ur", "MINUS_H", "gr");
    fma("b5i", "ui", "MINUS_H", "gi");
    String half = both ? "half" : "H";
    String minus = both ? "minusHalf" : "MINUS_H";
    fma("b3r", "vi", half, "hr");
    fma("b3i", "vr", minus, "hi");
    fma("b7r", "vi", minus, "hr");
    fma("b7i", "vr", half, "hi");
  }
}

/** The lines of a method, and parts that most stages of {@link GenerateStages} have. */
final class Lines {
  private final StringBuilder text = new StringBuilder();
  private String indent = "    ";

  Lines add(String line) {
    text.append(indent).append(line).append('\n');
    return this;
  }

  /** A new vector. */
  Lines vector(String name, String value) {
    return add("DoubleVector " + name + " = " + value + ";");
  }

  Lines open(String line) {
    add(line + " {");
    indent += "  ";
    return this;
  }

  Lines close() {
    indent = indent.substring(2);
    return add("}");
  }

  /**
   * A loop over q = 0, B·V … last. The compiler does not see that it counts: for a counted loop it computes all
   * addresses before the loop, which are more than there are registers, and spills them into vector registers, from
   * which they come back too slowly.
   */
  Lines loop(String last) {
    return add("long last = " + last + ";").add("long q = 0;").open("while (true)");
  }

  Lines next() {
    open("if (q >= last)").add("break;").close();
    return add("q = q + B * V < last ? q + B * V : last;").close();
  }

  /** Reads a0 … from planes, from x and z on: each number a step further on than the one before. */
  void read(int radix) {
    for (int k = 0; k < radix; k++) {
      if (k > 0) {
        add("x += step;").add("z += step;");
      }
      vector("a" + k + "r", "DoubleVector.fromMemorySegment(S, a, x, ORDER)");
      vector("a" + k + "i", "DoubleVector.fromMemorySegment(S, a, z, ORDER)");
    }
  }

  /** The factors of result k, from f on. */
  void factors(int k) {
    for (String part : List.of("r", "i")) {
      vector("w" + k + part, "DoubleVector.broadcast(S, w[f])").add("f += m;");
    }
  }

  /** c_k = times(b_k, w_k). */
  void turn(int k) {
    String b = "b" + k;
    String w = "w" + k;
    vector("c" + k + "r", b + "r.lanewise(FMA, " + w + "r, " + b + "i.mul(" + w + "i).neg())");
    vector("c" + k + "i", b + "i.lanewise(FMA, " + w + "r, " + b + "r.mul(" + w + "i))");
  }

  /** Writes b0 or c_k to planes, to u and v, a distance further on than the one before. */
  void write(int k, String distance) {
    if (k > 0) {
      add("u += " + distance + ";").add("v += " + distance + ";");
    }
    add((k == 0 ? "b0" : "c" + k) + "r.intoMemorySegment(a, u, ORDER);");
    add((k == 0 ? "b0" : "c" + k) + "i.intoMemorySegment(a, v, ORDER);");
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Writes a file, but for one that stays the same, which keeps its time, so that nothing is compiled for nothing. */
  static void change(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }
}
