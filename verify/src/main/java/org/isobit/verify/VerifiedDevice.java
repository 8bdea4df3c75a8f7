package org.isobit.verify;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceFacts;
import org.isobit.gpu.NvidiaSmi;

/** The device that a verification checks, as it is found before anything runs. */
final class VerifiedDevice {

  private VerifiedDevice() {}

  /**
   * What is found.
   *
   * @throws org.isobit.gpu.DeviceException if CUDA cannot be used here; the message says why
   */
  static Map<String, String> find() {
    try (Device device = Device.open()) {
      Map<String, String> facts = new LinkedHashMap<>(DeviceFacts.of(device));
      facts.putAll(NvidiaSmi.of(device));
      facts.put("JDK", System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.name"));
      facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      return facts;
    }
  }

  static void print(PrintWriter out, Map<String, String> facts) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach((name, value) -> out.println(name + " ".repeat(width - name.length() + 2) + value));
    out.println();
  }
}
