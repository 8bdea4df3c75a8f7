package org.isobit.models.learning.training;

/**
 * One epoch of a training run. Immutable.
 *
 * @param epoch          its number, from 0
 * @param steps          training steps made since the run began
 * @param loss           mean over the epoch's samples, each at the weights of its step
 * @param validationLoss mean over the validation's samples at the weights of the epoch's end; NaN: there is no
 *                       validation
 * @param learningRate   of the last step
 */
public record EpochRecord(int epoch, long steps, double loss, double validationLoss, double learningRate) {

  /**
   * What schedules and early stopping look at.
   *
   * @return the validation loss, or the training loss where there is no validation
   */
  public double monitored() {
    return validationLoss == validationLoss ? validationLoss : loss;
  }
}
