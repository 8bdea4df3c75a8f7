package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.models.info.KernelTable;
import org.isobit.verify.ComposedConformance;
import org.isobit.verify.Conformance;
import org.isobit.verify.ConformanceSuite;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;

/** The table of kernels in kernels/catalogue.md is the catalogue's. */
class CatalogueTableTest {

  @Test
  void theTableIsTheCatalogue() throws IOException {
    GeneratedTable.check("kernels/catalogue.md", "kernels", getClass(), KernelTable.markdown(KernelCatalog.all()));
  }

  /** In the second table, in the order of {@code isobit verify}. */
  @Test
  void whatIsComposedOfKernelsStandsThereToo() throws IOException {
    String text = Files.readString(ReactorRoot.find().resolve("kernels/catalogue.md"));
    List<String> told = text.substring(text.indexOf(GeneratedTable.end("kernels"))).lines()
        .filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]).toList();
    assertEquals(ConformanceSuite.all().stream().filter(ComposedConformance.class::isInstance)
        .map(Conformance::kernel).toList(), told);
  }
}
