package org.isobit.kernels.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.Workers;
import org.junit.jupiter.api.Test;

class ColumnPartsTest {

  @Test
  void partsCoverAllColumnsOfAnyLength() {
    try (Workers workers = Workers.of(2)) {
      for (int n : new int[] {0, 1, 63, 64, 65, 1000, 123_457, Integer.MAX_VALUE - 47, Integer.MAX_VALUE}) {
        int parts = ColumnParts.count(n, workers);
        assertTrue(parts >= 1, n + " columns have " + parts + " parts");
        assertEquals(0, ColumnParts.start(n, parts, 0));
        assertEquals(n, ColumnParts.start(n, parts, parts));
        for (int part = 0; part < parts; part++) {
          assertTrue(ColumnParts.start(n, parts, part) <= ColumnParts.start(n, parts, part + 1));
        }
      }
    }
  }
}
