package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.docs.MethodTable;
import org.isobit.models.method.Registries;
import org.junit.jupiter.api.Test;

/** The table of methods in models/README.md is what the methods say of themselves, and each says what it is held to. */
class MethodTableTest {

  @Test
  void theTableIsWhatMethodsSay() throws IOException {
    GeneratedTable.check("models/README.md", "methods", getClass(),
        MethodTable.markdown(Registries.filters().entries()));
  }

  @Test
  void everyMethodNamesItsPaperAndACheck() {
    List<String> silent = Registries.filters().entries().stream()
        .filter(m -> m.source().isEmpty() || m.profile().check().isEmpty() || m.profile().type() == m.getClass())
        .map(FilterProvider::label).toList();
    assertEquals(List.of(), silent);
  }
}
