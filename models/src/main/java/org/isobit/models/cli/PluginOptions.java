package org.isobit.models.cli;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isobit.models.registry.Registry;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of commands that take filters, models, operators and laws of the user's own. */
public final class PluginOptions {

  /** Path of the jars, for processes that a command starts. */
  public static final String PROPERTY = "isobit.plugins";

  /** What a jar may bring along. */
  static final List<String> SERVICES = List.of("org.isobit.models.assimilation.spi.FilterProvider",
      "org.isobit.models.assimilation.spi.OperatorProvider", "org.isobit.models.dynamics.ModelProvider",
      "org.isobit.models.errors.LawProvider", "org.isobit.models.learning.layers.LayerProvider");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = {"--plugins", "--operators"}, paramLabel = "JAR",
      description = "Jars with filters, models, operators or laws of errors of your own; several as a path has them, "
          + "or one an option.")
  private List<String> paths = new ArrayList<>();

  /** Makes the option; picocli fills it. */
  public PluginOptions() {}

  /** Looks there from now on; must be called before a configuration is read. */
  public void load() {
    List<Path> jars = paths.stream().flatMap(Pattern.compile(File.pathSeparator, Pattern.LITERAL)::splitAsStream)
        .map(Path::of).toList();
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      require(jar);
      try {
        urls.add(jar.toUri().toURL());
      } catch (IOException e) {
        throw refused(jar, e.getMessage());
      }
    }
    System.setProperty(PROPERTY, jars.stream().map(jar -> jar.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator)));
    Registry.lookIn(urls.isEmpty() ? null
        : new URLClassLoader(urls.toArray(new URL[0]), PluginOptions.class.getClassLoader()));
  }

  /** A class loader passes silently over what is no jar, or names nothing. */
  private void require(Path jar) {
    if (!Files.exists(jar)) {
      throw refused(jar, "no such file");
    }
    boolean names;
    if (Files.isDirectory(jar)) {
      names = SERVICES.stream().anyMatch(service -> Files.exists(jar.resolve("META-INF/services").resolve(service)));
    } else {
      try (JarFile file = new JarFile(jar.toFile())) {
        names = SERVICES.stream().anyMatch(service -> file.getEntry("META-INF/services/" + service) != null);
      } catch (IOException e) {
        throw refused(jar, "is no jar that can be read: " + e.getMessage());
      }
    }
    if (!names) {
      throw refused(jar, "brings nothing along; META-INF/services must have one of " + String.join(", ", SERVICES));
    }
  }

  private ParameterException refused(Path jar, String why) {
    return new ParameterException(command.commandLine(), "--plugins: " + jar + ": " + why);
  }
}
