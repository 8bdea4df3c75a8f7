package org.isobit.bench.tuning;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What one value of a size did.
 *
 * @param size   the name of the size
 * @param value  the value
 * @param inUse  whether it is the one in use
 * @param ratios for each work the median over rounds of its time ÷ that with the value in use
 */
public record TuningResult(String size, int value, boolean inUse, List<Double> ratios) {

  /** Keeps its own copy of the list. */
  public TuningResult {
    ratios = List.copyOf(ratios);
  }

  /**
   * All works together.
   *
   * @return the geometric mean of the ratios
   */
  public double ratio() {
    double logarithms = 0.0;
    for (double ratio : ratios) {
      logarithms += Math.log(ratio);
    }
    return Math.exp(logarithms / ratios.size());
  }

  /**
   * A table of the values of one size.
   *
   * @param sweep   what was tried
   * @param results what each value did
   * @return Markdown
   */
  public static String markdown(Sweep sweep, List<TuningResult> results) {
    StringBuilder text = new StringBuilder("| " + sweep.size() + " | all | "
        + String.join(" | ", sweep.works()) + " |\n|---|---|" + "---|".repeat(sweep.works().size()) + "\n");
    double best = results.stream().mapToDouble(TuningResult::ratio).min().orElseThrow();
    for (TuningResult result : results) {
      String ratios = result.ratios.stream().map(r -> String.format(Locale.ROOT, "%.3f", r))
          .collect(Collectors.joining(" | "));
      text.append(String.format(Locale.ROOT, "| %d%s%s | %.3f | %s |%n", result.value,
          result.inUse ? ", in use" : "", result.ratio() == best ? ", best" : "", result.ratio(), ratios));
    }
    return text.append('\n').toString();
  }
}
