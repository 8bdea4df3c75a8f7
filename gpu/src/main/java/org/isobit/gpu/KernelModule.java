package org.isobit.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/** The kernels of one family: a PTX resource, loaded on a device. Thread-safe. */
public final class KernelModule {

  private static final Pattern ENTRY = Pattern.compile("\\.entry\\s+(\\w+)\\s*\\(([^)]*)\\)");
  private static final Pattern PARAMETER = Pattern.compile("\\.param\\s+\\.(\\w)(\\d+)");

  private final Device device;
  private final String family;
  private final CUmodule handle = new CUmodule();
  private final Map<String, String> kinds;

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
    String letters = kinds.get(name);
    if (letters == null) {
      throw new IllegalArgumentException("the kernels of " + family + " have no " + name);
    }
    device.makeCurrent();
    CUfunction function = new CUfunction();
    Driver.check(JCudaDriver.cuModuleGetFunction(function, handle, name), name + " on " + device);
    return new KernelFunction(device, name, letters, function);
  }

  void unload() {
    Driver.check(JCudaDriver.cuModuleUnload(handle), "unloading the kernels of " + family + " from " + device);
  }
}
