package org.isobit.gpu;

import java.lang.foreign.MemorySegment;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUstream;

/**
 * Devices, streams and arrays as JCuda's objects, for calling other libraries on them. What is made here belongs to its
 * Isobit object and must not be destroyed or freed. Thread-safe as far as those objects are.
 */
public final class Interop {

  private Interop() {}

  /**
   * Makes a device's context current on the calling thread, which every call of such a library needs.
   *
   * @param device the device
   * @throws DeviceException if the driver refuses, or the device was closed
   */
  public static void makeCurrent(Device device) {
    device.makeCurrent();
  }

  /**
   * The driver's stream.
   *
   * @param stream the stream
   * @return its handle
   * @throws IllegalStateException if it was closed
   */
  public static CUstream handle(Stream stream) {
    return stream.handle();
  }

  /**
   * Notes what was asked of a stream last, for the message if the stream fails later.
   *
   * @param stream the stream
   * @param what   name of a kernel or a call
   */
  public static void launched(Stream stream, String what) {
    stream.launched(what);
  }

  /**
   * A pointer to an element.
   *
   * @param memory the array
   * @param offset the element; the array's length is allowed, for what has no elements
   * @return the pointer
   * @throws IllegalArgumentException if there is no such element
   * @throws IllegalStateException    if the array was closed
   */
  public static CUdeviceptr pointer(DeviceMemory memory, long offset) {
    memory.require("pointer", offset, 0);
    return memory.pointer(offset * memory.elementBytes());
  }

  /**
   * A pointer to memory of the host.
   *
   * @param segment native memory, which must stay open as long as the pointer is used
   * @return the pointer
   * @throws IllegalArgumentException if it is memory of Java's heap
   */
  public static Pointer pointer(MemorySegment segment) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("pointer: memory of Java's heap has no address that lasts");
    }
    return NativePointer.of(segment);
  }
}
