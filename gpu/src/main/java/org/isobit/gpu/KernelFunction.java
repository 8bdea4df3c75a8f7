package org.isobit.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * A kernel and its arguments, kept in native memory in the form that a launch takes, so that a launch costs the driver's
 * call and little more. Arguments stay until they are set again; the driver copies them at the launch. Each setter checks
 * the kind of the parameter against the PTX. Not thread-safe: one object a thread.
 */
public final class KernelFunction {

  /** Dynamic shared memory that needs no leave. */
  private static final int FREE_SHARED = 48 << 10;

  private final Device device;
  private final String name;
  private final String kinds;
  private final CUfunction function;
  private final MemorySegment values;
  private final Pointer table;

  /** What the table points to, so that it lives as long as this. */
  private final MemorySegment addresses;
  private int shared = FREE_SHARED;

  KernelFunction(Device device, String name, String kinds, CUfunction function) {
    this.device = device;
    this.name = name;
    this.kinds = kinds;
    this.function = function;
    int n = Math.max(1, kinds.length());
    Arena arena = Arena.ofAuto();
    values = arena.allocate(8L * n, 8);
    addresses = arena.allocate(8L * n, 8);
    for (int i = 0; i < n; i++) {
      addresses.setAtIndex(ValueLayout.JAVA_LONG, i, values.address() + 8L * i);
    }
    table = NativePointer.of(addresses);
  }

  /**
   * Sets an integer of 32 or 64 bits.
   *
   * @param i     number of the parameter, from 0
   * @param value the argument
   * @return this
   * @throws IllegalArgumentException if the parameter is no integer
   */
  public KernelFunction set(int i, int value) {
    if (kind(i) == 'l') {
      values.setAtIndex(ValueLayout.JAVA_LONG, i, value);
    } else {
      require(i, 'i', "an integer");
      values.set(ValueLayout.JAVA_INT, 8L * i, value);
    }
    return this;
  }

  /**
   * Sets an integer of 64 bits.
   *
   * @param i     number of the parameter, from 0
   * @param value the argument
   * @return this
   * @throws IllegalArgumentException if the parameter is no such integer
   */
  public KernelFunction set(int i, long value) {
    require(i, 'l', "a 64-bit integer");
    values.setAtIndex(ValueLayout.JAVA_LONG, i, value);
    return this;
  }

  /**
   * Sets a double.
   *
   * @param i     number of the parameter, from 0
   * @param value the argument
   * @return this
   * @throws IllegalArgumentException if the parameter is no double
   */
  public KernelFunction set(int i, double value) {
    require(i, 'd', "a double");
    values.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
    return this;
  }

  /**
   * Sets a float.
   *
   * @param i     number of the parameter, from 0
   * @param value the argument
   * @return this
   * @throws IllegalArgumentException if the parameter is no float
   */
  public KernelFunction set(int i, float value) {
    require(i, 'f', "a float");
    values.set(ValueLayout.JAVA_FLOAT, 8L * i, value);
    return this;
  }

  /**
   * Sets a pointer to an element.
   *
   * @param i      number of the parameter, from 0
   * @param memory the memory, or null for no pointer
   * @param offset the element
   * @return this
   * @throws IllegalArgumentException if the parameter is no pointer or the memory is another device's
   */
  public KernelFunction set(int i, DeviceMemory memory, long offset) {
    require(i, 'l', "a pointer");
    if (memory != null && memory.device() != device) {
      throw new IllegalArgumentException(name + ": argument " + i + " is memory of " + memory.device() + ", but the kernel "
          + "runs on " + device);
    }
    values.setAtIndex(ValueLayout.JAVA_LONG, i, memory == null ? 0L : memory.address(offset));
    return this;
  }

  private char kind(int i) {
    if (i < 0 || i >= kinds.length()) {
      throw new IllegalArgumentException(name + " has " + kinds.length() + " parameters, but parameter " + i + " is set");
    }
    return kinds.charAt(i);
  }

  private void require(int i, char kind, String meaning) {
    if (kind(i) != kind) {
      throw new IllegalArgumentException(name + ": parameter " + i + " is of kind '" + kinds.charAt(i)
          + "' and cannot be " + meaning);
    }
  }

  /**
   * Launches one thread for each of n elements, in blocks.
   *
   * @param stream  the stream
   * @param n       threads needed; nothing is launched for 0
   * @param threads threads of a block
   * @throws DeviceException if the driver refuses
   */
  public void launch(Stream stream, long n, int threads) {
    long blocks = (n + threads - 1) / threads;
    if (blocks > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(name + ": " + n + " threads are more than one launch has");
    }
    if (blocks > 0) {
      launch(stream, (int) blocks, 1, 1, threads, 0);
    }
  }

  /**
   * Launches.
   *
   * @param stream  the stream
   * @param gridX   blocks
   * @param gridY   blocks
   * @param gridZ   blocks
   * @param threads threads of a block
   * @param dynamic bytes of dynamic shared memory of a block
   * @throws DeviceException if the driver refuses; the message names kernel, arguments, sizes and device
   */
  public void launch(Stream stream, int gridX, int gridY, int gridZ, int threads, int dynamic) {
    device.makeCurrent();
    if (dynamic > shared) {
      Driver.check(JCudaDriver.cuFuncSetAttribute(function,
          CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, dynamic),
          name + " with " + dynamic + " bytes of shared memory on " + device);
      shared = dynamic;
    }
    int result = JCudaDriver.cuLaunchKernel(function, gridX, gridY, gridZ, threads, 1, 1, dynamic, stream.handle(), table,
        null);
    stream.launched(name);
    if (result != CUresult.CUDA_SUCCESS) {
      throw Driver.failure(result, this + " with " + gridX + "x" + gridY + "x" + gridZ + " blocks of " + threads
          + " threads and " + dynamic + " bytes of shared memory on " + device);
    }
  }

  /** The kernel's name and its arguments as they stand. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name).append('(');
    for (int i = 0; i < kinds.length(); i++) {
      text.append(i == 0 ? "" : ", ").append(switch (kinds.charAt(i)) {
        case 'i' -> Integer.toString(values.get(ValueLayout.JAVA_INT, 8L * i));
        case 'd' -> Double.toString(values.getAtIndex(ValueLayout.JAVA_DOUBLE, i));
        case 'f' -> Float.toString(values.get(ValueLayout.JAVA_FLOAT, 8L * i));
        default -> Long.toString(values.getAtIndex(ValueLayout.JAVA_LONG, i));
      });
    }
    return text.append(')').toString();
  }
}
