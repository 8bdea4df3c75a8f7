package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;
import org.junit.jupiter.api.Test;

/** Configurations whose keys are described: what users may say, and what programs may read. */
class DescribedSettingsTest {

  private static final Keys KEYS = Keys.of(
      Key.section("method", "how", Keys.of(
          Key.word("filter", "which", "a", "b").required(),
          Key.of("batch", Form.INTEGER, "so many").usual(1).when("the filter a"))).required(),
      Key.of("lists", Form.SECTIONS, "several").with(Keys.of(Key.of("x", Form.NUMBER, "place"))),
      Key.section("fields", "by name", Keys.each(Key.section("field", "one", Keys.of(
          Key.of("lower", Form.NUMBER, "bound").usual(0)))))
      );

  private static Settings settings(String yaml) {
    return Settings.parse("c.yaml", Path.of(""), yaml, List.of());
  }

  private static String refused(String yaml) {
    return assertThrows(IllegalArgumentException.class, () -> settings(yaml).describedBy(KEYS)).getMessage();
  }

  @Test
  void aMistypedKeyIsNamedAtOnceWithTheNearest() {
    assertEquals("c.yaml:1: metod: is not known here; did you mean 'method'?; known: method, lists, fields",
        refused("metod: {filter: a}"));
    assertEquals("c.yaml:2: method.fliter: is not known here; did you mean 'filter'?; known: filter, batch",
        refused("lists: []\nmethod: {fliter: a}"));
    assertEquals("c.yaml:3: lists.1.y: is not known here; did you mean 'x'?; known: x",
        refused("lists:\n- x: 1\n- y: 2"));
    assertEquals("c.yaml:1: fields.T.lover: is not known here; did you mean 'lower'?; known: lower",
        refused("fields: {T: {lover: 1}}"));
  }

  @Test
  void aKeyThatDoesNotCountIsToldWhenItDoes() {
    Settings root = settings("method: {filter: b, batch: 3}").describedBy(KEYS);
    root.section("method").choice("filter", "a", "b");
    assertEquals("c.yaml:1: method.batch: has no effect here: it is for the filter a",
        assertThrows(IllegalArgumentException.class, root::finish).getMessage());
  }

  @Test
  void whatIsReadMustBeDescribed() {
    Settings root = settings("method: {filter: a}\nlists: [{x: 1}]\nfields: {T: {lower: 2}}").describedBy(KEYS);
    Settings method = root.section("method");
    assertEquals("a", method.choice("filter", "a", "b"));
    assertEquals(1, method.integer("batch", 1));
    assertEquals(1.0, root.sections("lists").get(0).number("x"));
    assertEquals(2.0, root.section("fields").section("T").number("lower", 0));
    String message = assertThrows(AssertionError.class, () -> method.flag("hidden", false)).getMessage();
    assertEquals("method.hidden is read as true or false with the usual value false, but described otherwise", message);
    assertThrows(AssertionError.class, () -> method.number("filter"));
    assertThrows(AssertionError.class, () -> method.integer("batch", 2));
    assertThrows(AssertionError.class, () -> root.sections("lists").get(0).string("y", null));
  }

  @Test
  void anEntrysOwnKeysAreReadAsDescribed() {
    Keys own = Keys.of(Key.of("rate", Form.NUMBER, "speed").usual(0.5).between(0, 1),
        Key.of("turns", Form.INTEGER, "how often").required().atLeast(1), Key.of("on", Form.FLAG, "whether")
        .usual(true), Key.word("kind", "which", "soft", "hard").usual("soft"), Key.of("note", Form.TEXT, "anything"));
    Settings root = settings("turns: 3\nkind: hard");
    Values values = root.read(own);
    root.finish();
    assertEquals(Map.of("rate", 0.5, "turns", 3L, "on", true, "kind", "hard"), values.all());
    assertEquals("c.yaml:1: rate: must be between 0 and 1, but is 2.0",
        assertThrows(IllegalArgumentException.class, () -> settings("rate: 2\nturns: 1").read(own)).getMessage());
    assertEquals("c.yaml:1: turns: must be at least 1, but is 0",
        assertThrows(IllegalArgumentException.class, () -> settings("turns: 0").read(own)).getMessage());
    assertTrue(assertThrows(IllegalArgumentException.class, () -> settings("on: no").read(own)).getMessage()
        .contains("turns: is missing"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> settings("turns: 1\nkind: odd").read(own))
        .getMessage().contains("must be one of soft, hard, but is 'odd'"));
    Key file = Key.of("f", Form.FILE, "a file").required();
    assertEquals(Map.of("f", Path.of("a").toString()), settings("f: a").read(Keys.of(file)).all());
    assertThrows(IllegalStateException.class,
        () -> settings("f: a").read(Keys.of(Key.of("f", Form.NUMBERS, "no numbers").required())));
  }
}
