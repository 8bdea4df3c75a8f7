package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;

/** The README's example is the text of a test that is compiled and run. */
class ReadmeSnippetTest {

  private static final String EXAMPLE =
      "models/src/test/java/org/isobit/models/assimilation/EmbedderExampleTest.java";

  @Test
  void theExampleIsTheOneThatIsTested() throws IOException {
    Path root = ReactorRoot.find();
    String readme = between(Files.readString(root.resolve("README.md")), "```java\n", "```");
    String tested = between(Files.readString(root.resolve(EXAMPLE)), "// snippet:start\n", "// snippet:end");
    assertEquals(tested.stripIndent().strip(), readme.strip());
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
