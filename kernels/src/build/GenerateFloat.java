import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * {@code double}, {@code Double…}, bit casts, EJML's type letters, floating literals and {@code Math.sqrt} (whose double
 * result, rounded to float, is the correctly rounded float root). Where float must differ, the line says so itself:
 * {@code int L = 32; // float: int L = 64;} (an empty text drops the line).
 *
 * <p>Usage: {@code java GenerateFloat.java <reactor root> <output root>}: the twins of {@code module/src/main/java} go to
 * {@code <output root>/isobit-module/main}, those of {@code module/src/test/java} to {@code …/test}.
 */
final class GenerateFloat {

  private static final Pattern MARK = Pattern.compile("// Master of (Float\\w+): the float version is generated from this file\\.");
  private static final Pattern OVERRIDE = Pattern.compile("^(\\s*).*?// float:\\s?(.*)$");
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

  private GenerateFloat(Set<String> masters) {
    this.masters = masters;
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: GenerateFloat <reactor root> <output root>");
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
    GenerateFloat generator = new GenerateFloat(masters);
    for (Map.Entry<Path, Path> folder : folders.entrySet()) {
      generator.translateAll(folder.getKey(), folder.getValue());
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
        throw new IllegalStateException(file + ": its first line names " + twin + " but must name Float" + className(file));
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
    Set<String> known = known(lines);
    for (String line : lines.subList(1, lines.size())) {
      Matcher override = OVERRIDE.matcher(line);
      if (!override.matches()) {
        text.append(tokens(line, known)).append('\n');
      } else if (!override.group(2).isEmpty()) {
        text.append(override.group(1)).append(override.group(2)).append('\n');
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

  private String tokens(String line, Set<String> known) {
    StringBuilder out = new StringBuilder();
    boolean comment = line.matches("\\s*(\\*|//|/\\*).*");
    Matcher token = TOKEN.matcher(line);
    while (token.find()) {
      if (token.group("identifier") != null) {
        boolean sqrt = token.group().equals("Math") && line.startsWith(".sqrt(", token.end());
        out.append(sqrt ? "(float) Math" : identifier(token.group(), qualifier(line, token.start()), known));
      } else if (token.group("number") != null) {
        out.append(comment ? token.group() : number(token.group()));
      } else {
        out.append(token.group());
      }
    }
    return out.toString();
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
