package org.isobit.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    Gradual<String> family = new Gradual<>("reference", "simd", new Gradual.Work(10_000));
    assertEquals("reference", family.of(1000));
    assertEquals("reference", family.of(8999));
    assertEquals("simd", family.of(1));
    assertEquals("simd", family.of(0));
  }

  @Test
  void aCallThatIsLargeByItselfIsNotTheReferences() {
    Gradual<String> family = new Gradual<>("reference", "simd", new Gradual.Work(10_000));
    assertEquals("simd", family.of(10_000));
    assertEquals("simd", family.of(1));
  }

  @Test
  void whatIsAskedForByNameRunsFromTheFirstCallOn() throws IOException {
    assertEquals("reference", firstCall("-Disobit.backend=auto"));
    assertEquals("reference", firstCall("-Disobit.backend=reference"));
    assertEquals(FusedMultiplyAdd.inHardware() ? "simd" : "", firstCall("-Disobit.backend=simd"));
  }

  @Test
  void thePropertySaysHowManyElementsBelongToTheReference() throws IOException {
    String vectors = FusedMultiplyAdd.inHardware() ? "simd" : "reference";
    assertEquals(vectors, firstCall("-Disobit.gradual=0"));
    assertEquals(vectors, firstCall("-Disobit.gradual=1"));
    assertEquals("reference", firstCall("-Disobit.gradual=2"));
    assertEquals("reference", firstCall("-Disobit.gradual=0", "-XX:-UseFMA"), "no vectors are no obstacle");
    assertEquals("reference", firstCall("-Disobit.gradual=0", "-Disobit.backend=reference"));
  }

  @Test
  void aValueThatIsNoNumberIsRefused() {
    for (String value : List.of("", "-1", "1e6", "many", "1234567890123456789")) {
      assertEquals("-Disobit.gradual must be a whole number of elements, 0 or more, but is '" + value + "'",
          assertThrows(IllegalArgumentException.class, () -> Gradual.first(value)).getMessage());
    }
  }

  /** What a family whose chosen implementation is "simd" begins with in a process of its own. */
  private static String firstCall(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), First.class.getName()));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Tells what its first call gets. */
  static final class First {

    private First() {}

    public static void main(String[] arguments) {
      System.out.println(Gradual.of("reference", Backend.active() == Backend.SIMD ? "simd" : "reference").of(1));
    }
  }
}
