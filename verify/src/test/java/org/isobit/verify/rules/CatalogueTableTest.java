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
 * The table of kernels in kernels/catalogue.md is the catalogue's. {@code -Disobit.catalogue=write} makes it so: {@code
 * mvn -Disobit.catalogue=write -Dtest=CatalogueTableTest -Dsurefire.failIfNoSpecifiedTests=false -pl verify -am test}.
 */
class CatalogueTableTest {

  private static final String BEGIN = "<!-- kernels: written by CatalogueTableTest -->\n";
  private static final String END = "<!-- kernels: end -->";

  @Test
  void theTableIsTheCatalogue() throws IOException {
    Path file = ReactorRoot.find().resolve("kernels/catalogue.md");
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertTrue(begin >= 0 && end > begin, file + " has no lines '" + BEGIN.strip() + "' and '" + END + "'");
    String table = KernelTable.markdown(KernelCatalog.all());
    if ("write".equals(System.getProperty("isobit.catalogue"))) {
      Files.writeString(file, text.substring(0, begin) + BEGIN + table + text.substring(end));
      return;
    }
    assertEquals(table, text.substring(begin + BEGIN.length(), end),
        "kernels/catalogue.md is old; to write it anew see CatalogueTableTest");
  }
}
