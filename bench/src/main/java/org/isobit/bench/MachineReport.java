package org.isobit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Isobit;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.Tuning;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/**
 * The facts that JMH does not record and without which a time means nothing.
 *
 * @param facts name and value, in the order of the report
 */
record MachineReport(Map<String, String> facts) {

  static MachineReport read() throws IOException {
    SystemInfo system = new SystemInfo();
    CentralProcessor processor = system.getHardware().getProcessor();
    CentralProcessor.ProcessorIdentifier id = processor.getProcessorIdentifier();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", id.getName().strip() + " (" + id.getVendor() + ", family " + id.getFamily() + ", model "
        + id.getModel() + ", stepping " + id.getStepping() + ")");
    facts.put("logical processors", Integer.toString(processor.getLogicalProcessorCount()));
    caches(facts);
    facts.put("memory", system.getHardware().getMemory().getTotal() / (1 << 20) + " MiB");
    facts.put("operating system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
        + System.getProperty("os.arch"));
    facts.put("JDK", Runtime.version() + " " + System.getProperty("java.vm.vendor"));
    facts.put("vector width", SpeciesSimd.bits() + " bits (hardware " + SpeciesSimd.hardwareBits() + ")");
    facts.put("sizes of blocks", Tuning.description());
    facts.put("backend", Backend.reason());
    facts.put("contract version", Integer.toString(Isobit.contractVersion()));
    facts.put("OpenBLAS", OpenBlas.description());
    return new MachineReport(facts);
  }

  /** A list in Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  /** The kernel's own account, where there is one: OSHI's unit of cache sizes differs between systems. */
  private static void caches(Map<String, String> facts) throws IOException {
    Path folder = Path.of("/sys/devices/system/cpu/cpu0/cache");
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path index : entries.filter(p -> p.getFileName().toString().startsWith("index")).sorted().toList()) {
        facts.put("cache L" + text(index, "level") + " " + text(index, "type"), text(index, "size"));
      }
    }
  }

  private static String text(Path folder, String file) throws IOException {
    return Files.readString(folder.resolve(file)).strip();
  }
}
