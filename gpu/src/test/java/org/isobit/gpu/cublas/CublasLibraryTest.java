package org.isobit.gpu.cublas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.gpu.StandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which cuBLAS is found and called, and what is said where there is none: each in a process of its own. Where a real
 * one is installed, what needs its absence is skipped.
 */
class CublasLibraryTest {

  private static String probe(Path folder, Map<String, String> environment, String... properties) throws Exception {
    assumeFalse(StandIn.REAL);
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED",
        "-Djava.io.tmpdir=" + temporary));
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), CublasProbe.class.getName(),
        StandIn.library().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("LD_LIBRARY_PATH", "CUDA_HOME", "CUDA_PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.filter(f -> !f.getFileName().toString().startsWith("hsperfdata")).toList(),
          "nothing stays in the temporary folder");
    }
    return output;
  }

  private static Boolean installed;

  /** Whether the system has a cuBLAS where it is looked for; asked once. */
  private static synchronized boolean installed(Path folder) throws Exception {
    if (installed == null) {
      installed = probe(folder, Map.of()).contains("found: cuBLAS");
    }
    return installed;
  }

  private static void works(String output, String version) {
    assertTrue(output.contains("found: cuBLAS " + version + " ("), output);
    for (String precision : List.of("DOUBLE", "FLOAT", "TF32")) {
      assertTrue(output.contains("cuBLAS " + version + ", " + precision
          + ", on CUDA device 0 (Isobit stand-in device): within the bound"), output);
    }
    assertFalse(output.contains("refused"), output);
  }

  private static void isRefused(String output, String reason) {
    assertTrue(output.contains("found: no cuBLAS: " + reason), output);
    assertEquals(3, output.split("refused: cuBLAS cannot be used: ", -1).length - 1, output);
    assertFalse(output.contains("the bound"), output);
  }

  @Test
  void thatOfCuda12IsCalledThroughJCublas(@TempDir Path folder) throws Exception {
    Path library = CublasStandIn.library(12);
    works(probe(folder, Map.of("LD_LIBRARY_PATH", library.getParent().toString())), "12.4.7");
  }

  @Test
  void whereThereIsNoneOneSentenceSaysWhatWasLookedFor(@TempDir Path folder) throws Exception {
    String output = probe(folder, Map.of("CUDA_HOME", "/opt/none"));
    assumeFalse(output.contains("found: cuBLAS"));
    isRefused(output, "libcublas.so.12 and libcublas.so.13 were looked for where the loader looks (LD_LIBRARY_PATH) "
        + "and in /opt/none/lib64, ");
    assertTrue(output.contains("; NVIDIA's CUDA toolkit 12 or 13 brings one of them, and -Disobit.cublas=FILE says "
        + "where it is\n"), output);
  }

  @Test
  void thatOfCuda13IsCalledThroughTheChangedCopy(@TempDir Path folder) throws Exception {
    assumeFalse(installed(folder));
    Path library = CublasStandIn.library(13);
    works(probe(folder, Map.of("LD_LIBRARY_PATH", library.getParent().toString())), "13.4.7");
  }

  @Test
  void foldersOfToolkitsAreSearched(@TempDir Path folder) throws Exception {
    assumeFalse(installed(folder));
    Path lib = Files.createDirectories(folder.resolve("cuda/lib64"));
    Files.copy(CublasStandIn.library(13), lib.resolve("libcublas.so.13"));
    works(probe(folder, Map.of("CUDA_HOME", folder.resolve("cuda").toString())), "13.4.7");
  }

  @Test
  void theFileThatIsNamedIsTaken(@TempDir Path folder) throws Exception {
    Path both = Files.createDirectories(folder.resolve("both"));
    for (int major : new int[] {12, 13}) {
      Files.copy(CublasStandIn.library(major), both.resolve("libcublas.so." + major));
    }
    Map<String, String> path = Map.of("LD_LIBRARY_PATH", both.toString());
    works(probe(folder, path), "12.4.7");
    works(probe(folder, path, "-Disobit.cublas=" + both.resolve("libcublas.so.13")), "13.4.7");
  }

  @Test
  void filesThatCannotBeUsedAreNamed(@TempDir Path folder) throws Exception {
    String none = folder.resolve("libcublas.so.12").toString();
    isRefused(probe(folder, Map.of(), "-Disobit.cublas=" + none),
        "-Disobit.cublas=" + none + " cannot be opened: " + none + ": cannot open shared object file");
    String driver = StandIn.library().toString();
    isRefused(probe(folder, Map.of(), "-Disobit.cublas=" + driver),
        driver + " is no cuBLAS: it has no function cublasGetProperty");
    String old = CublasStandIn.library(11).toString();
    isRefused(probe(folder, Map.of(), "-Disobit.cublas=" + old),
        old + " is cuBLAS 11.4.7, and it must be of CUDA 12 or 13");
  }

  @Test
  void cublasLtIsFoundBesideItOrMissedByName(@TempDir Path folder) throws Exception {
    Path lt = folder.resolve("libcublasLt.so.12");
    Path empty = Files.writeString(folder.resolve("empty.cpp"), "extern \"C\" int isobit_lt() { return 0; }\n");
    StandIn.run(List.of("g++", "-shared", "-fPIC", "-Wl,-soname,libcublasLt.so.12", "-o", lt.toString(),
        empty.toString()));
    Path library = folder.resolve("libcublas.so.12");
    Files.copy(CublasStandIn.library(12, "-Wl,--no-as-needed", lt.toString()), library);
    works(probe(folder, Map.of(), "-Disobit.cublas=" + library), "12.4.7");
    Files.delete(lt);
    String output = probe(folder, Map.of("LD_LIBRARY_PATH", folder.toString()));
    assumeFalse(output.contains("found: cuBLAS"));
    isRefused(output, "it is here but cannot be opened: libcublasLt.so.12: cannot open shared object file");
  }

  @Test
  void emulatedPrecisionIsRefused(@TempDir Path folder) throws Exception {
    String path = CublasStandIn.library(12).getParent().toString();
    String output = probe(folder, Map.of("LD_LIBRARY_PATH", path, "CUBLAS_EMULATE_DOUBLE_PRECISION", "1",
        "CUBLAS_EMULATE_SINGLE_PRECISION", "0"));
    assertTrue(output.contains("refused: the environment has CUBLAS_EMULATE_DOUBLE_PRECISION=1, which lets cuBLAS "
        + "emulate DOUBLE with an error for which no bound is stated: unset it"), output);
    assertTrue(output.contains("FLOAT, on ") && output.contains("TF32, on "), output);
  }

  @Test
  void theChangedCopyDiffersInTwoBytes() throws Exception {
    byte[] before = Files.readAllBytes(CublasStandIn.binding());
    byte[] after = BindingPatch.patched(before);
    int different = 0;
    for (int i = 0; i < before.length; i++) {
      different += before[i] == after[i] ? 0 : 1;
    }
    assertEquals(2, different);
    assertEquals(0x0ef62132, BindingPatch.hash("libcublas.so.12"));
    assertEquals(0x0ef62133, BindingPatch.hash("libcublas.so.13"));
    IOException e = assertThrows(IOException.class, () -> BindingPatch.patched(after));
    assertTrue(e.getMessage().contains("does not have the name libcublas.so.12, so it cannot be made to call"
        + " libcublas.so.13"), e.getMessage());
  }
}
