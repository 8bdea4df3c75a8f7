package org.isobit.bench.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.TreeSet;
import org.isobit.models.method.Registries;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

/** Every method that needs no trained network has its benchmark. */
class MethodBenchmarkTest {

  @Test
  void everyMethodIsMeasured() throws NoSuchFieldException {
    TreeSet<String> all = new TreeSet<>(Registries.filters().labels());
    all.removeIf(label -> label.startsWith("ml-"));
    assertEquals(all, new TreeSet<>(Arrays.asList(
        MethodBenchmark.class.getField("method").getAnnotation(Param.class).value())));
  }
}
