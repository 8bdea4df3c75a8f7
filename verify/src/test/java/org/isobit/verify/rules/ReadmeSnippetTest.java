package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;

/** Examples of the documents that name a test are its text, which is compiled and run. */
class ReadmeSnippetTest {

  private static final Pattern EXAMPLE = Pattern.compile(
      "<!-- the text of (\\S+); a test compares them -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExamplesAreThoseThatAreTested() throws IOException {
    Path root = ReactorRoot.find();
    String readme = Files.readString(root.resolve("README.md")) + Files.readString(root.resolve("gpu/README.md"));
    List<String> names = new ArrayList<>();
    for (Matcher example = EXAMPLE.matcher(readme); example.find();) {
      Path file = root.resolve(example.group(1));
      names.add(file.getFileName().toString());
      String tested = between(Files.readString(file), "// snippet:start\n", "// snippet:end");
      assertEquals(tested.stripIndent().strip(), example.group(2).strip(), file.toString());
    }
    assertEquals(List.of("EmbedderExampleTest.java", "TrainingExampleTest.java", "CudaExampleTest.java"), names);
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
