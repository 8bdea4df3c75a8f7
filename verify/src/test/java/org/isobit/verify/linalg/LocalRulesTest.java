package org.isobit.verify.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.linalg.local.LocalRules;
import org.junit.jupiter.api.Test;

/** The switches between forms of local analyses depend on sizes alone, and are part of what defines the bits. */
class LocalRulesTest {

  @Test
  void fewObservationsAreSolvedInTheirOwnSpace() {
    int[] orders = new int[9];
    for (int terms = 0; terms < 9; terms++) {
      orders[terms] = LocalRules.observationOrder(8, terms);
    }
    assertArrayEquals(new int[] {0, 4, 4, 4, 4, 8, 8, 0, 0}, orders);
    assertEquals(0, LocalRules.observationOrder(Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  @Test
  void theTransformIsFormedForMoreThanFourVectorsAndAQuarterOfTheRows() {
    assertFalse(LocalRules.forms(8, 6));
    assertTrue(LocalRules.forms(8, 7));
    assertTrue(LocalRules.forms(7, 6));
  }
}
