package org.isobit.gpu;

import java.lang.foreign.MemorySegment;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * A sequence of copies and kernels: one after the other, while other streams go on. Calls return before the work is
 * done; {@link #synchronize} and copies to the host wait. Not thread-safe: one thread at a time asks a stream for work.
 *
 * <p>So that a device computes one batch while the next one is on its way, ask two streams in this order: {@code
 * copies.after(kernels)} (the memory that is filled next is free), uploads on {@code copies}, kernels of this batch on
 * {@code kernels}, and {@code kernels.after(copies)} before those of the next one. An upload waits for the device only
 * when several megabytes of the same stream's uploads are still to be copied.
 */
public final class Stream implements AutoCloseable {

  private final Device device;
  private final CUstream handle = new CUstream();
  private final CUevent here = new CUevent();
  private Staging staging;
  private String last = "no kernel";
  private volatile boolean closed;

  Stream(Device device) {
    this.device = device;
    device.makeCurrent();
    Driver.check(JCudaDriver.cuStreamCreate(handle, CUstream_flags.CU_STREAM_NON_BLOCKING), "a stream on " + device);
    try {
      Driver.check(JCudaDriver.cuEventCreate(here, CUevent_flags.CU_EVENT_DISABLE_TIMING), "an event on " + device);
    } catch (RuntimeException e) {
      throw new Ending(e).then(this::destroy).failure();
    }
  }

  /**
   * The device that it runs on.
   *
   * @return the device
   */
  public Device device() {
    return device;
  }

  /**
   * Waits until everything that was asked for is done.
   *
   * @throws DeviceException       if some of it failed
   * @throws IllegalStateException if the stream was closed
   */
  public void synchronize() {
    CUstream stream = handle();
    device.makeCurrent();
    int result = JCudaDriver.cuStreamSynchronize(stream);
    if (result != CUresult.CUDA_SUCCESS) {
      throw failure(result);
    }
  }

  /**
   * Lets what comes next on this stream wait for what another one was asked for until now. Neither stream may be asked
   * for work by another thread meanwhile.
   *
   * @param other the other stream, of the same device
   * @throws IllegalArgumentException if it is another device's
   * @throws IllegalStateException    if one of them was closed
   */
  public void after(Stream other) {
    CUstream stream = handle();
    CUstream before = other.handle();
    device.requireSame(other.device, "a stream that waits", "the stream that it waits for");
    device.makeCurrent();
    Driver.check(JCudaDriver.cuEventRecord(other.here, before), "cuEventRecord on " + device);
    Driver.check(JCudaDriver.cuStreamWaitEvent(stream, other.here, 0), "cuStreamWaitEvent on " + device);
  }

  CUstream handle() {
    if (closed) {
      throw new IllegalStateException("the stream of " + device + " was closed");
    }
    return handle;
  }

  /** Remembers what was launched last, for the message if it fails later. */
  void launched(String kernel) {
    last = kernel;
  }

  DeviceException failure(int result) {
    return Driver.failure(result, "work on " + device + ", of which " + last + " was the last kernel");
  }

  /** Checks that work with some memory can be asked for, and makes the device current. */
  private CUstream handle(DeviceMemory memory) {
    CUstream stream = handle();
    device.requireSame(memory.device(), "a stream", "the memory that it copies");
    device.makeCurrent();
    return stream;
  }

  private Staging staging(DeviceMemory memory) {
    handle(memory);
    if (staging == null) {
      staging = new Staging(device);
    }
    return staging;
  }

  void upload(MemorySegment from, long fromByte, DeviceMemory to, long toByte, long bytes) {
    staging(to).upload(from, fromByte, to, toByte, bytes, this);
  }

  void download(DeviceMemory from, long fromByte, MemorySegment to, long toByte, long bytes) {
    staging(from).download(from, fromByte, to, toByte, bytes, this);
  }

  void copy(DeviceMemory from, long fromByte, DeviceMemory to, long toByte, long bytes) {
    device.requireSame(from.device(), "a stream", "the memory that it copies");
    CUstream stream = handle(to);
    if (bytes > 0) {
      Driver.check(JCudaDriver.cuMemcpyDtoDAsync(to.pointer(toByte), from.pointer(fromByte), bytes, stream),
          "copying " + bytes + " bytes on " + device);
    }
  }

  void clear(DeviceMemory memory, long fromByte, long bytes) {
    CUstream stream = handle(memory);
    if (bytes > 0) {
      Driver.check(JCudaDriver.cuMemsetD8Async(memory.pointer(fromByte), (byte) 0, bytes, stream),
          "clearing " + bytes + " bytes on " + device);
    }
  }

  /** Waits for the work and ends the stream. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    device.makeCurrent();
    int result = JCudaDriver.cuStreamSynchronize(handle);
    closed = true;
    new Ending(result == CUresult.CUDA_SUCCESS ? null : failure(result)).close(staging)
        .then(() -> Driver.check(JCudaDriver.cuEventDestroy(here), "cuEventDestroy on " + device))
        .then(this::destroy).finish();
  }

  private void destroy() {
    Driver.check(JCudaDriver.cuStreamDestroy(handle), "closing a stream of " + device);
  }
}
