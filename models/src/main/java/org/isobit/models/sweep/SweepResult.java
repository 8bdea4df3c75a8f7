package org.isobit.models.sweep;

import java.util.List;

/**
 * The scores of a sweep. Immutable, thread-safe.
 *
 * @param name      what was swept
 * @param title     one line that says what it is
 * @param runs      how each point was run: model, observations, cycles, seeds
 * @param brief     the same as short as can be: cycles and seeds
 * @param sweep     the points
 * @param measure   which score they are ranked by
 * @param scores    of each point those of the methods, in one order
 * @param own       the point that the file describes without the sweep; −1 if it is none of them
 * @param published of each method what others got with that point, as text; null where nothing is known
 */
public record SweepResult(String name, String title, String runs, String brief, Sweep sweep, Measure measure,
    List<List<Score>> scores, int own, List<String> published) {

  /**
   * How many methods there are.
   *
   * @return at least 1
   */
  public int methods() {
    return scores.getFirst().size();
  }

  /**
   * Whether a key of the sweep makes a difference to a method.
   *
   * @param method its index
   * @return false if it scores the same at every one of several points
   */
  public boolean concerns(int method) {
    return sweep.size() == 1 || scores.stream().map(each -> each.get(method)).distinct().count() > 1;
  }

  /**
   * What others got.
   *
   * @param point  the point
   * @param method the method
   * @return as text, or null if nothing is known of this point
   */
  public String published(int point, int method) {
    return point >= 0 && point == own ? published.get(method) : null;
  }

  /**
   * Where a method is best.
   *
   * @param method its index
   * @return the point with the lowest score, the first of several; −1 if it diverged everywhere
   */
  public int best(int method) {
    int best = -1;
    for (int point = 0; point < scores.size(); point++) {
      double score = value(point, method);
      if (!Double.isNaN(score) && (best < 0 || score < value(best, method))) {
        best = point;
      }
    }
    return best;
  }

  /**
   * The score that points are ranked by.
   *
   * @param point  the point
   * @param method the method
   * @return its mean; NaN if a run diverged
   */
  public double value(int point, int method) {
    return scores.get(point).get(method).of(measure).mean();
  }
}
