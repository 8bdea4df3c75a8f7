package org.isobit.models.dynamics.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What lists, pictures and files say of a model besides its name and parameters. Immutable, thread-safe.
 *
 * @param layout     what the numbers of a state are
 * @param timeUnit   the unit of time, as UDUNITS writes it: {@code 5 days}, {@code s}; {@code 1} for numbers without
 * @param growth     how fast errors grow with the usual parameters
 * @param run        a usual run
 * @param attractor  indices of two or three variables whose planes a picture shows in place of fields; empty: of fields
 *                   without axes the first three, of others none
 */
public record ModelProfile(StateLayout layout, String timeUnit, Growth growth, Run run, List<Integer> attractor) {

  /**
   * How fast errors grow.
   *
   * @param exponent greatest Lyapunov exponent, per unit of time; 0 without chaos; NaN if it is not known
   * @param source   where that is from, or why it is not known
   */
  public record Growth(double exponent, String source) {

    /** What is said where nobody knows. */
    public static final Growth UNKNOWN = new Growth(Double.NaN, "");

    /** Refuses negative exponents. */
    public Growth {
      Objects.requireNonNull(source, "source");
      if (exponent < 0.0 || Double.isInfinite(exponent)) {
        throw new IllegalArgumentException("ModelProfile: the greatest exponent must be 0 or above, but is "
            + exponent);
      }
    }

    /**
     * The Lyapunov time, in which errors grow by a factor e.
     *
     * @return 1 ÷ exponent; NaN if it is not known, infinite without chaos
     */
    public double time() {
      return 1.0 / exponent;
    }
  }

  /**
   * A usual run.
   *
   * @param scheme name of the time-stepping scheme; empty for a model with steps of its own
   * @param step   its step, in units of time; of a model with steps of its own how long one is; NaN: none is usual
   * @param spinUp steps after which states are near the attractor, not negative
   * @param steps  steps of a run worth a look, at least 1
   * @param every  steps from one state that is kept to the next, at least 1
   */
  public record Run(String scheme, double step, long spinUp, long steps, int every) {

    /** What holds for a model that names no step. */
    public static final Run UNKNOWN = new Run("rk4", Double.NaN, 0, 1000, 1);

    /** Checks the numbers. */
    public Run {
      Objects.requireNonNull(scheme, "scheme");
      if (step <= 0.0 || Double.isInfinite(step) || spinUp < 0 || steps < 1 || every < 1) {
        throw new IllegalArgumentException("ModelProfile: a run must have a step and numbers of steps above 0, but has "
            + "the step " + step + ", spin-up " + spinUp + ", steps " + steps + ", every " + every);
      }
    }
  }

  /** Checks that variables of the attractor are there. */
  public ModelProfile {
    Objects.requireNonNull(timeUnit, "timeUnit");
    Objects.requireNonNull(growth, "growth");
    Objects.requireNonNull(run, "run");
    attractor = List.copyOf(attractor);
    int size = layout.size();
    if (attractor.size() == 1 || attractor.size() > 3 || attractor.stream().anyMatch(i -> i < 0 || i >= size)) {
      throw new IllegalArgumentException("ModelProfile: an attractor is shown in two or three of the " + size
          + " variables, but " + attractor + " are named");
    }
  }

  /**
   * A profile that says what the variables are, and nothing else.
   *
   * @param layout what the numbers of a state are
   * @return the profile
   */
  public static ModelProfile of(StateLayout layout) {
    return new ModelProfile(layout, "1", Growth.UNKNOWN, Run.UNKNOWN, List.of());
  }

  /**
   * The same with a unit of time.
   *
   * @param unit the unit, as UDUNITS writes it
   * @return a new profile
   */
  public ModelProfile withTimeUnit(String unit) {
    return new ModelProfile(layout, unit, growth, run, attractor);
  }

  /**
   * The same with the growth of errors.
   *
   * @param exponent greatest Lyapunov exponent; 0 without chaos; NaN if it is not known
   * @param source   where that is from, or why it is not known
   * @return a new profile
   */
  public ModelProfile withGrowth(double exponent, String source) {
    return new ModelProfile(layout, timeUnit, new Growth(exponent, source), run, attractor);
  }

  /**
   * The same with a usual run.
   *
   * @param scheme name of the time-stepping scheme; empty for a model with steps of its own
   * @param step   its step
   * @param spinUp steps that are not looked at
   * @param steps  steps after them
   * @param every  steps from one state that is kept to the next
   * @return a new profile
   */
  public ModelProfile withRun(String scheme, double step, long spinUp, long steps, int every) {
    return new ModelProfile(layout, timeUnit, growth, new Run(scheme, step, spinUp, steps, every), attractor);
  }

  /**
   * The same with an attractor.
   *
   * @param variables indices of two or three variables
   * @return a new profile
   */
  public ModelProfile withAttractor(Integer... variables) {
    return new ModelProfile(layout, timeUnit, growth, run, Arrays.asList(variables));
  }
}
