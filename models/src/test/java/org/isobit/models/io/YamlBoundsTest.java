package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that are small to write and large or deep to read. */
class YamlBoundsTest {

  private static Settings parse(String yaml, String... overrides) {
    return Settings.parse("x.yaml", null, yaml, List.of(overrides));
  }

  private static String refusal(String yaml, String... overrides) {
    String message = assertThrows(IllegalArgumentException.class, () -> parse(yaml, overrides)).getMessage();
    assertTrue(message.length() < 500 && message.chars().allMatch(c -> c >= ' '), message);
    return message;
  }

  private static String deep(String open, String close, int levels) {
    return "a: " + open.repeat(levels) + "1" + close.repeat(levels);
  }

  @ParameterizedTest
  @CsvSource({"3000", "100000", "32"})
  void depthIsRefused(int levels) {
    String deep = "x.yaml:1: is nested too deep: more than 32 levels";
    assertEquals(deep, refusal(deep("[ ", " ]", levels)));
    assertEquals(deep, refusal(deep("{b: ", " }", levels)));
    assertEquals(deep, refusal(deep("[ ", "", levels)));
    String block = IntStream.range(0, Math.min(levels, 1000)).mapToObj(i -> " ".repeat(i) + "a:\n")
        .collect(Collectors.joining()) + " ".repeat(1000) + "a: {a: {a: 1}}";
    assertTrue(refusal(block).contains("is nested too deep"), refusal(block));
    assertTrue(refusal("a: 1", "b=" + "[ ".repeat(levels + 1)).contains("is nested too deep: more than 32 levels"));
    assertTrue(refusal("a: 1", "b.".repeat(levels) + "b=1").contains("is nested too deep: more than 32 levels"));
  }

  @Test
  void asDeepAsAllowed() {
    Object value = parse(deep("[", "]", 31)).values().get("a");
    for (int level = 0; level < 31; level++) {
      value = ((List<?>) value).getFirst();
    }
    assertEquals(1, value);
    parse("a: 1", "b.".repeat(31) + "b=1");
  }

  /** Each line holds the one before ten times: nine lines are 10^9 values. */
  private static String laughs(int lines, int times, String first) {
    StringBuilder yaml = new StringBuilder("a0: &a0 " + first + "\n");
    for (int i = 1; i <= lines; i++) {
      yaml.append("a").append(i).append(": &a").append(i).append(" [")
          .append(String.join(", ", java.util.Collections.nCopies(times, "*a" + (i - 1)))).append("]\n");
    }
    return yaml.toString();
  }

  @Test
  void whatAliasesStandForIsCounted() {
    String many = "holds more than 262144 values, with all that aliases stand for";
    assertTrue(refusal(laughs(9, 10, "[1, 1]")).endsWith(many));
    assertTrue(refusal(laughs(24, 2, "[1, 1]")).endsWith(many));
    assertTrue(refusal(laughs(9, 10, "x").replace("a0: &a0 x", "a0: &a0 'x'")).endsWith(many));
    String merged = laughs(24, 2, "[1, 1]").replaceAll("\\[\\*(a\\d+), \\*a\\d+\\]", "{x: *$1, y: *$1}");
    assertTrue(refusal(merged).endsWith(many));
    assertEquals("x.yaml:33: is nested too deep: more than 32 levels, with what aliases stand for",
        refusal(laughs(40, 1, "1")));
    assertEquals(1 << 10, flat(parse(laughs(9, 2, "[1, 1]")).values().get("a9")).count());
  }

  private static java.util.stream.Stream<?> flat(Object value) {
    return value instanceof List<?> list ? list.stream().flatMap(YamlBoundsTest::flat)
        : java.util.stream.Stream.of(value);
  }

  /** Sections, lists, keys and values count one each, and an alias as much as what it stands for. */
  @Test
  void asManyAsAllowed() {
    String shared = "a: &a [1" + ",1".repeat(9_999) + "]\nb: [*a" + ", *a".repeat(24) + "]\nc: [1" + ",1".repeat(2_111);
    assertEquals(250_000, flat(parse(shared + "]").values().get("b")).count());
    assertEquals("x.yaml:3: holds more than 262144 values, with all that aliases stand for", refusal(shared + ",1]"));
  }

  @Test
  void keysAreTextAtEveryDepth() {
    assertEquals("x.yaml:1: the key '1' must be text", refusal("1: 2"));
    assertEquals("x.yaml:3: the key '1' must be text", refusal("a:\n  b: 2\n  1: 3"));
    assertEquals("x.yaml:2: the key 'true' must be text", refusal("a: [{b: 1},\n  {true: 3}]"));
    assertEquals("x.yaml:1: the key '1.5' must be text", refusal("a: {b: [[{1.5: 1}]]}"));
  }

  @Test
  void whatContainsItselfIsRefused() {
    assertEquals("x.yaml:2: the alias *a stands inside what it stands for: nested too deep",
        refusal("b: 1\na: &a [*a, *a, *a]"));
    assertEquals("x.yaml:1: the alias *a stands inside what it stands for: nested too deep", refusal("&a {b: [*a]}"));
    assertTrue(refusal("a: *b").contains("undefined alias b"));
  }

  @Test
  void sharedValuesAreApart() {
    Settings shared = parse("a: &a {x: 1}\nb: *a\nc:\n  <<: *a\n  y: 2\n", "b.x=7");
    assertEquals(Map.of("x", 1), shared.values().get("a"));
    assertEquals(Map.of("x", 7), shared.values().get("b"));
    assertEquals(Map.of("x", 1, "y", 2), shared.values().get("c"));
  }

  @Test
  void lengthsAreRefused(@TempDir Path folder) throws IOException {
    assertEquals("x.yaml:2: a word has more than 16384 characters", refusal("b: 1\na: " + "9".repeat(16_385)));
    assertEquals("x.yaml:1: a word has more than 16384 characters", refusal("!".repeat(16_385)));
    assertEquals("x.yaml:2: a value has 16385 characters; at most 16384 are allowed",
        refusal("b: 1\na: " + "9 ".repeat(8_192) + "9"));
    assertEquals(16_384, parse("a: " + "x".repeat(16_384)).string("a").length());
    assertEquals("x.yaml:1: the key '" + "k".repeat(80) + "…' (257 characters) must have at most 256 characters",
        refusal("k".repeat(257) + ": 1"));
    assertEquals(1, parse("k".repeat(256) + ": 1").integer("k".repeat(256)));
    String comment = "#" + "x ".repeat(2 << 20);
    assertEquals("x.yaml: has 4194305 characters; a configuration has at most 4194304", refusal(comment));
    Path file = Files.writeString(folder.resolve("l.yaml"), comment);
    assertEquals(file + ": has 4194305 bytes; such a file has at most 4194304",
        assertThrows(IllegalArgumentException.class, () -> Settings.read(file, List.of())).getMessage());
    Settings.read(Files.writeString(file, comment.substring(0, 4 << 20)), List.of());
    String list = "a: [" + "1,".repeat((1 << 18) - 4) + "1]";
    assertEquals((1 << 18) - 3, parse(list).integers("a").length);
    assertEquals("x.yaml:1: holds more than 262144 values, with all that aliases stand for",
        refusal(list.replace("[", "[1,")));
  }

  @Test
  void tagsOfOthersAreRefused() {
    assertEquals("x.yaml:1: the tag 'tag:yaml.org,2002:binary' is not known", refusal("a: !!binary aGVsbG8="));
    assertEquals("x.yaml:1: the tag 'tag:yaml.org,2002:set' is not known", refusal("a: !!set {x, y}"));
    assertEquals("x.yaml:1: the tag 'tag:yaml.org,2002:bool' is not known", refusal("a: !!bool x"));
    assertEquals("x.yaml:1: the tag '!\\u{7f}' is not known", refusal("a: !%7f b"));
    assertTrue(refusal("a: !!map [1]").startsWith("x.yaml: is not valid YAML"));
    assertEquals("1", parse("a: !!str 1").string("a"));
    assertEquals("b", parse("a: ! b").string("a"));
  }

  @Test
  void placesAreThoseOfTheLongestPartThatIsThere() {
    Settings s = parse("a.b: 1\na:\n  b:\n    c: 2\n  l: [3,\n   {d: 4}]\n", "a.x=5", "a.l.1={e: 6}", "n.o=7");
    assertEquals("x.yaml:1: a.b.x: no", s.error("a.b.x", "no").getMessage()); // the longer key
    assertEquals("x.yaml:3: e.f.c: no", parse("a: 1\ne:\n  f: {c: 2}").section("e").section("f").error("c", "no")
        .getMessage());
    assertEquals("x.yaml:5: a.l.0: no", s.error("a.l.0", "no").getMessage());
    assertEquals("x.yaml:5: a.l.2: no", s.error("a.l.2", "no").getMessage());
    assertEquals("x.yaml:5: a.l.7: no", s.error("a.l.7", "no").getMessage());
    assertEquals("--set a.l.1={e: 6}: a.l.1.e.f: no", s.error("a.l.1.e.f", "no").getMessage());
    assertEquals("--set a.x=5: a.x: no", s.error("a.x", "no").getMessage());
    assertEquals("x.yaml:2: a.y: no", s.error("a.y", "no").getMessage());
    assertEquals("x.yaml: z: no", s.error("z", "no").getMessage());
    assertEquals("--set n=8: n.o: no", parse("a: 1", "n.o=7", "n=8").error("n.o", "no").getMessage());
    assertEquals("--set  ={x: 1}: .x: no", parse("a: 1", " ={x: 1}").error(".x", "no").getMessage());
    assertEquals("--set n.p=1: n.p: no", parse("a: 1", "n.o=7", "n.p=1").error("n.p", "no").getMessage());
  }

  @Test
  void overridesIntoValuesAreRefused() {
    assertEquals("--set a.0.b.c=1: 0 is a value, not a section, so it has no 'b'", refusal("a: [5]", "a.0.b.c=1"));
    assertEquals("--set a.0.b=1: 0 is a value, not a section, so it has no 'b'", refusal("a: [null]", "a.0.b=1"));
    assertEquals("--set a.0=1: '0' must be a position in the list, which is empty", refusal("a: []", "a.0=1"));
    assertEquals("--set a.00=1: '00' must be a position in the list, 0 to 0", refusal("a: [1]", "a.00=1"));
    assertEquals(9, parse("a: [1, 2]", "a.1=9").integers("a")[1]);
  }

  @Test
  void messagesShowNoControlCharacters() {
    String bad = "\u001b[31m\u202e\u200b\u0085";
    Settings s = parse("a: \"\\e[31m\\u202E\\u200B\\N\"\n\"k\\e\": 1\n", "b=\"\\a\"");
    assertEquals("x.yaml:1: a: must be a number, but is '\\u{1b}[31m\\u{202e}\\u{200b}\\u{85}'",
        assertThrows(IllegalArgumentException.class, () -> s.number("a")).getMessage());
    assertEquals("x.yaml:1: a: must be one of b, but is '\\u{1b}[31m\\u{202e}\\u{200b}\\u{85}'",
        assertThrows(IllegalArgumentException.class, () -> s.choice("a", "b")).getMessage());
    assertEquals("x.yaml:2: k\\u{1b}: is not known here; known: a, b",
        assertThrows(IllegalArgumentException.class, () -> {
      s.string("b");
      s.finish();
    }).getMessage());
    for (String yaml : List.of("\"" + bad + "\": 1\n\"" + bad + "\": 1", "a: *" + bad, "a: !<" + bad + "> 1", bad,
        "a: [" + bad, "? [" + bad + "]\n: 1", "%" + bad)) {
      refusal(yaml);
    }
    assertTrue(refusal("a: 1", bad + "=" + bad).startsWith("--set \\u{1b}[31m"));
    assertEquals("\\u{a}\\u{1b}: must consist of 'key: value' lines",
        assertThrows(IllegalArgumentException.class, () -> Settings.parse("\n\u001b", null, "- 1", List.of()))
        .getMessage());
    assertEquals("x.yaml: a: " + "k".repeat(3997) + "…", parse("").error("a", "k".repeat(9000)).getMessage());
    assertEquals(6, Arrays.stream(new int[] {'\u0000', '\u001f', '\u007f', '\u009f', '\u2066', '\ufeff'})
        .filter(c -> Quoted.line(String.valueOf((char) c)).startsWith("\\u{")).count());
  }
}
