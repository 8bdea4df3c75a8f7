package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.bench.Median;

/**
 * The tables that people read: times, rates, shares of the ceilings, opponents, and what was compared. Where the device
 * is the stand-in of the tests, every figure says so, and there are neither shares nor verdicts.
 */
final class DeviceReport {

  private final Card card;
  private final List<DeviceResult> results;
  private final CupyOpponent cupy;
  private final List<String> notes;

  DeviceReport(Card card, List<DeviceResult> results, CupyOpponent cupy, List<String> notes) {
    this.card = card;
    this.results = results;
    this.cupy = cupy;
    this.notes = notes;
  }

  /** How a computation is read against ceilings: what is counted in things, by its operations. */
  private static DeviceWork against(DeviceWork work) {
    return work.limit() == Limit.ITEMS ? work.limitedBy(Limit.ARITHMETIC) : work;
  }

  /** The measured ceiling of a computation in the unit of its limit, or NaN. */
  double measured(DeviceWork work) {
    String ceiling = switch (work.limit()) {
      case ARITHMETIC -> "fma-peak";
      case MEMORY -> "copy";
      default -> null;
    };
    // The bandwidth of a copy does not depend on the type of what is copied.
    String type = work.limit() == Limit.MEMORY ? "double" : work.type();
    return results.stream().filter(r -> r.ran() && r.work().group().equals(DeviceWork.CEILINGS)
        && r.work().name().equals(ceiling) && r.work().type().equals(type)).mapToDouble(DeviceResult::rate).findFirst()
        .orElse(Double.NaN);
  }

  /** Share of the measured ceiling, NaN where there is none or the device is a stand-in. */
  double ofMeasured(DeviceResult result) {
    boolean itself = result.work().group().equals(DeviceWork.CEILINGS) && !result.work().name().equals("triad");
    DeviceWork work = against(result.work());
    return card.standIn() || itself ? Double.NaN : work.rate(result.time()) / measured(work);
  }

  /** Share of the published ceiling, NaN where it is not known. */
  double ofPublished(DeviceResult result) {
    DeviceWork work = against(result.work());
    return card.published() == null ? Double.NaN : work.rate(result.time()) / card.published().ceiling(work);
  }

  /** Targets of a result; none but for an H100. */
  List<Target> targets(DeviceResult result) {
    return card.isH100() ? Target.of(result, measured(result.work().limitedBy(Limit.MEMORY)), cupy.rate(result.work()))
        : List.of();
  }

  /** Results whose bits differ. */
  List<DeviceResult> differing() {
    return results.stream().filter(r -> r.difference() != null).toList();
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Kernels on ").append(card.name()).append("\n\n");
    if (card.standIn()) {
      text.append("**This device is a stand-in, no GPU: a processor emulated it. Its figures show that everything "
          + "runs, and say nothing of any card.**\n\n");
    }
    card.facts().forEach((name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
    cupy.facts().forEach((name, value) -> text.append("- CuPy's ").append(name).append(": ").append(value)
        .append('\n'));
    if (cupy.obstacle() != null) {
      text.append("- CuPy: ").append(cupy.obstacle()).append('\n');
    }
    notes.forEach(note -> text.append("- ").append(note).append('\n'));
    Map<String, List<DeviceResult>> groups = new LinkedHashMap<>();
    results.forEach(r -> groups.computeIfAbsent(r.work().group(), g -> new ArrayList<>()).add(r));
    groups.forEach((group, of) -> table(text, group, of));
    if (!cupy.times().isEmpty()) {
      cupyTable(text);
    }
    List<DeviceResult> differing = differing();
    text.append(differing.isEmpty() ? "\nAll outputs that were compared have the processor's bits.\n"
        : "\n**" + differing.size() + " outputs have not the processor's bits:**\n\n");
    differing.forEach(r -> text.append("- ").append(r.work()).append(": ").append(r.difference()).append('\n'));
    return text.toString();
  }

  private void table(StringBuilder text, String group, List<DeviceResult> of) {
    List<String> opponents = of.stream().flatMap(r -> r.opponents().keySet().stream()).distinct().toList();
    text.append("\n### ").append(group).append("\n\n| computation | sizes | type | time | rate | of measured ceiling | "
        + "of published | with transfers |");
    opponents.forEach(o -> text.append(" × ").append(o).append(" |"));
    text.append(" bits compared | target |\n|---|---|---|---|---|---|---|---|")
        .append("---|".repeat(opponents.size() + 2))
        .append('\n');
    for (DeviceResult r : of) {
      DeviceWork w = r.work();
      List<String> cells = new ArrayList<>(List.of(w.name(), w.shape(), w.type(), figure(time(r.time())),
          figure(rate(r.rate(), w.limit())), share(ofMeasured(r)), share(ofPublished(r)),
          figure(time(Median.of(r.transfers())))));
      for (String opponent : opponents) {
        double[] other = r.opponents().get(opponent);
        cells.add(other == null ? "–" : figure(String.format(Locale.ROOT, "%.2f",
            Median.of(other) / r.time())));
      }
      cells.add(r.difference() != null ? "**differ**" : r.compared() == 0 ? "–" : Long.toString(r.compared()));
      cells.add(verdict(r));
      text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
    of.forEach(r -> r.observations().forEach(o -> text.append("\n- ").append(r.work()).append(": ").append(o)));
    text.append(of.stream().allMatch(r -> r.observations().isEmpty()) ? "" : "\n");
  }

  private String verdict(DeviceResult result) {
    List<Target> targets = targets(result);
    return targets.isEmpty() ? "–" : String.join("; ", targets.stream()
        .map(t -> t.text() + ": " + (t.met() ? "met" : "**missed**")).toList());
  }

  private void cupyTable(StringBuilder text) {
    text.append("\n### CuPy\n\n| computation | sizes | type | count | time | million/s | Isobit × |\n"
        + "|---|---|---|---|---|---|---|\n");
    for (CupyOpponent.Time t : cupy.times()) {
      double own = results.stream().filter(r -> r.ran() && t.near() > 0 && r.work().group().equals(LocalCase.GROUP)
          && r.work().type().equals(t.type()) && r.work().shape().startsWith(t.shape() + ","))
          .mapToDouble(DeviceResult::rate).findFirst().orElse(Double.NaN);
      text.append("| ").append(String.join(" | ", t.what(), t.shape(), t.type(), Integer.toString(t.count()),
          time(Median.of(t.seconds())), number(t.rate()),
          Double.isNaN(own) ? "–" : String.format(Locale.ROOT, "%.1f", own / t.rate()))).append(" |\n");
    }
  }

  /** A figure as it may be shown: those of a stand-in say what they are. */
  private String figure(String text) {
    return text.equals("–") || !card.standIn() ? text : text + " (stand-in)";
  }

  private static String share(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * value);
  }

  private static String rate(double value, Limit limit) {
    return Double.isNaN(value) ? "–" : number(value) + " " + limit.unit;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
  }

  private static String time(double seconds) {
    return Double.isNaN(seconds) ? "–" : seconds < 1e-3 ? String.format(Locale.ROOT, "%.2f us", 1e6 * seconds)
        : seconds < 1 ? String.format(Locale.ROOT, "%.3f ms", 1e3 * seconds)
        : String.format(Locale.ROOT, "%.3f s", seconds);
  }
}
