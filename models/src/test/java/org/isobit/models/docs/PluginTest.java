package org.isobit.models.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.isobit.models.analyse.AnalyseCommand;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.localization.GeometryProvider;
import org.isobit.models.assimilation.localization.TaperProvider;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.cli.Told;
import org.isobit.models.cycle.CycleCommand;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.errors.LawProvider;
import org.isobit.models.io.NpyFile;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.method.Registries;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;
import org.isobit.models.twin.TwinCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What is one's own, from a filter to a layer, has the standing of this library's when it comes from a jar. */
@Isolated
class PluginTest {

  @TempDir
  private Path folder;

  private Path jar;

  // snippet:start
  /** Moves every member towards the observations by a share of the difference; all variables are observed. */
  public static final class Nudge implements FilterProvider {
    @Override
    public String label() {
      return "nudge";
    }

    @Override
    public String title() {
      return "Nudging";
    }

    @Override
    public String sentence() {
      return "moves members towards the observations";
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("share", Form.NUMBER, "of the difference").usual(0.5).between(0, 1));
    }

    @Override
    public Reach reach() {
      return Reach.GLOBAL;
    }

    @Override
    public Set<Option> options() {
      return Set.of();
    }

    @Override
    public Filter build(FilterOptions options) {
      double share = options.own().number("share");
      return (ensemble, observations, cycle) -> {
        for (int m = 0; m < ensemble.members(); m++) {
          for (int i = 0; i < ensemble.size(); i++) {
            double x = ensemble.get(m, i);
            ensemble.values()[ensemble.index(m) + i] = x + share * (observations.value(i) - x);
          }
        }
      };
    }
  }
  // snippet:end

  @BeforeEach
  void aJar() throws IOException {
    jar = folder.resolve("own.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?>[] one : new Class<?>[][] {{FilterProvider.class, Nudge.class},
          {ModelProvider.class, PluginParts.Decay.class}, {LawProvider.class, PluginParts.Coin.class},
          {LayerProvider.class, PluginParts.Half.class}, {TaperProvider.class, PluginParts.Ramp.class},
          {GeometryProvider.class, PluginParts.Ring.class}}) {
        out.putNextEntry(new JarEntry("META-INF/services/" + one[0].getName()));
        out.write(one[1].getName().getBytes());
        out.closeEntry();
      }
    }
    Files.writeString(folder.resolve("twin.yaml"), """
        name: own
        model: {name: decay, rate: 0.5}
        integrator: {scheme: rk4, step: 0.1}
        observations: {operator: {kind: all}, error: {law: coin, error: 0.25}}
        initial: {mean: 1, variance: 1}
        cycles: 20
        seeds: [1]
        methods:
        - {filter: nudge, members: 4, share: 0.25}
        - {filter: etkf, members: 4}
        """);
  }

  @AfterEach
  void noPlugins() {
    Registry.lookIn(null);
  }

  @Test
  void twinExperiments() throws IOException {
    String yaml = folder.resolve("twin.yaml").toString();
    Path out = folder.resolve("out");
    Told told = Told.of(new TwinCommand(), "--experiment", yaml, "--out", out.toString(), "--plugins", jar.toString());
    assertEquals(0, told.code(), told.text());
    assertTrue(told.text().contains("Nudging-4"), told.text());
    String written = Files.readString(out.resolve("experiment.yaml"));
    assertTrue(written.contains("share: 0.25") && written.contains("rate: 0.5") && written.contains("error: 0.25"));
    Told again = Told.of(new TwinCommand(), "--experiment", out.resolve("experiment.yaml").toString(), "--out",
        folder.resolve("again").toString(), "--plugins", jar.toString());
    assertEquals(0, again.code(), again.text());
    assertEquals(Files.readString(out.resolve("scores.json")),
        Files.readString(folder.resolve("again/scores.json")));

    told = Told.of(new TwinCommand(), "--experiment", yaml, "--out", out.toString());
    assertEquals(2, told.code());
    assertTrue(told.text().contains("model.name: must be one of lorenz63, lorenz96, but is 'decay'")
        || told.text().contains("is not known here"), told.text());
    assertTrue(Told.of(new TwinCommand(), "--experiment", yaml, "--set", "methods.0.share=2", "--plugins",
        jar.toString()).text().contains("methods.0.share: must be between 0 and 1, but is 2.0"));
    assertTrue(Told.of(new TwinCommand(), "--experiment", yaml, "--set", "methods.0.rotation=true", "--plugins",
        jar.toString()).text().contains("methods.0.rotation: is not for the filter nudge"));
  }

  @Test
  void aModelWithStepsOfItsOwn() throws IOException {
    Files.writeString(folder.resolve("circle.yaml"), """
        name: circle
        model: {name: circle, rotation: 0.02}
        observations: {operator: {kind: all}, error: {law: gaussian, variance: 0.01}}
        initial: {mean: 1, variance: 0.01}
        cycles: 20
        seeds: [1]
        methods:
        - {filter: etkf, members: 6}
        """);
    String yaml = folder.resolve("circle.yaml").toString();
    Path out = folder.resolve("out");
    Told told = Told.of(new TwinCommand(), "--experiment", yaml, "--out", out.toString());
    assertEquals(0, told.code(), told.text());
    assertFalse(Files.readString(out.resolve("experiment.yaml")).contains("integrator"));
    told = Told.of(new TwinCommand(), "--experiment", yaml, "--set", "integrator={scheme: rk4, step: 0.1}");
    assertTrue(told.text().contains("integrator: is not for the model circle, which has steps of its own"),
        told.text());
    told = Told.of(new TwinCommand(), "--experiment", yaml, "--set", "model={name: lorenz63}");
    assertTrue(told.text().contains("integrator: is missing"), told.text());
  }

  @Test
  void analyses() throws IOException {
    assertEquals(0, Told.of(new AnalyseCommand(), "--example", folder.resolve("a").toString()).code());
    NpyFile.write(folder.resolve("e.npy"), new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Files.writeString(folder.resolve("o.csv"), "x,value,sd\n0,3,1\n1,3,1\n2,3,1\n");
    Files.writeString(folder.resolve("c.yaml"), """
        ensemble: e.npy
        observations: {file: o.csv}
        method: {filter: nudge}
        output: {picture: false}
        """);
    Told told = Told.of(new AnalyseCommand(), folder.resolve("c.yaml").toString(), "--plugins", jar.toString());
    assertEquals(0, told.code(), told.text());
    double[] analysis = NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles();
    assertEquals(2.0, analysis[0]);
    assertEquals(4.5, analysis[5]);
    told = Told.of(new AnalyseCommand(), folder.resolve("c.yaml").toString(), "--plugins", jar.toString(), "--audit",
        "50%", "--out", folder.resolve("audited").toString());
    assertEquals(2, told.code());
    assertTrue(told.text().contains("--audit: the filter nudge does not say that some points can be computed again by "
        + "themselves"), told.text());
  }

  @Test
  void tapers() throws IOException {
    Files.writeString(folder.resolve("ring.yaml"), """
        name: ring
        model: {name: lorenz96, size: 12}
        integrator: {scheme: rk4, step: 0.05}
        observations: {operator: {kind: all}, error: {law: gaussian, variance: 1}}
        initial: {mean: 1, variance: 1}
        cycles: 5
        seeds: [1]
        methods:
        - {filter: letkf, members: 4, localization: {taper: ramp, flat: 0.25, radius: 3, convention: support}}
        """);
    String yaml = folder.resolve("ring.yaml").toString();
    Path out = folder.resolve("ring");
    Told told = Told.of(new TwinCommand(), "--experiment", yaml, "--out", out.toString(), "--plugins", jar.toString());
    assertEquals(0, told.code(), told.text());
    assertTrue(Files.readString(out.resolve("experiment.yaml")).contains("flat: 0.25"));
    assertTrue(Told.of(new TwinCommand(), "--experiment", yaml, "--set", "methods.0.localization.flat=1", "--plugins",
        jar.toString()).text().contains("methods.0.localization.flat: must be between 0 and 0.9, but is 1"));
    assertTrue(Told.of(new TwinCommand(), "--experiment", yaml, "--set", "methods.0.localization.convention=dapper",
        "--plugins", jar.toString()).text().contains("the taper ramp has no radius in the convention dapper"));
    told = Told.of(new TwinCommand(), "--experiment", yaml, "--set", "methods.0.localization.flat=0.125", "--plugins",
        jar.toString());
    assertEquals(2, told.code());
    assertTrue(told.text().contains("methods.0.localization.taper: is 'ramp', but ") && told.text().contains(
        "makes a taper with the label 'slope'"), told.text());
    told = Told.of(new TwinCommand(), "--experiment", yaml);
    assertEquals(2, told.code());
    assertTrue(told.text().contains("methods.0.localization"), told.text());
    assertTrue(Told.of(new DocsCommand(), "--plugins", jar.toString(), "ramp").text()
        .contains("taper ramp\n  flat, then a straight line\n"));
    assertTrue(Told.of(new DocsCommand(), "--plugins", jar.toString(), "--schema", "analyse").text()
        .contains("\"ramp\""));
  }

  private static String scores(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("series.csv"));
    assertTrue(text.lines().count() > 5, text);
    return text;
  }

  /** A ring of one's own has the bits of the model's, in experiments and in analyses. */
  @Test
  void geometries() throws IOException {
    Files.writeString(folder.resolve("ring.yaml"), """
        name: ring
        model: {name: lorenz96, size: 12}
        integrator: {scheme: rk4, step: 0.05}
        observations: {operator: {kind: all}, error: {law: gaussian, variance: 1}}
        initial: {mean: 1, variance: 1}
        cycles: 5
        seeds: [1]
        methods:
        - {filter: letkf, members: 4, localization: {taper: gaspari-cohn, radius: 3, convention: support}}
        """);
    String yaml = folder.resolve("ring.yaml").toString();
    String set = "methods.0.localization.distances=";
    for (String[] one : new String[][] {{"usual", "methods.0.members=4"},
        {"own", set + "{geometry: own-ring, around: 12}"}, {"open", set + "{geometry: periodic}"},
        {"closed", set + "{geometry: periodic, length-x: 12}"}, {"again", set + "{geometry: cartesian}"}}) {
      Told told = Told.of(new TwinCommand(), "--experiment", yaml, "--set", one[1], "--out",
          folder.resolve(one[0]).toString(), "--plugins", jar.toString());
      assertEquals(0, told.code(), told.text());
    }
    String usual = scores(folder.resolve("usual"));
    assertEquals(usual, scores(folder.resolve("own")));
    assertEquals(usual, scores(folder.resolve("closed")));
    assertEquals(usual, scores(folder.resolve("again")));
    assertNotEquals(usual, scores(folder.resolve("open")));
    String written = folder.resolve("own/experiment.yaml").toString();
    assertTrue(Files.readString(Path.of(written)).contains("around: 12"));
    assertEquals(0, Told.of(new TwinCommand(), "--experiment", written, "--out", folder.resolve("read").toString(),
        "--plugins", jar.toString()).code());
    assertEquals(usual, scores(folder.resolve("read")));

    String[] wrong = {"{geometry: own-ring}", "methods.0.localization.distances.around: is missing",
      "{geometry: own-ring, around: 0}", "methods.0.localization.distances.around: must be positive, but is 0",
      "{geometry: great-circle}", "takes 2 coordinates, but places have 1 coordinate",
      "{geometry: periodic, length-y: 3}", "periodic has length-y 3.0, but places have 1 coordinate",
      "{geometry: flat}", "methods.0.localization.distances.geometry: must be one of"};
    for (int i = 0; i < wrong.length; i += 2) {
      Told told = Told.of(new TwinCommand(), "--experiment", yaml, "--set", set + wrong[i], "--plugins",
          jar.toString());
      assertEquals(2, told.code());
      assertTrue(told.text().contains(wrong[i + 1]), told.text());
    }
    assertTrue(Told.of(new DocsCommand(), "--plugins", jar.toString(), "own-ring").text()
        .contains("geometry own-ring\n  a line that closes\n"));

    NpyFile.write(folder.resolve("e.npy"), new double[] {1, 2, 3, 4, 5, 6, 7, 9, 8, 6, 5, 4}, 3, 4);
    Files.writeString(folder.resolve("o.csv"), "x,value,sd\n0,3,1\n1,3,1\n2,3,1\n");
    Files.writeString(folder.resolve("c.yaml"), """
        ensemble: e.npy
        grid: {x: {periodic: true}}
        observations: {file: o.csv}
        method:
          filter: letkf
          localization: {taper: gaspari-cohn, radius: 1.5, convention: half-width}
        output: {picture: false}
        """);
    String[][] sets = {{"grid.x.periodic=true"},
        {"grid.x.periodic=false", "method.localization.distances={geometry: own-ring, around: 4}"}};
    double[][] analysis = new double[2][];
    for (int i = 0; i < 2; i++) {
      List<String> arguments = new ArrayList<>(List.of(folder.resolve("c.yaml").toString(), "--plugins",
          jar.toString(), "--audit", "50%", "--out", folder.resolve("analysis" + i).toString()));
      for (String one : sets[i]) {
        arguments.addAll(List.of("--set", one));
      }
      Told told = Told.of(new AnalyseCommand(), arguments.toArray(String[]::new));
      assertEquals(0, told.code(), told.text());
      analysis[i] = NpyFile.read(folder.resolve("analysis" + i + "/analysis.npy")).doubles();
    }
    assertArrayEquals(analysis[0], analysis[1]);
    Told told = Told.of(new AnalyseCommand(), folder.resolve("c.yaml").toString(), "--set",
        "method.localization.distances={geometry: great-circle}");
    assertEquals(2, told.code());
    assertTrue(told.text().contains("method.localization.distances: does not fit: the geometry 'great-circle' takes 2 "
        + "coordinates, but places have 1 coordinate"), told.text());
  }

  @Test
  void cycles() throws IOException {
    Files.createDirectories(folder.resolve("obs"));
    for (int c = 1; c <= 2; c++) {
      Files.writeString(folder.resolve("obs/" + c + ".csv"), "x,value,sd\n0,3,1\n1,3,1\n2,3,1\n");
    }
    Files.writeString(folder.resolve("cycle.yaml"), """
        cycles: 2
        forecast: {model: {name: decay, rate: 0.1}, integrator: {scheme: heun, step: 0.1}}
        ensemble: {members: 3, mean: 1, variance: 1}
        observations: {file: 'obs/{cycle}.csv'}
        method: {filter: nudge, share: 1}
        output: {picture: false}
        """);
    Told told = Told.of(new CycleCommand(), folder.resolve("cycle.yaml").toString(), "--plugins", jar.toString());
    assertEquals(0, told.code(), told.text());
  }

  @Test
  void theLibrarysOwnAreThereWhateverTheThreadsLoaderSees() throws InterruptedException {
    String[] seen = new String[1];
    Thread thread = new Thread(() -> seen[0] = String.join(" ", Registries.filters().labels()));
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    thread.start();
    thread.join();
    assertEquals(String.join(" ", Registries.filters().labels()), seen[0]);
    assertTrue(seen[0].contains("letkf"), seen[0]);
  }

  @Test
  void theManual() {
    Told told = Told.of(new DocsCommand(), "--plugins", jar.toString(), "nudge");
    assertTrue(told.text().contains("filter nudge\n  moves members towards the observations\n"), told.text());
    assertTrue(told.text().contains("share"), told.text());
    assertTrue(Told.of(new DocsCommand(), "--plugins", jar.toString(), "--schema", "twin").text()
        .contains("\"nudge\""));
    assertFalse(Told.of(new DocsCommand(), "--schema", "twin").text().contains("nudge"));
    told = Told.of(new DocsCommand(), "--plugins", "no.jar");
    assertEquals(2, told.code());
    assertTrue(told.text().contains("--plugins: no.jar: no such file"), told.text());
  }

  @Test
  void layers() throws IOException {
    Registry.lookIn(new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader()));
    assertEquals(Layers.affine(0.5, 0), Layers.of("half", Map.of()));
  }
}
