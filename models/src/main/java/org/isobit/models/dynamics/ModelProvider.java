package org.isobit.models.dynamics;

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
   * Whether its variables lie on a ring, one unit apart, so that filters can be localised.
   *
   * @return false, unless the model says otherwise
   */
  default boolean isRing() {
    return false;
  }
}
