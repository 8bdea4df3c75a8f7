package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;

/** The pages: examples that name a test are its text, which is compiled and run; links lead somewhere. */
class ReadmeSnippetTest {

  private static final Pattern EXAMPLE = Pattern.compile(
      "<!-- the text of (\\S+); a test compares them -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExamplesAreThoseThatAreTested() throws IOException {
    Path root = ReactorRoot.find();
    StringBuilder pages = new StringBuilder();
    for (String page : List.of("README.md", "models/README.md", "gpu/README.md", "kernels/README.md",
        "linalg/README.md")) {
      pages.append(Files.readString(root.resolve(page)));
    }
    List<String> names = new ArrayList<>();
    for (Matcher example = EXAMPLE.matcher(pages); example.find();) {
      Path file = root.resolve(example.group(1));
      names.add(file.getFileName().toString());
      String tested = between(Files.readString(file), "// snippet:start\n", "// snippet:end");
      assertEquals(tested.stripIndent().strip(), example.group(2).strip(), file.toString());
    }
    assertEquals(List.of("EmbedderExampleTest.java", "PluginTest.java", "DiagnosticsExampleTest.java",
        "TrainingExampleTest.java", "AttentionExampleTest.java", "HybridExampleTest.java", "CudaExampleTest.java",
        "ViewExampleTest.java", "MinimizationExampleTest.java"), names);
  }

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");

  private static final Pattern CLASS_NAME = Pattern.compile("`(?:[a-z…]+/)*([A-Z][a-z0-9]*[A-Z]\\w*|Lorenz96)`");

  /** What the page for those who work on the project names are classes that are there. */
  @Test
  void classesThatAreNamedAreThere() throws IOException {
    Path root = ReactorRoot.find();
    Set<String> classes = new HashSet<>();
    for (String module : List.of("kernels", "linalg", "gpu", "models", "verify", "bench")) {
      try (Stream<Path> tree = Files.walk(root.resolve(module).resolve("src"))) {
        tree.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java"))
            .forEach(name -> classes.add(name.replace(".java", "")));
      }
    }
    int named = 0;
    for (String page : List.of("README.md", "verify/working.md")) {
      for (Matcher name = CLASS_NAME.matcher(Files.readString(root.resolve(page))); name.find(); named++) {
        assertTrue(classes.contains(name.group(1)) || name.group(1).equals("IllegalArgumentException"),
            page + " names " + name.group(1) + ", which is no class");
      }
    }
    assertTrue(named > 20, named + " classes are named");
  }

  /** Links between the pages lead to files that are there, and to headings in them. */
  @Test
  void linksLeadSomewhere() throws IOException {
    Path root = ReactorRoot.find();
    for (String page : List.of("README.md", "kernels/README.md", "kernels/catalogue.md", "linalg/README.md",
        "gpu/README.md", "models/README.md", "bench/README.md", "verify/README.md", "verify/working.md",
        "verify/src/mutation/README.md")) {
      Path file = root.resolve(page);
      for (Matcher link = LINK.matcher(Files.readString(file)); link.find();) {
        Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1)).normalize();
        assertTrue(Files.exists(target), page + ": " + link.group());
        if (link.group(2) != null) {
          boolean there = Files.readString(target).lines().filter(line -> line.startsWith("#"))
              .map(ReadmeSnippetTest::anchor)
              .anyMatch(link.group(2)::equals);
          assertTrue(there, page + ": " + link.group());
        }
      }
    }
  }

  /** What a heading is called in links: lower case, without punctuation, hyphens for blanks. */
  private static String anchor(String heading) {
    return heading.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} -]", "")
        .replace(' ', '-');
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
