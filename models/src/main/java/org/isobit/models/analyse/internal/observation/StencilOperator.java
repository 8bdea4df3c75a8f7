package org.isobit.models.analyse.internal.observation;

import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FloatEnsemble;
import org.isobit.models.assimilation.ObservationOperator;

/**
 * Observes weighted means of a few elements of a state: y_j = Σ_k w_jk·x[i_jk], for each observation and member one
 * chain s = fma(w, x, s) from +0 with k ascending. Elements of a transformed field are taken back first, if so wished.
 * Immutable, thread-safe.
 */
final class StencilOperator implements ObservationOperator {

  private final int count;
  private final int width;
  private final int[] elements;
  private final double[] weights;
  private final FieldTransform back;

  /**
   * An operator.
   *
   * @param width    elements of an observation
   * @param elements count × width indices of a state
   * @param weights  count × width weights
   * @param back     the transform of the field observed, to take back before; or null
   */
  StencilOperator(int width, int[] elements, double[] weights, FieldTransform back) {
    this.width = width;
    this.count = elements.length / width;
    this.elements = elements;
    this.weights = weights;
    this.back = back;
  }

  @Override
  public void apply(Ensemble states, double[] observed) {
    double[] x = states.values();
    double[] near = new double[elements.length];
    for (int m = 0; m < states.members(); m++) {
      int start = states.index(m);
      for (int k = 0; k < near.length; k++) {
        near[k] = x[start + elements[k]];
      }
      means(near, observed, m * count);
    }
  }

  @Override
  public void apply(FloatEnsemble states, double[] observed) {
    float[] x = states.values();
    double[] near = new double[elements.length];
    for (int m = 0; m < states.members(); m++) {
      int start = states.index(m);
      for (int k = 0; k < near.length; k++) {
        near[k] = x[start + elements[k]];
      }
      means(near, observed, m * count);
    }
  }

  /** Observes one member, given its elements. */
  private void means(double[] near, double[] observed, int at) {
    if (back != null) {
      back.inverse(near, 0, near.length);
    }
    for (int j = 0; j < count; j++) {
      double s = 0.0;
      for (int k = j * width; k < (j + 1) * width; k++) {
        s = Math.fma(weights[k], near[k], s);
      }
      observed[at + j] = s;
    }
  }

  @Override
  public String toString() {
    return "linear[" + count + "]";
  }
}
