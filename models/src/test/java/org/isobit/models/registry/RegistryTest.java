package org.isobit.models.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.isobit.models.registry.Key.Form;
import org.junit.jupiter.api.Test;

class RegistryTest {

  private record Named(String label, Keys keys) implements Entry {
    @Override
    public String sentence() {
      return "is called " + label;
    }
  }

  private static final Named ONE = new Named("one", Keys.of(Key.of("a", Form.NUMBER, "first").usual(2)));
  private static final Named TWO = new Named("two", Keys.of(Key.of("a", Form.FLAG, "other").required(),
      Key.of("b", Form.INTEGER, "second").between(1, 9)));

  @Test
  void entriesAreFoundByName() {
    Registry<Named> registry = Registry.of("thing", ONE, TWO);
    assertSame(TWO, registry.get("two"));
    assertEquals(List.of("one", "two"), registry.labels());
    assertEquals(List.of(ONE, TWO), registry.entries());
    assertEquals("there is no thing 'three'; there are one, two",
        assertThrows(IllegalArgumentException.class, () -> registry.get("three")).getMessage());
    assertEquals("thing", registry.kind());
    assertEquals("", registry.those(e -> false));
    assertEquals("two", registry.those(e -> e == TWO));
    assertEquals("one and two", registry.those(e -> true));
    assertEquals("one, two and x", Registry.of("thing", ONE, TWO, new Named("x", Keys.of())).those(e -> true));
  }

  @Test
  void twoOfOneNameAreRefused() {
    String message = assertThrows(IllegalArgumentException.class,
        () -> Registry.of("thing", ONE, new Named("one", Keys.of()))).getMessage();
    assertTrue(message.startsWith("there are two of the kind thing called 'one': "), message);
  }

  @Test
  void keysDependOnAWord() {
    Keys keys = Keys.of(Key.word("kind", "which", "one", "two"))
        .by("kind", () -> Registry.of("thing", ONE, TWO).keys());
    assertEquals(List.of("kind", "a"), keys.names("one"));
    assertEquals(List.of("kind", "a", "b"), keys.names("two"));
    assertEquals(List.of("kind", "a", "b"), keys.names(null));
    assertTrue(keys.find("a", "one").forms().contains(Form.NUMBER));
    assertTrue(keys.find("a", "two").forms().contains(Form.FLAG));
    assertNull(keys.find("b", "one"));
    assertEquals("second", keys.find("b", null).says());
    assertEquals("field", Keys.each(Key.of("field", Form.TEXT, "any")).find("whatever", null).name());
  }

  @Test
  void aPageShowsWhatAKeyMayBe() {
    assertEquals("""
        a                             first (number; if missing: 2)
        """, KeysPage.of(ONE.keys()));
    assertEquals("""
        a *                           other (true or false)
        b                             second (integer from 1 to 9)
        """, KeysPage.of(TWO.keys()));
    Keys keys = Keys.of(Key.word("kind", "which", "one", "two").required(),
        Key.section("more", "inside", ONE.keys()).when("Sundays"),
        Key.of("level", Form.NUMBER, "how high").positive().usual("(the sea's)"))
        .by("kind", () -> Registry.of("thing", ONE).keys());
    assertEquals("""
        kind *                        which (one, two)
        more                          inside (section; for Sundays)
          a                           first (number; if missing: 2)
        level                         how high (number, positive; if missing: the sea's)
        with kind: one
          a                           first (number; if missing: 2)
        """, KeysPage.of(keys));
    assertEquals("thing one\n  is called one\n  a                             first (number; if missing: 2)\n",
        KeysPage.of("thing", ONE));
  }

  @Test
  void valuesAreReadByTheirKeys() {
    Values values = new Values(Map.of("x", 2.5, "n", 7L, "on", true, "word", "w"));
    assertEquals(2.5, values.number("x"));
    assertEquals(7, values.integer("n"));
    assertTrue(values.flag("on"));
    assertEquals("w", values.text("word"));
    assertThrows(IllegalArgumentException.class, () -> values.number("y"));
    assertThrows(ArithmeticException.class, () -> new Values(Map.of("n", 1L << 40)).integer("n"));
  }
}
