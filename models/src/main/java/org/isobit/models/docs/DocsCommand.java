package org.isobit.models.docs;

import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.io.Similar;
import org.isobit.models.registry.KeysSchema;
import org.isobit.models.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isobit docs}: looks up what configurations can say and name. */
@Command(name = "isobit docs", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Explains configurations: their keys, and the filters, models and other things that they can name.",
    footer = {"", "  isobit docs                         what there is",
    "  isobit docs analyse                 all keys",
        "  isobit docs filters                 what can be named", "  isobit docs letkf",
        "  isobit docs methods                 the filters as a table: paper, check, what each takes",
        "  isobit docs localization.radius",
        "  isobit docs --schema analyse > analyse.schema.json   for an editor of YAML files"})
public final class DocsCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "KEY", description = "A command, a kind, a key or a name.")
  private String what;

  @Option(names = "--schema", paramLabel = "COMMAND",
      description = "Prints the JSON Schema of the configuration of twin, analyse or cycle.")
  private String schema;

  @Mixin
  private final PluginOptions plugins = new PluginOptions();

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills it. */
  public DocsCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(Cli.run(new DocsCommand(), arguments));
  }

  @Override
  public Integer call() {
    plugins.load();
    PrintWriter out = spec.commandLine().getOut();
    if (schema != null) {
      if (!Manual.commands().containsKey(schema)) {
        throw new ParameterException(spec.commandLine(), "--schema must be one of "
            + String.join(", ", Manual.commands().keySet()) + ", but is '" + schema + "'");
      }
      out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create()
          .toJson(KeysSchema.of("isobit " + schema, Manual.commands().get(schema))));
    } else {
      String page = what == null ? Manual.contents() : Manual.page(what);
      if (page == null) {
        throw new ParameterException(spec.commandLine(), "there is nothing called '" + what + "'"
            + Similar.hint(what, words()) + "; 'isobit docs' lists what there is");
      }
      out.print(page);
    }
    out.flush();
    return Cli.OK;
  }

  /** All that can be asked for. */
  private static List<String> words() {
    List<String> words = new ArrayList<>(Manual.commands().keySet());
    words.add(Manual.METHODS);
    Manual.registries().forEach((plural, all) -> {
      words.add(plural);
      for (Registry<?> registry : all) {
        words.addAll(registry.labels());
      }
    });
    Manual.keys().keySet().forEach(path -> words.add(Manual.inside(path).replaceAll(".*\\.", "")));
    return words;
  }
}
