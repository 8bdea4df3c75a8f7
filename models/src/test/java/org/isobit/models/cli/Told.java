package org.isobit.models.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command told: its exit code, and everything that it printed, errors too, but for progress. */
public record Told(int code, String text) {

  /** Runs a command. */
  public static Told of(Object command, String... arguments) {
    StringWriter told = new StringWriter();
    return new Told(Cli.run(command, new PrintWriter(told, true), arguments), told.toString());
  }
}
