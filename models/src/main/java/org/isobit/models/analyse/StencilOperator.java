package org.isobit.models.analyse;

import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;

/**
 * Observes weighted means of a few points: y_j = Σ_k w_jk·x[i_jk], for each observation and member one chain
 * s = fma(w, x, s) from +0 with k ascending. Immutable, thread-safe.
 */
final class StencilOperator implements ObservationOperator {

  private final int count;
  private final int width;
  private final int[] points;
  private final double[] weights;

  /**
   * An operator.
   *
   * @param width   points of an observation
   * @param points  count × width indices
   * @param weights count × width weights
   */
  StencilOperator(int width, int[] points, double[] weights) {
    this.width = width;
    this.count = points.length / width;
    this.points = points;
    this.weights = weights;
  }

  @Override
  public void apply(Ensemble states, double[] observed) {
    double[] x = states.values();
    for (int m = 0; m < states.members(); m++) {
      int start = states.index(m);
      for (int j = 0; j < count; j++) {
        double s = 0.0;
        for (int k = j * width; k < (j + 1) * width; k++) {
          s = Math.fma(weights[k], x[start + points[k]], s);
        }
        observed[m * count + j] = s;
      }
    }
  }

  @Override
  public String toString() {
    return "linear[" + count + "]";
  }
}
