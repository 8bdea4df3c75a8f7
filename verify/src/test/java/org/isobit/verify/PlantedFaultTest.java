package org.isobit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Faults put in on purpose are found, named, and turn the verdict. */
class PlantedFaultTest {

  @TempDir
  Path folder;

  private record Run(int code, String text, JsonObject certificate) {}

  private Run verify(Class<?> suite) throws Exception {
    Path file = folder.resolve("certificate.json");
    StringWriter text = new StringWriter();
    int code = new CommandLine(new VerifyCommand()).setOut(new PrintWriter(text, true))
        .execute("--suite", suite.getName(), "--widths", "128,256", "--certificate", file.toString());
    return new Run(code, text.toString(), JsonParser.parseString(Files.readString(file)).getAsJsonObject());
  }

  private static String problem(Run run) {
    return run.certificate.getAsJsonArray("problems").get(0).getAsJsonObject().get("problem").getAsString();
  }

  @Test
  void rightBitsPass() throws Exception {
    Run run = verify(PlantedSuite.Right.class);
    assertEquals(0, run.code, run.text);
    assertTrue(run.text.contains("ALL BITS ARE THE SAME"), run.text);
    assertEquals("identical", run.certificate.get("verdict").getAsString());
    assertEquals(1, run.certificate.get("contractVersion").getAsInt());
    assertEquals(0, run.certificate.getAsJsonArray("problems").size());
  }

  @Test
  void oneFlippedBitIsNamed() throws Exception {
    Run run = verify(PlantedSuite.OneBit.class);
    assertEquals(1, run.code, run.text);
    assertTrue(problem(run).startsWith("n=64: number 63 is "), run.text);
    assertTrue(run.text.contains("onebit.double in simd128: n=64: number 63"), run.text);
    assertTrue(run.text.contains("onebit.double in simd256: n=64: number 63"), run.text);
    assertTrue(run.text.lines().anyMatch(line -> line.matches("right.double +ok +ok +ok.*")), run.text);
    assertEquals("different", run.certificate.get("verdict").getAsString());
  }

  @Test
  void aFaultOfOneWidthIsFoundThereOnly() throws Exception {
    Run run = verify(PlantedSuite.OneWidth.class);
    assertEquals(1, run.code, run.text);
    assertTrue(run.text.lines().anyMatch(line -> line.matches("width.double +ok +DIFFER +ok.*")), run.text);
    assertTrue(run.text.contains("width.double in simd128: n=1: number 0 is -0.0"), run.text);
  }

  @Test
  void bitsThatChangeWithRepetitionAreFound() throws Exception {
    Run run = verify(PlantedSuite.OnceHot.class);
    assertEquals(1, run.code, run.text);
    assertTrue(problem(run).contains("number 0 is "), run.text);
  }

  @Test
  void anExceptionIsAFailure() throws Exception {
    Run run = verify(PlantedSuite.Throwing.class);
    assertEquals(1, run.code, run.text);
    assertTrue(problem(run).endsWith("n=1: java.lang.ArrayIndexOutOfBoundsException: index 8 of 7"), run.text);
  }

  @Test
  void aJvmThatEndsIsAFailure() throws Exception {
    Run run = verify(PlantedSuite.Ending.class);
    assertEquals(1, run.code, run.text);
    assertTrue(problem(run).contains("ended with code 3"), run.text);
  }

  @Test
  void aChangedReferenceIsFound() throws Exception {
    Golden golden = Golden.of(Map.of(Golden.key("right.double", Cases.SHORT), "0".repeat(64)));
    Configuration reference =
        new Configuration("reference", "", Backend.REFERENCE, Cases.SHORT, false, 0, 1, List.of());
    Outcome outcome = run(golden, reference);
    assertEquals(Outcome.Status.DIFFERENT, outcome.cell("right.double", "reference").status());
    assertTrue(outcome.problems().getFirst().text().contains("the reference itself has changed"));
  }

  @Test
  void aMissingGoldenHashIsAFailure() throws Exception {
    Configuration reference =
        new Configuration("reference", "", Backend.REFERENCE, Cases.SHORT, false, 0, 1, List.of());
    Outcome outcome = run(Golden.of(Map.of()), reference);
    assertEquals(Outcome.Status.UNKNOWN, outcome.cell("right.double", "reference").status());
    assertTrue(outcome.problems().getFirst().text().contains("--write-golden"));
  }

  /** Of a method of several kernels there is no reference beside it to name a number by. */
  @Test
  void otherBitsOfAMethodAreFound() throws Exception {
    Golden golden = Golden.of(Map.of(Golden.key("newton.double", Cases.SHORT), "0".repeat(64)));
    Configuration simd = new Configuration("simd", "", Backend.SIMD, Cases.SHORT, false, 0, 1, List.of());
    Outcome outcome = run(golden, simd, List.of("newton.double"), "-");
    assertEquals(Outcome.Status.DIFFERENT, outcome.cell("newton.double", "simd").status());
    assertTrue(outcome.problems().getFirst().text().startsWith("hash differs from the golden one: one of the kernels"),
        outcome.problems().toString());
  }

  private static Outcome run(Golden golden, Configuration configuration) throws Exception {
    return run(golden, configuration, List.of(), PlantedSuite.Right.class.getName());
  }

  private static Outcome run(Golden golden, Configuration configuration, List<String> names, String supplier)
      throws Exception {
    VerifyProgress quiet = new VerifyProgress(List.of(configuration));
    return new Verification(List.of(configuration), golden, names, supplier, List.of(), quiet).run();
  }

  @Test
  void compareSinkNamesTheFirstDifference() {
    CompareSink sink = new CompareSink();
    sink.label("a");
    sink.add(new double[] {1, 2, 3});
    sink.replay();
    sink.label("a");
    sink.add(1.0);
    AssertionError e = assertThrows(AssertionError.class, () -> sink.add(Math.nextUp(2.0)));
    assertEquals("a: number 1 is 2.0000000000000004 (0x4000000000000001), expected 2.0 (0x4000000000000000)",
        e.getMessage());
  }

  @Test
  void aShorterSecondRunIsADifference() {
    CompareSink sink = new CompareSink();
    sink.add(new double[] {1, 2});
    sink.replay();
    sink.add(1.0);
    assertThrows(AssertionError.class, sink::finish);
  }

  @Test
  void zerosDifferAndNansDoNot() {
    assertEquals(hash(Double.NaN), hash(Double.longBitsToDouble(0xfff8000000000123L)));
    assertTrue(!hash(0.0).equals(hash(-0.0)));
    // SHA-256 of eight zero bytes, from outside this library.
    assertEquals("af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc", hash(0.0));
  }

  private static String hash(double x) {
    HashSink sink = new HashSink();
    sink.add(x);
    return sink.hash();
  }
}
