package org.isobit.gpu;

import java.lang.foreign.MemorySegment;
import jcuda.Pointer;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;

/**
 * Two pinned buffers of a stream, through which everything goes between Java's heap and the device: while one is copied
 * by the device, the other is filled or emptied. Not thread-safe.
 */
final class Staging implements AutoCloseable {

  /** Bytes of one buffer: large enough that the copy and not its start takes the time. */
  static final int BYTES = 1 << 22;

  private final Device device;
  private final NativePointer[] pinned = {new NativePointer(), new NativePointer()};
  private final MemorySegment[] segment = new MemorySegment[2];
  private final CUevent[] done = {new CUevent(), new CUevent()};
  private int turn;

  Staging(Device device) {
    this.device = device;
    for (int i = 0; i < 2; i++) {
      Driver.check(JCudaDriver.cuMemHostAlloc(pinned[i], BYTES, 0), "pinning " + BYTES + " bytes for " + device);
      segment[i] = MemorySegment.ofAddress(pinned[i].value()).reinterpret(BYTES);
      Driver.check(JCudaDriver.cuEventCreate(done[i], CUevent_flags.CU_EVENT_DISABLE_TIMING), "cuEventCreate");
    }
  }

  /** Copies heap memory to the device; the heap memory is free when this returns. */
  void upload(MemorySegment from, long fromByte, DeviceMemory to, long toByte, long bytes, Stream stream) {
    for (long at = 0; at < bytes; at += BYTES) {
      long n = Math.min(BYTES, bytes - at);
      int b = turn;
      turn = 1 - turn;
      await(b);
      MemorySegment.copy(from, fromByte + at, segment[b], 0, n);
      Driver.check(JCudaDriver.cuMemcpyHtoDAsync(to.pointer(toByte + at), pinned[b], n, stream.handle()),
          "copying " + n + " bytes to " + device);
      record(b, stream);
    }
  }

  /** Copies device memory to the heap and waits for it. */
  void download(DeviceMemory from, long fromByte, MemorySegment to, long toByte, long bytes, Stream stream) {
    long copied = 0;
    for (long at = 0; at < bytes; at += BYTES) {
      long n = Math.min(BYTES, bytes - at);
      int b = turn;
      turn = 1 - turn;
      await(b);
      Pointer target = pinned[b];
      Driver.check(JCudaDriver.cuMemcpyDtoHAsync(target, from.pointer(fromByte + at), n, stream.handle()),
          "copying " + n + " bytes from " + device);
      record(b, stream);
      if (at > 0) {
        copied += empty(1 - b, to, toByte + copied, BYTES, stream);
      }
    }
    if (bytes > 0) {
      empty(1 - turn, to, toByte + copied, bytes - copied, stream);
    }
  }

  private long empty(int b, MemorySegment to, long toByte, long n, Stream stream) {
    int result = JCudaDriver.cuEventSynchronize(done[b]);
    if (result != 0) {
      throw stream.failure(result);
    }
    MemorySegment.copy(segment[b], 0, to, toByte, n);
    return n;
  }

  /** Waits until the device is through with a buffer. */
  private void await(int b) {
    Driver.check(JCudaDriver.cuEventSynchronize(done[b]), "waiting for a copy of " + device);
  }

  private void record(int b, Stream stream) {
    Driver.check(JCudaDriver.cuEventRecord(done[b], stream.handle()), "cuEventRecord on " + device);
  }

  @Override
  public void close() {
    for (int i = 0; i < 2; i++) {
      Driver.check(JCudaDriver.cuEventDestroy(done[i]), "cuEventDestroy on " + device);
      Driver.check(JCudaDriver.cuMemFreeHost(pinned[i]), "freeing pinned memory for " + device);
    }
  }
}
