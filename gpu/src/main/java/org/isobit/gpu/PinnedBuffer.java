package org.isobit.gpu;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import jcuda.driver.JCudaDriver;

/**
 * Memory of the host that stays where it is, so that a device copies from and to it by itself. Calls that copy return
 * before it is done: until then the buffer must be left alone. Not thread-safe.
 */
public final class PinnedBuffer implements AutoCloseable {

  private final Device device;
  private final NativePointer pointer = new NativePointer();
  private final MemorySegment segment;
  private boolean closed;

  /**
   * Allocates.
   *
   * @param device the device that copies
   * @param bytes  size, at least 1
   * @throws DeviceException if so much memory cannot be pinned
   */
  public PinnedBuffer(Device device, long bytes) {
    DeviceChecks.positive("pinned buffer", "bytes", bytes);
    this.device = device;
    device.makeCurrent();
    Driver.check(JCudaDriver.cuMemHostAlloc(pointer, bytes, 0), "pinning " + bytes + " bytes for " + device);
    segment = MemorySegment.ofAddress(pointer.value()).reinterpret(bytes);
  }

  /**
   * The memory.
   *
   * @return a segment that must not be used after this is closed
   */
  public MemorySegment segment() {
    return segment;
  }

  /**
   * Copies the first bytes to the start of an array.
   *
   * @param array  the array
   * @param bytes  how many
   * @param stream the stream
   * @throws IllegalArgumentException if either side has not so many bytes
   */
  public void upload(DeviceMemory array, long bytes, Stream stream) {
    check(array, bytes);
    Driver.check(JCudaDriver.cuMemcpyHtoDAsync(array.pointer(0), pointer, bytes, stream.handle()),
        "copying " + bytes + " bytes to " + device);
  }

  /**
   * Copies the first bytes of an array to the start of this.
   *
   * @param array  the array
   * @param bytes  how many
   * @param stream the stream
   * @throws IllegalArgumentException if either side has not so many bytes
   */
  public void download(DeviceMemory array, long bytes, Stream stream) {
    check(array, bytes);
    Driver.check(JCudaDriver.cuMemcpyDtoHAsync(pointer, array.pointer(0), bytes, stream.handle()),
        "copying " + bytes + " bytes from " + device);
  }

  private void check(DeviceMemory array, long bytes) {
    if (closed) {
      throw new IllegalStateException("the pinned buffer of " + device + " was closed");
    }
    try {
      Objects.checkFromIndexSize(0, bytes, segment.byteSize());
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("pinned buffer of " + segment.byteSize() + " bytes, but " + bytes
          + " are to be copied", e);
    }
    array.require("pinned copy", 0, (bytes + array.elementBytes() - 1) / array.elementBytes());
    device.makeCurrent();
  }

  /** Frees the memory; copies must be done. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    device.makeCurrent();
    Driver.check(JCudaDriver.cuMemFreeHost(pointer), "freeing pinned memory for " + device);
  }
}
