package org.isobit.models.learning.training;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.Checks;
import org.isobit.kernels.neural.AdamRates;

/**
 * How a step is made from a gradient; {@link org.isobit.kernels.neural.Optimizers} has formulas and operations. What it
 * remembers from step to step is an {@link OptimizerState}. Immutable.
 *
 * @param kind         which
 * @param learningRate η, at least 0; a {@link Schedule} varies it
 * @param beta1        Adam: decay of the first moment, in [0, 1); else 0
 * @param beta2        Adam: decay of the second moment, in [0, 1); else 0
 * @param epsilon      Adam: ε, positive; else 0
 * @param momentum     SGD: μ in [0, 1); else 0
 * @param decay        Adam: decoupled weight decay λ (AdamW); SGD: λ of the penalty ½λ|θ|²; at least 0
 */
public record Optimizer(Kind kind, double learningRate, double beta1, double beta2, double epsilon, double momentum,
    double decay) {

  /** The optimisers. */
  public enum Kind {
    /** Adam, and AdamW where there is a decay. */
    ADAM,
    /** Gradient descent with momentum. */
    SGD
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the first one out of range
   */
  public Optimizer {
    Checks.present("optimizer", "kind", kind);
    if (kind == Kind.ADAM) {
      new AdamRates(learningRate, beta1, beta2, epsilon, decay);
      require("momentum", momentum, momentum == 0.0);
    } else {
      require("learning rate", learningRate, learningRate >= 0.0 && learningRate <= Float.MAX_VALUE);
      require("momentum", momentum, momentum >= 0.0 && momentum < 1.0);
      require("decay", decay, decay >= 0.0 && decay <= Float.MAX_VALUE);
      require("beta1", beta1, beta1 == 0.0);
      require("beta2", beta2, beta2 == 0.0);
      require("epsilon", epsilon, epsilon == 0.0);
    }
  }

  private static void require(String name, double value, boolean fine) {
    if (!fine) {
      throw new IllegalArgumentException("optimizer: " + name + " is out of range: " + value);
    }
  }

  /**
   * Adam with β1 = 0.9, β2 = 0.999, ε = 1e-8.
   *
   * @param learningRate η
   * @return the optimiser
   */
  public static Optimizer adam(double learningRate) {
    return adam(learningRate, 0.9, 0.999, 1e-8);
  }

  /**
   * Adam (Kingma and Ba 2015).
   *
   * @param learningRate η, at least 0
   * @param beta1        decay of the first moment, in [0, 1)
   * @param beta2        decay of the second moment, in [0, 1)
   * @param epsilon      ε, positive
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public static Optimizer adam(double learningRate, double beta1, double beta2, double epsilon) {
    return new Optimizer(Kind.ADAM, learningRate, beta1, beta2, epsilon, 0.0, 0.0);
  }

  /**
   * AdamW (Loshchilov and Hutter 2019) with β1 = 0.9, β2 = 0.999, ε = 1e-8.
   *
   * @param learningRate η, at least 0
   * @param decay        λ, at least 0: parameters shrink by 1 − η·λ before each step
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public static Optimizer adamW(double learningRate, double decay) {
    return new Optimizer(Kind.ADAM, learningRate, 0.9, 0.999, 1e-8, 0.0, decay);
  }

  /**
   * Gradient descent with momentum.
   *
   * @param learningRate η, at least 0
   * @param momentum     μ, in [0, 1)
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public static Optimizer sgd(double learningRate, double momentum) {
    return new Optimizer(Kind.SGD, learningRate, 0.0, 0.0, 0.0, momentum, 0.0);
  }

  /**
   * The same with another decay.
   *
   * @param lambda λ, at least 0
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public Optimizer withDecay(double lambda) {
    return new Optimizer(kind, learningRate, beta1, beta2, epsilon, momentum, lambda);
  }

  /**
   * The same with another learning rate.
   *
   * @param rate η, at least 0
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public Optimizer withLearningRate(double rate) {
    return new Optimizer(kind, rate, beta1, beta2, epsilon, momentum, decay);
  }

  /**
   * Everything it is made of.
   *
   * @return names and values, in a fixed order
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("kind", kind.name().toLowerCase(Locale.ROOT));
    settings.put("learning-rate", learningRate);
    if (kind == Kind.ADAM) {
      settings.put("beta1", beta1);
      settings.put("beta2", beta2);
      settings.put("epsilon", epsilon);
    } else {
      settings.put("momentum", momentum);
    }
    settings.put("decay", decay);
    return settings;
  }
}
