package org.isobit.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;

/** The files of {@code isobit bench --out}. */
final class BenchOutput {

  private BenchOutput() {}

  static void write(Path folder, MachineReport machine, List<Measurement> measurements, RatioReport report)
      throws IOException {
    Files.createDirectories(folder);
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
    Files.writeString(folder.resolve("results.json"), gson.toJson(results) + "\n");
    Files.writeString(folder.resolve("machine.json"), gson.toJson(machine.facts()) + "\n");
    Files.writeString(folder.resolve("ratios.md"), report.markdown());
    BitmapEncoder.saveBitmap(RooflineChart.of(measurements), folder.resolve("roofline.png").toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }
}
