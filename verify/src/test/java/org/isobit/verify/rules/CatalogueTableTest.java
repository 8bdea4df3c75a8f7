package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.models.info.KernelTable;
import org.isobit.verify.ComposedConformance;
import org.isobit.verify.Conformance;
import org.isobit.verify.ConformanceSuite;
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

  /** In the second table, in the order of {@code isobit verify}. */
  @Test
  void whatIsComposedOfKernelsStandsThereToo() throws IOException {
    String text = Files.readString(ReactorRoot.find().resolve("kernels/catalogue.md"));
    List<String> told = text.substring(text.indexOf(END)).lines().filter(line -> line.startsWith("| `"))
        .map(line -> line.split("`")[1]).toList();
    assertEquals(ConformanceSuite.all().stream().filter(ComposedConformance.class::isInstance)
        .map(Conformance::kernel).toList(), told);
  }
}
