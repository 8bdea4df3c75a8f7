package org.isobit.bench.device;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.AtomicFiles;
import org.knowm.xchart.BitmapEncoder;

/**
 * The files of {@code isobit bench --backend cuda --out}. Those of a stand-in have names of their own, and their times
 * stand under names of their own.
 */
final class DeviceOutput {

  private DeviceOutput() {}

  /** Name of a file. */
  static String name(Card card, String file) {
    return card.standIn() ? "stand-in-" + file : file;
  }

  static void write(Path folder, Card card, List<DeviceResult> results, CupyOpponent cupy, DeviceReport report)
      throws IOException {
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    List<Map<String, Object>> all = new ArrayList<>();
    for (DeviceResult result : results) {
      all.add(result(card, result, report));
    }
    for (CupyOpponent.Time time : cupy.times()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("device", card.name());
      one.put("group", "CuPy");
      one.put("computation", time.what());
      one.put("sizes", time.shape());
      one.put("type", time.type());
      one.put("count", time.count());
      one.put("secondsByRepeat", time.seconds());
      one.put("millionsPerSecond", time.rate());
      all.add(one);
    }
    Map<String, Object> machine = new LinkedHashMap<>(card.facts());
    machine.put("CuPy", cupy.obstacle() != null ? cupy.obstacle() : cupy.facts());
    byte[] roofline = BitmapEncoder.getBitmapBytes(DeviceRoofline.of(card, results, report),
        BitmapEncoder.BitmapFormat.PNG);
    AtomicFiles.writeText(folder.resolve(name(card, "results.json")), gson.toJson(all) + "\n");
    AtomicFiles.writeText(folder.resolve(name(card, "machine.json")), gson.toJson(machine) + "\n");
    AtomicFiles.writeText(folder.resolve(name(card, "ratios.md")), report.markdown());
    AtomicFiles.write(folder.resolve(name(card, "roofline.png")), out -> out.write(roofline));
  }

  private static Map<String, Object> result(Card card, DeviceResult r, DeviceReport report) {
    String seconds = card.standIn() ? "standInSeconds" : "seconds";
    DeviceWork w = r.work();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("device", card.name());
    one.put("standIn", card.standIn());
    one.put("group", w.group());
    one.put("computation", w.name());
    one.put("sizes", w.shape());
    one.put("type", w.type());
    one.put("kernel", w.kernel());
    one.put("class", "EXACT");
    one.put("flops", w.flops());
    one.put("bytes", w.bytes());
    one.put("items", w.items());
    one.put(seconds + "ByRepeat", r.seconds());
    one.put(seconds + "WithTransfersByRepeat", r.transfers());
    if (!card.standIn()) {
      put(one, "rate", r.rate());
      one.put("unit", w.limit().unit);
      put(one, "ofMeasuredCeiling", report.ofMeasured(r));
      put(one, "ofPublishedCeiling", report.ofPublished(r));
    }
    Map<String, Object> opponents = new LinkedHashMap<>();
    r.opponents().forEach((name, times) -> opponents.put(name, Map.of(seconds + "ByRepeat", times)));
    one.put("opponents", opponents);
    one.put("elementsCompared", r.compared());
    one.put("bitsEqual", r.difference() == null);
    if (r.difference() != null) {
      one.put("difference", r.difference());
    }
    one.put("observations", r.observations());
    Map<String, String> targets = new LinkedHashMap<>();
    report.targets(r).forEach(t -> targets.put(t.text(), t.met() ? "met" : "missed"));
    one.put("targets", targets);
    return one;
  }

  private static void put(Map<String, Object> map, String name, double value) {
    if (!Double.isNaN(value)) {
      map.put(name, value);
    }
  }
}
