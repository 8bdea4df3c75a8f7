package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.models.info.KernelTable;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;

/**
 * The README's table of kernels is the catalogue's. {@code -Disobit.readme=write} makes it so:
 * {@code mvn -Disobit.readme=write -Dtest=ReadmeTableTest -Dsurefire.failIfNoSpecifiedTests=false -pl verify -am test}.
 */
class ReadmeTableTest {

  private static final String BEGIN = "<!-- kernels: written by ReadmeTableTest -->\n";
  private static final String END = "<!-- kernels: end -->";

  @Test
  void theTableIsTheCatalogue() throws IOException {
    Path file = ReactorRoot.find().resolve("README.md");
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertTrue(begin >= 0 && end > begin, "README.md has no lines '" + BEGIN.strip() + "' and '" + END + "'");
    String table = KernelTable.markdown(KernelCatalog.all());
    if ("write".equals(System.getProperty("isobit.readme"))) {
      Files.writeString(file, text.substring(0, begin) + BEGIN + table + text.substring(end));
      return;
    }
    assertEquals(table, text.substring(begin + BEGIN.length(), end),
        "the README's table of kernels is old; to write it anew see ReadmeTableTest");
  }
}
