import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the float twin of every double master, at build time.
 *
 * <p>A master is a source file whose first line reads
 * {@code // Master of FloatX: the float version is generated from this file.} Its class X becomes FloatX; the names of
 * masters of its package and of masters that it imports are translated alike (a class of the same name in another
 * package is not), and so are those of classes with a FloatX.java beside them that was written by hand; further
 * {@code double}, {@code Double…}, bit casts, EJML's type letters, floating literals and {@code Math.sqrt} (whose
 * double result, rounded to float, is the correctly rounded float root). Of comments only what {@code {@link …}} and
 * {@code {@value …}} name is translated.
 *
 * <p>Where float must differ, the line says so itself: {@code int L = 32; // float: int L = 64;} (an empty text drops
 * the line); {@code double seconds; // float: unchanged} stays as it is. A line that says what would come out anyway is
 * an error.
 *
 * <p>Usage: {@code java GenerateFloat.java <reactor root> <output root> [<root of other generated sources>]}: the twins
 * of {@code module/src/main/java} go to {@code <output root>/isobit-module/main}, those of {@code module/src/test/java}
 * to {@code …/test}.
 */
final class GenerateFloat {

  private static final Pattern MARK =
      Pattern.compile("// Master of (Float\\w+): the float version is generated from this file\\.");
  private static final Pattern OVERRIDE = Pattern.compile("^(\\s*)(.*?)\\s*// float:\\s?(.*)$");
  private static final String UNCHANGED = "unchanged";
  private static final Pattern COMMENT =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])'|(?<begin>//|/\\*)");
  private static final Pattern REFERENCE = Pattern.compile("\\{@(?:link|linkplain|value)\\b");
  private static final Pattern TOKEN = Pattern.compile(
      "(?<identifier>[A-Za-z_$][A-Za-z0-9_$]*)"
          + "|(?<number>0[xX][0-9a-fA-F_.]+(?:[pP][+-]?\\d+)?[lLfFdD]?"
          + "|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)?[lLfFdD]?)"
          + "|(?<other>[\\s\\S])");
  private static final Map<String, String> SPECIAL = Map.of(
      "doubleToRawLongBits", "floatToRawIntBits",
      "doubleToLongBits", "floatToIntBits",
      "longBitsToDouble", "intBitsToFloat",
      "DMatrixRMaj", "FMatrixRMaj",
      "DMatrix", "FMatrix");

  private static final Pattern QUALIFIER = Pattern.compile("\\borg(?:\\.[a-z][a-z0-9]*)+\\.$");
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern IMPORT = Pattern.compile("import (?:static )?([a-z][\\w.]*?)\\.([A-Z]\\w*)[.;].*");

  /** Names of all classes that have a float version, with their packages. */
  private final Set<String> masters;

  /** Lines that say what they need not. */
  private final List<String> problems = new ArrayList<>();

  private GenerateFloat(Set<String> masters) {
    this.masters = masters;
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      System.err.println("usage: GenerateFloat <reactor root> <output root> [<root of other generated sources>]");
      System.exit(2);
    }
    Path root = Path.of(args[0]);
    Path output = Path.of(args[1]);
    Map<Path, Path> folders = folders(root, output);
    Set<String> masters = new TreeSet<>();
    for (Path source : folders.keySet()) {
      for (Path file : javaFiles(source)) {
        if (master(file) != null || Files.exists(file.resolveSibling("Float" + file.getFileName()))) {
          masters.add(packageName(Files.readAllLines(file)) + "." + className(file));
        }
      }
    }
    if (args.length == 3) {
      for (Path file : javaFiles(Path.of(args[2]))) {
        if (Files.exists(file.resolveSibling("Float" + file.getFileName()))) {
          masters.add(packageName(Files.readAllLines(file)) + "." + className(file));
        }
      }
    }
    GenerateFloat generator = new GenerateFloat(masters);
    for (Map.Entry<Path, Path> folder : folders.entrySet()) {
      generator.translateAll(folder.getKey(), folder.getValue());
    }
    if (!generator.problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", generator.problems));
    }
  }

  /** Source folder and folder of its twins, of all modules. */
  private static Map<Path, Path> folders(Path root, Path output) throws IOException {
    Map<Path, Path> folders = new TreeMap<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(m -> Files.exists(m.resolve("pom.xml"))).toList()) {
        for (String part : List.of("main", "test")) {
          Path source = module.resolve("src").resolve(part).resolve("java");
          if (Files.isDirectory(source)) {
            folders.put(source, output.resolve("isobit-" + module.getFileName()).resolve(part));
          }
        }
      }
    }
    return folders;
  }

  /** Writes the twins that changed and deletes those whose master is gone. */
  private void translateAll(Path source, Path output) throws IOException {
    Files.createDirectories(output);
    Set<Path> written = new HashSet<>();
    for (Path file : javaFiles(source)) {
      String twin = master(file);
      if (twin == null) {
        continue;
      }
      if (!twin.equals("Float" + className(file))) {
        throw new IllegalStateException(file + ": its first line names " + twin + " but must name Float"
            + className(file));
      }
      Path target = output.resolve(source.relativize(file)).resolveSibling(twin + ".java");
      String text = translate(file);
      if (!Files.exists(target) || !Files.readString(target).equals(text)) {
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
      }
      written.add(target);
    }
    for (Path file : javaFiles(output)) {
      if (!written.contains(file)) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(p -> p.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static String className(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".java".length());
  }

  private static String packageName(List<String> lines) {
    return lines.stream().map(PACKAGE::matcher).filter(Matcher::matches).map(m -> m.group(1)).findFirst().orElse("");
  }

  private static String master(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      Matcher mark = MARK.matcher(lines.findFirst().orElse(""));
      return mark.matches() ? mark.group(1) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String translate(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> lines = Files.readAllLines(file);
    text.append("// Generated from ").append(file.getFileName()).append("; do not edit.\n");
    Translation translation = new Translation(known(lines));
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher override = OVERRIDE.matcher(line);
      if (!override.matches()) {
        text.append(translation.line(line)).append('\n');
        continue;
      }
      String own = override.group(2);
      String other = override.group(3).equals(UNCHANGED) ? own : override.group(3);
      String problem = translation.line(own).equals(other) ? "is what it becomes anyway"
          : own.equals(override.group(3)) ? "is short for: '" + UNCHANGED + "'" : null;
      if (problem != null) {
        problems.add(file + ":" + (i + 1) + ": '// float: " + override.group(3) + "' " + problem);
      }
      if (!other.isEmpty()) {
        text.append(override.group(1)).append(other).append('\n');
      }
    }
    return text.toString();
  }

  /** Simple names, as a file sees them, of classes that have a float version. */
  private Set<String> known(List<String> lines) {
    Set<String> known = new HashSet<>();
    String own = packageName(lines);
    for (String name : masters) {
      int dot = name.lastIndexOf('.');
      if (name.substring(0, Math.max(0, dot)).equals(own)) {
        known.add(name.substring(dot + 1));
      }
    }
    for (String line : lines) {
      Matcher imported = IMPORT.matcher(line);
      if (imported.matches()) {
        String name = imported.group(2);
        if (masters.contains(imported.group(1) + "." + name)) {
          known.add(name);
        } else {
          known.remove(name);
        }
      }
    }
    return known;
  }

  /** Translates a file line by line. */
  private final class Translation {

    private final Set<String> known;
    private boolean inComment;
    private boolean inReference;

    /** Of a file that sees these classes with a float version. */
    Translation(Set<String> known) {
      this.known = known;
    }

    String line(String line) {
      int begin = inComment ? 0 : commentBegin(line);
      String comment = line.substring(begin);
      String translated = tokens(line.substring(0, begin)) + references(comment);
      inComment = (inComment || comment.startsWith("/*")) && !comment.contains("*/");
      return translated;
    }

    private int commentBegin(String line) {
      Matcher part = COMMENT.matcher(line);
      while (part.find()) {
        if (part.group("begin") != null) {
          return part.start();
        }
      }
      return line.length();
    }

    /** Translates what links name, which may go on in the next line. */
    private String references(String comment) {
      StringBuilder out = new StringBuilder();
      int at = 0;
      Matcher reference = REFERENCE.matcher(comment);
      while (at < comment.length()) {
        int next = inReference ? comment.indexOf('}', at) : reference.find(at) ? reference.end() : -1;
        int end = next < 0 ? comment.length() : next;
        String part = comment.substring(at, end);
        out.append(inReference ? tokens(part) : part);
        inReference ^= next >= 0;
        at = end;
      }
      return out.toString();
    }

    private String tokens(String code) {
      StringBuilder out = new StringBuilder();
      Matcher token = TOKEN.matcher(code);
      while (token.find()) {
        if (token.group("identifier") != null) {
          boolean sqrt = token.group().equals("Math") && code.startsWith(".sqrt(", token.end());
          out.append(sqrt ? "(float) Math" : identifier(token.group(), qualifier(code, token.start()), known));
        } else {
          out.append(token.group("number") != null ? number(token.group()) : token.group());
        }
      }
      return out.toString();
    }
  }

  /** The package that stands before a name, as in a link of Javadoc, or nothing. */
  private static String qualifier(String line, int at) {
    Matcher before = QUALIFIER.matcher(line.substring(0, at));
    return before.find() ? before.group() : "";
  }

  private String identifier(String name, String qualifier, Set<String> known) {
    if (qualifier.isEmpty() ? known.contains(name) : masters.contains(qualifier + name)) {
      return "Float" + name;
    }
    String special = SPECIAL.get(name);
    if (special != null) {
      return special;
    }
    return name.replace("double", "float").replace("Double", "Float").replace("DOUBLE", "FLOAT")
        .replace("_DDRM", "_FDRM").replace("_DDF", "_FDF").replace("ejml_ddense", "ejml_fdense");
  }

  /** A floating literal gets the suffix f; integers stay. */
  private static String number(String literal) {
    boolean hex = literal.startsWith("0x") || literal.startsWith("0X");
    boolean floating = hex ? literal.matches(".*[pP].*") : literal.matches("[^lLfF]*[.eEdD][^lLfF]*");
    if (!floating) {
      return literal;
    }
    return literal.replaceAll("[dD]$", hex ? "$0" : "") + "f";
  }
}
