package org.isobit.models.assimilation;

import java.util.stream.IntStream;

/** Observes state variables directly. */
public final class IndexOperator implements ObservationOperator {

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

  /**
   * The variable that an observation observes.
   *
   * @param j which observation
   * @return its number in the state
   */
  public int variable(int j) {
    return indices == null ? j : indices[j];
  }

  /**
   * The same for longer states, which begin with those that this one observes.
   *
   * @param size number of variables that this one may observe
   * @return an operator that observes them there
   * @throws IllegalArgumentException if this one observes a variable beyond them
   */
  public IndexOperator ofLonger(int size) {
    requireWithin(size);
    return indices == null ? new IndexOperator(IntStream.range(0, size).toArray()) : this;
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public void apply(Ensemble states, double[] observed) {
    int members = states.members();
    int count = count(members, states.size(), observed);
    double[] x = states.values();
    for (int m = 0; m < members; m++) {
      int start = states.index(m);
      if (indices == null) {
        System.arraycopy(x, start, observed, m * count, count);
        continue;
      }
      for (int j = 0; j < count; j++) {
        observed[m * count + j] = x[start + indices[j]];
      }
    }
  }

  @Override
  public void apply(FloatEnsemble states, double[] observed) {
    int members = states.members();
    int count = count(members, states.size(), observed);
    float[] x = states.values();
    for (int m = 0; m < members; m++) {
      int start = states.index(m);
      for (int j = 0; j < count; j++) {
        observed[m * count + j] = x[start + variable(j)];
      }
    }
  }

  /** How many variables of a state it observes; refuses states that lack some, and arrays for another number. */
  private int count(int members, int size, double[] observed) {
    int count = indices == null ? size : indices.length;
    if (observed.length != members * count) {
      throw new IllegalArgumentException("ObservationOperator: it observes " + count + " variables, but there are "
          + observed.length / members + " observations");
    }
    requireWithin(size);
    return count;
  }

  private void requireWithin(int size) {
    for (int j = 0; indices != null && j < indices.length; j++) {
      if (indices[j] >= size) {
        throw new IllegalArgumentException("ObservationOperator: index[" + j + "] is " + indices[j]
            + ", but a state has " + size + " variables");
      }
    }
  }

  @Override
  public String toString() {
    return indices == null ? "identity" : "indices[" + indices.length + "]";
  }
}
