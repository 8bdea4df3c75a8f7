package org.isobit.models.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobit.models.twin.TwinCommand;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A property of the virtual machine that cannot be met ends a command with one line. */
class SettingsTest {

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', value = {
      "isobit.simd.bits=77; must be 128, 256 or 512, but is '77'",
      "isobit.backend=gpu; must be auto, reference, simd or cuda, but is 'gpu'",
      "isobit.gradual=some; must be a whole number of elements, 0 or more, but is 'some'",
      "isobit.threads=0; must be a positive number, but is '0'",
      "isobit.tuning=zen9; must be one of [small, zen5, zen4, avx2, neon], but is 'zen9'",
      "isobit.tuning.gemm.double.terms=0; must be a number from 1 to 32768, but is '0'",
      "isobit.tuning.gemm.double.columns=33; must be a multiple of 32, but is 33"})
  void oneLineNamesThePropertyTheValueAndWhatIsAllowed(String property, String rest, @TempDir Path folder)
      throws Exception {
    Path told = folder.resolve("told");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1",
        "-D" + property, "-cp", System.getProperty("java.class.path"), TwinCommand.class.getName(),
        "--set", "cycles=3", "--set", "burn-in=0", "--out",
        folder.resolve("out").toString()));
    int code = new ProcessBuilder(command).redirectError(told.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    List<String> lines = Files.readAllLines(told, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.startsWith("WARNING")).toList();
    assertEquals(List.of("isobit twin: -D" + property.substring(0, property.indexOf('=')) + " " + rest), lines);
    assertEquals(Cli.BAD_INPUT, code);
  }
}
