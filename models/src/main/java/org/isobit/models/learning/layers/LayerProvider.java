package org.isobit.models.learning.layers;

import org.isobit.models.registry.Entry;

/**
 * A kind of layer that descriptions of networks can name. Its class stands in
 * {@code META-INF/services/org.isobit.models.learning.layers.LayerProvider}, this library's own ones as well as yours.
 * {@link Entry#keys()} are its settings; those with a usual value may be left out of a description.
 */
public interface LayerProvider extends Entry {

  /**
   * Makes a layer from its settings.
   *
   * @param settings the settings, complete
   * @return the layer
   * @throws IllegalArgumentException for settings that are missing, of another type or out of range
   */
  Layer build(LayerSettings settings);
}
