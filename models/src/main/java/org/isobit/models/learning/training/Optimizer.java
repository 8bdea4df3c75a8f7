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
 * @param beta2        Adam and RMSprop (there ρ): decay of the second moment, in [0, 1); else 0
 * @param epsilon      Adam, RMSprop, Adagrad: ε, positive; else 0
 * @param momentum     SGD: μ in [0, 1); else 0
 * @param decay        Adam: decoupled weight decay λ (AdamW); SGD: λ of the penalty ½λ|θ|²; at least 0;
 *                     else 0
 * @param accumulator  Adagrad: what its sums of squares begin at, at least 0; else 0
 */
public record Optimizer(Kind kind, double learningRate, double beta1, double beta2, double epsilon, double momentum,
    double decay, double accumulator) {

  /** The optimisers. */
  public enum Kind {
    /** Adam, and AdamW where there is a decay. */
    ADAM,
    /** Gradient descent with momentum. */
    SGD,
    /** RMSprop without momentum. */
    RMS_PROP,
    /** Adagrad. */
    ADAGRAD
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
    } else {
      require("learning rate", learningRate, finite(learningRate));
      require("beta1", beta1, beta1 == 0.0);
      require("beta2", beta2, kind == Kind.RMS_PROP ? beta2 >= 0.0 && beta2 < 1.0 : beta2 == 0.0);
      require("epsilon", epsilon, kind == Kind.SGD ? epsilon == 0.0 : epsilon > 0.0 && finite(epsilon));
      require("decay", decay, kind == Kind.SGD ? finite(decay) : decay == 0.0);
    }
    require("momentum", momentum, kind == Kind.SGD ? momentum >= 0.0 && momentum < 1.0 : momentum == 0.0);
    require("accumulator", accumulator, kind == Kind.ADAGRAD ? finite(accumulator) : accumulator == 0.0);
  }

  private static boolean finite(double value) {
    return value >= 0.0 && value <= Float.MAX_VALUE;
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
    return new Optimizer(Kind.ADAM, learningRate, beta1, beta2, epsilon, 0.0, 0.0, 0.0);
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
    return new Optimizer(Kind.ADAM, learningRate, 0.9, 0.999, 1e-8, 0.0, decay, 0.0);
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
    return new Optimizer(Kind.SGD, learningRate, 0.0, 0.0, 0.0, momentum, 0.0, 0.0);
  }

  /**
   * RMSprop with Keras' ρ = 0.9 and ε = 1e-7.
   *
   * @param learningRate η, at least 0
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public static Optimizer rmsProp(double learningRate) {
    return rmsProp(learningRate, 0.9, 1e-7);
  }

  /**
   * RMSprop (Tieleman and Hinton 2012), its ε outside the root, as Keras and PyTorch have it.
   *
   * @param learningRate η, at least 0
   * @param rho          ρ, decay of the second moment, in [0, 1)
   * @param epsilon      ε, positive
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public static Optimizer rmsProp(double learningRate, double rho, double epsilon) {
    return new Optimizer(Kind.RMS_PROP, learningRate, 0.0, rho, epsilon, 0.0, 0.0, 0.0);
  }

  /**
   * Adagrad with Keras' accumulator of 0.1 and ε = 1e-7.
   *
   * @param learningRate η, at least 0
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public static Optimizer adagrad(double learningRate) {
    return adagrad(learningRate, 0.1, 1e-7);
  }

  /**
   * Adagrad (Duchi, Hazan and Singer 2011).
   *
   * @param learningRate η, at least 0
   * @param accumulator  what the sums of squares begin at, at least 0
   * @param epsilon      ε, positive
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public static Optimizer adagrad(double learningRate, double accumulator, double epsilon) {
    return new Optimizer(Kind.ADAGRAD, learningRate, 0.0, 0.0, epsilon, 0.0, 0.0, accumulator);
  }

  /**
   * The same with another decay.
   *
   * @param lambda λ, at least 0; RMSprop and Adagrad have none
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public Optimizer withDecay(double lambda) {
    return new Optimizer(kind, learningRate, beta1, beta2, epsilon, momentum, lambda, accumulator);
  }

  /**
   * The same with another learning rate.
   *
   * @param rate η, at least 0
   * @return the optimiser
   * @throws IllegalArgumentException for a value out of range
   */
  public Optimizer withLearningRate(double rate) {
    return new Optimizer(kind, rate, beta1, beta2, epsilon, momentum, decay, accumulator);
  }

  /**
   * Everything it is made of.
   *
   * @return names and values, in a fixed order
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("kind", kind.name().toLowerCase(Locale.ROOT).replace("_", ""));
    settings.put("learning-rate", learningRate);
    switch (kind) {
      case ADAM -> {
        settings.put("beta1", beta1);
        settings.put("beta2", beta2);
        settings.put("epsilon", epsilon);
        settings.put("decay", decay);
      }
      case SGD -> {
        settings.put("momentum", momentum);
        settings.put("decay", decay);
      }
      case RMS_PROP -> {
        settings.put("rho", beta2);
        settings.put("epsilon", epsilon);
      }
      case ADAGRAD -> {
        settings.put("accumulator", accumulator);
        settings.put("epsilon", epsilon);
      }
    }
    return settings;
  }
}
