package org.isobit.models.assimilation;

import org.isobit.kernels.Checks;

/** A linear observation operator. */
final class MatrixOperator implements ObservationOperator {

  private final double[] h;
  private final int count;
  private final int size;

  MatrixOperator(double[] h, int count, int size) {
    Checks.size("ObservationOperator", "count", count);
    Checks.positive("ObservationOperator", "size", size);
    if (h.length != (long) count * size) {
      throw new IllegalArgumentException("ObservationOperator: H is " + count + " x " + size + " but its array has "
          + h.length + " elements");
    }
    Checks.finite("ObservationOperator", "H", h, 0, h.length);
    this.h = h;
    this.count = count;
    this.size = size;
  }

  @Override
  public void apply(Ensemble states, double[] observed) {
    int members = states.members();
    if (states.size() != size) {
      throw new IllegalArgumentException("ObservationOperator: H has " + size + " columns, but a state has "
          + states.size() + " variables");
    }
    if (observed.length != members * count) {
      throw new IllegalArgumentException("ObservationOperator: H has " + count + " rows, but there are "
          + observed.length / members + " observations");
    }
    // Observed states are X·Hᵀ, members × count.
    for (int m = 0; m < members; m++) {
      for (int j = 0; j < count; j++) {
        double s = 0.0;
        for (int i = 0; i < size; i++) {
          s = Math.fma(states.values()[states.index(m) + i], h[j * size + i], s);
        }
        observed[m * count + j] = s;
      }
    }
  }

  @Override
  public String toString() {
    return "matrix[" + count + " x " + size + "]";
  }
}
