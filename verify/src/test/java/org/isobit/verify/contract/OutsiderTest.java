package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;

/** The second implementation of the contract shares no code with the library: it names the JDK and itself alone. */
class OutsiderTest {

  private static final String PACKAGE = "org.isobit.verify.contract.outsider";
  private static final Path FOLDER =
      ReactorRoot.find().resolve("verify/src/test/java").resolve(PACKAGE.replace('.', '/'));

  @Test
  void theSecondImplementationNamesNoClassOfTheLibrary() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    try (Stream<Path> tree = Files.list(FOLDER)) {
      for (Path file : tree.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        files++;
        found.addAll(foreign(file.getFileName().toString(), Files.readString(file)));
      }
    }
    assertTrue(files > 10, files + " files");
    assertEquals(List.of(), found);
  }

  @Test
  void aNamedClassIsFound() {
    assertEquals(1, foreign("X", "package " + PACKAGE + ";\n\nimport org.isobit.kernels.reduce.Reduce;\n").size());
    assertEquals(1, foreign("X", "package " + PACKAGE + ";\n\nimport jdk.incubator.vector.DoubleVector;\n").size());
    assertEquals(1, foreign("X", "package " + PACKAGE + ";\n  double x = org.isobit.kernels.Isobit.x();\n").size());
    assertEquals(0, foreign("X", "package " + PACKAGE + ";\n\nimport java.util.List;\n").size());
  }

  private static List<String> foreign(String file, String text) {
    return text.lines().filter(line -> !line.equals("package " + PACKAGE + ";"))
        .filter(line -> line.contains("org.isobit") || line.contains("jdk.incubator")
            || line.startsWith("import ") && !line.startsWith("import java."))
        .map(line -> file + ": " + line).toList();
  }
}
