import java.util.List;

/** The lines of a stage's method, and the parts that most stages have. */
final class StageLines extends Lines {

  StageLines() {
    super("    ");
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
}
