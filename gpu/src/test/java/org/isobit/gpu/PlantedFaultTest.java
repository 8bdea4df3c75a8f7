package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Arrays;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.isobit.gpu.reduce.ReduceCuda;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stand-in driver finds what it is there for. */
class PlantedFaultTest extends CudaTest {

  private static final int N = 64;

  @BeforeAll
  static void onTheStandIn() {
    assumeFalse(StandIn.REAL);
  }

  private KernelFunction planted(String name) {
    return device.module("planted").function("planted_" + name);
  }

  @Test
  void aMissingBarrierGivesOtherBitsInSomeOrder() {
    double[] x = new Numbers(1).doubles(N);
    double[] expected = new double[N];
    for (int i = 0; i < N; i++) {
      expected[i] = x[N - 1 - i];
    }
    boolean[] seen = {false};
    inEveryOrder(() -> {
      double[] actual = new double[N];
      try (DeviceArray dx = device.doubles(N); DeviceArray dy = device.doubles(N)) {
        dx.copyFrom(x, stream);
        planted("missingBarrier").set(0, dx, 0).set(1, dy, 0).launch(stream, N, N);
        dy.copyTo(actual, stream);
      }
      seen[0] |= !Arrays.equals(expected, actual);
    });
    assertTrue(seen[0]);
  }

  private String failure(KernelFunction kernel) {
    DeviceException e = assertThrows(DeviceException.class, () -> {
      kernel.launch(stream, N, N);
      stream.synchronize();
    });
    assertTrue(e.getMessage().contains("planted_") && e.getMessage().contains("stand-in device"), e.getMessage());
    String message = StandIn.message();
    StandIn.recover();
    return message;
  }

  @Test
  void faultsOfKernelsAreNamed() {
    try (DeviceArray x = device.doubles(N)) {
      String overrun = failure(planted("overrun").set(0, N - 1L).set(1, x, 1));
      assertTrue(overrun.contains("planted_overrun: something wrote"), overrun);
      String shared = failure(planted("sharedOverrun").set(0, x, 0));
      assertTrue(shared.contains("index 64 of shared memory of 64 elements"), shared);
      String barrier = failure(planted("divergentBarrier").set(0, x, 0));
      assertTrue(barrier.contains("divergent barrier: 32 threads ended"), barrier);
      String shuffle = failure(planted("divergentShuffle").set(0, x, 0));
      assertTrue(shuffle.contains("has ended"), shuffle);
    }
  }

  @Test
  void freshMemoryHoldsNaN() {
    double[] x = new double[N];
    try (DeviceArray dx = device.doubles(N)) {
      dx.copyTo(x, stream);
      assertTrue(Double.isNaN(x[0]) && Double.isNaN(x[N - 1]));
      dx.clear(stream);
      planted("unwritten").set(0, dx, 0).launch(stream, N, N);
      dx.copyTo(x, stream);
      assertTrue(Double.isNaN(x[0]));
    }
  }

  @Test
  void wrongArgumentsAreFound() {
    try (DeviceArray x = device.doubles(N); DeviceArray y = device.doubles(N)) {
      String swapped = failure(planted("ones").set(0, x, 0).set(1, (long) N));
      assertTrue(swapped.contains("parameter 0 is a size, but was given an address"), swapped);
      String nowhere = failure(planted("ones").set(0, 1L).set(1, 12345L));
      assertTrue(nowhere.contains("parameter 1 is no address"), nowhere);
      IllegalArgumentException kind =
          assertThrows(IllegalArgumentException.class, () -> planted("ones").set(0, 1.0));
      assertTrue(kind.getMessage().contains("parameter 0"), kind.getMessage());
      assertThrows(IllegalArgumentException.class, () -> planted("ones").set(2, 1));
      double[] ones = new double[N];
      Arrays.fill(ones, 1.0);
      x.copyFrom(ones, stream);
      y.clear(stream);
      // Result and argument exchanged: no message, other bits.
      device.module("reduce").function("reduce_sum_double").set(0, (long) N).set(1, y, 0).set(2, x, 0)
          .launch(stream, 32, 32);
      double[] sum = new double[1];
      y.copyTo(sum, stream);
      assertFalse(sum[0] == N);
    }
  }

  @Test
  void kernelsMustBeInThePtxAndTheSource() {
    assertThrows(IllegalArgumentException.class, () -> device.module("reduce").function("reduce_sun_double"));
    DeviceException source = assertThrows(DeviceException.class, () -> planted("nowhere"));
    assertTrue(source.getMessage().contains("planted_nowhere"), source.getMessage());
    DeviceException other = assertThrows(DeviceException.class, () -> planted("otherParameters"));
    assertTrue(StandIn.message().contains("the PTX has the parameters il, the source ll"), other + StandIn.message());
  }

  @Test
  void streamsWaitForEachOtherWhenTheyAreTold() {
    double[] actual = new double[N];
    double[] ones = new double[N];
    Arrays.fill(ones, 1.0);
    try (Stream second = device.stream(); DeviceArray x = device.doubles(N); DeviceArray y = device.doubles(N)) {
      StandIn.deferred(true);
      planted("ones").set(0, (long) N).set(1, x, 0).launch(stream, N, N);
      y.copyFrom(x, 0, 0, N, second);
      y.copyTo(actual, second);
      assertTrue(Double.isNaN(actual[0]), "nothing waited, yet the work was done");
      second.after(stream);
      y.copyFrom(x, 0, 0, N, second);
      y.copyTo(actual, second);
      assertArrayEquals(ones, actual);
      StandIn.deferred(false);
    }
  }

  @Test
  void longCopiesGoThroughBothBuffers() {
    int n = 2 * Staging.BYTES / Double.BYTES + 12345;
    double[] x = new Numbers(3).doubles(n);
    double[] back = new double[n];
    int[] numbers = {1, 2, 3};
    int[] same = new int[3];
    for (boolean deferred : new boolean[] {false, true}) {
      StandIn.deferred(deferred);
      try (DeviceArray dx = device.doubles(n); IntDeviceArray di = device.ints(3)) {
        dx.copyFrom(x, stream);
        dx.copyTo(back, stream);
        di.copyFrom(numbers, stream);
        di.copyTo(same, stream);
      }
      assertBits(x, back, "copies");
      assertArrayEquals(numbers, same);
    }
  }

  @Test
  void contextsAreOfThreads() throws InterruptedException {
    int[] raw = new int[1];
    Throwable[] failed = new Throwable[1];
    double[] sum = new double[1];
    Thread thread = new Thread(() -> {
      try {
        raw[0] = JCudaDriver.cuMemAlloc(new CUdeviceptr(), 8);
        try (DeviceArray x = device.doubles(N); DeviceArray s = device.doubles(1);
            ReduceCuda reduce = new ReduceCuda(stream)) {
          reduce.sum(N, x.copyFrom(new Numbers(2).doubles(N), stream), 0, s, 0);
          s.copyTo(sum, stream);
        }
      } catch (RuntimeException | Error e) {
        failed[0] = e;
      }
    });
    thread.start();
    thread.join();
    assertEquals(CUresult.CUDA_ERROR_INVALID_CONTEXT, raw[0], "a fresh thread has no context of its own");
    assertEquals(null, failed[0]);
    assertTrue(sum[0] != 0.0);
  }

  @Test
  void pageableMemoryIsRefusedInAsynchronousCopies() {
    try (DeviceArray x = device.doubles(N)) {
      int result = JCudaDriver.cuMemcpyHtoDAsync(x.pointer(0), Pointer.to(java.nio.ByteBuffer.allocateDirect(8 * N)),
          8L * N, stream.handle());
      assertEquals(CUresult.CUDA_ERROR_INVALID_VALUE, result);
      assertTrue(StandIn.message().contains("pageable"), StandIn.message());
    }
  }

  @Test
  void memoryThatIsNotThereIsNamed() {
    StandIn.capacity(1000);
    DeviceMemoryException e = assertThrows(DeviceMemoryException.class, () -> device.doubles(200));
    assertEquals(1600, e.bytes());
    assertTrue(e.getMessage().contains("1600 bytes") && e.getMessage().contains("1000 bytes are free"), e.getMessage());
    assertEquals(1000, device.memory());
    assertThrows(IllegalArgumentException.class, () -> device.doubles(0));
  }

  @Test
  void arenasCutArraysAndTakeThemBack() {
    double[] x = new Numbers(4).doubles(5);
    double[] back = new double[5];
    try (DeviceArena arena = new DeviceArena(device, 1024)) {
      for (int round = 0; round < 3; round++) {
        DeviceArray a = arena.doubles(5);
        FloatDeviceArray b = arena.floats(3);
        a.copyFrom(x, stream);
        b.clear(stream);
        a.copyTo(back, stream);
        assertBits(x, back, "arena");
        assertThrows(IllegalArgumentException.class, () -> arena.doubles(100));
        arena.reset();
      }
    }
  }
}
