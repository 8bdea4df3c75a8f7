package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a process does on one thread before others join. */
class LocalAnalysesTest {

  @Test
  void theFirstTilesAreOneThreads() {
    assertEquals(24, LocalAnalyses.alone(100, 1e9, 0));
    assertEquals(4, LocalAnalyses.alone(100, 1e9, 20));
    assertEquals(0, LocalAnalyses.alone(100, 1e9, 24));
    assertEquals(0, LocalAnalyses.alone(100, 1e9, 30));
    assertEquals(3, LocalAnalyses.alone(3, 1e3, 0));
    assertEquals(0, LocalAnalyses.alone(0, 0.0, 0));
  }

  @Test
  void otherThreadsDoNotWaitForLargeTiles() {
    assertEquals(0, LocalAnalyses.alone(24, 24 * 2.5e10, 0));
    assertEquals(2, LocalAnalyses.alone(24, 24 * 1.6e9, 0));
  }
}
