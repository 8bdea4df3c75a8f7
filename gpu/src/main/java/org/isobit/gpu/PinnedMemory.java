package org.isobit.gpu;

import java.lang.foreign.MemorySegment;
import jcuda.driver.JCudaDriver;

/**
 * Memory of the host that a device copies from and to by itself, while the host goes on. Who fills or reads it waits
 * for the copies before; who closes it, for all. Not thread-safe.
 */
public final class PinnedMemory implements AutoCloseable {

  private final Device device;
  private final NativePointer pointer = new NativePointer();
  private final MemorySegment segment;
  private boolean closed;

  /**
   * Allocates; what it holds is undefined.
   *
   * @param device the device
   * @param bytes  size, at least 1
   * @throws DeviceException          if the system pins not so much
   * @throws IllegalArgumentException if the size is not positive
   */
  public PinnedMemory(Device device, long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("pinned memory: size must be positive, but is " + bytes);
    }
    this.device = device;
    device.makeCurrent();
    Driver.check(JCudaDriver.cuMemHostAlloc(pointer, bytes, 0), "pinning " + bytes + " bytes for " + device);
    segment = MemorySegment.ofAddress(pointer.value()).reinterpret(bytes);
  }

  /**
   * The memory itself.
   *
   * @return a segment, not to be used after {@link #close}
   */
  public MemorySegment segment() {
    return segment;
  }

  /**
   * Asks for a copy to the device. Does not wait.
   *
   * @param fromByte where it starts here
   * @param to       takes it
   * @param offset   first element there
   * @param n        elements
   * @param stream   after what it was asked for, and before what comes
   * @throws IllegalArgumentException if either side has not so many elements
   */
  public void upload(long fromByte, DeviceMemory to, long offset, long n, Stream stream) {
    long bytes = check("copy to a device", fromByte, to, offset, n, stream);
    if (bytes > 0) {
      Driver.check(JCudaDriver.cuMemcpyHtoDAsync(to.pointer(offset * to.elementBytes()),
          pointer.withByteOffset(fromByte), bytes, stream.handle()), "copying " + bytes + " bytes to " + device);
    }
  }

  /**
   * Asks for a copy from the device. Does not wait: what it brings is here when the stream has done it.
   *
   * @param toByte where it goes
   * @param from   has it
   * @param offset first element there
   * @param n      elements
   * @param stream after what it was asked for, and before what comes
   * @throws IllegalArgumentException if either side has not so many elements
   */
  public void download(long toByte, DeviceMemory from, long offset, long n, Stream stream) {
    long bytes = check("copy from a device", toByte, from, offset, n, stream);
    if (bytes > 0) {
      Driver.check(JCudaDriver.cuMemcpyDtoHAsync(pointer.withByteOffset(toByte),
          from.pointer(offset * from.elementBytes()),
          bytes, stream.handle()), "copying " + bytes + " bytes from " + device);
    }
  }

  private long check(String operation, long at, DeviceMemory other, long offset, long n, Stream stream) {
    if (closed) {
      throw new IllegalStateException(operation + ": the pinned memory was closed");
    }
    other.require(operation, offset, n);
    device.requireSame(stream.device(), "pinned memory", "the stream");
    device.requireSame(other.device(), "pinned memory", "the other side");
    long bytes = n * other.elementBytes();
    if (at < 0 || at > segment.byteSize() - bytes) {
      throw new IllegalArgumentException(operation + ": " + bytes + " bytes at " + at + " of " + segment.byteSize()
          + " bytes that are pinned for " + device);
    }
    device.makeCurrent();
    return bytes;
  }

  /** Waits for the device and frees it. */
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
