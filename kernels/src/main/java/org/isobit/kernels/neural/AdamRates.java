package org.isobit.kernels.neural;

/**
 * What Adam and AdamW are tuned by (Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2).
 * Immutable.
 *
 * @param learningRate η, at least 0
 * @param beta1        decay of the first moment, in [0, 1)
 * @param beta2        decay of the second moment, in [0, 1)
 * @param epsilon      ε, positive
 * @param decay        λ, decoupled weight decay, at least 0: parameters shrink by 1 − η·λ before the step; 0: Adam
 */
public record AdamRates(double learningRate, double beta1, double beta2, double epsilon, double decay) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the first one out of range
   */
  public AdamRates {
    require("learning rate", learningRate, learningRate >= 0.0 && learningRate <= Float.MAX_VALUE);
    require("beta1", beta1, beta1 >= 0.0 && beta1 < 1.0);
    require("beta2", beta2, beta2 >= 0.0 && beta2 < 1.0);
    require("epsilon", epsilon, epsilon > 0.0 && epsilon <= Float.MAX_VALUE);
    require("decay", decay, decay >= 0.0 && decay <= Float.MAX_VALUE);
  }

  /**
   * Adam with the usual β1 = 0.9, β2 = 0.999, ε = 1e-8.
   *
   * @param learningRate η
   * @return the rates
   */
  public static AdamRates of(double learningRate) {
    return new AdamRates(learningRate, 0.9, 0.999, 1e-8, 0.0);
  }

  /**
   * The same with another learning rate, for schedules.
   *
   * @param rate η
   * @return the rates
   */
  public AdamRates withLearningRate(double rate) {
    return new AdamRates(rate, beta1, beta2, epsilon, decay);
  }

  /** β^t by squaring, bits of t from the lowest: r ← r·b where the bit is set, b ← b·b. */
  static double power(double beta, long t) {
    double r = 1.0;
    double b = beta;
    for (long bits = t; bits > 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        r *= b;
      }
      b *= b;
    }
    return r;
  }

  private static void require(String name, double value, boolean fine) {
    if (!fine) {
      throw new IllegalArgumentException("adam: " + name + " is out of range: " + value);
    }
  }
}
