package org.isobit.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Families that begin with the reference. */
class GradualTest {

  @Test
  void theReferenceRunsUntilThereWasEnoughWork() {
    Gradual<String> family = new Gradual<>("reference", "simd", new long[1]);
    assertEquals("reference", family.of(1000));
    assertEquals("reference", family.of(Gradual.ENOUGH - 1001));
    assertEquals("simd", family.of(1));
    assertEquals("simd", family.of(0));
  }

  @Test
  void aCallThatIsLargeByItselfIsNotTheReferences() {
    Gradual<String> family = new Gradual<>("reference", "simd", new long[1]);
    assertEquals("simd", family.of(Gradual.ENOUGH));
    assertEquals("simd", family.of(1));
  }

  @Test
  void whatIsAskedForByNameRunsFromTheFirstCallOn() throws IOException, InterruptedException {
    assertEquals("reference", firstCall("auto"));
    assertEquals("reference", firstCall("reference"));
    assertEquals(FusedMultiplyAdd.inHardware() ? "simd" : "", firstCall("simd"));
  }

  /** What a family whose chosen implementation is "simd" begins with in a process of its own. */
  private static String firstCall(String backend) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector", "-D" + Backend.PROPERTY + "=" + backend, "-cp",
        System.getProperty("java.class.path"), First.class.getName()));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return told;
  }

  /** Tells what its first call gets. */
  static final class First {

    private First() {}

    public static void main(String[] arguments) {
      System.out.println(Gradual.of("reference", Backend.active() == Backend.SIMD ? "simd" : "reference").of(1));
    }
  }
}
