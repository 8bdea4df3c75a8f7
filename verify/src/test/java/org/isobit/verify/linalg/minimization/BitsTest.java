package org.isobit.verify.linalg.minimization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole minimisations have the committed bits from the scalar reference and from vectors of every width, in the
 * interpreter and with both compilers: points, records of all iterations, and why they ended.
 */
class BitsTest {

  /** Made by the scalar reference; they change only if a method or a function of {@link BitsChild} does. */
  private static final List<String> GOLDEN = List.of(
      "conjugateGradients fec0f31b710de987f1326d4ec47d547b9466180fe63d932caef21ede3f628bc4",
      "lbfgs 581944c8d18fdb41bffc9e8afddeb7cf4662313f4e7314f9058b52684475d2a0",
      "newton 385583813394e3be077b83185d1441d29309694adac422909209741b119788f7",
      "gaussNewton 9b06daaf9d26396b086231e944b44be5974cef35af8d756fce6ff68c10cc3d57",
      "levenbergMarquardt cde1ba3a1c6499dffa7f4f511d4831cf267cf38b84d31e0a640bf32435a8528c",
      "made aabc24a7d53a33155bca9b68a5301d0f594d9d4bad4ab880d34b17ca3a3b3814");

  private static final Map<String, List<String>> CONFIGURATIONS = Map.of(
      "reference", List.of("-Disobit.backend=reference"),
      "128 bits", List.of("-Disobit.backend=simd", "-Disobit.simd.bits=128"),
      "256 bits", List.of("-Disobit.backend=simd", "-Disobit.simd.bits=256"),
      "512 bits", List.of("-Disobit.backend=simd", "-Disobit.simd.bits=512"),
      "interpreted reference", List.of("-Disobit.backend=reference", "-Xint"),
      "interpreted vectors", List.of("-Disobit.backend=simd", "-Xint"),
      "first compiler", List.of("-Disobit.backend=simd", "-XX:TieredStopAtLevel=1"),
      "second compiler alone", List.of("-Disobit.backend=simd", "-XX:-TieredCompilation"));

  @TestFactory
  Stream<DynamicTest> minimisationsHaveTheCommittedBits() {
    ExecutorService children = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    Map<String, Future<List<String>>> told = new LinkedHashMap<>();
    CONFIGURATIONS.forEach((name, flags) -> told.put(name, children.submit(() -> child(flags))));
    children.shutdown();
    return told.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(),
        () -> assertEquals(String.join("\n", GOLDEN), String.join("\n", e.getValue().get()))));
  }

  /** Emulated: NEON, SVE of 256 bits, SVE of more. */
  @ParameterizedTest
  @ValueSource(strings = {"neoverse-n1", "neoverse-v1", "max"})
  @Tag("full")
  void otherProcessorsHaveThem(String cpu) throws Exception {
    assumeTrue(File.separatorChar == '/', "skipped: the script needs a Unix shell");
    Process fetch = new ProcessBuilder("bash", ReactorRoot.find().resolve("verify/src/build/aarch64.sh").toString(),
        "--command", cpu).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String java = new String(fetch.getInputStream().readAllBytes()).strip();
    assumeTrue(fetch.waitFor() == 0, "skipped: no AArch64 Java and emulator could be fetched");
    assertEquals(String.join("\n", GOLDEN), String.join("\n", child(List.of("bash", "-c", java + " \"$@\"", "java"),
        List.of())));
  }

  private static List<String> child(List<String> flags) throws IOException {
    return child(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()), flags);
  }

  private static List<String> child(List<String> java, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "-Xmx512m", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), BitsChild.class.getName()));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      return new String(process.getInputStream().readAllBytes()).lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }
}
