package org.isobit.gpu;

import java.lang.foreign.MemorySegment;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * A sequence of copies and kernels: one after the other, while other streams go on. Calls return before the work is done;
 * {@link #synchronize} and copies to the host wait. Not thread-safe: one thread at a time asks a stream for work.
 */
public final class Stream implements AutoCloseable {

  private final Device device;
  private final CUstream handle = new CUstream();
  private final CUevent here = new CUevent();
  private Staging staging;
  private String last = "no kernel";
  private boolean closed;

  Stream(Device device) {
    this.device = device;
    device.makeCurrent();
    Driver.check(JCudaDriver.cuStreamCreate(handle, CUstream_flags.CU_STREAM_NON_BLOCKING), "a stream on " + device);
    Driver.check(JCudaDriver.cuEventCreate(here, CUevent_flags.CU_EVENT_DISABLE_TIMING), "an event on " + device);
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
   * @throws DeviceException if some of it failed
   */
  public void synchronize() {
    device.makeCurrent();
    int result = JCudaDriver.cuStreamSynchronize(handle);
    if (result != CUresult.CUDA_SUCCESS) {
      throw failure(result);
    }
  }

  /**
   * Lets what comes next on this stream wait for what another one was asked for until now.
   *
   * @param other the other stream, of the same device
   */
  public void after(Stream other) {
    device.makeCurrent();
    Driver.check(JCudaDriver.cuEventRecord(other.here, other.handle), "cuEventRecord on " + device);
    Driver.check(JCudaDriver.cuStreamWaitEvent(handle, other.here, 0), "cuStreamWaitEvent on " + device);
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

  private Staging staging() {
    device.makeCurrent();
    if (staging == null) {
      staging = new Staging(device);
    }
    return staging;
  }

  void upload(MemorySegment from, long fromByte, DeviceMemory to, long toByte, long bytes) {
    staging().upload(from, fromByte, to, toByte, bytes, this);
  }

  void download(DeviceMemory from, long fromByte, MemorySegment to, long toByte, long bytes) {
    staging().download(from, fromByte, to, toByte, bytes, this);
  }

  void copy(DeviceMemory from, long fromByte, DeviceMemory to, long toByte, long bytes) {
    if (bytes > 0) {
      device.makeCurrent();
      Driver.check(JCudaDriver.cuMemcpyDtoDAsync(to.pointer(toByte), from.pointer(fromByte), bytes, handle()),
          "copying " + bytes + " bytes on " + device);
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
    if (staging != null) {
      staging.close();
    }
    Driver.check(JCudaDriver.cuEventDestroy(here), "cuEventDestroy on " + device);
    Driver.check(JCudaDriver.cuStreamDestroy(handle), "closing a stream of " + device);
    if (result != CUresult.CUDA_SUCCESS) {
      throw failure(result);
    }
  }
}
