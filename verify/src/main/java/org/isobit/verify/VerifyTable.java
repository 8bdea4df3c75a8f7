package org.isobit.verify;

import java.io.PrintWriter;
import java.util.List;
import org.isobit.verify.Outcome.Cell;
import org.isobit.verify.Outcome.Status;

/** The table of a verification: one row a kernel, one column a configuration. */
final class VerifyTable {

  private VerifyTable() {}

  static void print(PrintWriter out, List<Configuration> plan, List<String> kernels, Outcome outcome) {
    int first = Math.max(6, kernels.stream().mapToInt(String::length).max().orElse(0));
    StringBuilder line = new StringBuilder(pad("kernel", first));
    for (Configuration configuration : plan) {
      line.append("  ").append(configuration.name());
    }
    out.println(line);
    for (String kernel : kernels) {
      line = new StringBuilder(pad(kernel, first));
      for (Configuration configuration : plan) {
        line.append("  ").append(pad(text(outcome.cell(kernel, configuration.name())), configuration.name().length()));
      }
      out.println(line.toString().stripTrailing());
    }
    out.println();
    for (Configuration configuration : plan) {
      List<String> facts = outcome.machine(configuration.name());
      out.println(pad(configuration.name(), 10) + " " + configuration.meaning()
          + (facts.isEmpty() ? "" : " (" + facts.get(0) + (facts.get(3).equals("0") ? "" : ", " + facts.get(3)
          + " bits") + ")"));
    }
    out.println();
  }

  private static String text(Cell cell) {
    Status status = cell == null ? Status.FAILED : cell.status();
    return switch (status) {
      case OK -> "ok";
      case DIFFERENT -> "DIFFER";
      case FAILED -> "FAILED";
      case UNKNOWN -> "none";
      case ABSENT -> "-";
    };
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
