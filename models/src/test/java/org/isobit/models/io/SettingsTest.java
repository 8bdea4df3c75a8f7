package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final String YAML = """
      # an experiment
      name: small
      seed: 7
      dt: .05
      cycles: 1e4
      files: {ensemble: ensemble.npy}
      methods:
        - kind: ETKF
          members: 24
        - kind: letkf
          members: 7
          localization:
            radius: wide
      spacing: [1, 2.5]
      flags: true
      """;

  private static Settings parse(String... overrides) {
    return Settings.parse("c.yaml", Path.of("/data"), YAML, List.of(overrides));
  }

  private static String message(Settings settings, Consumer<Settings> use) {
    return assertThrows(IllegalArgumentException.class, () -> use.accept(settings)).getMessage();
  }

  @Test
  void typedValues() {
    Settings s = parse();
    assertEquals("small", s.string("name"));
    assertEquals(7, s.integer("seed"));
    assertEquals(0.05, s.number("dt"));
    assertEquals(10_000, s.intBetween("cycles", 1, 100_000));
    assertEquals(Path.of("/data/ensemble.npy"), s.section("files").file("ensemble"));
    assertArrayEquals(new double[] {1, 2.5}, s.numbers("spacing"));
    assertArrayEquals(new boolean[] {true}, s.flags("flags", false));
    List<Settings> methods = s.sections("methods");
    assertEquals("etkf", methods.get(0).choice("kind", "etkf", "letkf"));
    assertEquals(3, s.integer("missing", 3));
    assertTrue(s.optional("grid").isEmpty());
    assertFalse(s.has("grid"));
  }

  @Test
  void messagesNameFileLinePathAndValue() {
    assertEquals("c.yaml:13: methods.1.localization.radius: must be a number, but is 'wide'",
        message(parse(), s -> s.sections("methods").get(1).section("localization").number("radius")));
    assertEquals("c.yaml:3: seed: must be a section (key: value lines), but is 7",
        message(parse(), s -> s.section("seed")));
    assertEquals("c.yaml: grid: is missing", message(parse(), s -> s.section("grid")));
    assertEquals("c.yaml:6: files.mask: is missing", message(parse(), s -> s.section("files").file("mask")));
    assertEquals("c.yaml:3: seed: must be between 1 and 5, but is 7",
        message(parse(), s -> s.intBetween("seed", 1, 5)));
    assertEquals("c.yaml:2: name: must be one of smell, large, but is 'small'; did you mean 'smell'?",
        message(parse(), s -> s.choice("name", "smell", "large")));
    assertEquals("c.yaml:4: dt: must be an integer, but is 0.05", message(parse(), s -> s.integer("dt")));
    assertEquals("--set dt=-1: dt: must be positive, but is -1.0", message(parse("dt=-1"), s -> s.positive("dt")));
    assertEquals("c.yaml:2: name: must be true or false, but is 'small'", message(parse(), s -> s.flag("name", true)));
  }

  @Test
  void unknownKeysAreRefusedWithTheNearestKnownOne() {
    Settings s = Settings.parse("c.yaml", null, "radius: 1\ntaper:\n  knid: boxcar\n", List.of());
    s.number("radius");
    s.section("taper").choiceOr("kind", "boxcar", "boxcar");
    assertEquals("c.yaml:3: taper.knid: is not known here; did you mean 'kind'?; known: kind",
        message(s, Settings::finish));
  }

  @Test
  void overridesReplaceAddAndReachIntoLists() {
    Settings s = parse("seed=9", "methods.1.localization.radius=4.5", "grid.periodic=[true, false]", "name=other");
    assertEquals(9, s.integer("seed"));
    assertEquals(4.5, s.sections("methods").get(1).section("localization").number("radius"));
    assertArrayEquals(new boolean[] {true, false}, s.section("grid").flags("periodic", false));
    assertTrue(s.string("name").equals("other"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "seed | must have the form", "=1 | must have the form", "seed.x=1 | not a section",
      "methods.5.kind=x | 0 to 1", "methods.first=x | position in the list", "seed=[1 | not valid YAML"})
  void overridesThatDoNotFit(String assignment, String part) {
    String message = assertThrows(IllegalArgumentException.class, () -> parse(assignment)).getMessage();
    assertTrue(message.startsWith("--set ") && message.contains(part), message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'a: 1\na: 2' | x.yaml:2: is not valid YAML", "'a: [1' | x.yaml", "'- 1' | key: value", "'1: 2' | must be text",
      "'a: !!java.lang.Object {}' | x.yaml", "'a: &a [*a]' | deep", "'a: b: c' | x.yaml:1"})
  void badYaml(String yaml, String part) {
    String message = assertThrows(IllegalArgumentException.class,
        () -> Settings.parse("x.yaml", null, yaml, List.of())).getMessage();
    assertTrue(message.startsWith("x.yaml") && message.contains(part) && message.indexOf('\n') < 0, message);
  }

  @Test
  void resolvedValuesHoldTheDefaults() {
    Settings s = parse("methods=[{kind: etkf}]");
    s.choiceOr("filter", "etkf", "etkf");
    s.numbers("origin", new double[] {0, 0});
    s.sections("methods").get(0).string("kind");
    assertEquals("filter: etkf\norigin:\n- 0.0\n- 0.0\nmethods:\n- kind: etkf\n", s.resolvedYaml());
  }

  @Test
  void readsFiles(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "\uFEFFdata: x.npy\n");
    assertEquals(folder.resolve("x.npy"), Settings.read(file, List.of()).file("data"));
    String message = assertThrows(IllegalArgumentException.class,
        () -> Settings.read(folder.resolve("d.yaml"), List.of())).getMessage();
    assertTrue(message.endsWith("d.yaml: no such file"), message);
  }
}
