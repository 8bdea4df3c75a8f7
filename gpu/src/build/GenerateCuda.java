import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates the scalar functions and constants of the Reference classes into one CUDA header, at build time, so that
 * device and host compute with the same numbers in the same order by construction.
 *
 * <p>A class becomes a struct, its static methods device functions. Java's {@code int} and {@code long} become unsigned
 * (they wrap around alike and {@code >>>} is then {@code >>}), bit casts and {@code Math.fma}, {@code abs}, {@code
 * sqrt} and {@code copySign} the functions of {@code common/isobit.cuh}; a method that returns what a switch over an
 * enum gives becomes such a switch. What takes or uses arrays is left out, and so are constructors and methods of
 * objects. Anything that this program does not know stops it: it translates what References are written in and is no
 * Java compiler.
 *
 * <p>Usage: {@code java GenerateCuda.java <reactor root> <header>}, after GenerateFloat.
 */
final class GenerateCuda {

  /** Classes by package, in an order in which each knows those before it; a name with Float may be generated. */
  private static final List<String> CLASSES = List.of(
      "kernels/elementary/ExpReference", "kernels/elementary/LogReference", "kernels/elementary/SinPiReference",
      "kernels/elementary/TrigReference", "kernels/elementary/CbrtReference", "kernels/elementary/ErfReference",
      "kernels/elementary/ActivationReference", "kernels/elementary/LogNdtrReference",
      "kernels/elementary/FloatExpReference", "kernels/elementary/FloatLogReference",
      "kernels/elementary/FloatSinPiReference", "kernels/elementary/FloatTrigReference",
      "kernels/elementary/FloatCbrtReference", "kernels/elementary/FloatErfReference",
      "kernels/elementary/FloatActivationReference",
      "kernels/reduce/ReduceReference", "kernels/reduce/FloatReduceReference",
      "kernels/localization/TaperReference", "kernels/localization/FloatTaperReference",
      "kernels/localization/DistanceReference", "kernels/localization/FloatDistanceReference",
      "kernels/ensemble/RelaxationReference", "kernels/ensemble/FloatRelaxationReference",
      "kernels/gemm/GemmReference", "kernels/random/PhiloxReference",
      "kernels/neural/Activation", "kernels/neural/ActivationsReference", "kernels/neural/FloatActivationsReference",
      "kernels/convolution/Padding", "kernels/pooling/Coordinates",
      "kernels/pooling/ResizeReference", "kernels/pooling/FloatResizeReference",
      "linalg/eigen/EigenLimits", "linalg/eigen/FloatEigenLimits",
      "linalg/batch/RationalPoles", "linalg/batch/FloatRationalPoles");

  private static final Pattern TOKEN = Pattern.compile(
      "(?<identifier>[A-Za-z_$][A-Za-z0-9_$]*)"
          + "|(?<number>0[xX][0-9a-fA-F_.]+(?:[pP][+-]?\\d+)?[lLfFdD]?"
          + "|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)?[lLfFdD]?)"
          + "|(?<other>[\\s\\S])");

  private static final Map<String, String> MEMBERS = Map.ofEntries(
      Map.entry("Math.fma", "fma_rn"), Map.entry("Math.abs", "abs_of"), Map.entry("Math.sqrt", "sqrt_rn"),
      Map.entry("Math.copySign", "copysign_of"),
      Map.entry("Double.doubleToRawLongBits", "bits_of"), Map.entry("Double.longBitsToDouble", "double_of"),
      Map.entry("Float.floatToRawIntBits", "bits_of"), Map.entry("Float.intBitsToFloat", "float_of"),
      Map.entry("Double.MIN_NORMAL", "0x1p-1022"), Map.entry("Double.MAX_VALUE", "0x1.fffffffffffffp1023"),
      Map.entry("Float.MIN_NORMAL", "0x1p-126f"), Map.entry("Float.MAX_VALUE", "0x1.fffffep127f"),
      Map.entry("Double.POSITIVE_INFINITY", "double_of(0x7ff0000000000000ull)"),
      Map.entry("Double.NEGATIVE_INFINITY", "double_of(0xfff0000000000000ull)"),
      Map.entry("Double.NaN", "double_of(0x7ff8000000000000ull)"),
      Map.entry("Float.POSITIVE_INFINITY", "float_of(0x7f800000u)"),
      Map.entry("Float.NEGATIVE_INFINITY", "float_of(0xff800000u)"), Map.entry("Float.NaN", "float_of(0x7fc00000u)"),
      Map.entry("Long.MIN_VALUE", "0x8000000000000000ull"), Map.entry("Integer.MIN_VALUE", "0x80000000u"));

  private static final Map<String, String> WORDS = Map.of("int", "u32", "long", "u64", "boolean", "bool", "final", "",
      "public", "", "private", "");

  /** A method of one statement that returns what a switch gives, and a case of it. */
  private static final Pattern SWITCH = Pattern.compile("(?s)(.*\\{\\s*)return switch \\((\\w+)\\) \\{(.*)\\};\\s*\\}");
  private static final Pattern CASE = Pattern.compile("case (\\w+) -> (\\{)?");
  private static final Pattern CONSTANT = Pattern.compile("(?m)^\\s*([A-Z][A-Z_0-9]*)(?=[(,;])");

  /** Methods that devices have no use for and that use what has no translation. */
  private static final Set<String> HOST_ALONE = Set.of("left", "exponent", "of", "share");

  private final Set<String> known = new TreeSet<>();
  private final StringBuilder out = new StringBuilder();

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: GenerateCuda <reactor root> <header>");
      System.exit(2);
    }
    String text = new GenerateCuda().header(Path.of(args[0]));
    Path header = Path.of(args[1]);
    if (!Files.exists(header) || !Files.readString(header).equals(text)) {
      Files.createDirectories(header.getParent());
      Files.writeString(header, text);
    }
  }

  private String header(Path root) throws IOException {
    out.append("// Generated from the Reference classes; do not edit.\n#pragma once\n\n"
        + "#include \"common/isobit.cuh\"\n\nnamespace isobit {\n");
    for (String path : CLASSES) {
      String module = path.substring(0, path.indexOf('/'));
      String name = path.substring(path.lastIndexOf('/') + 1);
      Path written = root.resolve(module + "/src/main/java/org/isobit/" + path + ".java");
      Path generated = root.resolve("target/float/isobit-" + module + "/main/org/isobit/" + path + ".java");
      String source = Files.readString(Files.exists(written) ? written : generated);
      if (source.contains("public enum " + name)) {
        enumeration(name, source);
      } else {
        struct(name, source);
      }
      known.add(name);
    }
    return out.append("\n}  // namespace isobit\n").toString();
  }

  /** The constants, counted as Java counts them. */
  private void enumeration(String name, String source) {
    String text = withoutComments(source.substring(source.indexOf("public enum " + name)));
    List<String> constants = CONSTANT.matcher(text.substring(0, text.indexOf(';') + 1)).results().map(m -> m.group(1))
        .toList();
    out.append("\nenum class ").append(name).append(" { ").append(String.join(", ", constants)).append(" };\n");
  }

  private static String withoutComments(String source) {
    return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
  }

  private void struct(String name, String source) {
    String text = withoutComments(source);
    int open = text.indexOf('{', text.indexOf("class " + name));
    out.append("\nstruct ").append(name).append(" {\n");
    for (String member : members(text.substring(open + 1, text.lastIndexOf('}')))) {
      boolean method = member.endsWith("}");
      String head = method ? member.substring(0, member.indexOf('{')) : member;
      boolean object = method && !head.contains("static");
      boolean arrays = member.contains("[");
      boolean host = method && HOST_ALONE.contains(head.replaceAll("(?s)\\(.*", "").replaceAll(".*\\s", ""));
      boolean initialiser = method && !head.contains("(");
      if (object || initialiser || arrays || host || !method && !head.contains("static")) {
        continue;
      }
      String translated = translate(member.contains("switch") ? cases(member, name) : member, name);
      out.append("  ").append(method ? translated.replaceFirst("static", "ISOBIT_FUNCTION static")
          : translated.replaceFirst("static", "static constexpr")).append('\n');
    }
    out.append("};\n");
  }

  /** Fields end with a semicolon, methods with the brace that closes them. */
  private static List<String> members(String body) {
    List<String> members = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0 && (c == ';' || c == '}')) {
        members.add(body.substring(start, i + 1).strip());
        start = i + 1;
      }
    }
    return members;
  }

  /** Java's switch as C++'s, the last case being all that are left; the enum's name stands in the parameters. */
  private static String cases(String member, String self) {
    Matcher whole = SWITCH.matcher(member);
    if (!whole.matches()) {
      throw new IllegalStateException(self + ": only a method that returns a switch has a translation, not " + member);
    }
    String name = whole.group(2);
    Matcher type = Pattern.compile("(\\w+) " + name + "\\b").matcher(whole.group(1));
    type.find();
    int last = whole.group(3).lastIndexOf("case ");
    String body = CASE.matcher(whole.group(3)).replaceAll(c -> (c.start() == last ? "default: " : "case "
        + type.group(1) + "::" + c.group(1) + ": ") + (c.group(2) == null ? "return " : "{"));
    return whole.group(1) + "switch (" + name + ") {" + body.replaceAll("\\byield\\b", "return") + "}\n  }";
  }

  private String translate(String member, String self) {
    StringBuilder text = new StringBuilder();
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(member.replace(">>>", ">>"));
    while (matcher.find()) {
      tokens.add(matcher.group("number") != null ? number(matcher.group()) : matcher.group());
    }
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      boolean qualified = i + 2 < tokens.size() && tokens.get(i + 1).equals(".")
          && Character.isUpperCase(token.charAt(0));
      if (qualified) {
        String both = token + "." + tokens.get(i + 2);
        if (MEMBERS.containsKey(both)) {
          text.append(MEMBERS.get(both));
        } else if (known.contains(token) || token.equals(self)) {
          text.append(token).append("::").append(tokens.get(i + 2));
        } else {
          throw new IllegalStateException(self + ": '" + both + "' has no translation");
        }
        i += 2;
      } else {
        text.append(WORDS.getOrDefault(token, token));
      }
    }
    return text.toString().replaceAll("[ ]+static", "static").strip();
  }

  private static String number(String literal) {
    String plain = literal.replace("_", "");
    boolean hexFloat = plain.matches("0[xX].*[pP].*");
    return plain.matches(".*[lL]") ? plain.substring(0, plain.length() - 1) + "ull"
        : !hexFloat && plain.matches("0[xX].*") ? plain + "u" : plain;
  }
}
