package org.isobit.models.twin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobit.models.cli.Cli;
import org.junit.jupiter.api.io.TempDir;

/** Small sweeps and tunings, by their commands. */
abstract class SweepRuns {

  static final String YAML = """
      name: small
      model: {name: lorenz63}
      integrator: {scheme: rk4, step: 0.01}
      observations:
        operator: {kind: all}
        error: {law: gaussian, variance: 2.0}
        interval: 25
      initial: {mean: [1.509, -1.531, 25.46], variance: 2.0}
      cycles: 60
      burn-in: 10
      seeds: [1, 2]
      methods:
        - {filter: etkf, members: 10, rotation: true, inflation: {kind: posterior-anomalies, factor: 1.04},
           published: {rmse: 0.540, decimals: 3}}
        - {label: single, filter: denkf, members: 12}
      """;

  static final String SWEEP = YAML + """
      sweep:
        methods.0.members: [6, 10]
        methods.0.inflation.factor: [1.0, 1.04, 1.1]
      """;

  @TempDir
  Path temporary;

  String out;
  String err;

  int run(String... arguments) {
    PrintStream savedOut = System.out;
    PrintStream savedErr = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      return Cli.run(new TwinCommand(), arguments);
    } finally {
      System.setOut(savedOut);
      System.setErr(savedErr);
      out = told.toString(StandardCharsets.UTF_8);
      err = errors.toString(StandardCharsets.UTF_8);
    }
  }

  Path file(String yaml) throws IOException {
    return Files.writeString(temporary.resolve("small.yaml"), yaml);
  }

  int sweep(String folder, String yaml, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--experiment", file(yaml).toString(), "--out",
        temporary.resolve(folder).toString()));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }

  /** All files of a folder but those below runs. */
  static Map<String, String> results(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).collect(Collectors.toMap(f -> f.getFileName().toString(),
          f -> bytes(f), (a, b) -> a, TreeMap::new));
    }
  }

  static String bytes(Path file) {
    try {
      return Arrays.toString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  int tune(String folder, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("tune", "--experiment", file(YAML).toString(), "--out",
        temporary.resolve(folder).toString()));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }
}
