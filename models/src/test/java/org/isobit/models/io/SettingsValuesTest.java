package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every getter at the borders of what it takes. */
class SettingsValuesTest {

  private static Settings of(String yaml) {
    return Settings.parse("c", Path.of("/data"), yaml, List.of());
  }

  private static void refused(String message, String yaml, Consumer<Settings> use) {
    assertEquals("c:1: " + message, assertThrows(IllegalArgumentException.class, () -> use.accept(of(yaml)))
        .getMessage());
  }

  private static void missing(Consumer<Settings> use) {
    assertEquals("c: a: is missing", assertThrows(IllegalArgumentException.class, () -> use.accept(of("b: 1")))
        .getMessage());
    assertEquals("c:1: a: is missing", assertThrows(IllegalArgumentException.class, () -> use.accept(of("a: null")))
        .getMessage());
  }

  @Test
  void texts() {
    assertEquals("1.50", of("a: '1.50'").string("a"));
    assertEquals("1.5", of("a: 1.50").string("a"));
    assertEquals("true", of("a: true").string("a", "x"));
    assertEquals("x", of("b: 1").string("a", "x"));
    assertNull(of("b: 1").string("a", null));
    missing(s -> s.string("a"));
    refused("a: must be text, but is a list", "a: [1]", s -> s.string("a"));
    refused("a: must be text, but is an empty list", "a: []", s -> s.string("a"));
    refused("a: must be text, but is a section", "a: {b: 1}", s -> s.string("a", "x"));
    assertEquals(List.of("x", "1", "null"), of("a: [x, 1, null]").strings("a", List.of()));
    assertEquals(List.of("x"), of("a: x").strings("a", List.of()));
    assertEquals(List.of("y"), of("b: 1").strings("a", List.of("y")));
    refused("a.1: must be text, but is a list", "a: [x, [y]]", s -> s.strings("a", List.of()));
  }

  @Test
  void choices() {
    assertEquals("two", of("a: TWO").choice("a", "one", "two"));
    assertEquals("two", of("a: two").choiceOr("a", "one", "one", "two"));
    assertEquals("one", of("b: 1").choiceOr("a", "one", "one", "two"));
    missing(s -> s.choice("a", "one"));
    refused("a: must be one of one, two, but is 'tow'; did you mean 'two'?", "a: tow",
        s -> s.choice("a", "one", "two"));
    Settings s = of("a: TWO");
    s.choice("a", "one", "two");
    assertEquals(Map.of("a", "two"), s.resolved());
  }

  @Test
  void integers() {
    assertEquals(Long.MIN_VALUE, of("a: -9223372036854775808").integer("a"));
    assertEquals(9007199254740992L, of("a: 9007199254740992.0").integer("a"));
    assertEquals(-9007199254740992L, of("a: -9.007199254740992e15").integer("a", 1));
    assertEquals(7, of("b: 1").integer("a", 7));
    missing(s -> s.integer("a"));
    refused("a: must be an integer, but is 9.007199254740994E15", "a: 9007199254740994.0", s -> s.integer("a"));
    refused("a: must be an integer, but is 1.5", "a: 1.5", s -> s.integer("a"));
    refused("a: must be an integer, but is Infinity", "a: .inf", s -> s.integer("a"));
    refused("a: must be an integer, but is 'x'", "a: x", s -> s.integer("a"));
    refused("a: must be a 64-bit integer, but is 9223372036854775808", "a: 9223372036854775808", s -> s.integer("a"));
    assertEquals(2, of("a: 2").intBetween("a", 2, 4));
    assertEquals(4, of("a: 4").intBetween("a", 2, 4));
    assertEquals(3, of("b: 4").intBetween("a", 3, 2, 4));
    refused("a: must be between 2 and 4, but is 1", "a: 1", s -> s.intBetween("a", 2, 4));
    refused("a: must be between 2 and 4, but is 5", "a: 5", s -> s.intBetween("a", 3, 2, 4));
    refused("a: must be between 2 and 2147483647, but is 99999999999", "a: 99999999999",
        s -> s.intBetween("a", 2, Integer.MAX_VALUE));
    refused("a: must be at least 2, but is 1", "a: 1", s -> s.intBetween("a", 2, Integer.MAX_VALUE));
    refused("a: must be between -2147483648 and 3, but is 4294967297", "a: 4294967297",
        s -> s.intBetween("a", Integer.MIN_VALUE, 3));
    assertArrayEquals(new int[] {1, -2}, of("a: [1, -2]").integers("a"));
    assertArrayEquals(new int[] {5}, of("a: 5").integers("a"));
    missing(s -> s.integers("a"));
    refused("a.1: must be between -2147483648 and 2147483647, but is 2147483648",
        "a: [1, 2147483648]", s -> s.integers("a"));
    refused("a.0: must be an integer, but is empty", "a: [null]", s -> s.integers("a"));
  }

  @Test
  void numbers() {
    assertEquals(-0.5, of("a: -.5").number("a"));
    assertEquals(3.0, of("a: 3").number("a", 1));
    assertEquals(1.5, of("b: 3").number("a", 1.5));
    assertEquals(1e20, of("a: 100000000000000000000").number("a"));
    missing(s -> s.number("a"));
    refused("a: must be a finite number, but is NaN", "a: .nan", s -> s.number("a"));
    refused("a: must be a finite number, but is -Infinity", "a: -.inf", s -> s.number("a", 1));
    refused("a: must be a number, but is true", "a: true", s -> s.number("a"));
    refused("a: must be a finite number, but is " + "9".repeat(400), "a: " + "9".repeat(400), s -> s.number("a"));
    assertEquals(Double.MIN_VALUE, of("a: 4.9e-324").positive("a"));
    assertEquals(2.0, of("b: 1").positive("a", 2));
    refused("a: must be positive, but is 0.0", "a: 0", s -> s.positive("a"));
    refused("a: must be positive, but is -1.0", "a: -1", s -> s.positive("a", 2));
    assertArrayEquals(new double[] {1, 2.5}, of("a: [1, 2.5]").numbers("a"));
    assertArrayEquals(new double[] {4}, of("a: 4").numbers("a", new double[0]));
    missing(s -> s.numbers("a"));
    refused("a.1: must be a number, but is 'x'", "a: [1, x]", s -> s.numbers("a"));
    double[] usual = {1, 2};
    Settings s = of("b: 1");
    double[] given = s.numbers("a", usual);
    assertArrayEquals(usual, given);
    assertFalse(usual == given);
    assertEquals(Map.of("a", List.of(1.0, 2.0)), s.resolved());
  }

  @Test
  void truthValues() {
    assertFalse(of("a: false").flag("a", true));
    assertTrue(of("a: true").flag("a", false));
    assertTrue(of("b: 1").flag("a", true));
    assertFalse(of("b: 1").flag("a", false));
    refused("a: must be true or false, but is 'yes'", "a: yes", s -> s.flag("a", true));
    assertArrayEquals(new boolean[] {true, false}, of("a: [true, false]").flags("a", false));
    assertArrayEquals(new boolean[] {true}, of("b: 1").flags("a", true));
    refused("a.1: must be true or false, but is 1", "a: [true, 1]", s -> s.flags("a", false));
  }

  @Test
  void files() {
    assertEquals(Path.of("/data/x/y.npy"), of("a: z/../x/y.npy").file("a"));
    assertEquals(Path.of("/abs"), of("a: /abs").file("a"));
    assertEquals(Path.of("/data/usual"), of("b: 1").file("a", "usual"));
    missing(s -> s.file("a"));
    refused("a: is not a file name: 'x\\u{0}'", "a: \"x\\0\"", s -> s.file("a"));
    refused("a: is not a file name: '\\u{0}'", "a: \"\\0\"", s -> s.file("a", "b"));
    Path here = Path.of("").toAbsolutePath();
    assertEquals(Path.of("x"), Settings.parse("c", here, "a: x", List.of()).file("a"));
    assertEquals(Path.of("d/x"), Settings.parse("c", here.resolve("d"), "a: x", List.of()).file("a"));
    assertEquals(here, Settings.parse("c", here, "a: .", List.of()).file("a"));
    assertEquals(Path.of("x"), Settings.parse("c", null, "a: x", List.of()).file("a"));
  }

  @Test
  void sections() {
    Settings s = of("a: {b: 1}\nl: [{b: 2}, {b: 3}]\nn: null\nv: 5\ne: []");
    assertTrue(s.has("a"));
    assertFalse(s.has("n"));
    assertEquals(List.of("a", "l", "n", "v", "e"), s.keys());
    assertTrue(s.isSection("a"));
    assertFalse(s.isSection("l"));
    assertFalse(s.isSection("z"));
    assertSame(s.section("a"), s.section("a"));
    assertSame(s.section("a"), s.sectionOrEmpty("a"));
    assertSame(s.section("a"), s.optional("a").orElseThrow());
    assertSame(s.section("a"), s.sectionOrSections("a").getFirst());
    assertTrue(s.optional("n").isEmpty());
    assertEquals(List.of(), s.sectionOrEmpty("z").keys());
    assertSame(s.sectionOrEmpty("z"), s.sectionOrEmpty("z"));
    assertEquals(3, s.sectionOrSections("l").get(1).integer("b"));
    assertSame(s.sections("l").get(1), s.sections("l").get(1));
    assertEquals(2, s.sections("l").getFirst().integer("b"));
    assertEquals("c:4: v: must be a list of sections (lines that begin with '- '), but is 5",
        assertThrows(IllegalArgumentException.class, () -> s.sections("v")).getMessage());
    assertEquals("c:5: e: must be a list of sections (lines that begin with '- '), but is an empty list",
        assertThrows(IllegalArgumentException.class, () -> s.sections("e")).getMessage());
    assertEquals("c:4: v: must be a section (key: value lines), but is 5",
        assertThrows(IllegalArgumentException.class, () -> s.sectionOrEmpty("v")).getMessage());
    Settings list = of("l: [{b: 1}, 5]");
    assertEquals("c:1: l.1: must be a section (key: value lines), but is 5",
        assertThrows(IllegalArgumentException.class, () -> list.sections("l")).getMessage());
  }

  @Test
  void everyKeyHasToBeAskedFor() {
    Settings s = of("a: {b: 1, c: 2}\nl: [{b: 1}, {d: 2}]");
    s.section("a").integer("b");
    s.sections("l").getFirst().integer("b");
    assertEquals("c:1: a.c: is not known here; did you mean 'b'?; known: b",
        assertThrows(IllegalArgumentException.class, s::finish).getMessage());
    s.section("a").integer("c");
    s.sections("l").get(1).optional("x");
    assertEquals("c:2: l.1.d: is not known here; did you mean 'x'?; known: x",
        assertThrows(IllegalArgumentException.class, s::finish).getMessage());
    s.sections("l").get(1).values();
    s.finish();
    assertEquals(Map.of("a", Map.of("b", 1, "c", 2), "l", List.of(Map.of("b", 1), Map.of("d", 2))), s.resolved());
    assertThrows(UnsupportedOperationException.class, () -> s.values().put("x", 1));
  }
}
