package org.isobit.models.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.Ensemble;

/**
 * Members of an ensemble at some times, one interval apart: trajectories of a smoother, or with one member a series of
 * states. Element i of member m at time k stands at {@code at(k)[m·size + i]}. Not thread-safe while it grows.
 */
public final class MemberSeries {

  private static final String NAME = "MemberSeries";

  private final int members;
  private final int size;
  private final List<double[]> values = new ArrayList<>();

  /**
   * An empty series.
   *
   * @param members members at each time, at least 1
   * @param size    variables of a state, at least 1
   * @throws IllegalArgumentException if a number is below 1
   */
  public MemberSeries(int members, int size) {
    Checks.positive(NAME, "members", members);
    Checks.positive(NAME, "size", size);
    this.members = members;
    this.size = size;
  }

  /**
   * A series of single states.
   *
   * @param states one after the other; copied
   * @param size   variables of a state
   * @return the series, of one member
   * @throws IllegalArgumentException if the length is no multiple of the size
   */
  public static MemberSeries of(double[] states, int size) {
    MemberSeries series = new MemberSeries(1, size);
    if (states.length % size != 0) {
      throw new IllegalArgumentException(NAME + ": " + states.length + " numbers are no states of " + size
          + " variables");
    }
    for (int from = 0; from < states.length; from += size) {
      series.values.add(Arrays.copyOfRange(states, from, from + size));
    }
    return series;
  }

  /**
   * Adds the members of the next time.
   *
   * @param ensemble the members; copied
   * @throws IllegalArgumentException if their shape differs
   */
  public void add(Ensemble ensemble) {
    if (ensemble.members() != members || ensemble.size() != size) {
      throw new IllegalArgumentException(NAME + ": " + ensemble + " is not one of " + members + " members x " + size);
    }
    double[] copy = new double[Checks.elements(NAME, members, size, Double.BYTES)];
    Ensemble.of(copy, members, size).copyFrom(ensemble);
    values.add(copy);
  }

  /**
   * How many times there are.
   *
   * @return the number
   */
  public int times() {
    return values.size();
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
   * The members of a time.
   *
   * @param time from 0
   * @return the array itself, members × size; not to be written to
   * @throws IllegalArgumentException if there is no such time
   */
  public double[] at(int time) {
    Checks.index(NAME, "time", time, values.size());
    return values.get(time);
  }

  /**
   * The means over the members.
   *
   * @return a series of one member
   */
  public MemberSeries mean() {
    MemberSeries means = new MemberSeries(1, size);
    for (double[] time : values) {
      means.values.add(Ensemble.of(time, members, size).mean());
    }
    return means;
  }
}
