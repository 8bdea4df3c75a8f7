package org.isobit.models.cycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.isobit.kernels.Isobit;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.info.Machine;
import org.isobit.models.io.AtomicFiles;

/**
 * What a run gave: {@code report.json}, {@code cycle.png} and the table on standard output, which follow from the
 * journal alone, and {@code run.json} with time and machine.
 *
 * @param plan      what was asked
 * @param directory where the results go
 */
record CycleReport(CyclePlan plan, RunDirectory directory) {

  /** Writes {@code report.json} and {@code diagnostics.csv}. */
  void writeResults(List<CycleRecord> records) throws IOException {
    new Diagnostics(directory.root().resolve("diagnostics.csv"), plan.times()).writeAll(records);
    AtomicFiles.writeText(directory.root().resolve("report.json"), json(records));
  }

  /** Holds no time, date, host, path, thread count, width or backend. */
  private String json(List<CycleRecord> records) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("contractVersion", Isobit.contractVersion());
    all.put("cycles", plan.cycles());
    all.put("burnIn", plan.burnIn());
    all.put("forecast", plan.model() == null ? plan.command().description() : plan.model().description());
    all.put("stateShape", plan.ensemble().stateShape());
    all.put("grid", plan.assimilation().gridDescription());
    all.put("filter", plan.assimilation().filter());
    all.put("seed", plan.seed());
    all.put("membersAtTheBeginning", records.getFirst().members().length);
    all.put("membersAtTheEnd", records.getLast().members().length);
    all.put("failedMembers", failed(records));
    all.put("cyclesWithoutObservations", records.stream().filter(r -> r.cycle() > 0 && r.observations() == null)
        .map(CycleRecord::cycle).toList());
    all.put("observations", observations(records));
    all.put("means", means(records));
    all.put("lastEnsembleSha256", records.getLast().ensemble());
    return Json.text(all);
  }

  private static List<Map<String, Object>> failed(List<CycleRecord> records) {
    List<Map<String, Object>> failed = new ArrayList<>();
    for (CycleRecord record : records) {
      for (ForecastStep.Failed f : record.failed()) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("cycle", record.cycle());
        entry.put("member", f.member());
        entry.put("reason", f.reason());
        failed.add(entry);
      }
    }
    return failed;
  }

  private static Map<String, Object> observations(List<CycleRecord> records) {
    Map<String, Object> sums = new LinkedHashMap<>();
    sums.put("read", records.stream().mapToLong(CycleRecord::read).sum());
    sums.put("used", records.stream().mapToLong(CycleRecord::used).sum());
    Map<String, Long> leftOut = new LinkedHashMap<>();
    records.forEach(r -> r.leftOut().forEach((reason, count) -> leftOut.merge(reason, (long) count, Long::sum)));
    sums.put("leftOut", leftOut);
    return sums;
  }

  /** Time means after the burn-in, over the cycles that have the figure; one chain each, in the cycles' order. */
  private Map<String, Double> means(List<CycleRecord> records) {
    Map<String, Double> means = new LinkedHashMap<>();
    means.put("innovationMean", mean(records, r -> r.before() == null ? null : r.before().mean()));
    means.put("innovationRms", mean(records, r -> r.before() == null ? null : r.before().rms()));
    means.put("innovationRmsExpected", mean(records, r -> r.before() == null ? null
        : r.ofSpread(r.before().expectedRms())));
    means.put("residualRms", mean(records, r -> r.after() == null ? null : r.after().rms()));
    means.put("spreadForecast", mean(records, r -> r.ofSpread(r.forecastSpread())));
    means.put("spreadAnalysis", mean(records, r -> r.ofSpread(r.spread())));
    means.put("rmseForecast", mean(records, CycleRecord::forecastRmse));
    means.put("rmseAnalysis", mean(records, CycleRecord::rmse));
    means.values().removeIf(Objects::isNull);
    return means;
  }

  private Double mean(List<CycleRecord> records, Function<CycleRecord, Double> figure) {
    double sum = 0;
    int count = 0;
    for (CycleRecord record : records) {
      Double value = record.cycle() > plan.burnIn() ? figure.apply(record) : null;
      if (value != null) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? null : sum / count;
  }

  /** Draws; a system without fonts must not cost the run. Returns what went wrong, or null. */
  String draw(List<CycleRecord> records) throws IOException {
    byte[] png;
    try {
      png = CycleCharts.of(plan, records).png();
    } catch (IOException e) {
      return e.getMessage();
    }
    AtomicFiles.write(directory.root().resolve("cycle.png"), out -> out.write(png));
    return null;
  }

  /** Time, machine and devices of this session, and the configuration with all defaults. */
  void writeRun(int resumedAfter, Map<String, Double> seconds, DeviceUse devices) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("resumedAfterCycle", resumedAfter);
    all.put("cyclesOfThisSession", plan.cycles() - resumedAfter);
    all.put("secondsOfEachPhase", seconds);
    all.put("machine", Machine.facts());
    all.put("devices", devices.places());
    all.put("configuration", plan.settings());
    AtomicFiles.writeText(directory.root().resolve("run.json"), Json.text(all));
  }

  /** The report for people. */
  String table(List<CycleRecord> records) {
    Map<String, Double> means = means(records);
    StringBuilder text = new StringBuilder();
    text.append(plan.cycles()).append(" cycles with ").append(plan.assimilation().filter()).append("; means ")
        .append(plan.burnIn() == 0 ? "over all of them" : "after the first " + plan.burnIn()).append(":\n");
    text.append(String.format(Locale.ROOT, "%-26s%12s%12s%n", "", "forecast", "analysis"));
    row(text, "innovation rms", means.get("innovationRms"), means.get("residualRms"));
    row(text, "  expected of spread and R", means.get("innovationRmsExpected"), null);
    row(text, "spread, rms over points", means.get("spreadForecast"), means.get("spreadAnalysis"));
    row(text, "distance to truth, rms", means.get("rmseForecast"), means.get("rmseAnalysis"));
    long without = records.stream().filter(r -> r.cycle() > 0 && r.observations() == null).count();
    if (without > 0) {
      text.append("cycles without observations: ").append(without).append('\n');
    }
    for (Map<String, Object> failed : failed(records)) {
      text.append("member ").append(failed.get("member")).append(" was lost in cycle ").append(failed.get("cycle"))
          .append(": ").append(failed.get("reason")).append('\n');
    }
    return text.append("written to ").append(plan.output()).append('\n').toString();
  }

  private static void row(StringBuilder text, String name, Double forecast, Double analysis) {
    if (forecast != null || analysis != null) {
      text.append(String.format(Locale.ROOT, "%-26s%12s%12s%n", name, figure(forecast), figure(analysis)));
    }
  }

  private static String figure(Double x) {
    return x == null ? "" : String.format(Locale.ROOT, "%.4g", x);
  }
}
