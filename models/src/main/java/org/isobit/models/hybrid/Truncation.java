package org.isobit.models.hybrid;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.ForecastModel;

/**
 * A model that is taken for the truth, and one that has only some of its variables: what a learned correction is to
 * make up for. Steps of both take the same time ({@link org.isobit.models.dynamics.RepeatedModel} makes them). States
 * of several members stand one after the other. Immutable, thread-safe.
 */
public final class Truncation {

  private static final String NAME = "Truncation";

  /** Sums of steps round, so that 3 × 0.1 is as long as 0.3. */
  private static final double SAME = 1e-12;

  private final ForecastModel resolved;
  private final ForecastModel truncated;
  private final int[] places;

  private Truncation(ForecastModel resolved, ForecastModel truncated, int[] places) {
    this.resolved = resolved;
    this.truncated = truncated;
    this.places = places;
  }

  /**
   * Two models.
   *
   * @param resolved  the truth
   * @param truncated the model with some of its variables
   * @param places    where each of these stands in a state of the truth; copied
   * @return both
   * @throws IllegalArgumentException if steps take different times, or there is not one place a variable, each within
   *                                  the truth's state and another one
   */
  public static Truncation of(ForecastModel resolved, ForecastModel truncated, int... places) {
    Objects.requireNonNull(resolved, "resolved");
    Objects.requireNonNull(truncated, "truncated");
    sameStep(NAME, "the truth", resolved, "the truncated model", truncated);
    if (places.length != truncated.size()) {
      throw new IllegalArgumentException(NAME + ": the truncated model has " + truncated.size()
          + " variables, but there are " + places.length + " places");
    }
    BitSet taken = new BitSet();
    for (int place : places) {
      if (place < 0 || place >= resolved.size() || taken.get(place)) {
        throw new IllegalArgumentException(NAME + ": place " + place + " is given twice, or is none of a truth with "
            + resolved.size() + " variables");
      }
      taken.set(place);
    }
    return new Truncation(resolved, truncated, places.clone());
  }

  /**
   * The truth.
   *
   * @return its model
   */
  public ForecastModel resolved() {
    return resolved;
  }

  /**
   * The model with some of its variables.
   *
   * @return that model
   */
  public ForecastModel truncated() {
    return truncated;
  }

  /**
   * Number of the truncated model's variables.
   *
   * @return its size
   */
  public int size() {
    return places.length;
  }

  /**
   * Takes what the truncated model has.
   *
   * @param states of the truth, members × its size
   * @return members × {@link #size}
   * @throws IllegalArgumentException if they are no whole number of states
   */
  public double[] project(double[] states) {
    int n = size();
    double[] some = new double[members(states) * n];
    Arrays.setAll(some, i -> states[place(i)]);
    return some;
  }

  /**
   * Adds to what the truncated model has.
   *
   * @param states        of the truth, members × its size
   * @param perturbations members × {@link #size}
   * @throws IllegalArgumentException if numbers of members differ
   */
  public void perturb(double[] states, double[] perturbations) {
    Checks.vector(NAME, "perturbations", perturbations, 0, members(states) * size());
    for (int i = 0; i < members(states) * size(); i++) {
      states[place(i)] += perturbations[i];
    }
  }

  /** Where number i of states of the truncated model stands in those of the truth. */
  private int place(int i) {
    return i / places.length * resolved.size() + places[i % places.length];
  }

  private int members(double[] states) {
    if (states.length % resolved.size() != 0) {
      throw new IllegalArgumentException(NAME + ": " + states.length + " numbers are no states of a truth with "
          + resolved.size() + " variables");
    }
    return states.length / resolved.size();
  }

  /**
   * Runs of the truth.
   *
   * @param states where they begin, members × the truth's size; copied
   * @return the runs, seen in the truncated model's variables
   * @throws IllegalArgumentException if they are no whole number of states
   */
  public FreeRun truth(double[] states) {
    members(states);
    return FreeRun.of(resolved, states, this::project);
  }

  @Override
  public String toString() {
    return NAME + "[" + truncated + " of " + resolved + "]";
  }

  /** Refuses models whose steps take different times. */
  static void sameStep(String name, String one, ForecastModel first, String other, ForecastModel second) {
    double difference = Math.abs(first.timeStep() - second.timeStep());
    if (!(difference <= SAME * Math.abs(first.timeStep()))) {
      throw new IllegalArgumentException(name + ": a step of " + one + " takes " + first.timeStep() + " but one of "
          + other + " " + second.timeStep());
    }
  }
}
