package org.isobit.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table that people read: each computation's rate, and how many times faster it is than each opponent. */
final class RatioReport {

  private final MachineReport machine;
  private final Map<String, Map<String, List<Measurement>>> groups = new LinkedHashMap<>();
  private final List<Measurement> ceilings = new ArrayList<>();

  RatioReport(MachineReport machine, List<Measurement> measurements) {
    this.machine = machine;
    for (Measurement m : measurements) {
      if (m.work.group().equals("ceiling")) {
        ceilings.add(m);
      } else {
        groups.computeIfAbsent(m.variant.type().getSimpleName() + ", " + m.work.group(), g -> new LinkedHashMap<>())
            .computeIfAbsent(m.variant.subject(), s -> new ArrayList<>()).add(m);
      }
    }
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(machine.markdown());
    for (Measurement m : ceilings) {
      text.append("- ceiling ").append(m.work.kernel()).append(' ').append(m.variant.parameters()).append(": ")
          .append(rate(m)).append('\n');
    }
    groups.forEach((group, subjects) -> appendGroup(text, group, subjects));
    return text.toString();
  }

  private static void appendGroup(StringBuilder text, String group, Map<String, List<Measurement>> subjects) {
    List<String> opponents = subjects.values().stream().flatMap(List::stream).map(m -> m.variant.implementation())
        .filter(i -> !i.equals(Variant.SIMD)).distinct().toList();
    text.append("\n### ").append(group).append("\n\n| computation | time | rate | B/op |");
    opponents.forEach(o -> text.append(" × ").append(o).append(" |"));
    text.append("\n|---|---|---|---|").append("---|".repeat(opponents.size())).append('\n');
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    subjects.forEach((subject, measurements) -> {
      Measurement own = measurements.stream().filter(m -> m.variant.implementation().equals(Variant.SIMD))
          .findFirst().orElse(measurements.getFirst());
      text.append("| ").append(subject).append(" | ").append(times(own)).append(" | ")
          .append(rate(own)).append(" | ").append(Math.round(own.allocated)).append(" |");
      for (String opponent : opponents) {
        double ratio = measurements.stream().filter(m -> m.variant.implementation().equals(opponent) && m != own)
            .mapToDouble(own::speedAgainst).findFirst().orElse(Double.NaN);
        if (!Double.isNaN(ratio)) {
          ratios.computeIfAbsent(opponent, o -> new ArrayList<>()).add(ratio);
        }
        text.append(Double.isNaN(ratio) ? " – |" : String.format(Locale.ROOT, " %.2f |", ratio));
      }
      text.append('\n');
    });
    text.append("| **geometric mean** (smallest) | | | |");
    for (String opponent : opponents) {
      List<Double> of = ratios.getOrDefault(opponent, List.of());
      text.append(of.isEmpty() ? " – |" : String.format(Locale.ROOT, " **%.2f** (%.2f) |",
          Measurement.geometricMean(of), of.stream().mapToDouble(Double::doubleValue).min().orElseThrow()));
    }
    text.append('\n');
  }

  /** The time of a call, and of each of the things that it does. */
  private static String times(Measurement m) {
    double nanoseconds = m.medianNanoseconds();
    return m.work.items() == 0 ? time(nanoseconds)
        : time(nanoseconds) + String.format(Locale.ROOT, " (%.2f µs each)", nanoseconds / 1e3 / m.work.items());
  }

  private static String time(double nanoseconds) {
    return nanoseconds < 1e4 ? String.format(Locale.ROOT, "%.1f ns", nanoseconds)
        : nanoseconds < 1e7 ? String.format(Locale.ROOT, "%.1f µs", nanoseconds / 1e3)
            : String.format(Locale.ROOT, "%.1f ms", nanoseconds / 1e6);
  }

  /** Operations or bytes a second, whichever the work is measured by: below 1 operation a byte memory decides. */
  private static String rate(Measurement m) {
    boolean memory = m.work.flops() < m.work.bytes();
    return String.format(Locale.ROOT, memory ? "%.1f GB/s" : "%.1f GF/s",
        (memory ? m.work.bytes() : m.work.flops()) / m.medianNanoseconds());
  }
}
