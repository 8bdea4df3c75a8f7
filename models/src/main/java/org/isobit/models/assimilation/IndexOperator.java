package org.isobit.models.assimilation;

/** Observes state variables directly. */
final class IndexOperator implements ObservationOperator {

  /** All variables, in order. */
  static final IndexOperator IDENTITY = new IndexOperator(null);

  /** Which variables; null for all. */
  private final int[] indices;

  IndexOperator(int[] indices) {
    this.indices = indices;
    for (int j = 0; indices != null && j < indices.length; j++) {
      if (indices[j] < 0) {
        throw new IllegalArgumentException("ObservationOperator: index[" + j + "] is " + indices[j]);
      }
    }
  }

  /** The variable that observation j observes. */
  int variable(int j) {
    return indices == null ? j : indices[j];
  }

  @Override
  public void apply(Ensemble states, double[] observed) {
    int members = states.members();
    int count = indices == null ? states.size() : indices.length;
    if (observed.length != members * count) {
      throw new IllegalArgumentException("ObservationOperator: it observes " + count + " variables, but there are "
          + observed.length / members + " observations");
    }
    double[] x = states.values();
    for (int m = 0; m < members; m++) {
      int start = states.index(m);
      if (indices == null) {
        System.arraycopy(x, start, observed, m * count, count);
        continue;
      }
      for (int j = 0; j < count; j++) {
        if (indices[j] >= states.size()) {
          throw new IllegalArgumentException("ObservationOperator: index[" + j + "] is " + indices[j]
              + ", but a state has " + states.size() + " variables");
        }
        observed[m * count + j] = x[start + indices[j]];
      }
    }
  }

  @Override
  public String toString() {
    return indices == null ? "identity" : "indices[" + indices.length + "]";
  }
}
