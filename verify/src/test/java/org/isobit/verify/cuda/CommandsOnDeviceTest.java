package org.isobit.verify.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.isobit.kernels.Accelerator;
import org.isobit.models.analyse.AnalyseCommand;
import org.isobit.models.cycle.CycleCommand;
import org.isobit.models.io.NpyFile;
import org.isobit.models.twin.TwinCommand;
import org.isobit.verify.cuda.StandInDriver.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands from end to end with {@code --backend cuda}, on the stand-in for a device: all files but {@code run.json}
 * have the bytes of {@code --backend simd}, and kernels were launched.
 */
class CommandsOnDeviceTest {

  private static final String DEVICE = "CUDA device 0 (Isobit stand-in device)";

  @TempDir
  private Path folder;

  /** Runs a command with both backends and compares what they write; returns what the one with a device said. */
  private Ended compare(Class<?> command, List<String> arguments) throws Exception {
    List<String> simd = new ArrayList<>(arguments);
    simd.addAll(List.of("--backend", "simd", "--out", folder.resolve("simd").toString()));
    Ended processor = StandInDriver.run(command, false, simd);
    assertEquals(0, processor.code(), processor.text());
    List<String> cuda = new ArrayList<>(arguments);
    cuda.addAll(List.of("--backend", "cuda", "--out", folder.resolve("cuda").toString()));
    Ended device = StandInDriver.run(command, true, cuda);
    assertEquals(0, device.code(), device.text());
    try (Stream<Path> all = Files.walk(folder.resolve("simd"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path name = folder.resolve("simd").relativize(file);
        if (!name.toString().equals("run.json")) {
          assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(folder.resolve("cuda").resolve(name)),
              name.toString());
        }
      }
    }
    return device;
  }

  private JsonObject places() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("cuda").resolve("run.json"))).getAsJsonObject()
        .getAsJsonObject("devices");
  }

  private void assertOnDevice(String part) throws IOException {
    JsonObject places = places();
    assertTrue(places.has(part) && places.get(part).getAsString().equals(DEVICE), part + ": " + places);
  }

  /** Which kernels serve is the module gpu's business; that some of the family and type were launched is looked at. */
  private static void assertLaunched(Ended ended, String kernels) {
    assertTrue(ended.launched().keySet().stream().anyMatch(name -> name.matches(kernels)), kernels + ": "
        + ended.launched());
  }

  @Test
  void twinOfGlobalAndLocalFilters() throws Exception {
    Ended ended = compare(TwinCommand.class, List.of("--experiment", "L96-S08-all", "--set", "cycles=3", "--set",
        "burn-in=1", "--set", "seeds=[1]"));
    assertOnDevice("LETKF: local analyses");
    assertLaunched(ended, "local_.*_double");
    for (String filter : List.of("ETKF", "DEnKF", "StochasticEnKF")) {
      assertOnDevice(filter + ": matrix of observed anomalies");
      assertOnDevice(filter + ": transform of members");
    }
    assertLaunched(ended, "gemm_.*_double");
    assertLaunched(ended, "ensemble_repeat_double");
  }

  @Test
  void analysisInFloat() throws Exception {
    Ended ended = compare(AnalyseCommand.class, List.of(small().toString()));
    assertOnDevice("FloatLESTKF: local analyses");
    assertLaunched(ended, "local_.*_float");
    assertTrue(ended.text().lines().noneMatch(line -> line.contains("runs on the processor")), ended.text());
  }

  @Test
  void cyclesOfALocalFilter() throws Exception {
    Path example = folder.resolve("example");
    assertEquals(0, StandInDriver.run(CycleCommand.class, false, List.of("--example", example.toString())).code());
    Ended ended = compare(CycleCommand.class, List.of(example.resolve("config.yaml").toString(), "--set", "cycles=2",
        "--set", "burn-in=0"));
    assertOnDevice("LETKF: local analyses");
    assertLaunched(ended, "local_.*_double");
  }

  @Test
  void whatHasNoDeviceIsSaidOnce() throws Exception {
    Path config = example();
    Ended ended = compare(AnalyseCommand.class, List.of(config.toString(), "--set", "method.filter=eakf"));
    String sentence = "EAKF has no CUDA implementation and runs on the processor; same bits";
    assertEquals(1, ended.text().lines().filter(line -> line.endsWith(sentence)).count(), ended.text());
    assertEquals("processor", places().get("EAKF").getAsString());
    assertTrue(ended.launched().isEmpty(), ended.launched().toString());
  }

  @Test
  void withoutADeviceNothingIsComputed() throws Exception {
    assumeTrue(Accelerator.all().getFirst().obstacle() != null, "skipped: there is a real device here");
    Path config = example();
    for (Class<?> command : List.of(TwinCommand.class, AnalyseCommand.class, CycleCommand.class)) {
      List<String> arguments = new ArrayList<>(List.of("--backend", "cuda", "--out", folder.resolve("no").toString()));
      if (command != TwinCommand.class) {
        arguments.add(config.toString());
      }
      Ended ended = StandInDriver.run(command, false, arguments);
      assertEquals(2, ended.code(), ended.text());
      assertTrue(ended.text().contains("-Disobit.backend=cuda cannot be had: there is no CUDA driver"), ended.text());
      assertEquals(1, ended.text().lines().filter(line -> !line.startsWith("WARNING")).count(), ended.text());
      assertFalse(Files.exists(folder.resolve("no")));
    }
  }

  /** Some points and members, few enough for the emulation. */
  private Path small() throws IOException {
    int members = 6;
    int[] shape = {members, 8, 9};
    Files.createDirectories(folder.resolve("small"));
    NpyFile.write(folder.resolve("small/ensemble.npy"), new Random(1).doubles(members * 72L, -2, 2).toArray(), shape);
    Files.writeString(folder.resolve("small/observations.csv"), """
        x,y,value,sd
        1.5,2.0,0.3,0.5
        2.0,2.5,-0.7,0.4
        6.0,5.0,1.1,0.001
        3.5,7.0,0.2,0.5
        """);
    return Files.writeString(folder.resolve("small/config.yaml"), """
        ensemble: ensemble.npy
        observations: {file: observations.csv, operator: linear}
        method:
          filter: lestkf
          precision: float
          localization: {taper: gaspari-cohn, radius: 2.0, convention: half-width}
          coarse-grid: {x: 2, y: 2}
        output: {picture: false}
        """);
  }

  /** The example of isobit analyse. */
  private Path example() throws Exception {
    Path example = folder.resolve("example");
    Ended ended = StandInDriver.run(AnalyseCommand.class, false, List.of("--example", example.toString()));
    assertEquals(0, ended.code(), ended.text());
    return example.resolve("config.yaml");
  }
}
