package org.isobit.models.learning.autoencoder;

import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;

/**
 * The loss of a variational autoencoder (Kingma and Welling 2014) whose decoder learns its variance, nudged at first
 * towards a given one, lest the decoder explain everything by noise (Pasmans et al. 2025). With decoder mean μ_x and
 * log variance ℓ, a = exp(−rate·epoch) and ℓ̃ = (1 − a)·ℓ + a·ln v:
 *
 * <pre>
 *   ½·Σ_d [ℓ̃ + (x − μ_x)²/(e^ℓ̃ + floor) + (ℓ − ℓ̃)²] + ½·Σ_j [−λ − 1 + μ² + e^λ]
 * </pre>
 *
 * per sample, with the encoder's mean μ and log variance λ after {@link LatentScale}; λ = λ_raw + power·ln k.
 * Immutable.
 *
 * @param rate     decay of the nudging for each epoch, not negative
 * @param variance v, positive
 * @param floor    added to the decoder's variance, not negative
 * @param power    how the encoder's variance goes with the latent scale: as k^power. 2 is the change of a variance; the
 *                 code of Pasmans et al. has 1
 */
public record AutoencoderLoss(double rate, double variance, double floor, double power) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the first one out of range
   */
  public AutoencoderLoss {
    require("rate", rate, rate >= 0.0);
    require("variance", variance, variance > 0.0);
    require("floor", floor, floor >= 0.0);
    require("power", power, power >= 0.0);
  }

  private static void require(String name, double value, boolean fine) {
    if (!fine || !(value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("autoencoder loss: " + name + " is out of range: " + value);
    }
  }

  /** a. */
  double nudging(int epoch) {
    return ExpReference.exp(-rate * epoch);
  }

  /** ln v. */
  double logVariance() {
    return LogReference.log(variance);
  }
}
