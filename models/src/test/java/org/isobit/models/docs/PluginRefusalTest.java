package org.isobit.models.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.OperatorProvider;
import org.isobit.models.cli.Told;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.errors.GaussianError;
import org.isobit.models.errors.LawProvider;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;
import org.isobit.models.twin.TwinCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Jars that bring nothing, or what cannot be used, are refused in one sentence. */
@Isolated
class PluginRefusalTest {

  @TempDir
  private Path folder;

  /** Says nothing of itself that can be used. */
  public static final class Nameless implements LawProvider {
    @Override
    public String label() {
      return "two words";
    }

    @Override
    public String sentence() {
      return "has a bad name";
    }

    @Override
    public ErrorLaw build(Values values) {
      return null;
    }
  }

  /** Has a key that all laws' sections have. */
  public static final class Clashing implements LawProvider {
    @Override
    public String label() {
      return "clashing";
    }

    @Override
    public String sentence() {
      return "has a key of another";
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("correlation", Form.NUMBER, "not that one").usual(1.0));
    }

    @Override
    public ErrorLaw build(Values values) {
      return new GaussianError(1);
    }
  }

  private static Path jar(Path file, Class<?> service, Class<?> provider) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
      out.write(provider.getName().getBytes());
      out.closeEntry();
    }
    return file;
  }

  @Test
  void entriesThatSayNothingUsefulAreRefused() throws IOException {
    Path bad = jar(folder.resolve("nameless.jar"), LawProvider.class, Nameless.class);
    Told told = Told.of(new DocsCommand(), "--plugins", bad.toString());
    assertEquals(2, told.code());
    assertTrue(told.text().contains("PluginRefusalTest$Nameless has the name 'two words', which must be of letters"),
        told.text());
    Path clash = jar(folder.resolve("clash.jar"), LawProvider.class, Clashing.class);
    told = Told.of(new TwinCommand(), "--experiment", "L63-A10", "--set", "observations.error={law: clashing}",
        "--plugins", clash.toString());
    assertEquals(2, told.code());
    assertTrue(told.text().contains("observations.error.correlation: is a key that all here have"), told.text());
  }

  @Test
  void filesThatBringNothingAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    assertTrue(Told.of(new DocsCommand(), "--plugins", text.toString()).text().contains("is no jar that can be read"));
    Path empty = folder.resolve("empty.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(empty))) {
      out.putNextEntry(new JarEntry("a.txt"));
    }
    Told told = Told.of(new DocsCommand(), "--plugins", empty.toString());
    assertEquals(2, told.code());
    assertTrue(told.text().contains("brings nothing along"), told.text());
    for (Class<?> service : new Class<?>[] {FilterProvider.class, OperatorProvider.class, ModelProvider.class,
        LawProvider.class, LayerProvider.class}) {
      assertTrue(told.text().contains(service.getName()), service.getName());
    }
  }

  @Test
  void aJarThatCannotBeUsedIsRefused() throws IOException {
    Path bad = folder.resolve("bad.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(bad))) {
      out.putNextEntry(new JarEntry("META-INF/services/" + FilterProvider.class.getName()));
      out.write("org.example.Missing".getBytes());
      out.closeEntry();
    }
    Told told = Told.of(new DocsCommand(), "--plugins", bad.toString(), "filters");
    assertEquals(2, told.code(), told.text());
    assertTrue(told.text().contains("a filter from outside cannot be used: ")
        && told.text().contains("org.example.Missing"), told.text());
  }
}
