package org.isobit.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jcuda.driver.CUdevice_attribute;

/**
 * What the command nvidia-smi says of a device now: what the driver's own functions do not tell. It is not needed:
 * where it is absent or fails, that is what is said. Thread-safe.
 */
public final class NvidiaSmi {

  private static final String COMMAND = "nvidia-smi";
  private static final int LIMIT_SECONDS = 20;

  /** What is asked, by nvidia-smi's name and ours. */
  private static final List<Map.Entry<String, String>> QUERY = List.of(Map.entry("driver_version", "driver, exactly"),
      Map.entry("pstate", "power state"), Map.entry("clocks.sm", "multiprocessor clock, now"),
      Map.entry("clocks.mem", "memory clock, now"), Map.entry("ecc.mode.current", "ECC mode"),
      Map.entry("mig.mode.current", "MIG mode"), Map.entry("power.draw", "power, now"),
      Map.entry("power.limit", "power limit"), Map.entry("temperature.gpu", "temperature, Celsius"));

  private NvidiaSmi() {}

  /**
   * Asks nvidia-smi.
   *
   * @param device the device
   * @return name and value, in the order of a report; one entry that says why if nothing can be had
   */
  public static Map<String, String> of(Device device) {
    return ask(COMMAND, bus(device));
  }

  /** Where it is on the bus: its numbers differ between nvidia-smi and processes that see some devices only. */
  private static String bus(Device device) {
    return String.format(Locale.ROOT, "%08x:%02x:%02x.0",
        Driver.attribute(device.handle(), CUdevice_attribute.CU_DEVICE_ATTRIBUTE_PCI_DOMAIN_ID),
        Driver.attribute(device.handle(), CUdevice_attribute.CU_DEVICE_ATTRIBUTE_PCI_BUS_ID),
        Driver.attribute(device.handle(), CUdevice_attribute.CU_DEVICE_ATTRIBUTE_PCI_DEVICE_ID));
  }

  static Map<String, String> ask(String command, String bus) {
    String fields = String.join(",", QUERY.stream().map(Map.Entry::getKey).toList());
    try {
      Process process = new ProcessBuilder(command, "--id=" + bus, "--query-gpu=" + fields, "--format=csv,noheader")
          .redirectErrorStream(true).start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Map.of(COMMAND, "gave no answer in " + LIMIT_SECONDS + " s");
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      String[] values = answer.split("\\s*,\\s*");
      if (process.exitValue() != 0 || values.length != QUERY.size()) {
        return Map.of(COMMAND, "failed: " + answer.lines().findFirst().orElse("exit code " + process.exitValue()));
      }
      Map<String, String> facts = new LinkedHashMap<>();
      for (int i = 0; i < values.length; i++) {
        facts.put(QUERY.get(i).getValue(), values[i]);
      }
      return facts;
    } catch (IOException e) {
      return Map.of(COMMAND, "not found: power state and clocks of the moment are not told");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of(COMMAND, "interrupted");
    }
  }
}
