package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine without driver, without device, or with old ones is told: one sentence. */
class DriverTest {

  private static String probe(Path temporary, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + temporary,
        "-cp", System.getProperty("java.class.path"), DriverProbe.class.getName()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.filter(f -> !f.getFileName().toString().startsWith("hsperfdata")).toList(),
          "nothing stays in the temporary folder");
    }
    return output;
  }

  @Test
  void aMachineWithoutDriverIsToldSo(@TempDir Path folder) throws Exception {
    String output = probe(folder);
    if (output.contains("obstacle: null")) {
      assertTrue(output.contains("devices: "), output); // a machine with a GPU
    } else {
      assertTrue(output.contains("obstacle: no CUDA driver (libcuda.so.1) can be loaded here")
          || output.contains("obstacle: the driver "), output);
      assertTrue(output.contains("refused: CUDA cannot be used: "), output);
    }
  }

  @Test
  void aDriverWithoutDeviceAndOldOnesAreToldSo(@TempDir Path folder) throws Exception {
    assumeFalse(StandIn.REAL);
    String driver = StandIn.library().toString();
    String none = probe(folder, driver, "0", "12060", "9");
    assertTrue(none.contains("obstacle: the driver finds no device"), none);
    String old = probe(folder, driver, "1", "11080", "9");
    assertTrue(old.contains("obstacle: the driver is of CUDA 11.8 and must be of 12.0 or newer"), old);
    String small = probe(folder, driver, "1", "12060", "7");
    assertTrue(small.contains("obstacle: device 0 has compute capability 7.0 and must have 8.0 or more"), small);
    String good = probe(folder, driver, "2", "13000", "9");
    assertTrue(good.contains("obstacle: null") && good.contains("devices: 2"), good);
  }
}
