package org.isobit.gpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import jcuda.CudaException;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * The CUDA driver of this machine: looked for once per JVM. {@link #obstacle} is the answer in one sentence, and nothing
 * here throws because there is no driver. Thread-safe.
 */
public final class Driver {

  /** The oldest driver that loads the shipped PTX: that of CUDA 12.0. */
  static final int OLDEST_DRIVER = 12000;

  /** The oldest architecture that runs it. */
  static final int OLDEST_ARCHITECTURE = 80;

  private static final String OBSTACLE = probe();

  private Driver() {}

  /**
   * Why CUDA cannot be used here.
   *
   * @return one sentence, or null if it can
   */
  public static String obstacle() {
    return OBSTACLE;
  }

  /**
   * The driver's version.
   *
   * @return 1000·major + 10·minor of the newest CUDA it serves
   * @throws DeviceException if there is no driver
   */
  public static int version() {
    require();
    int[] version = new int[1];
    check(JCudaDriver.cuDriverGetVersion(version), "cuDriverGetVersion");
    return version[0];
  }

  /**
   * The number of devices.
   *
   * @return at least 1
   * @throws DeviceException if CUDA cannot be used here
   */
  public static int devices() {
    require();
    int[] count = new int[1];
    check(JCudaDriver.cuDeviceGetCount(count), "cuDeviceGetCount");
    return count[0];
  }

  static void require() {
    if (OBSTACLE != null) {
      throw new DeviceException("CUDA cannot be used: " + OBSTACLE, -1);
    }
  }

  /** Throws if a call did not succeed. */
  static void check(int result, String what) {
    if (result != CUresult.CUDA_SUCCESS) {
      throw failure(result, what);
    }
  }

  static DeviceException failure(int result, String what) {
    return new DeviceException(what + ": " + CUresult.stringFor(result), result);
  }

  static int attribute(CUdevice device, int attribute) {
    int[] value = new int[1];
    check(JCudaDriver.cuDeviceGetAttribute(value, attribute, device), "cuDeviceGetAttribute");
    return value[0];
  }

  private static String probe() {
    try {
      loadNatives();
      int result = JCudaDriver.cuInit(0);
      if (result == CUresult.CUDA_ERROR_NO_DEVICE) {
        return "the driver finds no device";
      }
      if (result != CUresult.CUDA_SUCCESS) {
        return "the driver does not start: " + CUresult.stringFor(result);
      }
      return unfit();
    } catch (CudaException e) {
      return "the driver does not start: " + e.getMessage();
    } catch (LinkageError | UncheckedIOException e) {
      return "no CUDA driver (libcuda.so.1) can be loaded here";
    }
  }

  /** Why driver or device are too old, or null. */
  private static String unfit() {
    int[] number = new int[1];
    check(JCudaDriver.cuDriverGetVersion(number), "cuDriverGetVersion");
    if (number[0] < OLDEST_DRIVER) {
      return "the driver is of CUDA " + dotted(number[0]) + " and must be of " + dotted(OLDEST_DRIVER) + " or newer";
    }
    check(JCudaDriver.cuDeviceGetCount(number), "cuDeviceGetCount");
    if (number[0] < 1) {
      return "the driver finds no device";
    }
    CUdevice device = new CUdevice();
    check(JCudaDriver.cuDeviceGet(device, 0), "cuDeviceGet");
    int architecture = architecture(device);
    return architecture >= OLDEST_ARCHITECTURE ? null : "device 0 has compute capability " + architecture / 10 + "."
        + architecture % 10 + " and must have " + OLDEST_ARCHITECTURE / 10 + "." + OLDEST_ARCHITECTURE % 10 + " or more";
  }

  /** 10·major + minor of the compute capability. */
  static int architecture(CUdevice device) {
    return 10 * attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
        + attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
  }

  static String dotted(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  /**
   * Loads JCuda's native library. JCuda unpacks it under one fixed name in the temporary folder and takes what lies there;
   * so it gets a folder of its own, which nobody else can write to.
   */
  private static synchronized void loadNatives() {
    String before = System.getProperty("java.io.tmpdir");
    try {
      Path own = Files.createTempDirectory("isobit-cuda");
      System.setProperty("java.io.tmpdir", own.toString());
      try {
        MethodHandles.lookup().ensureInitialized(JCudaDriver.class);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e); // the class is public
      } finally {
        System.setProperty("java.io.tmpdir", before);
        delete(own);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library is mapped by now; its file is needed no more. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
