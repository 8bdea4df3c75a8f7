package org.isobit.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

  @Test
  void everyPartRunsOnceInASlotOfItsOwn() {
    for (int threads = 1; threads <= 4; threads++) {
      try (Workers workers = Workers.of(threads)) {
        assertEquals(threads, workers.threads());
        for (int parts : new int[] {0, 1, 2, 7, 1000}) {
          AtomicIntegerArray runs = new AtomicIntegerArray(parts);
          AtomicIntegerArray busy = new AtomicIntegerArray(threads);
          workers.run(parts, (part, slot) -> {
            assertEquals(1, busy.incrementAndGet(slot), "a slot is shared");
            runs.incrementAndGet(part);
            busy.decrementAndGet(slot);
          });
          for (int i = 0; i < parts; i++) {
            assertEquals(1, runs.get(i));
          }
        }
      }
    }
  }

  @Test
  void theThreadsReallyWorkTogether() {
    try (Workers workers = Workers.of(3)) {
      CountDownLatch all = new CountDownLatch(3);
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      workers.run(3, (part, slot) -> {
        threads.add(Thread.currentThread());
        all.countDown();
        try {
          all.await(); // returns only if three threads are here at once
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });
      assertEquals(3, threads.size());
    }
  }

  @Test
  void nestedCallsRunOnTheirOwnThread() {
    try (Workers workers = Workers.of(3)) {
      workers.run(6, (part, slot) -> {
        Thread here = Thread.currentThread();
        workers.run(5, (inner, innerSlot) -> {
          assertSame(here, Thread.currentThread());
          assertEquals(0, innerSlot);
        });
      });
      // And afterwards the caller is outside again.
      theThreadsReallyWorkTogether();
    }
  }

  @Test
  void theLowestFailureReachesTheCaller() {
    try (Workers workers = Workers.of(4)) {
      for (int round = 0; round < 200; round++) {
        NumericalException e = assertThrows(NumericalException.class, () -> workers.run(100, (part, slot) -> {
          if (part >= 17 && part % 2 == 1) {
            throw new NumericalException("part failed", part, 0.0);
          }
        }));
        assertEquals(17, e.index());
      }
      assertThrows(StackOverflowError.class, () -> workers.run(2, (part, slot) -> {
        throw new StackOverflowError();
      }));
      int[] sum = new int[8];
      workers.run(8, (part, slot) -> sum[part] = part);
      assertEquals(28, Arrays.stream(sum).sum(), "the pool works on after a failure");
    }
  }

  @Test
  void concurrentCallersShareTheThreads() throws InterruptedException {
    try (Workers workers = Workers.of(2)) {
      long[][] results = new long[6][500];
      Thread[] callers = new Thread[results.length];
      for (int c = 0; c < callers.length; c++) {
        long[] mine = results[c];
        callers[c] = new Thread(() -> {
          for (int round = 0; round < 50; round++) {
            workers.run(mine.length, (part, slot) -> mine[part] += part);
          }
        });
        callers[c].start();
      }
      long[] expected = new long[500];
      Arrays.setAll(expected, i -> 50L * i);
      for (int c = 0; c < callers.length; c++) {
        callers[c].join();
        assertArrayEquals(expected, results[c]);
      }
    }
  }

  /** Calls follow each other faster than workers leave them, with other tasks and numbers of parts. */
  @Test
  void shortCallsFollowEachOther() {
    try (Workers workers = Workers.of(4)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(9);
      for (int call = 0; call < 20_000; call++) {
        int parts = 2 + call % 8;
        int expected = call;
        workers.run(parts, (part, slot) -> {
          if (part >= parts) {
            throw new IllegalStateException("there is no part " + part + " of " + parts);
          }
          runs.addAndGet(part, expected);
        });
        for (int part = 0; part < 9; part++) {
          assertEquals(part < parts ? call : 0, runs.getAndSet(part, 0), "call " + call + ", part " + part);
        }
      }
    }
  }

  @Test
  void moreCallersThanPlaces() throws InterruptedException {
    try (Workers workers = Workers.of(2)) {
      int[][] results = new int[40][300];
      Thread[] callers = new Thread[results.length];
      for (int c = 0; c < callers.length; c++) {
        int[] mine = results[c];
        callers[c] = new Thread(() -> {
          for (int round = 0; round < 20; round++) {
            workers.run(mine.length, (part, slot) -> mine[part]++);
          }
        });
        callers[c].start();
      }
      for (int c = 0; c < callers.length; c++) {
        callers[c].join();
        assertTrue(Arrays.stream(results[c]).allMatch(runs -> runs == 20), "caller " + c);
      }
    }
  }

  @Test
  void insideAPartOneThreadIsAvailable() {
    try (Workers workers = Workers.of(3)) {
      assertEquals(3, workers.available());
      assertEquals(1, Workers.serial().available());
      int[] seen = new int[5];
      workers.run(5, (part, slot) -> seen[part] = workers.available());
      assertArrayEquals(new int[] {1, 1, 1, 1, 1}, seen);
      assertEquals(3, workers.available());
    }
  }

  @Test
  void poolsThatAreNobodysCannotBeClosed() {
    Workers.shared().close();
    Workers.serial().close();
    int[] ran = new int[2];
    Workers.shared().run(2, (part, slot) -> ran[part]++);
    Workers.serial().run(2, (part, slot) -> ran[part]++);
    assertArrayEquals(new int[] {2, 2}, ran);
    assertSame(Workers.shared(), Workers.shared());
  }

  @Test
  void badCallsAreRefused() {
    assertEquals("Workers.of: threads must be positive, but is 0",
        assertThrows(IllegalArgumentException.class, () -> Workers.of(0)).getMessage());
    assertEquals("Workers.run: parts must not be negative, but is -3",
        assertThrows(IllegalArgumentException.class, () -> Workers.serial().run(-3, (part, slot) -> { }))
            .getMessage());
    Workers closed = Workers.of(2);
    closed.close();
    assertTrue(assertThrows(IllegalStateException.class, () -> closed.run(1, (part, slot) -> { })).getMessage()
        .contains("closed"));
  }
}
