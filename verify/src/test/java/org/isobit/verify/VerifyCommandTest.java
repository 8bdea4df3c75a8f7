package org.isobit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {

  private record Run(int code, String text) {}

  private static Run run(String... arguments) {
    StringWriter text = new StringWriter();
    CommandLine line = new CommandLine(new VerifyCommand()).setOut(new PrintWriter(text, true));
    line.setExecutionExceptionHandler((e, l, r) -> {
      text.write(e.getMessage());
      return 2;
    });
    return new Run(line.execute(arguments), text.toString());
  }

  @Test
  void anUnknownKernelIsRefused() {
    Run run = run("--kernel", "gem.double");
    assertEquals(2, run.code);
    assertTrue(run.text.contains("--kernel gem.double: no kernel or family has this name"), run.text);
  }

  @Test
  void anUnknownWidthIsRefused() {
    assertEquals("--widths must be of 128, 256 and 512, but one is 64", run("--widths", "64").text);
  }

  @Test
  void aMissingFolderIsRefusedBeforeTheWork(@TempDir Path folder) {
    Run run = run("--certificate", folder.resolve("no/such/file.json").toString());
    assertEquals(2, run.code);
    assertTrue(run.text.endsWith("there is no such folder"), run.text);
  }

  @Test
  void aCertificateThatCannotBeWrittenIsRefusedBeforeTheWork(@TempDir Path folder) throws IOException {
    Run run = run("--certificate", folder.toString());
    assertEquals(2, run.code);
    assertEquals(folder + ": cannot be written: it is a directory", run.text);
    Path loose = Files.createSymbolicLink(folder.resolve("loose.json"), Path.of("nowhere"));
    assertEquals(loose + ": cannot be written: it is a symbolic link to nowhere, which does not exist",
        run("--certificate", loose.toString()).text);
  }

  @Test
  void testVectorsOfAnotherBackendAreRefused(@TempDir Path folder) {
    assumeTrue(Backend.active() != Backend.REFERENCE, "skipped: the reference is in force");
    Path file = folder.resolve("vectors.txt");
    Run run = run("--write-vectors", file.toString());
    assertEquals(2, run.code);
    assertEquals("--write-vectors is for the reference: start with -Disobit.backend=reference", run.text);
    assertFalse(Files.exists(file));
  }

  @Test
  void kernelsWithoutPromisedBitsAreRefused() {
    Run run = run("--kernel", "gemm.cublas.double");
    assertEquals(2, run.code);
    assertTrue(run.text.contains("--kernel gemm.cublas.double: the kernel has a bound for its errors, but no bits to "
        + "compare"), run.text);
  }

  @Test
  void aFamilyIsItsKernels() {
    String family = KernelCatalog.all().getFirst().family();
    Run run = run("--quick", "--widths", "128", "--kernel", family);
    List<String> names = KernelCatalog.all().stream().filter(k -> k.family().equals(family)).map(Kernel::name).toList();
    assertEquals(names, run.text.lines().skip(1).map(l -> l.split(" ")[0]).takeWhile(n -> !n.isEmpty()).toList());
  }

  @Test
  void minimisersAreAFamily() {
    Run run = run("--quick", "--widths", "128", "--kernel", "minimization");
    assertEquals(0, run.code, run.text);
    assertEquals(List.of("conjugateGradients.double", "costFunctions.double", "gaussNewton.double", "lbfgs.double",
        "levenbergMarquardt.double", "newton.double"),
        run.text.lines().skip(1).map(l -> l.split(" ")[0]).takeWhile(n -> !n.isEmpty()).toList());
    assertTrue(run.text.contains(": 6 methods, 2 configurations"), run.text);
  }

  @Test
  void hashesAreWrittenByTheReferenceAlone(@TempDir Path folder) {
    assumeTrue(Backend.active() != Backend.REFERENCE, "skipped: this is the reference");
    Run run = run("--write-golden", folder.toString());
    assertEquals(2, run.code);
    assertEquals("--write-golden is for the reference: start with -Disobit.backend=reference", run.text);
  }

  @Test
  void anotherJavaIsACommandWithQuotes() {
    assertEquals(List.of("/opt/my emulator/run", "-cpu", "max", "java"),
        VerifyCommand.words(" \"/opt/my emulator/run\" -cpu  max java"));
    Run run = run("--java", "/no/such/java", "--widths", "128");
    assertEquals(2, run.code);
    assertTrue(run.text.contains("/no/such/java"), run.text);
  }

  @Test
  void goldenHashesAreThoseOfTheReference(@TempDir Path folder) throws Exception {
    List<Conformance> first = List.of(ConformanceSuite.all().getFirst());
    Golden.write(folder, first);
    String kernel = first.getFirst().kernel();
    String text = Files.readString(folder.resolve(KernelCatalog.get(kernel).family() + ".txt"));
    assertTrue(text.startsWith("contract 1\n" + kernel + " SHORT "), text);
    assertTrue(text.contains(Golden.committed().hash(kernel, Cases.FULL)), text);
  }
}
