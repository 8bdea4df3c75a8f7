import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines of a method, and parts that most stages of {@link GenerateStages} have. */
final class Lines {
  private final StringBuilder text = new StringBuilder();
  private String indent;

  /** Of a body, which is indented, or of lines that are indented already. */
  Lines(String indent) {
    this.indent = indent;
  }

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
