package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Placeholders and what stands for them. */
class TemplateTest {

  private static final List<String> KNOWN = List.of("cycle", "start", "member");

  private static Template of(String text) {
    return Template.of(text, KNOWN, IllegalArgumentException::new);
  }

  private static void refused(String text, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, () -> of(text)).getMessage());
  }

  @Test
  void valuesTakeTheirPlaces() {
    Map<String, Object> values = Map.of("cycle", 12, "start", "$1\\", "member", 3);
    assertEquals("a/12.000012.12/$1\\-03", of("a/{cycle}.{cycle:06}.{cycle:1}/{start}-{member:2}").fill(values));
    assertEquals("{ cycle} {Cycle} {cycle:} {a b} {} }{", of("{ cycle} {Cycle} {cycle:} {a b} {} }{").fill(values));
    assertEquals("{cycle}", of("{cycle}").toString());
  }

  @Test
  void names() {
    assertTrue(of("x{cycle:06}y").names("cycle"));
    assertTrue(of("x{start}y").names("cycle", "start"));
    assertFalse(of("x{start}y").names("cycle", "member"));
    assertFalse(of("cycle").names("cycle"));
  }

  @Test
  void mistakesAreNamed() {
    refused("{cycle}{end}", "has the placeholder {end}, which is unknown; known: {cycle}, {start}, {member}");
    refused("{start:4}", "gives {start} a width, which only {cycle} and {member} take");
    refused("{membre:4}", "has the placeholder {membre}, which is unknown; did you mean 'member'?; known: {cycle}, "
        + "{start}, {member}");
  }
}
