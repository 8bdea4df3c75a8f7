package org.isobit.models.twin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.isobit.models.io.Settings;
import org.isobit.models.io.Similar;

/**
 * The built-in experiments: published configurations with the scores published for them, each a YAML file beside this
 * class. Thread-safe.
 */
public final class Experiments {

  /** The experiment that runs without arguments. */
  public static final String DEFAULT = "L96-S08";

  private static final List<String> NAMES = List.of(DEFAULT, "L96-S08-all", "L96-S08-baselines", "L96-H15", "L96-M11",
      "L96-adaptive", "L96-L09", "L63-S12", "L63-S12-baselines", "L63-S12-PF", "L63-A10", "L63-B12", "L63-B12-5",
      "L96-B13", "L96-B10", "L96-B10-PF", "L96-B10-OptPF", "L96-S12", "L96-DAB", "LUV-baselines", "KS-B19",
      "LA-R15");

  private static final List<String> SWEEPS = List.of("L96-sweep");

  private Experiments() {}

  /**
   * Their names.
   *
   * @return the names, the default first
   */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Names of the built-in sweeps, each of which makes many experiments.
   *
   * @return the names
   */
  public static List<String> sweeps() {
    return SWEEPS;
  }

  /**
   * A built-in experiment.
   *
   * @param name      its name; case does not matter
   * @param overrides assignments {@code key.path=value}
   * @return the experiment
   * @throws IllegalArgumentException if there is none of that name, or an override is wrong
   */
  public static Experiment named(String name, String... overrides) {
    return named(name, List.of(overrides));
  }

  static Experiment named(String name, List<String> overrides) {
    return ExperimentYaml.read(builtIn(name, overrides));
  }

  /**
   * A built-in experiment or one from a file.
   *
   * @param nameOrFile a built-in experiment's name, or a file ending in {@code .yaml} or {@code .yml}
   * @param overrides  assignments {@code key.path=value}
   * @return the experiment
   * @throws IOException              if the file cannot be read
   * @throws IllegalArgumentException if there is no such experiment, or its description is wrong
   */
  public static Experiment find(String nameOrFile, List<String> overrides) throws IOException {
    return ExperimentYaml.read(settings(nameOrFile, overrides));
  }

  /** The description of a built-in experiment or sweep, or of one from a file, as it is written. */
  static Settings settings(String nameOrFile, List<String> overrides) throws IOException {
    String lower = nameOrFile.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      return Settings.read(Path.of(nameOrFile), overrides);
    }
    if (all().noneMatch(nameOrFile::equalsIgnoreCase)) {
      throw new IllegalArgumentException(unknown(nameOrFile) + "; a file's name must end in .yaml or .yml");
    }
    return builtIn(nameOrFile, overrides);
  }

  static Settings builtIn(String name, List<String> overrides) {
    String known = all().filter(name::equalsIgnoreCase).findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    return Settings.parse(known, Path.of(""), text(known), overrides);
  }

  private static Stream<String> all() {
    return Stream.concat(NAMES.stream(), SWEEPS.stream());
  }

  private static String unknown(String name) {
    return "there is no experiment '" + name + "'" + Similar.hint(name, all().toList()) + "; built-in ones: "
        + String.join(", ", all().toList());
  }

  private static String text(String name) {
    try (InputStream in = Experiments.class.getResourceAsStream(name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
