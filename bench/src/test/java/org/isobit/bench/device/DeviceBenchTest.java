package org.isobit.bench.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.isobit.bench.BenchCommand;
import org.isobit.gpu.Driver;
import org.isobit.gpu.cublas.CublasLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs of {@code isobit bench --backend cuda}, in JVMs of their own, on the stand-in for a device and without
 * one.
 */
class DeviceBenchTest {

  private static final String STAND_IN = "Isobit stand-in device";

  /** A time or rate in a table. */
  private static final Pattern FIGURE = Pattern.compile("[0-9] (us|ms|s|GF/s|GB/s|million/s)\\b(.*)");

  @TempDir
  private Path folder;

  private record Ended(int code, String out, String err) {}

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A library that a program of the module gpu's tests builds; its last line is the path. */
  private static String built(String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(Path.of("..", "gpu").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), "a stand-in was not built: " + printed);
    return printed.lines().reduce("", (a, b) -> b);
  }

  /** The folder of the stand-in for the CUDA driver. */
  private static String standIn() throws Exception {
    return Path.of(built(java(), "src/test/java/org/isobit/gpu/StandIn.java")).getParent().toString();
  }

  /** The stand-in for cuBLAS, by the compiled tests of the module gpu. */
  private static String cublas() throws Exception {
    Path tests = Path.of("..", "gpu", "target", "test-classes").toAbsolutePath();
    return built(java(), "-cp", tests + File.pathSeparator + System.getProperty("java.class.path"),
        "org.isobit.gpu.cublas.CublasStandIn");
  }

  private Ended bench(String libraries, List<String> jvm, String... arguments) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> line = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true", "-Dstdout.encoding=UTF-8", "-cp",
        System.getProperty("java.class.path"), BenchCommand.class.getName()));
    line.addAll(1, jvm);
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("LD_LIBRARY_PATH");
    if (libraries != null) {
      builder.environment().put("LD_LIBRARY_PATH", libraries);
    }
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  @Test
  void everythingRunsOnTheStandInAndSaysWhatItIs() throws Exception {
    Path written = folder.resolve("report");
    Ended ended = bench(standIn(), List.of(), "--backend", "cuda", "--size", "tiny", "--out", written.toString());
    assertEquals(0, ended.code, ended.err);
    for (String file : List.of("results.json", "machine.json", "ratios.md", "roofline.png")) {
      assertFalse(Files.exists(written.resolve(file)), "looks like a GPU's: " + file);
    }
    results(written, false);
    JsonObject machine = JsonParser.parseString(Files.readString(written.resolve("stand-in-machine.json")))
        .getAsJsonObject();
    assertEquals(STAND_IN, machine.get("device").getAsString());
    for (String fact : List.of("driver", "multiprocessors", "multiprocessor clock, highest", "memory clock, highest",
        "ECC", "nvidia-smi", "cuBLAS", "date", "JDK", "STAND-IN", "CuPy")) {
      assertTrue(machine.has(fact), fact);
    }
    markdown(Files.readString(written.resolve("stand-in-ratios.md")));
    assertTrue(ended.out.startsWith(Files.readString(written.resolve("stand-in-ratios.md"))), "the report is printed");
    assertEquals(1200, ImageIO.read(written.resolve("stand-in-roofline.png").toFile()).getWidth());
  }

  /** Every result is there, complete, compared, and says what it was measured on. */
  private static void results(Path written, boolean cublas) throws IOException {
    JsonArray results = JsonParser.parseString(Files.readString(written.resolve("stand-in-results.json")))
        .getAsJsonArray();
    Set<String> seen = new TreeSet<>();
    for (JsonElement element : results) {
      JsonObject one = element.getAsJsonObject();
      String label = one.toString();
      assertEquals(STAND_IN, one.get("device").getAsString(), label);
      assertTrue(one.get("standIn").getAsBoolean(), label);
      for (String absent : List.of("secondsByRepeat", "secondsWithTransfersByRepeat", "rate", "unit",
          "ofMeasuredCeiling", "ofPublishedCeiling")) {
        assertFalse(one.has(absent), absent + " in " + label);
      }
      assertTrue(one.getAsJsonArray("standInSecondsByRepeat").size() >= 3, label);
      assertTrue(one.get("bitsEqual").getAsBoolean(), label);
      assertTrue(one.get("elementsCompared").getAsLong() > 0
          || one.get("computation").getAsString().startsWith("launch"), label);
      assertTrue(one.getAsJsonObject("targets").isEmpty(), label);
      boolean product = one.get("kernel").getAsString().matches("(gemm|gram)\\..*");
      boolean whole = one.get("group").getAsString().equals(WholeAnalysis.GROUP);
      assertEquals(cublas && product || whole ? 1 : 0, one.getAsJsonObject("opponents").size(), label);
      assertEquals(cublas && product || whole ? 1 : 0, one.getAsJsonArray("observations").size(), label);
      seen.add(one.get("group").getAsString() + ", " + one.get("type").getAsString());
    }
    for (DeviceCase expected : DeviceMeasurement.cases(new Sizes(Sizes.Kind.FULL, 132), Pattern.compile(""))) {
      assertTrue(seen.contains(expected.work().group() + ", " + expected.work().type()), expected.work() + ": " + seen);
    }
    for (String type : List.of("double", "float")) {
      assertTrue(seen.contains(WholeAnalysis.GROUP + ", " + type), seen.toString());
    }
    assertEquals(DeviceMeasurement.cases(new Sizes(Sizes.Kind.TINY, 4), Pattern.compile("")).size() + 2,
        results.size());
  }

  private static void markdown(String text) {
    assertTrue(text.startsWith("# Kernels on " + STAND_IN + "\n\n**This device is a stand-in, no GPU"), text);
    assertTrue(text.contains("All outputs that were compared have the processor's bits."), text);
    assertFalse(text.contains(" %"), "a share of a ceiling");
    int figures = 0;
    for (String line : text.lines().filter(l -> l.startsWith("| ")).toList()) {
      for (String cell : line.split("\\|")) {
        var figure = FIGURE.matcher(cell.strip());
        if (figure.find()) {
          figures++;
          assertEquals(" (stand-in)", figure.group(2), line);
        }
      }
    }
    assertTrue(figures > 150, "figures: " + figures);
  }

  @Test
  void cublasIsAnOpponentWhereItIs() throws Exception {
    Path written = folder.resolve("report");
    Ended ended = bench(standIn(), List.of("-D" + CublasLibrary.PROPERTY + "=" + cublas()), "--backend", "cuda",
        "--size", "tiny", "--out", written.toString());
    assertEquals(0, ended.code, ended.err);
    results(written, true);
    assertTrue(ended.out.contains("| × cuBLAS |") && ended.out.contains("- cuBLAS: cuBLAS 12"), ended.out);
    assertTrue(ended.out.contains("- square products: C = A B 70x70x70 float: cuBLAS gave the bits of the chain of "
        + "fused multiply-adds in "), ended.out);
    assertTrue(Pattern.compile("elements looked at, and its error there is at most 0\\.\\d+ of its bound")
        .matcher(ended.out).find() && !ended.out.contains("OUTSIDE"), ended.out);
  }

  @Test
  void withoutADeviceOneSentenceSaysSo() throws Exception {
    assumeTrue(Driver.obstacle() != null, "skipped: there is a real device here");
    Ended ended = bench(null, List.of(), "--backend", "cuda", "--quick", "--out", folder.resolve("report").toString());
    assertEquals(2, ended.code, ended.err);
    List<String> told = ended.err.lines().filter(l -> !l.startsWith("WARNING")).toList();
    assertEquals(1, told.size(), ended.err);
    assertTrue(told.getFirst().startsWith("isobit bench: --backend cuda cannot be had: "), ended.err);
    assertEquals("", ended.out);
    assertFalse(Files.exists(folder.resolve("report")));
  }

  @Test
  void optionsThatDoNotFitAreNamed() throws Exception {
    for (String[] wrong : new String[][] {{"--quick"}, {"--backend", "cuda", "--size", "huge"}, {"--backend", "gpu"},
        {"--backend", "cuda", "--size", "tiny", "--quick"}}) {
      assertEquals(2, bench(null, List.of(), wrong).code, String.join(" ", wrong));
    }
    Ended listed = bench(null, List.of(), "--backend", "cuda", "--list", "dot");
    assertEquals(0, listed.code, listed.err);
    assertTrue(listed.out.contains("reductions: dot 67108864 float") && listed.out.contains("ceilings: copy")
        && !listed.out.contains("norm2"), listed.out);
  }
}
