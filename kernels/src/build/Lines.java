import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines of generated sources. */
class Lines {
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
