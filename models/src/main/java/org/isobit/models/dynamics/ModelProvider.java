package org.isobit.models.dynamics;

import java.util.Optional;
import org.isobit.kernels.random.Philox;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.Positions;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Values;

/**
 * A model that configurations can name. Its class stands in
 * {@code META-INF/services/org.isobit.models.dynamics.ModelProvider}, this library's own ones as well as yours; {@link
 * Entry#keys()} are its size and parameters: numbers, integers, truth values, words or texts.
 */
public interface ModelProvider extends Entry {

  /**
   * The model itself.
   *
   * @param values size and parameters
   * @return a model that needs an integrator, or one with steps of its own
   */
  Dynamics build(Values values);

  /**
   * Whether its variables lie on a ring, one unit apart.
   *
   * @return false, unless the model says otherwise
   */
  default boolean isRing() {
    return false;
  }

  /**
   * Where its variables are, so that filters can be localised.
   *
   * @param values size and parameters
   * @return the positions; unless the model says more, those on a ring if it has one, or nothing
   */
  default Optional<Positions> positions(Values values) {
    if (!isRing()) {
      return Optional.empty();
    }
    int size = build(values).size();
    return Optional.of(Positions.grid(StateLayout.ring("x", size), size));
  }

  /**
   * What {@code isobit model} says of it: its variables, its unit of time, how fast errors grow, a usual run.
   *
   * @param values size and parameters
   * @return the profile; unless the model says more, its variables are numbered and nothing else is known
   */
  default ModelProfile profile(Values values) {
    int size = build(values).size();
    return ModelProfile.of(isRing() ? StateLayout.ring("x", size) : StateLayout.unnamed(size));
  }

  /**
   * A state to start from.
   *
   * @param values size and parameters
   * @param seed   chooses one of many
   * @return the state; unless the model says otherwise, independent normal numbers
   */
  default double[] start(Values values, long seed) {
    return normal(seed, 1.0, new double[build(values).size()]);
  }

  /**
   * Normal numbers about a state, for {@link #start}: mean_i + deviation·ξ_i with one rounding, ξ from Philox.
   *
   * @param seed      the seed
   * @param deviation standard deviation of each
   * @param mean      the state, which is replaced
   * @return {@code mean}
   */
  static double[] normal(long seed, double deviation, double... mean) {
    double[] draws = new double[mean.length];
    Philox.gaussian(seed, 19L << 56, 0, draws.length, draws, 0); // the stream of states to start from, and of no other
    for (int i = 0; i < mean.length; i++) {
      mean[i] = Math.fma(deviation, draws[i], mean[i]);
    }
    return mean;
  }
}
