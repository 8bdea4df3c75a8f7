package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine without driver, without device, or with old ones is told: one sentence. */
class DriverTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  /** What a fresh process says, whose folder for temporary files must be as empty after it as before. */
  private static String probe(Path temporary, String classPath, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir="
        + temporary, "-cp", classPath, DriverProbe.class.getName()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    if (Files.exists(temporary)) {
      try (Stream<Path> left = Files.list(temporary)) {
        assertEquals(List.of(), left.filter(f -> !f.getFileName().toString().startsWith("hsperfdata")).toList(),
            "nothing stays in the temporary folder");
      }
    }
    return output;
  }

  private static String obstacle(String output) {
    assertTrue(output.contains("refused: CUDA cannot be used: "), output);
    return output.lines().filter(line -> line.startsWith("obstacle: ")).findFirst().orElseThrow().substring(10);
  }

  @Test
  void aMachineWithoutDriverIsToldSo(@TempDir Path folder) throws Exception {
    String output = probe(folder, CLASS_PATH);
    if (output.contains("obstacle: null")) {
      assertTrue(output.contains("devices: "), output); // a machine with a GPU
    } else {
      String obstacle = obstacle(output);
      assertTrue(obstacle.startsWith("there is no CUDA driver: the library libcuda.so.1 is not installed")
          || obstacle.startsWith("the driver "), output);
    }
  }

  @Test
  void whereThereIsNoDriverNothingIsUnpacked(@TempDir Path folder) throws Exception {
    // The folder is missing: whoever unpacks something is told so.
    String output = probe(folder.resolve("missing"), CLASS_PATH);
    assumeTrue(output.contains("there is no CUDA driver"), "this machine has a CUDA driver");
    assertFalse(output.contains("unpacked"), output);
  }

  @Test
  void whatKeepsJCudaFromLoadingIsNamed(@TempDir Path folder) throws Exception {
    assumeFalse(StandIn.REAL);
    String driver = StandIn.library().toString();
    Path missing = folder.resolve("missing");
    assertEquals("JCuda's native library cannot be unpacked, since the folder for temporary files, " + missing
        + " (-Djava.io.tmpdir), is not there or cannot be written to: ",
        obstacle(probe(missing, CLASS_PATH, driver, "12060", "9")).replaceFirst("java\\.nio\\..*", ""));
    String without = Arrays.stream(CLASS_PATH.split(File.pathSeparator)).filter(p -> !p.contains("jcuda-natives"))
        .collect(Collectors.joining(File.pathSeparator));
    assertEquals("JCuda's native library cannot be loaded: No resource found with name "
        + "'/lib/libJCudaDriver-12.6.0-linux-x86_64.so'", obstacle(probe(folder, without, driver, "12060", "9")));
  }

  @Test
  void aDriverWithoutDeviceAndOldOnesAreToldSo(@TempDir Path folder) throws Exception {
    assumeFalse(StandIn.REAL);
    String driver = StandIn.library().toString();
    assertEquals("the driver finds no device", obstacle(probe(folder, CLASS_PATH, driver, "12060")));
    assertEquals("the driver is of CUDA 11.8 and must be of 12.0 or newer",
        obstacle(probe(folder, CLASS_PATH, driver, "11080", "9")));
    assertEquals("no device has compute capability 8.0 or more: device 0 has 7.0, device 1 has 5.0",
        obstacle(probe(folder, CLASS_PATH, driver, "12060", "7", "5")));
  }

  @Test
  void theFirstDeviceThatIsNewEnoughIsOpened(@TempDir Path folder) throws Exception {
    assumeFalse(StandIn.REAL);
    String good = probe(folder, CLASS_PATH, StandIn.library().toString(), "13000", "7", "9", "8");
    assertTrue(good.contains("obstacle: null\ndevices: 3\nopened: CUDA device 1 ("), good);
  }

  @Test
  void aDriverThatFailsIsAnObstacle(@TempDir Path folder) throws Exception {
    assumeFalse(StandIn.REAL);
    String driver = StandIn.library().toString();
    assertEquals("the driver does not start: cuDriverGetVersion: CUDA_ERROR_UNKNOWN",
        obstacle(probe(folder, CLASS_PATH, driver, "12060", "9", "cuDriverGetVersion")));
    assertEquals("no device has compute capability 8.0 or more: device 0 does not answer (cuDeviceGetAttribute: "
        + "CUDA_ERROR_UNKNOWN)", obstacle(probe(folder, CLASS_PATH, driver, "12060", "9", "cuDeviceGetAttribute")));
  }
}
