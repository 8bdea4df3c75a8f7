package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.isobit.gpu.ensemble.EnsembleCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.ensemble.EnsembleMomentsReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two streams, one of which copies a batch while the other computes the one before, each batch in an arena. The
 * stand-in is deferred: nothing runs before somebody waits for it, so that what a call waits for, and what it does not,
 * is seen.
 */
class StreamsTest extends CudaTest {

  private static final EnsembleMomentsReference REFERENCE = EnsembleMomentsReference.of(Backend.REFERENCE);
  private static final int N = 50;
  private static final int ARRAYS = 12;
  private static final int BATCHES = 7;

  @BeforeAll
  static void onTheStandIn() {
    assumeFalse(StandIn.REAL);
  }

  /** What lies in the memory now, without asking the driver. */
  private static double now(DeviceArray x, long i) {
    return MemorySegment.ofAddress(x.address(i)).reinterpret(Double.BYTES).get(ValueLayout.JAVA_DOUBLE, 0);
  }

  @Test
  void manySmallUploadsWaitForNothing() {
    double[] ones = new double[N];
    double[] values = new Numbers(1).doubles(N * ARRAYS);
    double[] back = new double[N * ARRAYS];
    try (Stream copies = device.stream(); DeviceArray x = device.doubles(N); DeviceArray y =
        device.doubles(N * ARRAYS)) {
      copies.synchronize();
      y.copyFrom(values, copies);
      y.copyTo(back, copies); // the buffers are there from now on
      StandIn.deferred(true);
      device.module("planted").function("planted_ones").set(0, (long) N).set(1, x, 0).launch(stream, N, N);
      copies.after(stream);
      for (int a = 0; a < ARRAYS; a++) {
        y.copyFrom(values, a * N, (long) (ARRAYS - 1 - a) * N, N, copies);
      }
      assertTrue(Double.isNaN(now(x, 0)), "an upload has waited for the kernel before it");
      y.copyTo(back, copies);
      x.copyTo(ones, stream);
    }
    assertEquals(1.0, ones[N - 1]);
    for (int i = 0; i < back.length; i++) {
      assertEquals(values[(ARRAYS - 1 - i / N) * N + i % N], back[i]);
    }
  }

  @Test
  void uploadsLargerThanTheBuffersKeepTheirOrder() {
    int n = 2 * Staging.BYTES / Double.BYTES / 3;
    double[] first = new Numbers(2).doubles(n);
    double[] second = new Numbers(3).doubles(n);
    double[] back = new double[2 * n];
    StandIn.deferred(true);
    try (DeviceArray x = device.doubles(2L * n)) {
      for (int round = 0; round < 3; round++) {
        x.copyFrom(first, 0, 0, n, stream);
        x.copyFrom(second, 0, n, n, stream);
        x.copyFrom(second, 0, 0, 100, stream);
        x.copyFrom(first, 0, 0, 100, stream);
      }
      x.copyTo(back, stream);
    }
    for (int i = 0; i < n; i++) {
      assertTrue(first[i] == back[i] && second[i] == back[n + i], "element " + i);
    }
  }

  @Test
  void theNextBatchIsCopiedWhileThisOneIsComputed() {
    double[][] batches = new double[BATCHES][];
    for (int b = 0; b < BATCHES; b++) {
      batches[b] = new Numbers(10 + b).doubles(4 * N);
    }
    double[] expected = new double[N];
    double[] actual = new double[N * BATCHES];
    EnsembleCuda ensemble = new EnsembleCuda(stream);
    try (Stream copies = device.stream(); DeviceArena even = new DeviceArena(device, 1 << 14);
        DeviceArena odd = new DeviceArena(device, 1 << 14); DeviceArray means = device.doubles(N * BATCHES)) {
      means.copyFrom(actual, copies);
      copies.synchronize();
      StandIn.deferred(true);
      long before = StandIn.live();
      DeviceArray present = even.doubles(4 * N).copyFrom(batches[0], copies);
      for (int b = 0; b < BATCHES; b++) {
        DeviceArray next = null;
        stream.after(copies);
        copies.after(stream); // the kernels of the batch before, whose arena is filled now
        if (b + 1 < BATCHES) {
          DeviceArena arena = b % 2 == 0 ? odd : even;
          arena.reset();
          next = arena.doubles(4 * N).copyFrom(batches[b + 1], copies);
        }
        ensemble.mean(4, N, present, 0, N, means, (long) b * N);
        if (b == 2) {
          copies.synchronize();
          assertEquals(batches[3][4 * N - 1], now(next, 4 * N - 1), "the upload is there");
          assertEquals(0.0, now(means, 2 * N), "and has not waited for the kernel");
        }
        present = next;
      }
      assertEquals(before, StandIn.live(), "no batch has allocated anything");
      means.copyTo(actual, stream);
    }
    for (int b = 0; b < BATCHES; b++) {
      REFERENCE.mean(4, N, batches[b], 0, N, expected, 0);
      assertBits(expected, java.util.Arrays.copyOfRange(actual, b * N, (b + 1) * N), "batch " + b);
    }
  }
}
