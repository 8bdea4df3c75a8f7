package org.isobit.gpu;

import java.lang.foreign.MemorySegment;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;

/**
 * Two pinned buffers of a stream, through which everything goes between Java's heap and the device: while one is copied
 * by the device, the other is filled or emptied. Small uploads follow each other in a buffer, so that the host waits
 * for the device only when both are full, and not for each of the arrays of a batch. Not thread-safe.
 */
final class Staging implements AutoCloseable {

  /** Bytes of one buffer: large enough that the copy and not its start takes the time. */
  static final int BYTES = 1 << 22;

  /** Where copies in a buffer start. */
  private static final int ALIGNMENT = 256;

  private final Device device;
  private final NativePointer[] pinned = new NativePointer[2];
  private final MemorySegment[] segment = new MemorySegment[2];
  private final CUevent[] done = new CUevent[2];

  /** The buffer in use, and the bytes of it that uploads have taken. */
  private int turn;
  private long filled;

  Staging(Device device) {
    this.device = device;
    try {
      for (int i = 0; i < 2; i++) {
        NativePointer memory = new NativePointer();
        Driver.check(JCudaDriver.cuMemHostAlloc(memory, BYTES, 0), "pinning " + BYTES + " bytes for " + device);
        pinned[i] = memory;
        segment[i] = MemorySegment.ofAddress(memory.value()).reinterpret(BYTES);
        CUevent event = new CUevent();
        Driver.check(JCudaDriver.cuEventCreate(event, CUevent_flags.CU_EVENT_DISABLE_TIMING), "an event on " + device);
        done[i] = event;
      }
    } catch (RuntimeException e) {
      throw end(new Ending(e)).failure();
    }
  }

  /** Copies heap memory to the device; the heap memory is free when this returns. */
  void upload(MemorySegment from, long fromByte, DeviceMemory to, long toByte, long bytes, Stream stream) {
    long n;
    for (long at = 0; at < bytes; at += n) {
      if (filled == BYTES) {
        turn = 1 - turn;
        filled = 0;
        await(turn);
      }
      n = Math.min(BYTES - filled, bytes - at);
      MemorySegment.copy(from, fromByte + at, segment[turn], filled, n);
      Driver.check(JCudaDriver.cuMemcpyHtoDAsync(to.pointer(toByte + at), pinned[turn].withByteOffset(filled), n,
          stream.handle()), "copying " + n + " bytes to " + device);
      record(turn, stream);
      filled = Math.min(BYTES, (filled + n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }
  }

  /** Copies device memory to the heap and waits for it. */
  void download(DeviceMemory from, long fromByte, MemorySegment to, long toByte, long bytes, Stream stream) {
    long copied = 0;
    for (long at = 0; at < bytes; at += BYTES) {
      long n = Math.min(BYTES, bytes - at);
      turn = 1 - turn;
      filled = BYTES;
      await(turn);
      Driver.check(JCudaDriver.cuMemcpyDtoHAsync(pinned[turn], from.pointer(fromByte + at), n, stream.handle()),
          "copying " + n + " bytes from " + device);
      record(turn, stream);
      if (at > 0) {
        copied += empty(1 - turn, to, toByte + copied, BYTES, stream);
      }
    }
    if (bytes > 0) {
      empty(turn, to, toByte + copied, bytes - copied, stream);
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

  /** Frees what there is. */
  private Ending end(Ending ending) {
    for (int i = 0; i < 2; i++) {
      CUevent event = done[i];
      NativePointer memory = pinned[i];
      if (event != null) {
        ending.then(() -> Driver.check(JCudaDriver.cuEventDestroy(event), "cuEventDestroy on " + device));
      }
      if (memory != null) {
        ending.then(() -> Driver.check(JCudaDriver.cuMemFreeHost(memory), "freeing pinned memory for " + device));
      }
    }
    return ending;
  }

  @Override
  public void close() {
    end(new Ending()).finish();
  }
}
