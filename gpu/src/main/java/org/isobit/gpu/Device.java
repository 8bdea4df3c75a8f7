package org.isobit.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * One CUDA device, by its primary context, which it shares with everything else in the process that uses the device.
 *
 * <p>Every call makes the context current on the calling thread, so that any thread may call. Closing it unloads the
 * kernels; streams and arrays must be closed before, and what is asked of it, its kernels, streams and arrays later is
 * an {@link IllegalStateException}. Thread-safe.
 */
public final class Device implements AutoCloseable {

  private final CUdevice device = new CUdevice();
  private final CUcontext context = new CUcontext();
  private final int ordinal;
  private final String name;
  private final int architecture;
  private final int multiprocessors;
  private final int sharedMemory;
  private final Map<String, KernelModule> modules = new LinkedHashMap<>();
  private volatile boolean closed;

  private Device(int ordinal) {
    this.ordinal = ordinal;
    Driver.check(JCudaDriver.cuDeviceGet(device, ordinal), "CUDA device " + ordinal);
    byte[] text = new byte[256];
    Driver.check(JCudaDriver.cuDeviceGetName(text, text.length, device), "cuDeviceGetName");
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    name = new String(text, 0, length, java.nio.charset.StandardCharsets.UTF_8);
    architecture = Driver.architecture(device);
    if (architecture < Driver.OLDEST_ARCHITECTURE) {
      throw new DeviceException("CUDA device " + ordinal + " (" + name + ") has compute capability "
          + Driver.capability(architecture) + " and is too old: it must have "
          + Driver.capability(Driver.OLDEST_ARCHITECTURE) + " or more", -1);
    }
    multiprocessors = Driver.attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
    sharedMemory = Driver.attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN);
    Driver.check(JCudaDriver.cuDevicePrimaryCtxRetain(context, device), "cuDevicePrimaryCtxRetain");
  }

  /**
   * Opens the first device that the kernels run on.
   *
   * @return the device
   * @throws DeviceException if CUDA cannot be used here; the message says why
   */
  public static Device open() {
    return open(Driver.first());
  }

  /**
   * Opens a device.
   *
   * @param ordinal its number, from 0
   * @return the device
   * @throws DeviceException          if CUDA cannot be used here; the message says why
   * @throws IllegalArgumentException if there is no such device
   */
  public static Device open(int ordinal) {
    int count = Driver.devices();
    if (ordinal < 0 || ordinal >= count) {
      throw new IllegalArgumentException("CUDA device " + ordinal + ": there are " + count + ", from 0");
    }
    return new Device(ordinal);
  }

  /**
   * The device's name.
   *
   * @return as the driver gives it
   */
  public String name() {
    return name;
  }

  /**
   * Compute capability.
   *
   * @return 10·major + minor, for example 90
   */
  public int architecture() {
    return architecture;
  }

  /**
   * Number of multiprocessors.
   *
   * @return the number
   */
  public int multiprocessors() {
    return multiprocessors;
  }

  /**
   * Shared memory that one block may have.
   *
   * @return bytes
   */
  public int sharedMemory() {
    return sharedMemory;
  }

  /**
   * All memory of the device.
   *
   * @return bytes
   */
  public long memory() {
    return memoryInfo()[1];
  }

  /**
   * Memory that is free now.
   *
   * @return bytes
   */
  public long freeMemory() {
    return memoryInfo()[0];
  }

  /** The driver's handle. */
  CUdevice handle() {
    return device;
  }

  private long[] memoryInfo() {
    makeCurrent();
    long[] free = new long[1];
    long[] total = new long[1];
    Driver.check(JCudaDriver.cuMemGetInfo(free, total), "cuMemGetInfo on " + this);
    return new long[] {free[0], total[0]};
  }

  /**
   * A new stream of work.
   *
   * @return the stream, to be closed
   */
  public Stream stream() {
    return new Stream(this);
  }

  /**
   * A new array of doubles; what it holds is undefined.
   *
   * @param length elements, at least 1
   * @return the array, to be closed
   * @throws DeviceMemoryException if the device has not so much memory
   */
  public DeviceArray doubles(long length) {
    return new DeviceArray(this, length);
  }

  /**
   * A new array of floats; what it holds is undefined.
   *
   * @param length elements, at least 1
   * @return the array, to be closed
   * @throws DeviceMemoryException if the device has not so much memory
   */
  public FloatDeviceArray floats(long length) {
    return new FloatDeviceArray(this, length);
  }

  /**
   * A new array of integers; what it holds is undefined.
   *
   * @param length elements, at least 1
   * @return the array, to be closed
   * @throws DeviceMemoryException if the device has not so much memory
   */
  public IntDeviceArray ints(long length) {
    return new IntDeviceArray(this, length);
  }

  /**
   * The kernels of a family, loaded at the first call.
   *
   * @param family the family: {@code gemm} is the resource {@code org/isobit/gpu/gemm/gemm.ptx}
   * @return its kernels
   * @throws DeviceException if the driver does not take them
   */
  public synchronized KernelModule module(String family) {
    makeCurrent();
    return modules.computeIfAbsent(family, name -> new KernelModule(this, name));
  }

  /** Waits for everything that was asked of this device. */
  public void synchronize() {
    makeCurrent();
    Driver.check(JCudaDriver.cuCtxSynchronize(), "work on " + this);
  }

  /** Checks that something is of this device, as its user is. */
  void requireSame(Device other, String user, String used) {
    if (other != this) {
      throw new IllegalArgumentException(user + " is of " + this + ", but " + used + " is of " + other
          + (other.ordinal == ordinal ? ", opened another time" : ""));
    }
  }

  /** Makes the context current on the calling thread; somebody else's library may have set another one. */
  void makeCurrent() {
    if (closed) {
      throw new IllegalStateException(this + " was closed");
    }
    int result = JCudaDriver.cuCtxSetCurrent(context);
    if (result != CUresult.CUDA_SUCCESS) {
      throw Driver.failure(result, "making " + this + " current on thread '" + Thread.currentThread().getName() + "'");
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    Ending ending = new Ending().then(this::makeCurrent);
    for (KernelModule module : modules.values()) {
      ending.then(module::unload);
    }
    modules.clear();
    closed = true;
    ending.then(() -> Driver.check(JCudaDriver.cuDevicePrimaryCtxRelease(device), "closing " + this)).finish();
  }

  @Override
  public String toString() {
    return "CUDA device " + ordinal + " (" + name + ")";
  }
}
