package org.isobit.verify.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 1000 × 1000 points, 40 members, 3 fields, about 100 observations near each point: within 8 GB, in time that grows
 * with the points, with the bits of points analysed alone.
 */
@Tag("full")
class LargeGridTest {

  private static String run(Path folder, String heap, String... rows) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    List<String> command = new java.util.ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
        "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path"), LargeGrid.class.getName()));
    command.addAll(List.of(rows));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertTrue(process.waitFor(20, TimeUnit.MINUTES), "not done in 20 minutes");
    String text = Files.readString(out);
    assertEquals(0, process.exitValue(), text);
    return text.lines().filter(line -> line.matches("\\d+ [\\d.]+")).reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void aMillionPoints(@TempDir Path folder) throws IOException, InterruptedException {
    // The first size warms up.
    String text = run(folder, "8g", "10", "10", "100", "1000");
    System.out.print("points and seconds:\n" + text);
    double[] each = text.lines().mapToDouble(line -> Double.parseDouble(line.split(" ")[1])
        / Double.parseDouble(line.split(" ")[0])).toArray();
    assertEquals(4, each.length, text);
    // Linear, but for what two thirds of the observations at the narrow grid's border, caches and a busy machine do.
    assertTrue(each[3] < 2 * each[2], text);
  }
}
