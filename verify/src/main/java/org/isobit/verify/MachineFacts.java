package org.isobit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Facts about the machine and JVM that run this. */
final class MachineFacts {

  private MachineFacts() {}

  /** The processor's name, or its architecture where the system does not tell. */
  static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    try (Stream<String> lines = Files.lines(info)) {
      return lines.filter(line -> line.startsWith("model name")).map(line -> line.substring(line.indexOf(':') + 1))
          .map(String::strip).findFirst().orElse(fallback());
    } catch (IOException | java.io.UncheckedIOException e) {
      return fallback();
    }
  }

  private static String fallback() {
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    return windows != null ? windows : System.getProperty("os.arch");
  }

  /** Whether this is an x86-64 processor. */
  static boolean x86() {
    String architecture = System.getProperty("os.arch");
    return architecture.equals("amd64") || architecture.equals("x86_64");
  }

  /** For a certificate. */
  static Map<String, Object> machine() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("processor", processor());
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("architecture", System.getProperty("os.arch"));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return facts;
  }

  /** For a certificate. */
  static Map<String, Object> jvm() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", System.getProperty("java.vm.name"));
    facts.put("version", System.getProperty("java.vm.version"));
    facts.put("vendor", System.getProperty("java.vm.vendor"));
    facts.put("java", System.getProperty("java.version"));
    return facts;
  }
}
