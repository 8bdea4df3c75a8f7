package org.isobit.verify.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.verify.ReactorRoot;
import org.isobit.verify.VerifyCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed test vectors are what both backends compute, and cover the catalogue. */
class VectorTextTest {

  private static final Path FILE = ReactorRoot.find().resolve("kernels/test-vectors.txt");
  private static final String HINT = "made by ./isobit -Disobit.backend=reference verify --write-vectors "
      + "kernels/test-vectors.txt";

  @Test
  void everyExactKernelHasAnInputAndAnOutput() {
    VectorText vectors = VectorText.all();
    assertEquals(new TreeSet<>(KernelCatalog.all().stream().filter(k -> k.exactness() == Exactness.EXACT)
        .map(Kernel::name).toList()), new TreeSet<>(vectors.kernels()));
    for (String one : vectors.text().split("\n\n")) {
      assertTrue(one.startsWith("contract ") || one.contains("\nin ") && one.contains("\nout "), one);
    }
  }

  @Test
  void theFileIsSmall() throws IOException {
    assertTrue(Files.size(FILE) < 5L * 1024 * KernelCatalog.all().size(), Files.size(FILE) + " bytes");
  }

  /** In these tests' own JVM the backend is the SIMD one, where there is one. */
  @Test
  void theFileIsWhatTheBackendInForceComputes() throws IOException {
    assertSame(Files.readString(FILE), VectorText.all().text(), "by " + Backend.active());
  }

  @Test
  void theCommandWritesTheFileByteForByteFromTheReference(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("vectors.txt");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector", "-D" + Backend.PROPERTY + "=reference", "-cp",
        System.getProperty("java.class.path"), VerifyCommand.class.getName(), "--write-vectors", file.toString()));
    Path log = folder.resolve("log.txt");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "still running");
    assertEquals(0, process.exitValue(), Files.readString(log));
    assertSame(Files.readString(FILE), Files.readString(file), "by the reference");
    try (var files = Files.list(folder)) {
      assertEquals(List.of("log.txt", "vectors.txt"),
          files.map(f -> f.getFileName().toString()).sorted(Comparator.naturalOrder()).toList());
    }
  }

  /** Compares line by line, so that a difference is named with its kernel. */
  private static void assertSame(String committed, String computed, String by) {
    List<String> expected = committed.lines().toList();
    List<String> actual = computed.lines().toList();
    String kernel = "";
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      kernel = expected.get(i).startsWith("kernel ") ? expected.get(i) : kernel;
      assertEquals(expected.get(i), actual.get(i), "line " + (i + 1) + ", " + kernel + " " + by + "; the file is "
          + HINT);
    }
    assertEquals(expected.size(), actual.size(), "lines " + by + "; the file is " + HINT);
    assertEquals(committed, computed);
  }
}
