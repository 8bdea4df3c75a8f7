package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.verify.ReactorRoot;

/**
 * A table in a Markdown page that stands between two comments and is what the program says. {@code
 * -Disobit.catalogue=write} makes it so: {@code mvn -Disobit.catalogue=write -Dtest=CatalogueTableTest,MethodTableTest
 * -Dsurefire.failIfNoSpecifiedTests=false -pl verify -am test}.
 */
public final class GeneratedTable {

  private GeneratedTable() {}

  /** Holds the part of a page between {@code <!-- NAME: written by … -->} and {@code <!-- NAME: end -->} to a table. */
  public static void check(String page, String name, Class<?> test, String table) throws IOException {
    Path file = ReactorRoot.find().resolve(page);
    String text = Files.readString(file);
    String first = "<!-- " + name + ": written by " + test.getSimpleName() + " -->\n";
    int begin = text.indexOf(first);
    int end = text.indexOf(end(name));
    assertTrue(begin >= 0 && end > begin, file + " has no lines '" + first.strip() + "' and '" + end(name) + "'");
    if ("write".equals(System.getProperty("isobit.catalogue"))) {
      Files.writeString(file, text.substring(0, begin) + first + table + text.substring(end));
      return;
    }
    assertEquals(table, text.substring(begin + first.length(), end),
        page + " is old; to write it anew see GeneratedTable");
  }

  /** The line after a table. */
  public static String end(String name) {
    return "<!-- " + name + ": end -->";
  }
}
