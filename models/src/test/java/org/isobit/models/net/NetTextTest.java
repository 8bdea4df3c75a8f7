package org.isobit.models.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of what networks take. */
class NetTextTest {

  /** Large numbers, which are written with a power of ten, are numbers, too, and a dash stands for one. */
  @Test
  void columnsOfNumbersStandToTheRight() {
    assertEquals("""
          layer         µs  kind
          a           2.50  1 x
          b      1.500e+07  –
          c              –  2
        """, NetText.table(List.of(List.of("layer", "µs", "kind"), List.of("a", NetText.number(2.5), "1 x"),
        List.of("b", NetText.number(1.5e7), "–"), List.of("c", NetText.number(Double.NaN), "2"))));
  }
}
