package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Launches: shared memory that several objects of a kernel ask for, sizes of grids. */
class LaunchTest extends CudaTest {

  private static final int N = 64;

  @BeforeAll
  static void onTheStandIn() {
    assumeFalse(StandIn.REAL);
  }

  private KernelFunction ones(DeviceMemory x) {
    return device.module("planted").function("planted_ones").set(0, (long) N).set(1, x, 0);
  }

  @Test
  void leaveForSharedMemoryNeverFalls() {
    try (DeviceArray x = device.doubles(N)) {
      KernelFunction first = ones(x);
      first.launch(stream, 1, 1, 1, N, 100 << 10);
      KernelFunction second = ones(x);
      second.launch(stream, 1, 1, 1, N, 60 << 10);
      first.launch(stream, 1, 1, 1, N, 100 << 10);
      ones(x).launch(stream, 1, 1, 1, N, 80 << 10);
      second.launch(stream, 1, 1, 1, N, 100 << 10);
      DeviceException e = assertThrows(DeviceException.class, () -> second.launch(stream, 1, 1, 1, N, 300 << 10));
      assertTrue(e.getMessage().contains("planted_ones with 307200 bytes of shared memory"), e.getMessage());
      first.launch(stream, 1, 1, 1, N, 100 << 10);
    }
  }

  @Test
  void leaveForSharedMemoryIsOfAllThreads() throws Exception {
    try (DeviceArray x = device.doubles(N); ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int own = t;
        all.add(threads.submit(() -> {
          KernelFunction kernel = ones(x);
          try (Stream mine = device.stream()) {
            for (int i = 1; i <= 20; i++) {
              kernel.launch(mine, 1, 1, 1, 1, (50 + (i * 37 + own * 11) % 150) << 10);
            }
          }
        }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  @Test
  void gridsThatNoDeviceHasAreRefused() {
    try (DeviceArray x = device.doubles(N)) {
      KernelFunction kernel = ones(x);
      int[][] sizes = {{0, 1, 1, N}, {1, 0, 1, N}, {1, 65536, 1, N}, {1, 1, 65536, N}, {1, 1, 0, N}, {1, 1, 1, 1025},
          {1, 1, 1, 0}, {-1, 1, 1, N}};
      for (int[] size : sizes) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
            () -> kernel.launch(stream, size[0], size[1], size[2], size[3], 0));
        assertTrue(e.getMessage().contains("planted_ones cannot have " + size[0] + "x" + size[1] + "x" + size[2]
            + " blocks of " + size[3] + " threads"), e.getMessage());
      }
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
          () -> kernel.launch(stream, (1L << 38) + 1, 128));
      assertTrue(e.getMessage().contains("274877906945 elements"), e.getMessage());
      assertThrows(IllegalArgumentException.class, () -> kernel.launch(stream, Long.MAX_VALUE, 128));
    }
  }

  @Test
  void rowsAreCountedWithoutWrappingAround() {
    for (int rows : new int[] {1, 2, 65534, 65535, 65536, 1 << 30, Integer.MAX_VALUE - 65535, Integer.MAX_VALUE - 65534,
        Integer.MAX_VALUE - 1, Integer.MAX_VALUE}) {
      int blocks = KernelFunction.rowBlocks(rows);
      assertTrue(blocks >= 1 && blocks <= 65535 && blocks <= rows, rows + " rows: " + blocks);
      // The last row that a block takes, and one step more.
      assertTrue(rows - 1L + blocks <= Integer.MAX_VALUE, rows + " rows: " + blocks);
    }
    assertEquals(65535, KernelFunction.rowBlocks(1 << 20));
  }
}
