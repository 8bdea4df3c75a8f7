package org.isobit.gpu;

import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * Memory of a device: an allocation of its own, or a part of a {@link DeviceArena}. Not copied anywhere unless asked.
 * Thread-safe; that its contents are not written while they are read is the caller's business, by {@link Stream}.
 */
public abstract sealed class DeviceMemory implements AutoCloseable permits DeviceVector, DeviceArena {

  /** A device pointer that tells its address. */
  private static final class Address extends CUdeviceptr {
    long value() {
      return getNativePointer();
    }
  }

  private final Device device;
  private final long length;
  private final int elementBytes;
  private final String elements;
  private final CUdeviceptr pointer;
  private final long address;

  /** What it was cut from, and when; null for an allocation. */
  private final DeviceArena arena;
  private final int turn;
  private volatile boolean closed;

  /** An allocation; elements is what to call them. */
  DeviceMemory(Device device, long length, int elementBytes, String elements) {
    if (length < 1 || length > Long.MAX_VALUE / elementBytes) {
      throw new IllegalArgumentException("device memory: length must be positive, but is " + length);
    }
    this.device = device;
    this.length = length;
    this.elementBytes = elementBytes;
    this.elements = elements;
    Address allocated = new Address();
    device.makeCurrent();
    long bytes = length * elementBytes;
    int result = JCudaDriver.cuMemAlloc(allocated, bytes);
    if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
      throw new DeviceMemoryException(bytes + " bytes do not fit into the memory of " + device + ", of which "
          + device.freeMemory() + " bytes are free", result, bytes);
    }
    Driver.check(result, "allocating " + bytes + " bytes on " + device);
    pointer = allocated;
    address = allocated.value();
    arena = null;
    turn = 0;
  }

  /** A part of an arena. */
  DeviceMemory(DeviceArena arena, long byteOffset, long length, int elementBytes, String elements) {
    this.device = arena.device();
    this.length = length;
    this.elementBytes = elementBytes;
    this.elements = elements;
    pointer = arena.pointer(byteOffset);
    address = arena.address(byteOffset);
    this.arena = arena;
    turn = arena.turn();
  }

  /**
   * The device that has it.
   *
   * @return the device
   */
  public final Device device() {
    return device;
  }

  /**
   * Number of elements.
   *
   * @return at least 1
   */
  public final long length() {
    return length;
  }

  /**
   * Size of an element.
   *
   * @return bytes
   */
  public final int elementBytes() {
    return elementBytes;
  }

  /** Address of an element on the device. */
  final long address(long offset) {
    return address + offset * elementBytes;
  }

  /** Pointer to a byte. */
  final CUdeviceptr pointer(long bytes) {
    return bytes == 0 ? pointer : pointer.withByteOffset(bytes);
  }

  /** Whether it can be used: neither it nor its arena was closed, nor has that taken it back. */
  final boolean isOpen() {
    return !closed && (arena == null || arena.isOpen() && arena.turn() == turn);
  }

  /** Checks that it can be used. */
  final void requireOpen(String operation) {
    if (!isOpen()) {
      throw new IllegalStateException(operation + ": the " + this + " were "
          + (closed || !arena.isOpen() ? "closed" : "taken back by their arena"));
    }
  }

  /** Checks that elements offset … offset + n − 1 are there. */
  final void require(String operation, long offset, long n) {
    requireOpen(operation);
    if (offset < 0 || n < 0 || offset > length - n) {
      throw new IllegalArgumentException(operation + ": device memory of " + length + " elements, but " + n
          + " from offset " + offset + " are needed");
    }
  }

  /**
   * Sets all bytes to zero: +0 for numbers.
   *
   * @param stream after what is there, and before what comes
   */
  public final void clear(Stream stream) {
    clear(0, length, stream);
  }

  /**
   * Sets elements to zero.
   *
   * @param offset the first
   * @param n      how many
   * @param stream after what is there, and before what comes
   * @throws IllegalArgumentException if there are not so many
   */
  public final void clear(long offset, long n, Stream stream) {
    require("clear", offset, n);
    stream.clear(this, offset * elementBytes, n * elementBytes);
  }

  /** Frees an allocation, after all work on the device; a part of an arena stays with the arena. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (arena == null) {
      device.makeCurrent();
      Driver.check(JCudaDriver.cuMemFree(pointer), "freeing " + this);
    }
  }

  /** What it holds, and where. */
  @Override
  public final String toString() {
    return length + " " + elements + " on " + device;
  }
}
