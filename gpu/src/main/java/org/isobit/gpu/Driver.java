package org.isobit.gpu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.CudaException;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.isobit.gpu.internal.NativeLoader;

/**
 * The CUDA driver of this machine: looked for once per JVM. {@link #obstacle} is the answer in one sentence, and
 * nothing here throws because there is no driver. Thread-safe.
 */
public final class Driver {

  /** The oldest driver that loads the shipped PTX: that of CUDA 12.0. */
  static final int OLDEST_DRIVER = 12000;

  /** The oldest architecture that runs it. */
  static final int OLDEST_ARCHITECTURE = 80;

  private static final String LIBRARY = "libcuda.so.1";

  /** Lines of JCuda's message that are the messages of exceptions. */
  private static final Pattern CAUSE = Pattern.compile("(?m)^[\\w.$]+(?:Exception|Error): (.+)$");

  private static final Found FOUND = probe();

  /** What was found: an obstacle, or else the first device that can be used. */
  private record Found(String obstacle, int first) {
    Found(String obstacle) {
      this(obstacle, -1);
    }
  }

  private Driver() {}

  /**
   * Why CUDA cannot be used here.
   *
   * @return one sentence, or null if it can
   */
  public static String obstacle() {
    return FOUND.obstacle;
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
   * The number of devices, those included that are too old for the kernels.
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

  /** The first device that is new enough. */
  static int first() {
    require();
    return FOUND.first;
  }

  static void require() {
    if (FOUND.obstacle != null) {
      throw new DeviceException("CUDA cannot be used: " + FOUND.obstacle, -1);
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

  /** Looks; whatever stands in the way becomes a sentence, since nobody could catch what a class initialiser throws. */
  private static Found probe() {
    try {
      String obstacle = load();
      return obstacle == null ? initialise() : new Found(obstacle);
    } catch (CudaException | DeviceException e) {
      return new Found("the driver does not start: " + e.getMessage());
    }
  }

  /** Loads the driver and JCuda; returns why that cannot be, or null. */
  private static String load() {
    try {
      SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    } catch (IllegalCallerException e) {
      return "native code is not allowed here: start Java with --enable-native-access=ALL-UNNAMED (" + e.getMessage()
          + ")";
    } catch (IllegalArgumentException e) {
      return "there is no CUDA driver: the library " + LIBRARY + " is not installed, or the loader does not find it";
    }
    try {
      NativeLoader.initialize(JCudaDriver.class, folder -> {});
      return null;
    } catch (IOException e) {
      return "JCuda's native library cannot be unpacked, since the folder for temporary files, "
          + System.getProperty("java.io.tmpdir") + " (-Djava.io.tmpdir), is not there or cannot be written to: " + e;
    } catch (LinkageError e) {
      return "JCuda's native library cannot be loaded: " + cause(e);
    }
  }

  /** JCuda puts the stack traces of both its attempts into one message; what failed last is the reason. */
  private static String cause(LinkageError e) {
    String reason = e.toString();
    for (Matcher line = CAUSE.matcher(reason); line.find();) {
      reason = line.group(1).strip();
    }
    return reason.lines().findFirst().orElse(reason);
  }

  /** Starts the driver and looks for a device that is new enough. */
  private static Found initialise() {
    int result = JCudaDriver.cuInit(0);
    if (result == CUresult.CUDA_ERROR_NO_DEVICE) {
      return new Found("the driver finds no device");
    }
    check(result, "cuInit");
    int[] number = new int[1];
    check(JCudaDriver.cuDriverGetVersion(number), "cuDriverGetVersion");
    if (number[0] < OLDEST_DRIVER) {
      return new Found("the driver is of CUDA " + dotted(number[0]) + " and must be of " + dotted(OLDEST_DRIVER)
          + " or newer");
    }
    check(JCudaDriver.cuDeviceGetCount(number), "cuDeviceGetCount");
    List<String> unfit = new ArrayList<>();
    for (int i = 0; i < number[0]; i++) {
      try {
        CUdevice device = new CUdevice();
        check(JCudaDriver.cuDeviceGet(device, i), "cuDeviceGet");
        int architecture = architecture(device);
        if (architecture >= OLDEST_ARCHITECTURE) {
          return new Found(null, i);
        }
        unfit.add("device " + i + " has " + capability(architecture));
      } catch (DeviceException e) {
        unfit.add("device " + i + " does not answer (" + e.getMessage() + ")");
      }
    }
    return new Found(unfit.isEmpty() ? "the driver finds no device" : "no device has compute capability "
        + capability(OLDEST_ARCHITECTURE) + " or more: " + String.join(", ", unfit));
  }

  /** 10·major + minor of the compute capability. */
  static int architecture(CUdevice device) {
    return 10 * attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
        + attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
  }

  static String capability(int architecture) {
    return architecture / 10 + "." + architecture % 10;
  }

  static String dotted(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }
}
