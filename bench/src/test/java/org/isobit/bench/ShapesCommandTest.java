package org.isobit.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isobit.bench.shapes.SameAnswer;
import org.isobit.bench.shapes.ShapeRow;
import org.isobit.bench.shapes.ShapeRows;
import org.isobit.models.cli.Cli;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The table of shapes: the command, and what its rows compare. */
@Isolated
class ShapesCommandTest {

  /** Operations up to which a row is looked at every time. */
  private static final double SMALL = 2e8;

  @TempDir
  Path folder;

  @Test
  void aRowIsMeasuredAndWritten() throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    int code;
    try {
      code = Cli.run(new BenchCommand(), "shapes", "--row", "12x12", "--rounds", "1", "--time", "1", "--out",
          folder.resolve("out").toString());
    } finally {
      System.setOut(before);
    }
    String text = told.toString(StandardCharsets.UTF_8);
    assertEquals(Cli.OK, code, text);
    assertTrue(text.contains("- processor: ") && text.contains("\n| 12x12 · 12x12 | float | "), text);
    assertTrue(text.startsWith(Files.readString(folder.resolve("out/ratios.md"))), text);
    JsonArray results = JsonParser.parseString(Files.readString(folder.resolve("out/results.json"))).getAsJsonArray();
    assertEquals(1, results.size());
    JsonObject result = results.get(0).getAsJsonObject();
    double ours = result.getAsJsonArray("nanosecondsByRound").get(0).getAsDouble();
    double other = result.getAsJsonArray("otherNanosecondsByRound").get(0).getAsDouble();
    assertEquals(other / ours, result.getAsJsonObject("ratio").get("median").getAsDouble(), 1e-12 * other / ours);
    assertTrue(Files.exists(folder.resolve("out/machine.json")));
  }

  @Test
  void rowsHaveNamesOfTheirOwn() {
    Set<String> names = new HashSet<>();
    for (ShapeRow row : ShapeRows.all()) {
      assertTrue(names.add(row.name()), row.name());
      assertNotEquals(row.ours(), row.other());
    }
  }

  /** Networks, of each kind as many rows as sizes and opponents. */
  @Test
  void networksHaveTheirRows() {
    Map<String, Integer> families = new TreeMap<>();
    ShapeRows.all().forEach(row -> families.merge(row.family(), 1, Integer::sum));
    assertEquals(7 * 5, families.get("Attention of 8 heads of 64"));
    assertEquals(3 * 2, families.get("Convolutions of 64x64 points"));
    assertEquals(4 + 3 + 3, families.get("Networks"));
    assertEquals(3 * 4 * 2, families.get("Rows out of cache, 64 MB"));
    assertEquals(2, families.get("Training steps: operations a second ÷ those of inference"));
  }

  @Test
  void namesOfNoBenchmarkAreRefused() {
    for (String name : List.of("", "x", "gemm.SquareBenchmark", "Variant.instance", "KernelBenchmark.possible",
        "gemm.SquareBenchmark.prepare;n=96;implementation=simd")) {
      assertEquals("there is no benchmark '" + name + "'", refusal(name));
    }
    for (String parameters : List.of("", ";n=96", ";n=96;implementation", ";n=96;implementation=simd;x=1")) {
      String name = "gemm.SquareBenchmark.multiply" + parameters;
      assertEquals("'" + name + "' has other parameters than its benchmark", refusal(name));
    }
  }

  private static String refusal(String name) {
    return assertThrows(IllegalArgumentException.class, () -> Variant.named(name)).getMessage();
  }

  @TestFactory
  Stream<DynamicTest> bothSidesAnswerAlike() {
    return tests(true);
  }

  @TestFactory
  @Tag("full")
  Stream<DynamicTest> soTheyDoWhereThereIsMoreWork() {
    return tests(false);
  }

  private static Stream<DynamicTest> tests(boolean small) {
    return ShapeRows.all().stream().filter(r -> Variant.named(r.ours()).instance().work().flops() <= SMALL == small)
        .map(r -> dynamicTest(r.name(), () -> compare(r)));
  }

  private static void compare(ShapeRow row) throws Throwable {
    if (row.comparison().ofOneAnswer()) {
      double off = SameAnswer.difference(row.ours(), row.other());
      assertTrue(off <= Variant.named(row.ours()).instance().tolerance(), "the relative difference is " + off);
    } else {
      assertTrue(Variant.named(row.ours()).runOnce().length > 0);
      assertTrue(Variant.named(row.other()).runOnce().length > 0);
    }
  }
}
