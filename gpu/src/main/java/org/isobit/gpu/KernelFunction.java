package org.isobit.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jcuda.Pointer;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/**
 * A kernel and its arguments, kept in native memory in the form that a launch takes, so that a launch costs the
 * driver's call and little more. Arguments stay until they are set again; the driver copies them at the launch. Each
 * setter checks the kind of the parameter against the PTX, and a launch that the memory it was given was not closed
 * since. Not thread-safe: one object a thread.
 */
public final class KernelFunction {

  /** Threads of a block, and blocks in a grid's second and third dimension, at most. */
  private static final int MOST_THREADS = 1024;
  private static final int MOST_BLOCKS = 65535;

  private final KernelModule.Entry entry;
  private final Device device;
  private final String name;
  private final String kinds;
  private final MemorySegment values;

  /** The memory behind each parameter that points to some. */
  private final DeviceMemory[] memories;
  private final Pointer table;

  /** What the table points to, so that it lives as long as this. */
  private final MemorySegment addresses;

  KernelFunction(KernelModule.Entry entry) {
    this.entry = entry;
    device = entry.device;
    name = entry.name;
    kinds = entry.kinds;
    int n = Math.max(1, kinds.length());
    Arena arena = Arena.ofAuto();
    values = arena.allocate(8L * n, 8);
    addresses = arena.allocate(8L * n, 8);
    for (int i = 0; i < n; i++) {
      addresses.setAtIndex(ValueLayout.JAVA_LONG, i, values.address() + 8L * i);
    }
    table = NativePointer.of(addresses);
    memories = new DeviceMemory[n];
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
      set(i, (long) value);
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
    memories[i] = null;
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
   * @throws IllegalStateException    if the memory was closed
   */
  public KernelFunction set(int i, DeviceMemory memory, long offset) {
    require(i, 'l', "a pointer");
    if (memory != null) {
      if (memory.device() != device) {
        device.requireSame(memory.device(), name, "argument " + i);
      }
      memory.requireOpen(name);
    }
    memories[i] = memory;
    values.setAtIndex(ValueLayout.JAVA_LONG, i, memory == null ? 0L : memory.address(offset));
    return this;
  }

  private char kind(int i) {
    if (i < 0 || i >= kinds.length()) {
      throw new IllegalArgumentException(name + " has " + kinds.length() + " parameters, but parameter " + i
          + " is set");
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
   * @throws IllegalArgumentException as {@link #launch(Stream, int, int, int, int, int)}, and if n needs more blocks
   *                                  than one launch has
   * @throws DeviceException          if the driver refuses
   */
  public void launch(Stream stream, long n, int threads) {
    launchRows(stream, n, 1, threads);
  }

  /**
   * Launches one thread for each of n columns, in blocks; the rows are the grid's second dimension, and where there are
   * more of them than that has, the kernel takes further ones in steps of {@code gridDim.y}.
   *
   * @param stream  the stream
   * @param n       threads needed; nothing is launched for 0
   * @param rows    rows; nothing is launched for 0
   * @param threads threads of a block
   * @throws IllegalArgumentException as {@link #launch(Stream, int, int, int, int, int)}, and if n needs more blocks
   *                                  than one launch has
   * @throws DeviceException          if the driver refuses
   */
  public void launchRows(Stream stream, long n, int rows, int threads) {
    if (n > 0 && rows > 0) {
      long blocks = Math.ceilDiv(n, (long) threads);
      if (blocks > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(name + ": " + n + " elements are more than one launch takes, which has "
            + Integer.MAX_VALUE + " blocks of " + threads);
      }
      launch(stream, (int) blocks, rowBlocks(rows), 1, threads, 0);
    }
  }

  /** Blocks for so many rows: at most so many that an int which counts rows in such steps ends and does not wrap. */
  static int rowBlocks(int rows) {
    return (int) Math.min(rows, Math.min(MOST_BLOCKS, (1L << 31) - rows));
  }

  /**
   * Launches.
   *
   * @param stream  the stream
   * @param gridX   blocks, at least 1
   * @param gridY   blocks, 1 to 65535
   * @param gridZ   blocks, 1 to 65535
   * @param threads threads of a block, 1 to 1024
   * @param dynamic bytes of dynamic shared memory of a block
   * @throws IllegalArgumentException if the stream is another device's or a size is none of these
   * @throws IllegalStateException    if device, stream or the memory of an argument was closed
   * @throws DeviceException          if the driver refuses; the message names kernel, arguments, sizes and device
   */
  public void launch(Stream stream, int gridX, int gridY, int gridZ, int threads, int dynamic) {
    CUstream handle = stream.handle();
    if (stream.device() != device) {
      device.requireSame(stream.device(), name, "the stream");
    }
    for (DeviceMemory memory : memories) {
      if (memory != null) {
        memory.requireOpen(name);
      }
    }
    if (gridX < 1 || gridY < 1 || gridY > MOST_BLOCKS || gridZ < 1 || gridZ > MOST_BLOCKS || threads < 1
        || threads > MOST_THREADS || dynamic < 0) {
      throw new IllegalArgumentException(name + " cannot have " + gridX + "x" + gridY + "x" + gridZ + " blocks of "
          + threads + " threads with " + dynamic + " bytes of shared memory");
    }
    device.makeCurrent();
    entry.allowShared(dynamic);
    int result = JCudaDriver.cuLaunchKernel(entry.function, gridX, gridY, gridZ, threads, 1, 1, dynamic, handle, table,
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
