package org.isobit.models.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Similar;
import org.isobit.models.method.IntegratorChoice;
import org.isobit.models.method.Registries;
import picocli.CommandLine.Option;

/** The options that say how long a model runs and by which steps. Picocli fills them. */
final class RunOptions {

  private static final double ROUNDING = 1e-9;
  private static final double MOST_STEPS = 1e15;
  private static final long USUAL_SEED = 1;

  @Option(names = "--scheme", paramLabel = "NAME",
      description = "Time-stepping scheme, such as heun; 'isobit docs schemes' lists them (default: the model's "
          + "usual one).")
  private String scheme;

  @Option(names = "--dt", paramLabel = "T", description = "Time step (default: the model's usual one).")
  private Double dt;

  @Option(names = "--time", paramLabel = "T", description = "How long to run, in the model's unit of time.")
  private Double time;

  @Option(names = "--steps", paramLabel = "N", description = "How many steps to run, in place of --time.")
  private Long steps;

  @Option(names = "--spin-up", paramLabel = "T",
      description = "How long to run before that, towards the attractor; states of it are not kept.")
  private Double spinUp;

  @Option(names = "--every", paramLabel = "N",
      description = "Keep the state after every N steps; N divides the number of steps that is asked for.")
  private Integer every;

  @Option(names = "--seed", paramLabel = "N",
      description = "Chooses the state to start from (default: " + USUAL_SEED + ").")
  private long seed = USUAL_SEED;

  RunOptions() {}

  /** Whether any of them is there. */
  boolean given() {
    return Stream.of(scheme, dt, time, steps, spinUp, every).anyMatch(Objects::nonNull) || seed != USUAL_SEED;
  }

  long seed() {
    return seed;
  }

  /**
   * Scheme and step of a model that needs them.
   *
   * @param model the model's name
   * @param usual the model's usual run
   * @throws IllegalArgumentException if there is no such scheme, or no step
   */
  IntegratorChoice integrator(String model, ModelProfile.Run usual) {
    String name = scheme != null ? scheme : usual.scheme();
    List<String> names = Registries.SCHEMES.labels();
    if (!names.contains(name)) {
      throw new IllegalArgumentException((scheme != null ? "--scheme" : "the usual scheme of the model " + model)
          + " must be one of " + String.join(", ", names) + ", but is " + Quoted.of(name) + Similar.hint(name, names));
    }
    double step = dt != null ? dt : usual.step();
    if (Double.isNaN(step) && dt == null) {
      throw new IllegalArgumentException("--dt is needed: the model " + model + " names no usual time step");
    }
    return new IntegratorChoice(Registries.SCHEMES.get(name), above("--dt", step));
  }

  /**
   * Refuses scheme and step for a model that has its own.
   *
   * @param model the model's name
   * @throws IllegalArgumentException if one is given
   */
  void requireOwnSteps(String model) {
    if (scheme != null || dt != null) {
      throw new IllegalArgumentException((scheme != null ? "--scheme" : "--dt") + " is not for the model " + model
          + ", which has steps of its own");
    }
  }

  /** Steps of the spin-up. */
  long spinUp(ModelProfile.Run usual, double step) {
    return spinUp == null ? scaled(usual.spinUp(), usual, step) : count("--spin-up", spinUp, step, 0);
  }

  /** Steps of the run. */
  long steps(ModelProfile.Run usual, double step) {
    if (steps != null && time != null) {
      throw new IllegalArgumentException("--steps and --time say the same; one is enough");
    }
    if (steps != null) {
      return Math.round(atLeast("--steps", steps, MOST_STEPS));
    }
    return time == null ? Math.max(1, scaled(usual.steps(), usual, step)) : count("--time", time, step, 1);
  }

  /** Steps from one state that is kept to the next: of a run whose length was asked for a divisor. */
  int every(ModelProfile.Run usual, double step, long run) {
    int number = every == null ? Math.clamp(scaled(usual.every(), usual, step), 1, Integer.MAX_VALUE)
        : (int) Math.round(atLeast("--every", every, Integer.MAX_VALUE));
    boolean asked = steps != null || time != null;
    if (asked ? run % number != 0 : number > run) {
      throw new IllegalArgumentException("--every must " + (asked ? "divide" : "be at most") + " the number of steps, "
          + run + ", but is " + number + (every == null ? ", as is usual for the model" : ""));
    }
    return number;
  }

  /** As many steps as take the same time. */
  private static long scaled(long number, ModelProfile.Run usual, double step) {
    if (Double.isNaN(usual.step()) || usual.step() == step) {
      return number;
    }
    double other = Math.rint(number * usual.step() / step);
    if (other > MOST_STEPS) {
      throw new IllegalArgumentException("--dt must not be so small that a usual run has more than "
          + (long) MOST_STEPS + " steps, but is " + step);
    }
    return (long) other;
  }

  private static double atLeast(String option, double number, double most) {
    if (!(number >= 1 && number <= most)) {
      throw new IllegalArgumentException(option + " must be at least 1, and at most " + (long) most + ", but is "
          + (long) number);
    }
    return number;
  }

  private static double above(String option, double value) {
    if (!(value > 0.0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(option + " must be a positive number, but is " + value);
    }
    return value;
  }

  private static long count(String option, double time, double step, long least) {
    double number = Math.rint(time / step);
    if (number > MOST_STEPS) {
      throw new IllegalArgumentException(option + " must be at most " + (long) MOST_STEPS + " steps of " + step
          + " long, but is " + time);
    }
    if (!(number >= least) || Math.abs(number * step - time) > ROUNDING * Math.abs(time)) {
      throw new IllegalArgumentException(option + " must be a whole number of steps of " + step + (least > 0
          ? ", at least one" : "") + ", but is " + time);
    }
    return (long) number;
  }
}
