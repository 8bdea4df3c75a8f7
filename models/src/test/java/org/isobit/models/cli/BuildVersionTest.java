package org.isobit.models.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobit.kernels.Isobit;
import org.isobit.models.analyse.AnalyseCommand;
import org.isobit.models.cycle.CycleCommand;
import org.isobit.models.info.InfoCommand;
import org.isobit.models.model.ModelCommand;
import org.isobit.models.net.NetCommand;
import org.isobit.models.studies.StudyCommand;
import org.isobit.models.twin.TwinCommand;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class BuildVersionTest {

  private static String told(Object command, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, Cli.run(command, arguments));
      return bytes.toString(StandardCharsets.UTF_8);
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void everyCommandTellsVersionContractAndJava() {
    String expected = "isobit " + BuildVersion.number() + "\narithmetic contract " + Isobit.contractVersion() + "\nJDK "
        + System.getProperty("java.runtime.version") + " (";
    List<Supplier<Object>> commands = List.of(TwinCommand::new, AnalyseCommand::new, CycleCommand::new, NetCommand::new,
        ModelCommand::new, StudyCommand::new, InfoCommand::new);
    for (Supplier<Object> command : commands) {
      List<List<String>> lines = new ArrayList<>(List.of(List.of("-V"), List.of("--version")));
      new picocli.CommandLine(command.get()).getSubcommands().keySet().forEach(name -> lines.add(List.of(name, "-V")));
      for (List<String> line : lines) {
        String text = told(command.get(), line.toArray(String[]::new));
        assertTrue(text.startsWith(expected) && text.lines().count() == 3, command.get() + " " + line + ": " + text);
      }
    }
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    String number = BuildVersion.number();
    Assumptions.assumeFalse(number.equals(BuildVersion.UNKNOWN), "the resource was not made by the build");
    Matcher version = Pattern.compile("<artifactId>isobit-parent</artifactId>\\s*<version>([^<]+)</version>")
        .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(version.find());
    assertEquals(version.group(1), number);
  }
}
