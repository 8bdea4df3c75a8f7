package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files: their length and their lines', their imports, their place, and that catalogue and files agree. */
class SourceRulesTest {

  private static final int LONGEST = 400;

  /** Characters of a line, as .editorconfig says. */
  private static final int WIDEST = 120;

  /** What may make a line longer: text as it is, what the float version has in place of a line, a string as a whole. */
  private static final Pattern WHOLE = Pattern.compile("// float:|\"[^\"]{100,}\"");

  private static final Pattern IMPORT = Pattern.compile("import (?:static )?[\\w.]+\\.(\\w+);.*");
  private static final Path ROOT = ReactorRoot.find();
  private static final List<String> MODULES = List.of("kernels", "linalg", "gpu", "models", "verify", "bench");
  private static final String BASE = "src/main/java/org/isobit/";

  /** Marks of unfinished work, spelled so that this file does not hold them. */
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled");

  @Test
  void mainFilesAreShort() throws IOException {
    assertEquals(List.of(), tooLong(main()));
    assertEquals(List.of(), tooLong(cuda()));
  }

  @Test
  void linesFit() throws IOException {
    assertEquals(List.of(), tooWide(everyJavaFile()));
    assertEquals(List.of(), tooWide(cuda()));
  }

  @Test
  void importsAreUsed() throws IOException {
    assertEquals(List.of(), unusedImports(everyJavaFile()));
  }

  @Test
  void everyCudaFamilyHasItsJavaSideAndItsPtx() throws IOException {
    List<String> missing = new ArrayList<>();
    Path gpu = ROOT.resolve("gpu");
    for (Path file : cuda()) {
      String family = file.getFileName().toString().replaceFirst("\\.cuh?$", "");
      if (file.toString().endsWith(".cu")) {
        if (!file.getParent().endsWith(family)) {
          missing.add(file + " is not in the folder of its name");
        }
        if (names(gpu.resolve(BASE + "gpu").resolve(family), "Cuda.java").isEmpty()) {
          missing.add(file + " has no *Cuda.java");
        }
        if (!Files.exists(gpu.resolve("src/main/resources/org/isobit/gpu").resolve(family).resolve(family + ".ptx"))) {
          missing.add(file + " has no PTX");
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void nothingIsLeftUnfinished() throws IOException {
    List<Path> files = everyJavaFile();
    files.addAll(cuda());
    assertEquals(List.of(), unfinished(files));
  }

  @Test
  void everyFamilyHasItsFiles() {
    assertEquals(List.of(), missingFiles(ROOT, KernelCatalog.all()));
  }

  @Test
  void everyImplementationHasAReference() throws IOException {
    List<String> orphans = new ArrayList<>();
    for (String module : List.of("kernels", "linalg")) {
      for (Path file : java(ROOT.resolve(module).resolve("src/main"))) {
        String name = file.getFileName().toString();
        if (name.endsWith("Simd.java") && file.getParent().resolve(name.replace("Simd.java", ".java")).toFile().exists()
            && !file.getParent().resolve(name.replace("Simd.java", "Reference.java")).toFile().exists()) {
          orphans.add(ROOT.relativize(file) + " has no reference");
        }
      }
    }
    assertEquals(List.of(), orphans);
  }

  @Test
  void everyFamilyPackageIsInTheCatalogue() throws IOException {
    List<String> families = KernelCatalog.all().stream().map(Kernel::family).distinct().toList();
    List<String> unlisted = new ArrayList<>();
    for (String module : List.of("kernels", "linalg")) {
      for (Path file : java(ROOT.resolve(module).resolve("src/main"))) {
        String folder = file.getParent().getFileName().toString();
        if (file.getFileName().toString().endsWith("Reference.java") && !families.contains(folder)) {
          unlisted.add(ROOT.relativize(file) + ": family '" + folder + "' is not in the catalogue");
        }
      }
    }
    assertEquals(List.of(), unlisted);
  }

  @Test
  void plantedFaultsAreFound(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("Long.java"), "// line\n".repeat(LONGEST + 1) + "// TO" + "DO\n");
    assertEquals(1, tooLong(List.of(file)).size());
    assertEquals(1, unfinished(List.of(file)).size());
    String wide = "/" + "/ x".repeat(39) + "yz";
    Path style = Files.writeString(folder.resolve("Style.java"), "import java.util.List;\nimport java.util.Map;\n\n"
        + wide + ".\n" + wide + "\n// float: " + wide + "\nMap s = \"\"\"\n    " + wide + "\n    \"\"\";\n");
    assertEquals(List.of(style + ":4 has 121 characters"), tooWide(List.of(style)));
    assertEquals(List.of(style + " does not use List"), unusedImports(List.of(style)));
    List<String> missing = missingFiles(folder, KernelCatalog.all().subList(0, 1));
    assertEquals(3, missing.size(), missing.toString());
    assertTrue(missing.getFirst().contains(KernelCatalog.all().getFirst().family()), missing.toString());
  }

  private static List<String> tooLong(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      long lines = Files.readString(file).lines().count();
      if (lines > LONGEST) {
        found.add(file + " has " + lines + " lines; " + LONGEST + " are allowed");
      }
    }
    return found;
  }

  private static List<String> tooWide(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      boolean text = false;
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        text ^= line.split("\"\"\"", -1).length % 2 == 0;
        if (line.length() > WIDEST && !text && !WHOLE.matcher(line).find()) {
          found.add(file + ":" + number + " has " + line.length() + " characters");
        }
      }
    }
    return found;
  }

  /** A name in a comment counts: links need imports too. */
  private static List<String> unusedImports(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file);
      String rest = text.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
      text.lines().map(IMPORT::matcher).filter(Matcher::matches).map(m -> m.group(1))
          .filter(name -> !Pattern.compile("\\b" + name + "\\b").matcher(rest).find())
          .forEach(name -> found.add(file + " does not use " + name));
    }
    return found;
  }

  private static List<String> unfinished(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      if (UNFINISHED.matcher(Files.readString(file)).find()) {
        found.add(file.toString());
      }
    }
    return found;
  }

  /**
   * Each family: contract, reference and SIMD side by side in kernels or linalg, or a contract alone that is composed
   * of other families; its conformance and its benchmark in packages of the family's or the module's name.
   */
  private static List<String> missingFiles(Path root, List<Kernel> kernels) {
    List<String> missing = new ArrayList<>();
    for (String family : kernels.stream().map(Kernel::family).distinct().toList()) {
      boolean simd = kernels.stream()
          .anyMatch(k -> k.family().equals(family) && k.implementations().contains(Backend.SIMD));
      if (!implemented(root.resolve("kernels").resolve(BASE + "kernels").resolve(family), simd)
          && !implemented(root.resolve("linalg").resolve(BASE + "linalg").resolve(family), simd)) {
        missing.add("family " + family + ": no X.java with XReference.java" + (simd ? " and XSimd.java" : ""));
      }
      String module = Files.isDirectory(root.resolve("linalg").resolve(BASE + "linalg").resolve(family)) ? "linalg"
          : "kernels";
      for (String[] kind : new String[][] {{"verify", "Conformance.java"}, {"bench", "Benchmark.java"}}) {
        Path folder = root.resolve(kind[0]).resolve(BASE + kind[0]);
        if (names(folder.resolve(family), kind[1]).isEmpty() && names(folder.resolve(module), kind[1]).isEmpty()
            && names(folder.resolve(module).resolve(family), kind[1]).isEmpty()) {
          missing.add("family " + family + ": no *" + kind[1] + " in " + kind[0]);
        }
      }
    }
    return missing;
  }

  private static boolean implemented(Path folder, boolean simd) {
    List<String> references = names(folder, "Reference.java");
    boolean composed = references.isEmpty() && names(folder, "Simd.java").isEmpty()
        && names(folder, ".java").stream().anyMatch(name -> !name.equals("package-info"));
    return composed || references.stream().anyMatch(name -> Files.exists(folder.resolve(name + ".java"))
        && (!simd || Files.exists(folder.resolve(name + "Simd.java"))));
  }

  /** Names, without the ending, of the files of a folder that have it. */
  private static List<String> names(Path folder, String ending) {
    String[] files = folder.toFile().list((dir, name) -> name.endsWith(ending));
    return files == null ? List.of()
        : Stream.of(files).map(name -> name.substring(0, name.length() - ending.length())).sorted().toList();
  }

  private static List<Path> main() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      files.addAll(java(ROOT.resolve(module).resolve("src/main")));
    }
    return files;
  }

  private static List<Path> everyJavaFile() throws IOException {
    List<Path> files = main();
    for (String module : MODULES) {
      files.addAll(java(ROOT.resolve(module).resolve("src/test")));
      files.addAll(java(ROOT.resolve(module).resolve("src/build")));
    }
    return files;
  }

  private static List<Path> cuda() throws IOException {
    try (Stream<Path> tree = Files.walk(ROOT.resolve("gpu/src/main/cuda"))) {
      return tree.filter(f -> f.toString().matches(".*\\.cuh?")).sorted().toList();
    }
  }

  private static List<Path> java(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }
}
