package org.isobit.models.hybrid;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;

/**
 * Observations of a known truth: its variables, all or at each time some of them by chance, with Gaussian errors that
 * are independent. Immutable by convention, thread-safe.
 *
 * @param deviations standard deviation of the error of each variable, above 0
 * @param observed   how many variables are observed at a time, from 1 to all
 * @param seed       key of errors, time k's from stream k, and of the choice, time k's from stream 2^47 + k
 */
public record TwinObservations(double[] deviations, int observed, long seed) {

  private static final String NAME = "TwinObservations";
  private static final long CHOICE = 1L << 47;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is out of range
   */
  public TwinObservations {
    for (double deviation : deviations) {
      Checks.positive(NAME, "deviation", deviation);
    }
    if (observed < 1 || observed > deviations.length) {
      throw new IllegalArgumentException(NAME + ": observed must be from 1 to " + deviations.length + ", but is "
          + observed);
    }
  }

  /**
   * What is observed of some variables.
   *
   * @param time  number of the time, from 0 to 2^47 − 1
   * @param truth the state, of as many variables as there are deviations
   * @param from  the first of the variables
   * @param to    the one after the last
   * @return their observations, by an operator on these variables alone; null if none of them is observed
   * @throws IllegalArgumentException if the time or the variables are out of range
   */
  public Observations at(long time, double[] truth, int from, int to) {
    int n = deviations.length;
    Checks.vector(NAME, "truth", truth, 0, n);
    if (time < 0 || time >= CHOICE) {
      throw new IllegalArgumentException(NAME + ": time must be from 0 to 2^47 - 1, but is " + time);
    }
    if (from < 0 || to > n || from >= to) {
      throw new IllegalArgumentException(NAME + ": there are no variables " + from + " to " + to + " of " + n);
    }
    int[] places = IntStream.of(chosen(time)).filter(place -> place >= from && place < to).toArray();
    if (places.length == 0) {
      return null;
    }
    double[] errors = new double[n];
    Philox.gaussian(seed, time, 0, n, errors, 0);
    double[] values = new double[places.length];
    double[] own = new double[places.length];
    for (int j = 0; j < places.length; j++) {
      own[j] = deviations[places[j]];
      values[j] = Math.fma(own[j], errors[places[j]], truth[places[j]]);
      places[j] -= from;
    }
    return Observations.of(values, own, ObservationOperator.indices(places));
  }

  /** The variables that are observed at a time, ascending. */
  private int[] chosen(long time) {
    int n = deviations.length;
    if (observed == n) {
      return IntStream.range(0, n).toArray();
    }
    double[] u = new double[n];
    Philox.uniform(seed, CHOICE | time, 0, n, u, 0);
    return IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> u[i])).limit(observed)
        .mapToInt(Integer::intValue).sorted().toArray();
  }
}
