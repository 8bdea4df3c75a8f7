package org.isobit.models.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.models.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class InfoCommandTest {

  private static Kernel kernel(String name, String bytes) {
    return Kernel.exact(name, "reduce", "a|b", List.of("n"), new Formula("2n", d -> 2.0 * d[0]),
        new Formula(bytes, d -> 8.0 * d[0]));
  }

  private static String output(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertEquals(Cli.OK, Cli.run(new InfoCommand(), arguments));
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void typesShareARow() {
    List<Kernel> kernels = List.of(kernel("dot.double", "16n"), kernel("dot.float", "8n"), kernel("sum.double", "8n"));
    String[] lines = KernelTable.markdown(kernels).split("\n");
    assertEquals(4, lines.length);
    assertEquals("| reduce | dot | double, float | a\\|b | EXACT | reference, simd | n | 2n | 16n; 8n |", lines[2]);
    assertEquals("| reduce | sum | double | a\\|b | EXACT | reference, simd | n | 2n | 8n |", lines[3]);
    assertTrue(KernelTable.plain(kernels).lines().allMatch(l -> l.equals(l.stripTrailing())));
  }

  @Test
  void everyKernelIsShown() {
    String markdown = output("--markdown");
    assertEquals(KernelTable.markdown(KernelCatalog.all()), markdown);
    JsonObject json = JsonParser.parseString(output("--json")).getAsJsonObject();
    assertEquals(KernelCatalog.all().size(), json.getAsJsonArray("kernels").size());
    assertEquals(1, json.get("contractVersion").getAsInt());
    String text = output();
    for (String part : List.of("JDK", "CPU", "Blocks", "Backend", "Threads", "kernels:")) {
      assertTrue(text.contains(part), text);
    }
  }

  @Test
  void badOptionsAreRefused() {
    assertEquals(Cli.BAD_INPUT, Cli.run(new InfoCommand(), "--threads", "0"));
    assertEquals(Cli.BAD_INPUT, Cli.run(new InfoCommand(), "--backend", "fast"));
    assertEquals(Cli.BAD_INPUT, Cli.run(new InfoCommand(), "--json", "--markdown"));
  }
}
