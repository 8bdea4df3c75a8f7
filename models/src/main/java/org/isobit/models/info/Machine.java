package org.isobit.models.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.Tuning;
import org.isobit.kernels.Workers;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/**
 * The facts about machine and JVM that a report needs, none of which may change a bit of a result. Thread-safe.
 *
 * <p>On Linux the processor is read from {@code /proc} and {@code /sys} in about 2 ms; elsewhere OSHI is asked, whose
 * start takes about 0.4 s.
 */
public final class Machine {

  private Machine() {}

  /**
   * The Java virtual machine.
   *
   * @return version, vendor and name
   */
  public static String jvm() {
    String vendor = System.getProperty("java.vendor");
    return System.getProperty("java.runtime.version") + " (" + (vendor.equals("N/A") ? "" : vendor + ", ")
        + System.getProperty("java.vm.name") + ")";
  }

  /**
   * The operating system.
   *
   * @return name, version and architecture
   */
  public static String system() {
    return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
        + System.getProperty("os.arch");
  }

  /**
   * The processor.
   *
   * @return model, number of processors that this JVM may use, and caches where known
   */
  public static String processor() {
    int processors = Runtime.getRuntime().availableProcessors();
    Path cpuinfo = Path.of("/proc/cpuinfo");
    String model = Files.isReadable(cpuinfo) ? linuxModel(cpuinfo) : null;
    String caches = linuxCaches();
    if (model == null) {
      try {
        CentralProcessor processor = new SystemInfo().getHardware().getProcessor();
        model = processor.getProcessorIdentifier().getName().strip();
      } catch (RuntimeException | LinkageError e) {
        model = "unknown";
      }
    }
    return model + ", " + processors + (processors == 1 ? " processor" : " processors")
        + (caches.isEmpty() ? "" : ", " + caches);
  }

  private static String linuxModel(Path cpuinfo) {
    try {
      Map<String, String> first = new TreeMap<>();
      for (String line : Files.readAllLines(cpuinfo)) {
        int colon = line.indexOf(':');
        if (colon < 0) {
          break; // the first processor's block ends here
        }
        first.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
      String name = first.get("model name");
      if (name != null) {
        String code = first.containsKey("cpu family")
            ? " (family " + first.get("cpu family") + ", model " + first.get("model") + ")" : "";
        return name + code;
      }
      String part = first.get("CPU part"); // AArch64 has numbers only
      return part == null ? null : "implementer " + first.get("CPU implementer") + " part " + part;
    } catch (IOException e) {
      return null;
    }
  }

  private static String linuxCaches() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      Path index = Path.of("/sys/devices/system/cpu/cpu0/cache/index" + i);
      try {
        String type = Files.readString(index.resolve("type")).strip();
        if (type.equals("Instruction")) {
          continue;
        }
        text.append(text.isEmpty() ? "" : ", ").append('L').append(Files.readString(index.resolve("level")).strip())
            .append(type.equals("Data") ? "d " : " ").append(Files.readString(index.resolve("size")).strip());
      } catch (IOException e) {
        break;
      }
    }
    return text.toString();
  }

  /**
   * Whether this JVM was started with the Vector API.
   *
   * @return true if {@code jdk.incubator.vector} is there
   */
  public static boolean hasVectorApi() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /**
   * The vector width that SIMD kernels use.
   *
   * @return bits, or 0 without the Vector API
   */
  public static int vectorBits() {
    return hasVectorApi() ? SpeciesSimd.bits() : 0;
  }

  /**
   * The widest vector of the hardware.
   *
   * @return bits, or 0 without the Vector API
   */
  public static int hardwareVectorBits() {
    return hasVectorApi() ? SpeciesSimd.hardwareBits() : 0;
  }

  /**
   * All facts, for {@code run.json} and the like.
   *
   * @return names and values in a fixed order
   */
  public static Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("jvm", jvm());
    facts.put("system", system());
    facts.put("processor", processor());
    facts.put("vectorBits", vectorBits());
    facts.put("hardwareVectorBits", hardwareVectorBits());
    facts.put("blocks", hasVectorApi() ? Tuning.description() : null);
    facts.put("backend", Backend.active().name().toLowerCase(Locale.ROOT));
    facts.put("backendReason", Backend.reason());
    facts.put("threads", Workers.shared().threads());
    facts.put("heapBytes", Runtime.getRuntime().maxMemory());
    return facts;
  }
}
