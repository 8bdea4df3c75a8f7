package org.isobit.bench.shapes;

import java.util.Locale;
import org.isobit.bench.Variant;

/**
 * One row of the table: our work and what it is compared with, each a benchmark as {@link Variant#named} reads it.
 *
 * @param family     rows of one family share a table
 * @param precision  double or float
 * @param title      the shape
 * @param comparison what the ratio is
 * @param ours       our work
 * @param other      the opponent's work, or the ceiling
 * @param wanted     the ratio that is wanted: at least it, or at most where the ratio is a cost
 * @param heapless   whether our work may allocate nothing
 */
public record ShapeRow(String family, String precision, String title, Comparison comparison, String ours, String other,
    double wanted, boolean heapless) {

  /**
   * What patterns are held against.
   *
   * @return family, precision and title
   */
  public String name() {
    return family + ": " + precision + ", " + title;
  }

  String wantedText() {
    return (comparison == Comparison.COST ? "≤ " : "≥ ") + String.format(Locale.ROOT, "%.2f", wanted)
        + (heapless ? ", 0 B" : "");
  }
}
