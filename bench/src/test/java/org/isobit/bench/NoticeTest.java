package org.isobit.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** NOTICE names every library that this module, which depends on all others, brings at run time. */
class NoticeTest {

  /** Libraries of the tests themselves. */
  private static final Pattern TESTS = Pattern.compile(
      "junit.*|opentest4j.*|apiguardian.*|surefire.*|isobit-.*|classes|test-classes");

  @Test
  void everyRuntimeLibraryIsListed() throws IOException {
    String notice = Files.readString(Path.of("..", "NOTICE"));
    List<String> libraries = Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .map(p -> Path.of(p).getFileName().toString()).filter(n -> !TESTS.matcher(n).matches())
        .map(n -> n.replaceFirst("-\\d.*", "")).distinct().toList();
    assertTrue(libraries.contains("ejml-ddense") && libraries.contains("jmh-core"), libraries.toString());
    assertEquals(List.of(), libraries.stream()
        .filter(name -> !Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])").matcher(notice).find())
        .toList());
  }
}
