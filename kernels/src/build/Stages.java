import java.util.ArrayList;
import java.util.List;

/** The methods of {@link GenerateStages}' classes: where a stage reads its elements, and where its results go. */
final class Stages {

  private static final String PLANES = "MemorySegment a, int xr, int xi, int yr, int yi";

  private Stages() {}

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
  static String rows(int radix) {
    StageLines t = new StageLines();
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
  static String vectors(int radix) {
    StageLines t = new StageLines();
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
  private static void toVectors(StageLines t, int radix) {
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
  static String lanes(int radix) {
    StageLines t = new StageLines();
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
  static String pairs(int radix) {
    StageLines t = new StageLines();
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
  static String parts(int radix) {
    StageLines t = new StageLines();
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
  static String first(boolean square) {
    StageLines t = new StageLines();
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
  private static void transpose(StageLines t, String part) {
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

  private static String method(String says, String head, StageLines body) {
    String close = says.contains("\n") ? "\n   */" : " */";
    String open = says.contains("\n") ? "/**\n   * " : "/** ";
    return "  " + open + says + close + "\n  static void " + head + " {\n" + body + "  }\n";
  }
}
