package org.isobit.models.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.Ensemble;

/**
 * States and what they became one interval later, x_{k−1}^m and x_k^m for some times k and members m: what the
 * parameters of a model are found from. Of a smoother both must be given the same observations, since a difference in
 * what they know would be taken for an error of the model. Element i of member m stands at m·size + i. Not thread-safe
 * while it grows.
 */
public final class Transitions {

  private static final String NAME = "Transitions";

  private final int members;
  private final int size;
  private final List<double[]> starts = new ArrayList<>();
  private final List<double[]> ends = new ArrayList<>();

  /**
   * None.
   *
   * @param members members at each time, at least 1
   * @param size    variables of a state, at least 1
   * @throws IllegalArgumentException if a number is below 1
   */
  public Transitions(int members, int size) {
    Checks.positive(NAME, "members", members);
    Checks.positive(NAME, "size", size);
    this.members = members;
    this.size = size;
  }

  /**
   * Those of a series of states.
   *
   * @param states one after the other, one interval apart, at least two; copied
   * @param size   variables of a state
   * @return transitions of one member
   * @throws IllegalArgumentException if the length is no multiple of the size, there is but one state, or a
   *                                  number is not finite
   */
  public static Transitions of(double[] states, int size) {
    Transitions transitions = new Transitions(1, size);
    Checks.finite(NAME, "number", states, 0, states.length);
    if (states.length % size != 0 || states.length < 2 * (long) size) {
      throw new IllegalArgumentException(NAME + ": " + states.length + " numbers are not two or more states of " + size
          + " variables");
    }
    double[] start = Arrays.copyOf(states, size);
    for (int from = size; from < states.length; from += size) {
      double[] end = Arrays.copyOfRange(states, from, from + size);
      transitions.starts.add(start);
      transitions.ends.add(end);
      start = end;
    }
    return transitions;
  }

  /**
   * Adds the transition to the next time.
   *
   * @param start the members before; copied
   * @param end   the same members after the interval; copied
   * @throws IllegalArgumentException if a shape differs or a number is not finite
   */
  public void add(Ensemble start, Ensemble end) {
    starts.add(copy(start));
    ends.add(copy(end));
  }

  private double[] copy(Ensemble ensemble) {
    if (ensemble.members() != members || ensemble.size() != size) {
      throw new IllegalArgumentException(NAME + ": " + ensemble + " is not one of " + members + " members x " + size);
    }
    ensemble.requireFinite(NAME);
    double[] copy = new double[Checks.elements(NAME, members, size, Double.BYTES)];
    Ensemble.of(copy, members, size).copyFrom(ensemble);
    return copy;
  }

  /**
   * How many intervals there are.
   *
   * @return the number
   */
  public int times() {
    return starts.size();
  }

  /**
   * How many members there are.
   *
   * @return at least 1
   */
  public int members() {
    return members;
  }

  /**
   * Variables of a state.
   *
   * @return at least 1
   */
  public int size() {
    return size;
  }

  /**
   * The members before an interval.
   *
   * @param interval from 0
   * @return the array itself, members × size; not to be written to
   * @throws IllegalArgumentException if there is no such interval
   */
  public double[] start(int interval) {
    Checks.index(NAME, "interval", interval, starts.size());
    return starts.get(interval);
  }

  /**
   * The members after an interval.
   *
   * @param interval from 0
   * @return the array itself, members × size; not to be written to
   * @throws IllegalArgumentException if there is no such interval
   */
  public double[] end(int interval) {
    Checks.index(NAME, "interval", interval, ends.size());
    return ends.get(interval);
  }

  /**
   * The means over the members.
   *
   * @return transitions of one member
   */
  public Transitions mean() {
    Transitions means = new Transitions(1, size);
    for (int k = 0; k < times(); k++) {
      means.starts.add(Ensemble.of(starts.get(k), members, size).mean());
      means.ends.add(Ensemble.of(ends.get(k), members, size).mean());
    }
    return means;
  }
}
