package org.isobit.verify.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.isobit.verify.cuda.StandInDriver.Ended;
import org.junit.jupiter.api.Test;

/** Every filter that a device takes part in, in many settings, on the stand-in: bits and refusals of the processor. */
class FiltersOnDeviceTest {

  private static final String DEVICE = "CUDA device 0 (Isobit stand-in device)";

  private static List<String> part(Ended ended, boolean second) {
    List<String> lines = ended.text().lines().filter(line -> !line.startsWith("WARNING")).toList();
    int dashes = lines.indexOf("----");
    assertTrue(dashes > 0, ended.text());
    return second ? lines.subList(dashes + 1, lines.size())
        : lines.subList(0, dashes).stream().filter(line -> !line.startsWith("note: ")).toList();
  }

  @Test
  void filtersHaveTheBitsOfTheProcessor() throws Exception {
    Ended processor = StandInDriver.run(FilterHashes.class, false, List.of("-Disobit.backend=simd"), List.of());
    assertEquals(0, processor.code(), processor.text());
    Ended device = StandInDriver.run(FilterHashes.class, true, List.of("-Disobit.backend=cuda"), List.of());
    assertEquals(0, device.code(), device.text());
    assertEquals(String.join("\n", part(processor, false)), String.join("\n", part(device, false)));

    // What is compared is worth it: filters differ, and refusals are among the lines, but not everywhere.
    List<String> lines = part(device, false);
    assertTrue(new HashSet<>(lines.stream().map(line -> line.substring(line.length() - 16)).toList()).size()
        > lines.size() * 2 / 3, device.text());
    long refused = lines.stream().filter(line -> line.contains("too accurate for the spread")).count();
    assertTrue(refused > 5 && refused < lines.size() / 2, device.text());
    assertTrue(lines.stream().noneMatch(line -> line.contains("beyond float") && line.contains("too accurate for the")),
        device.text());

    for (String filter : List.of("ETKF", "DEnKF", "StochasticEnKF")) {
      assertTrue(part(device, true).contains(filter + ": transform of members = " + DEVICE), device.text());
      assertTrue(part(device, true).contains(filter + ": matrix of observed anomalies = " + DEVICE), device.text());
    }
    for (String filter : List.of("LETKF", "LESTKF", "FloatLETKF", "FloatLESTKF")) {
      assertTrue(part(device, true).contains(filter + ": local analyses = " + DEVICE), device.text());
    }
    for (String filter : List.of("LETKF", "FloatLESTKF")) {
      String part = filter + " with more than 4096 observations at a point";
      assertTrue(part(device, true).contains(part + " = processor"), device.text());
      assertTrue(device.text().contains("note: " + part
          + " has no CUDA implementation and runs on the processor; same bits"), device.text());
    }
    assertEquals(2, part(device, true).stream().filter(line -> !line.endsWith(DEVICE)).count(), device.text());
    assertEquals(2, device.text().lines().filter(line -> line.startsWith("note: ")).count(), device.text());
    assertTrue(part(processor, true).stream().allMatch(line -> line.endsWith("= processor")), processor.text());
    for (String kernels : List.of("gemm_.*_double", "local_.*_double", "local_.*_float")) {
      assertTrue(device.launched().keySet().stream().anyMatch(name -> name.matches(kernels)),
          kernels + ": " + device.launched());
    }
  }
}
