package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.isobit.gpu.reduce.ReduceCuda;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was closed, or is another device's, is refused by name and never reaches the driver as an address. */
class ClosedTest extends CudaTest {

  private static final int N = 64;

  @BeforeAll
  static void onTheStandIn() {
    assumeFalse(StandIn.REAL);
  }

  private static KernelFunction ones(Device device) {
    return device.module("planted").function("planted_ones").set(0, (long) N);
  }

  private static void refused(Class<? extends RuntimeException> kind, String what, Runnable call) {
    RuntimeException e = assertThrows(kind, call::run);
    assertTrue(e.getMessage().contains(what), e.getMessage());
  }

  private static void closed(String what, Runnable call) {
    refused(IllegalStateException.class, what, call);
  }

  @Test
  void closedArraysAreNoArguments() {
    DeviceArray x = device.doubles(N);
    KernelFunction kernel = ones(device).set(1, x, 0);
    kernel.launch(stream, N, N);
    x.close();
    x.close();
    String name = "the 64 doubles on CUDA device 0 (Isobit stand-in device) were closed";
    closed("planted_ones: " + name, () -> kernel.launch(stream, N, N));
    closed("planted_ones: " + name, () -> ones(device).set(1, x, 0));
    closed(name, () -> x.clear(stream));
    closed(name, () -> x.copyFrom(new double[N], stream));
    closed(name, () -> x.copyTo(new double[N], stream));
    try (DeviceArray y = device.doubles(N); ReduceCuda reduce = new ReduceCuda(stream)) {
      closed(name, () -> y.copyFrom(x, 0, 0, 1, stream));
      closed(name, () -> reduce.sum(N, x, 0, y, 0));
      kernel.set(1, y, 0).launch(stream, N, N);
    }
  }

  @Test
  void arraysOfAnArenaEndWithTheirBatch() {
    DeviceArena arena = new DeviceArena(device, 4096);
    IntDeviceArray first = arena.ints(3);
    DeviceArray x = arena.doubles(N);
    KernelFunction kernel = ones(device).set(1, x, 0);
    arena.reset();
    DeviceArray y = arena.doubles(N);
    closed("the 3 integers on CUDA device 0 (Isobit stand-in device) were taken back by their arena",
        () -> first.clear(stream));
    closed("taken back by their arena", () -> kernel.launch(stream, N, N));
    kernel.set(1, y, 0).launch(stream, N, N);
    arena.close();
    closed("were closed", () -> kernel.launch(stream, N, N));
    closed("were closed", () -> y.clear(stream));
    closed("the 4096 bytes on", () -> arena.doubles(1));
  }

  @Test
  void closedStreamsTakeNoWork() {
    Stream other = device.stream();
    other.close();
    other.close();
    String name = "the stream of CUDA device 0 (Isobit stand-in device) was closed";
    try (DeviceArray x = device.doubles(N)) {
      closed(name, () -> ones(device).set(1, x, 0).launch(other, N, N));
      closed(name, () -> x.clear(other));
      closed(name, () -> x.copyFrom(new double[N], other));
      closed(name, () -> x.copyTo(new double[N], other));
      closed(name, () -> x.copyFrom(x, 0, 1, 1, other));
    }
    closed(name, other::synchronize);
    closed(name, () -> other.after(stream));
    closed(name, () -> stream.after(other));
  }

  @Test
  void closedDevicesTakeNoWork() {
    Device other = Device.open();
    Stream abandoned = other.stream();
    KernelFunction kernel = ones(other);
    KernelModule module = other.module("planted");
    other.close();
    other.close();
    String name = "CUDA device 0 (Isobit stand-in device) was closed";
    closed(name, () -> kernel.launch(abandoned, N, N));
    closed(name, () -> module.function("planted_ones"));
    closed(name, () -> other.module("planted"));
    closed(name, () -> other.doubles(N));
    closed(name, other::stream);
    closed(name, other::synchronize);
    closed(name, other::memory);
    closed(name, abandoned::close);
    stream.close();
    StandIn.forget();
  }

  @Test
  void nothingOfAnotherDeviceIsUsed() {
    StandIn.devices(2);
    try (Device other = Device.open(1); Stream foreign = other.stream(); DeviceArray x = device.doubles(N);
        DeviceArray y = other.doubles(N)) {
      Class<IllegalArgumentException> refusal = IllegalArgumentException.class;
      String both = "is of CUDA device 0 (Isobit stand-in device), but the stream is of CUDA device 1 (";
      refused(refusal, "planted_ones " + both, () -> ones(device).set(1, x, 0).launch(foreign, N, N));
      refused(refusal, "planted_ones is of CUDA device 0 (", () -> ones(device).set(1, y, 0));
      refused(refusal, "is of CUDA device 1", () -> stream.after(foreign));
      refused(refusal, "is of CUDA device 1", () -> y.clear(stream));
      refused(refusal, "is of CUDA device 1", () -> y.copyFrom(new double[N], stream));
      refused(refusal, "is of CUDA device 1", () -> y.copyTo(new double[N], stream));
      refused(refusal, "is of CUDA device 1", () -> x.copyFrom(y, 0, 0, N, stream));
      try (PinnedMemory pinned = new PinnedMemory(device, 8 * N)) {
        refused(refusal, "is of CUDA device 1", () -> pinned.upload(0, x, 0, N, foreign));
        refused(refusal, "is of CUDA device 1", () -> pinned.download(0, y, 0, N, stream));
      }
    } finally {
      StandIn.devices(1);
    }
    try (Device again = Device.open(); DeviceArray x = again.doubles(N)) {
      refused(IllegalArgumentException.class, "opened another time", () -> ones(device).set(1, x, 0));
    }
    assertEquals(1, Driver.devices());
  }
}
