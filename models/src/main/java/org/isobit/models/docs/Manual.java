package org.isobit.models.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.analyse.internal.observation.OperatorKind;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.transform.TransformKind;
import org.isobit.models.cycle.CycleCommand;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.method.Registries;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.KeysPage;
import org.isobit.models.registry.Registry;
import org.isobit.models.twin.ExperimentYaml;

/** All that there is to look up: the configurations of commands, and the registries. Thread-safe. */
final class Manual {

  /** What the table of filters is called. */
  static final String METHODS = "methods";

  private Manual() {}

  /** What configurations can say, command by command. */
  static Map<String, Keys> commands() {
    Map<String, Keys> commands = new LinkedHashMap<>();
    commands.put("twin", ExperimentYaml.KEYS);
    commands.put("analyse", AnalysisPlan.KEYS);
    commands.put("cycle", CycleCommand.keys());
    return commands;
  }

  /** What they can name, by the plural that people type. */
  static Map<String, List<Registry<?>>> registries() {
    Map<String, List<Registry<?>>> registries = new LinkedHashMap<>();
    registries.put("filters", List.of(Registries.filters()));
    registries.put("inflations", List.of(Registries.INFLATIONS, Registries.ADAPTIVE));
    registries.put("tapers", List.of(Registries.tapers()));
    registries.put("geometries", List.of(Registries.geometries()));
    registries.put("conventions", List.of(Registries.CONVENTIONS));
    registries.put("combinations", List.of(Registries.COMBINATIONS));
    registries.put("borders", List.of(Registries.BORDERS));
    registries.put("adaptive-radii", List.of(Registries.KEPT));
    registries.put("operators", List.of(OperatorKind.REGISTRY, Registries.operators()));
    registries.put("transforms", List.of(TransformKind.REGISTRY));
    registries.put("models", List.of(Registries.models()));
    registries.put("schemes", List.of(Registries.SCHEMES));
    registries.put("laws", List.of(Registries.laws()));
    registries.put("layers", List.of(Layers.registry()));
    return registries;
  }

  /** The contents. */
  static String contents() {
    StringBuilder text = new StringBuilder("Configurations: isobit docs COMMAND shows all keys of\n  ");
    text.append(String.join(", ", commands().keySet())).append("\n\n");
    text.append("What they can name: isobit docs KIND explains\n");
    registries().forEach((plural, all) -> {
      List<String> labels = all.stream().flatMap(registry -> registry.labels().stream()).toList();
      text.append(KeysPage.line(plural, String.join(", ", labels)));
    });
    return text + "\nisobit docs methods compares filters: papers, checks, what each takes.\n"
        + "isobit docs KEY explains a key (taper, method.localization.radius) or a name (letkf).\n";
  }

  /** The page of a command, a kind, a key or a name; null if there is none. */
  static String page(String what) {
    StringBuilder text = new StringBuilder();
    if (METHODS.equals(what)) {
      text.append(MethodTable.plain(Registries.filters().entries())).append('\n');
    }
    if (commands().containsKey(what)) {
      text.append("Keys of the configuration of 'isobit ").append(what).append("'; those with * are required.\n\n")
          .append(KeysPage.of(commands().get(what)));
    }
    registries().forEach((plural, all) -> {
      for (Registry<?> registry : all) {
        if (plural.equals(what) || registry.kind().equals(what)) {
          text.append(registry.kind()).append('\n').append(KeysPage.of(registry));
        }
        for (Entry entry : registry.entries()) {
          if (entry.label().equals(what)) {
            text.append(KeysPage.of(registry.kind(), entry));
          }
        }
      }
    });
    keys().forEach((path, key) -> {
      String inside = inside(path);
      if (inside.equals(what) || inside.endsWith("." + what)) {
        text.append(KeysPage.of(path, key));
        text.append(key.section() == null ? "" : KeysPage.of(key.section()).indent(2));
      }
    });
    return text.isEmpty() ? null : text.toString();
  }

  /** A path without its command, and without the word that a key depends on. */
  static String inside(String path) {
    return path.substring(path.indexOf(' ') + 1).replaceAll(" \\([^)]*\\)", "");
  }

  /** All keys, {@code analyse method.filter} being the path of one. */
  static Map<String, Key> keys() {
    Map<String, Key> keys = new LinkedHashMap<>();
    commands().forEach((command, all) -> KeysPage.collect(all, command + " ", keys));
    return keys;
  }
}
