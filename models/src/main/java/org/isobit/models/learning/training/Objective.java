// Master of FloatObjective: the float version is generated from this file.
package org.isobit.models.learning.training;

import java.util.Map;

/**
 * What training minimises: a function of the flat vector of parameters θ, averaged over the samples of a batch, with
 * its gradient. {@link SupervisedObjective} is the usual one; others compose networks with gradients with respect to
 * their inputs (an autoencoder, say: the decoder's ∂L/∂X is the encoder's ∂L/∂Y).
 *
 * <p>For bits that depend on nothing else, an objective is a function of θ and the batch alone: random numbers come
 * from {@link org.isobit.kernels.random.Philox} by the batch's seed, stream and step. An objective may own tapes and
 * other workspaces, so it belongs to one thread at a time; objectives of different runs share nothing.
 */
public interface Objective {

  /**
   * The number of parameters.
   *
   * @return length of θ
   */
  int parameters();

  /**
   * The number of samples.
   *
   * @return at least 1; batches hold numbers from 0 to one less
   */
  int samples();

  /**
   * The mean loss of a batch, and its gradient.
   *
   * @param theta          array of θ
   * @param thetaOffset    index of its first element
   * @param batch          which samples, and where random numbers come from
   * @param gradient       array of the gradient, which replaces what is there; null: not wanted
   * @param gradientOffset index of its first element
   * @return the mean loss of the batch's samples
   */
  double evaluate(double[] theta, long thetaOffset, Batch batch, double[] gradient, long gradientOffset);

  /**
   * Called after each step of training, when θ has been changed by the gradient of the last {@link #evaluate}: sets the
   * parameters that follow what passes see and not a gradient, such as running moments
   * ({@link org.isobit.models.learning.Network#settle}). There are none unless a network has such layers.
   *
   * @param theta       array of θ
   * @param thetaOffset index of its first element
   */
  default void settle(double[] theta, long thetaOffset) {
    // Most objectives have none.
  }

  /**
   * Refuses batches that training cannot have, before it begins
   * ({@link org.isobit.models.learning.Network#requireBatches}).
   *
   * @param batch samples of a batch, at least 1; the last batch of an epoch has what is left
   * @throws IllegalArgumentException if a batch has fewer samples than a layer needs
   */
  default void requireBatches(int batch) {
    // Most objectives take any.
  }

  /**
   * What it is made of, for checkpoints: a run is only resumed with an objective whose settings are equal.
   *
   * @return names and values (anything whose text says all), in a fixed order
   */
  default Map<String, Object> settings() {
    return Map.of();
  }
}
