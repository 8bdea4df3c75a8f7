package org.isobit.models.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.isobit.models.registry.Registry;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of commands that take filters, models, operators, laws and layers of the user's own. */
public final class PluginOptions {

  /** Path of the jars, for processes that a command starts. */
  public static final String PROPERTY = "isobit.plugins";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = {"--plugins", "--operators"}, paramLabel = "JAR", split = "[:;]",
      description = "Jars with filters, models, operators, laws of errors or layers of your own.")
  private List<Path> jars = new ArrayList<>();

  /** Makes the option; picocli fills it. */
  public PluginOptions() {}

  /** Looks there from now on; must be called before a configuration is read. */
  public void load() {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      if (!Files.exists(jar)) {
        throw new ParameterException(command.commandLine(), "--plugins: " + jar + ": no such file");
      }
      try {
        urls.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new ParameterException(command.commandLine(), "--plugins: " + jar + ": " + e.getMessage());
      }
    }
    System.setProperty(PROPERTY, jars.stream().map(jar -> jar.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator)));
    Registry.lookIn(urls.isEmpty() ? null
        : new URLClassLoader(urls.toArray(new URL[0]), PluginOptions.class.getClassLoader()));
  }
}
