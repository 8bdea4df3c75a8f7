package org.isobit.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/** The kernels of one family: a PTX resource, loaded on a device. Thread-safe. */
public final class KernelModule {

  private static final Pattern ENTRY = Pattern.compile("\\.entry\\s+(\\w+)\\s*\\(([^)]*)\\)");
  private static final Pattern PARAMETER = Pattern.compile("\\.param\\s+\\.(\\w)(\\d+)");

  /** A kernel as the driver has it, one for all that launch it. Thread-safe. */
  static final class Entry {

    /** Dynamic shared memory that needs no leave. */
    private static final int FREE_SHARED = 48 << 10;

    final Device device;
    final String name;

    /** A letter a parameter, as {@link KernelModule#kinds}. */
    final String kinds;
    final CUfunction function;
    private volatile int shared = FREE_SHARED;

    private Entry(Device device, String name, String kinds, CUfunction function) {
      this.device = device;
      this.name = name;
      this.kinds = kinds;
      this.function = function;
    }

    /**
     * Asks leave for so much dynamic shared memory of a block. The driver keeps one number a kernel, the last one that
     * it was given, so it must never fall: somebody else may need more.
     */
    void allowShared(int bytes) {
      if (bytes > shared) {
        synchronized (this) {
          if (bytes > shared) {
            Driver.check(JCudaDriver.cuFuncSetAttribute(function,
                CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bytes),
                name + " with " + bytes + " bytes of shared memory on " + device);
            shared = bytes;
          }
        }
      }
    }
  }

  private final Device device;
  private final String family;
  private final CUmodule handle = new CUmodule();
  private final Map<String, String> kinds;
  private final Map<String, Entry> entries = new HashMap<>();

  KernelModule(Device device, String family) {
    this.device = device;
    this.family = family;
    byte[] ptx = resource(family);
    kinds = kinds(new String(ptx, StandardCharsets.US_ASCII));
    Driver.check(JCudaDriver.cuModuleLoadData(handle, Arrays.copyOf(ptx, ptx.length + 1)),
        "loading the kernels of " + family + " on " + device);
  }

  /** The text of a family's PTX. */
  static byte[] resource(String family) {
    String name = family + "/" + family + ".ptx";
    try (InputStream in = KernelModule.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing beside " + KernelModule.class.getName());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For each kernel of a PTX text a letter a parameter: l pointer or integer of 64 bits, i of 32, d and f. */
  static Map<String, String> kinds(String ptx) {
    Map<String, String> kinds = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(ptx);
    while (entry.find()) {
      StringBuilder letters = new StringBuilder();
      Matcher parameter = PARAMETER.matcher(entry.group(2));
      while (parameter.find()) {
        boolean wide = parameter.group(2).equals("64");
        letters.append(parameter.group(1).equals("f") ? wide ? 'd' : 'f' : wide ? 'l' : 'i');
      }
      kinds.put(entry.group(1), letters.toString());
    }
    return kinds;
  }

  /**
   * A kernel, with a table of arguments of its own.
   *
   * @param name its name in the PTX
   * @return the kernel
   * @throws IllegalArgumentException if the family has none of this name
   */
  public KernelFunction function(String name) {
    return new KernelFunction(entry(name));
  }

  private synchronized Entry entry(String name) {
    String letters = kinds.get(name);
    if (letters == null) {
      throw new IllegalArgumentException("the kernels of " + family + " have no " + name);
    }
    device.makeCurrent();
    Entry entry = entries.get(name);
    if (entry == null) {
      CUfunction function = new CUfunction();
      Driver.check(JCudaDriver.cuModuleGetFunction(function, handle, name), name + " on " + device);
      entry = new Entry(device, name, letters, function);
      entries.put(name, entry);
    }
    return entry;
  }

  void unload() {
    Driver.check(JCudaDriver.cuModuleUnload(handle), "unloading the kernels of " + family + " from " + device);
  }
}
