package org.isobit.models.assimilation;

/** Between ensembles of doubles and of floats. Thread-safe. */
public final class Precision {

  private Precision() {}

  /**
   * An ensemble in double; no value changes.
   *
   * @param ensemble the ensemble
   * @return a copy without gaps
   * @throws IllegalArgumentException if the copy fits neither one array nor the heap; the message has the bytes needed
   */
  public static Ensemble widen(FloatEnsemble ensemble) {
    Ensemble wide = Ensemble.allocate(ensemble.members(), ensemble.size());
    widen(ensemble, wide);
    return wide;
  }

  /**
   * An ensemble in double, in an array that is there.
   *
   * @param from the ensemble
   * @param to   takes its values; of the same shape
   * @throws IllegalArgumentException if shapes differ
   */
  public static void widen(FloatEnsemble from, Ensemble to) {
    require(to.members() == from.members() && to.size() == from.size(), from, to);
    for (int m = 0; m < from.members(); m++) {
      int start = from.index(m);
      int target = to.index(m);
      for (int i = 0; i < from.size(); i++) {
        to.values()[target + i] = from.values()[start + i];
      }
    }
  }

  /**
   * An ensemble in float, each value rounded to the nearest; beyond float's range it becomes infinite, which every
   * analysis refuses.
   *
   * @param ensemble the ensemble
   * @return a copy without gaps
   * @throws IllegalArgumentException if the copy fits neither one array nor the heap; the message has the bytes needed
   */
  public static FloatEnsemble round(Ensemble ensemble) {
    FloatEnsemble rounded = FloatEnsemble.allocate(ensemble.members(), ensemble.size());
    round(ensemble, rounded);
    return rounded;
  }

  /**
   * An ensemble in float, in an array that is there.
   *
   * @param from the ensemble
   * @param to   takes its values, rounded; of the same shape
   * @throws IllegalArgumentException if shapes differ
   */
  public static void round(Ensemble from, FloatEnsemble to) {
    require(to.members() == from.members() && to.size() == from.size(), from, to);
    for (int m = 0; m < from.members(); m++) {
      int start = from.index(m);
      int target = to.index(m);
      for (int i = 0; i < from.size(); i++) {
        to.values()[target + i] = (float) from.values()[start + i];
      }
    }
  }

  private static void require(boolean fit, Object from, Object to) {
    if (!fit) {
      throw new IllegalArgumentException("Precision: " + from + " does not fit " + to);
    }
  }
}
