package org.isobit.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.RunLock;
import org.knowm.xchart.BitmapEncoder;

/** The files of {@code isobit bench --out}. */
final class BenchOutput {

  /** What is written; measurements on a stand-in for a device have names of their own. */
  private static final List<String> NAMES = List.of("results.json", "machine.json", "ratios.md", "roofline.png",
      "profile.md");

  private BenchOutput() {}

  /**
   * Looks at the folder before anything is measured, and keeps other runs out of it. It is made with the first file.
   *
   * @param folder the folder, or null
   * @return its lock, or null
   */
  static RunLock begin(Path folder) throws IOException {
    if (folder == null) {
      return null;
    }
    OutputPlaces.requireDirectory(folder);
    for (String name : NAMES) {
      OutputPlaces.requireFile(folder.resolve(name));
      OutputPlaces.requireFile(folder.resolve("stand-in-" + name));
    }
    Path whole = Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath().normalize();
    if (whole.getFileName() == null) {
      throw new IllegalArgumentException(folder + ": cannot be an output directory");
    }
    OutputPlaces.make(whole.getParent());
    return RunLock.take(whole.resolveSibling("." + whole.getFileName() + ".lock"), folder);
  }

  static void write(Path folder, MachineReport machine, List<Measurement> measurements, RatioReport report)
      throws IOException {
    var gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    List<Map<String, Object>> results = new ArrayList<>();
    for (Measurement m : measurements) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("benchmark", m.variant.benchmark());
      result.put("parameters", m.variant.parameters());
      result.put("kernel", m.work.kernel());
      result.put("flops", m.work.flops());
      result.put("bytes", m.work.bytes());
      result.put("nanosecondsByRound", m.nanoseconds);
      result.put("bytesAllocated", m.allocated);
      results.add(result);
    }
    byte[] roofline = BitmapEncoder.getBitmapBytes(RooflineChart.of(measurements), BitmapEncoder.BitmapFormat.PNG);
    AtomicFiles.writeText(folder.resolve("results.json"), gson.toJson(results) + "\n");
    AtomicFiles.writeText(folder.resolve("machine.json"), gson.toJson(machine.facts()) + "\n");
    AtomicFiles.writeText(folder.resolve("ratios.md"), report.markdown());
    AtomicFiles.write(folder.resolve("roofline.png"), out -> out.write(roofline));
  }

  /** Writes a page under a name of its own, what is to know of the machine, and results, if they are not null. */
  static void write(Path folder, MachineReport machine, String name, String page, String results) throws IOException {
    if (results != null) {
      AtomicFiles.writeText(folder.resolve("results.json"), results);
    }
    AtomicFiles.writeText(folder.resolve("machine.json"), new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
        .create().toJson(machine.facts()) + "\n");
    AtomicFiles.writeText(folder.resolve(name), page);
  }
}
