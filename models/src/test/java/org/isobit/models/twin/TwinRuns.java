package org.isobit.models.twin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.models.cli.Cli;

/** The command on several experiments, one after the other, in a JVM that starts once and has one engine. */
final class TwinRuns {

  /** Those that there are, by the names of their folders. */
  static final Map<String, List<String>> EXPERIMENTS = Map.of(
      "all", List.of("--experiment", "L96-S08-all", "--set", "cycles=20"),
      "adaptive", List.of("--experiment", "L96-adaptive", "--set", "cycles=20"),
      "errors", List.of("--experiment", "L96-L09", "--set", "cycles=20"),
      "baselines", List.of("--experiment", "L96-S08-baselines", "--set", "cycles=20"),
      "sweep", List.of("--experiment", "L96-sweep", "--set", "cycles=20"),
      "accurate", List.of("--experiment", "L96-S08-all", "--set", "cycles=10", "--set",
          "observations.error.variance=1.0e-20"),
      "denormal", List.of("--experiment", "L96-S08-all", "--set", "cycles=10", "--set",
          "observations.error.variance=1.0e-310"));

  private TwinRuns() {}

  /**
   * Runs them.
   *
   * @param arguments the folder, the names of experiments with commas between, and what else the command gets
   */
  public static void main(String... arguments) {
    for (String name : arguments[1].split(",")) {
      List<String> all = new ArrayList<>(EXPERIMENTS.get(name));
      all.addAll(List.of("--out", Path.of(arguments[0], name).toString(), "--set", "burn-in=5", "--set",
          "seeds=[1, 2]"));
      all.addAll(Arrays.asList(arguments).subList(2, arguments.length));
      int code = Cli.run(new TwinCommand(), all.toArray(new String[0]));
      if (code != Cli.OK) {
        System.exit(code);
      }
    }
  }
}
