package org.isobit.bench.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shares, targets, opponents and refusals of the report, from invented figures. */
class DeviceReportTest {

  private static final Card H100 = new Card("NVIDIA H100 80GB HBM3", false, Map.of("device", "invented"),
      new Card.Published("H100", 33.5, 66.9, 3352, 63));
  private static final CupyOpponent NO_CUPY = new CupyOpponent("not there", Map.of(), List.of());

  @TempDir
  private Path folder;

  private static DeviceResult result(DeviceWork work, double rate, String difference) {
    double seconds = work.limit() == Limit.TIME ? rate / work.limit().factor : work.amount() / rate * work.limit()
        .factor;
    return new DeviceResult(work, new double[] {seconds, seconds, 2 * seconds}, new double[] {3 * seconds}, 100,
        difference, Map.of("cuBLAS", new double[] {seconds / 2}), List.of("cuBLAS gave other bits"));
  }

  private static DeviceWork find(String text) {
    return DeviceMeasurement.cases(new Sizes(Sizes.Kind.FULL, 132), Pattern.compile("")).stream()
        .map(DeviceCase::work).filter(w -> w.toString().contains(text)).findFirst().orElseThrow();
  }

  private static List<DeviceResult> results(double product, double sum, double points, String difference) {
    return List.of(result(find("fma-peak 270336 threads x 16384 double"), 30000, null),
        result(find("fma-peak 270336 threads x 16384 float"), 60000, null),
        result(find("copy 67108864 double"), 3000, null),
        result(find("triad 67108864 double"), 2900, null), result(find("launch"), 2.5, null),
        result(find("pinned host to device"), 31.5, null),
        result(find("square products: C = A B 8192x8192x8192 double"), product, difference),
        result(find("square products: C = A B 512x512x512 double"), 100, null),
        result(find("reductions: sum 67108864 double"), sum, null),
        result(find("40x100x1, 65536 points double"), points, null));
  }

  private static String row(String markdown, String part) {
    return markdown.lines().filter(l -> l.startsWith("| ") && l.contains(part)).findFirst().orElseThrow();
  }

  @Test
  void sharesAndVerdictsOfAnH100() {
    CupyOpponent cupy = CupyOpponent.parse("{\"facts\": {\"CuPy\": \"13.0\"}, \"times\": [{\"what\": \"local step\", "
        + "\"type\": \"double\", \"members\": 40, \"near\": 100, \"fields\": 1, \"count\": 8192, \"seconds\": "
        + "[0.04096, 0.04096, 1.0]}]}");
    assertEquals(0.2, cupy.rate(find("40x100x1, 65536 points double")), 1e-12);
    String good = new DeviceReport(H100, results(24000, 2600, 2.5, null), cupy, List.of()).markdown();
    assertTrue(row(good, "8192x8192x8192").contains("| 24000 GF/s | 80.0 % | 71.6 % |"), good);
    assertTrue(row(good, "8192x8192x8192").contains("| 0.50 | 100 | 23450 GF/s: met |"), good);
    assertTrue(row(good, "| sum |").contains("2550 GB/s: met"), good);
    assertTrue(row(good, "40x100x1").contains("2.0 million/s: met; 10 x CuPy: met"), good);
    // 2.5 million points a second of 40²·100 + 9·40³ + 2·40² operations are 1848 GF/s.
    assertTrue(row(good, "40x100x1").contains("| 2.500 million/s | 6.2 % | 5.5 % |"), good);
    assertTrue(row(good, "pinned host to device").contains("| 31.5 GB/s | – | 50.0 % |"), good);
    assertTrue(row(good, "512x512x512").endsWith("| 100 | – |"), good);
    assertTrue(row(good, "local step").contains("| 0.200 | 12.5 |"), good);
    assertTrue(good.contains("- square products: C = A B 8192x8192x8192 double: cuBLAS gave other bits"), good);
    String bad = new DeviceReport(H100, results(23000, 2500, 1.9, null), cupy, List.of()).markdown();
    assertTrue(row(bad, "8192x8192x8192").contains("23450 GF/s: **missed**"), bad);
    assertTrue(row(bad, "| sum |").contains("2550 GB/s: **missed**"), bad);
    assertTrue(row(bad, "40x100x1").contains("2.0 million/s: **missed**; 10 x CuPy: **missed**"), bad);
  }

  @Test
  void otherCardsHaveNoVerdicts() {
    Card other = new Card("NVIDIA Something", false, Map.of(), null);
    DeviceReport report = new DeviceReport(other, results(1, 1, 1, null), NO_CUPY, List.of());
    assertFalse(report.markdown().contains("missed"), report.markdown());
    assertTrue(row(report.markdown(), "| sum |").contains("| 0.0 % | – |"), report.markdown());
    Card standIn = new Card("Isobit stand-in device", true, Map.of(), null);
    String text = new DeviceReport(standIn, results(24000, 2600, 2.5, null), NO_CUPY, List.of()).markdown();
    assertFalse(text.contains("%") || text.contains("met"), text);
  }

  @Test
  void differencesFailTheRun() throws Exception {
    BitsDifferException e = assertThrows(BitsDifferException.class,
        () -> Bits.same(new double[] {1, 0.0}, 0, new double[] {7, 1, -0.0}, 1, 2));
    assertTrue(e.getMessage().startsWith("element 2 is -0x0.0p0 on the device and 0x0.0p0 on"), e.getMessage());
    assertEquals(3, FloatBits.same(new float[] {1, Float.NaN, 3}, 0, new float[] {1, Float.NaN, 3}, 0, 3));
    assertEquals(1, Bits.equal(new double[] {1, 2}, 0, new double[] {1, 3}, 0, 2));
    List<DeviceResult> results = results(24000, 2600, 2.5, "element 3 is wrong");
    DeviceReport report = new DeviceReport(H100, results, NO_CUPY, List.of());
    assertEquals(1, report.differing().size());
    assertTrue(report.markdown().contains("**1 outputs have not the processor's bits:**\n\n- square products: C = A B "
        + "8192x8192x8192 double: element 3 is wrong"), report.markdown());
    DeviceOutput.write(folder, H100, results, NO_CUPY, report);
    JsonArray written = JsonParser.parseString(Files.readString(folder.resolve("results.json"))).getAsJsonArray();
    JsonObject product = written.get(6).getAsJsonObject();
    assertFalse(product.get("bitsEqual").getAsBoolean());
    assertEquals(24000, product.get("rate").getAsDouble(), 1e-6);
    assertEquals("met", product.getAsJsonObject("targets").get("23450 GF/s").getAsString());
    assertTrue(Files.size(folder.resolve("roofline.png")) > 10_000);
    assertEquals(1, DeviceBench.code(report));
    assertEquals(0, DeviceBench.code(new DeviceReport(H100, results(1, 1, 1, null), NO_CUPY, List.of())));
  }

  @Test
  void cupyIsRunWhereItIsAndItsAbsenceIsSaid() throws Exception {
    Path json = Files.writeString(folder.resolve("cupy.json"), "{\"facts\": {}, \"times\": []}");
    assertEquals(new CupyOpponent(null, Map.of(), List.of()),
        CupyOpponent.run(List.of("sh", "-c", "cat " + json), 0, List.of("2x2x1x4")));
    assertTrue(CupyOpponent.run(List.of("no-such-python"), 0, List.of()).obstacle().startsWith("python3 is not there"));
    assertEquals("CuPy cannot be imported: none", CupyOpponent.run(
        List.of("sh", "-c", "echo 'CuPy cannot be imported: none' >&2; exit 1"), 0, List.of()).obstacle());
    assertTrue(CupyOpponent.parse("{}").obstacle().startsWith("the program's output is no report"));
    assertTrue(CupyOpponent.run(new Card("Isobit stand-in device", true, Map.of(), null), 0,
        new Sizes(Sizes.Kind.TINY, 1)).obstacle().contains("stand-in"));
  }
}
