package org.isobit.models.assimilation.spi;

import java.util.Objects;
import java.util.Set;

/**
 * What tables say of a method besides its name, its paper and what it can be told. Immutable, thread-safe.
 *
 * @param type   the class that is the method, where its formulas stand
 * @param check  what it is held to that this library did not compute: a published score, another program's arrays, an
 *               exact relation, an analytic posterior; empty if nothing is known
 * @param traits what it does that not every method does
 */
public record MethodProfile(Class<?> type, String check, Set<Trait> traits) {

  /** What some methods do. */
  public enum Trait {
    /** It takes observation operators that are not linear. */
    NONLINEAR_OPERATOR,
    /** Its estimate of the law of states is not, or not only, mean and covariance. */
    NON_GAUSSIAN,
    /** It also improves estimates of earlier times. */
    SMOOTHER,
    /** It, or its products over members, runs on a CUDA device with {@code --backend cuda}. */
    DEVICE
  }

  /** Keeps its own copy of the traits. */
  public MethodProfile {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(check, "check");
    traits = Set.copyOf(traits);
  }

  /**
   * A profile.
   *
   * @param type   the method's class
   * @param check  what it is held to
   * @param traits what it does
   * @return the profile
   */
  public static MethodProfile of(Class<?> type, String check, Trait... traits) {
    return new MethodProfile(type, check, Set.of(traits));
  }
}
