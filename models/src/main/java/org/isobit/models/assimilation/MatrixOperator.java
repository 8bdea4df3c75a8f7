package org.isobit.models.assimilation;

import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;

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
  public boolean isLinear() {
    return true;
  }

  @Override
  public void apply(Ensemble states, double[] observed) {
    int members = states.members();
    require(members, states.size(), observed);
    // Observed states are X·Hᵀ, members × count.
    if (count > 0) {
      Gemm.gemm(false, true, members, count, size, 1.0, states.values(), states.index(0), states.ld(), h, 0, size, 0.0,
          observed, 0, count);
    }
  }

  @Override
  public void apply(FloatEnsemble states, double[] observed) {
    require(states.members(), states.size(), observed);
    // Member by member: a row of X·Hᵀ has the same bits alone.
    double[] member = new double[size];
    for (int m = 0; m < states.members() && count > 0; m++) {
      int start = states.index(m);
      for (int i = 0; i < size; i++) {
        member[i] = states.values()[start + i];
      }
      Gemm.gemm(false, true, 1, count, size, 1.0, member, 0, size, h, 0, size, 0.0, observed, (long) m * count, count);
    }
  }

  private void require(int members, int states, double[] observed) {
    if (states != size) {
      throw new IllegalArgumentException("ObservationOperator: H has " + size + " columns, but a state has " + states
          + " variables");
    }
    if (observed.length != members * count) {
      throw new IllegalArgumentException("ObservationOperator: H has " + count + " rows, but there are "
          + observed.length / members + " observations");
    }
  }

  @Override
  public String toString() {
    return "matrix[" + count + " x " + size + "]";
  }
}
