package org.isobit.models.analyse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobit.models.cli.Cli;

/** Runs {@code isobit analyse} and keeps what it tells. */
public final class Commands {

  private Commands() {}

  /** Exit code and everything on standard output and error. */
  public record Told(int code, String text) {}

  public static Told analyse(Path config, String... more) {
    List<String> arguments = new ArrayList<>(List.of(config.toString()));
    arguments.addAll(List.of(more));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    try {
      return new Told(Cli.run(new AnalyseCommand(), arguments.toArray(new String[0])),
          told.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
