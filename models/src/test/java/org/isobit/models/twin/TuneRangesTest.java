package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TuneRangesTest {

  @Test
  void endsAreThoseThatWereGiven() {
    assertEquals(List.of(0.12345678, 0.2), TuneRanges.read("a=0.12345678:0.2:2").values());
    assertEquals(List.of(1_000_001L, 1_000_002L, 1_000_003L), TuneRanges.read("a=1000001:1000003:3").values());
    assertEquals(List.of(20L, 25L, 30L), TuneRanges.read("a=20:30:3").values());
  }

  @Test
  void valuesBetweenThemAreBriefButApart() {
    assertEquals(List.of(1L, 1.33333, 1.66667, 2L), TuneRanges.read("a=1:2:4").values());
    assertEquals(List.of(1.0000001, 1.0000002, 1.0000003), TuneRanges.read("a=1.0000001:1.0000003:3").values());
    assertEquals(List.of(-1e300, 0.0, 1e300), TuneRanges.read("a=-1e300:1e300:3").values());
  }

  @Test
  void numbersThatNoDoubleHoldsAreRefused() {
    for (String number : List.of("1e999999999", "-1e400", "1e-999999999", "1e-400")) {
      String range = number.startsWith("-") ? number + ":2" : number.contains("e-") ? number + ":2" : "1:" + number;
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> TuneRanges.read("a=" + range));
      assertEquals("--range a=" + range + ": '" + number + "' is beyond the range of double", e.getMessage());
    }
  }
}
