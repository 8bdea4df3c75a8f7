// Master of FloatOptimizers: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.Reduce;

/**
 * Steps of optimisers over one flat vector of parameters θ with gradient g, in one pass, and gradient clipping; class
 * EXACT. Elements do not touch each other; a pair of parentheses is one rounding, fma is one.
 * <ul>
 *   <li>{@link #momentum}: d = fma(λ, θ, g), v ← fma(μ, v, d), θ ← fma(−η, v, θ).</li>
 *   <li>{@link #adam}, step t = 1, 2, …: m ← fma(β1, m, (1 − β1)·g), v ← fma(β2, v, ((1 − β2)·g)·g),
 *       θ ← ((1 − ηλ)·θ) − (α·m) ÷ fma(√v, ρ, ε), with α = η ÷ (1 − β1^t) and ρ = 1 ÷ √(1 − β2^t). The factors 1 − β,
 *       1 − ηλ, α and ρ are made in double, powers by squaring from the lowest bit of t, and rounded once for
 *       float.</li>
 *   <li>{@link #rmsProp} (Tieleman and Hinton 2012): v ← fma(ρ, v, ((1 − ρ)·g)·g), θ ← θ − (η·g) ÷ (√v + ε), as Keras
 *       and PyTorch have it, without momentum. 1 − ρ is made in double; for float, η, ρ, 1 − ρ and ε are each rounded
 *       once.</li>
 *   <li>{@link #adagrad} (Duchi, Hazan and Singer 2011): v ← fma(g, g, v), θ ← θ − (η·g) ÷ (√v + ε).</li>
 *   <li>{@link #average}: e ← fma(rate, θ − e, e).</li>
 *   <li>{@link #clip}: the norm is {@link Reduce#norm2(int, double[], long)}; if it exceeds the limit,
 *       g ← g·(limit ÷ norm).</li>
 * </ul>
 * {@link IllegalArgumentException} for a negative count, values out of range, elements outside an array, and vectors
 * that overlap. Threads share elements. Thread-safe; nothing is allocated in the steady state.
 */
public final class Optimizers {

  static final OptimizersReference KERNELS = OptimizersReference.of(Backend.active());

  private Optimizers() {}

  /**
   * One step of gradient descent with momentum.
   *
   * @param learningRate     η, finite and at least 0
   * @param momentum         μ, from 0 to 1
   * @param decay            λ, the factor of an L2 penalty ½λ|θ|², finite and at least 0
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param gradient         array of g
   * @param gradientOffset   index of its first element
   * @param velocity         array of v, zero before the first step
   * @param velocityOffset   index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void momentum(double learningRate, double momentum, double decay, int n, double[] parameters,
      long parametersOffset, double[] gradient, long gradientOffset, double[] velocity, long velocityOffset) {
    momentum(learningRate, momentum, decay, n, parameters, parametersOffset, gradient, gradientOffset, velocity,
        velocityOffset, Workers.serial());
  }

  /**
   * One step of gradient descent with momentum, by several threads.
   *
   * @param learningRate     η, finite and at least 0
   * @param momentum         μ, from 0 to 1
   * @param decay            λ, the factor of an L2 penalty ½λ|θ|², finite and at least 0
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param gradient         array of g
   * @param gradientOffset   index of its first element
   * @param velocity         array of v, zero before the first step
   * @param velocityOffset   index of its first element
   * @param workers          the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void momentum(double learningRate, double momentum, double decay, int n, double[] parameters,
      long parametersOffset, double[] gradient, long gradientOffset, double[] velocity, long velocityOffset,
      Workers workers) {
    Checks.present("momentum", "workers", workers);
    Checks.notNegative("momentum", "the learning rate", learningRate);
    if (!(momentum >= 0.0 && momentum <= 1.0)) {
      throw new IllegalArgumentException("momentum: momentum must be from 0 to 1, but is " + momentum);
    }
    Checks.notNegative("momentum", "decay", decay);
    Checks.size("momentum", "n", n);
    int po = Checks.vector("momentum", "parameters", parameters, parametersOffset, n);
    int go = Checks.vector("momentum", "gradient", gradient, gradientOffset, n);
    int vo = Checks.vector("momentum", "velocity", velocity, velocityOffset, n);
    Checks.apart("momentum", "parameters", "gradient", parameters == gradient, po, n, go, n);
    Checks.apart("momentum", "parameters", "velocity", parameters == velocity, po, n, vo, n);
    Checks.apart("momentum", "velocity", "gradient", velocity == gradient, vo, n, go, n);
    Environment.require();
    NeuralParts.momentum(learningRate, momentum, decay, n, parameters, po, gradient, go, velocity, vo, workers);
  }

  /**
   * One step of Adam or AdamW.
   *
   * @param rates            what it is tuned by
   * @param step             t, 1 for the first step
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param gradient         array of g
   * @param gradientOffset   index of its first element
   * @param first            array of m, zero before the first step
   * @param firstOffset      index of its first element
   * @param second           array of v, zero before the first step
   * @param secondOffset     index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void adam(AdamRates rates, long step, int n, double[] parameters, long parametersOffset,
      double[] gradient, long gradientOffset, double[] first, long firstOffset, double[] second, long secondOffset) {
    adam(rates, step, n, parameters, parametersOffset, gradient, gradientOffset, first, firstOffset, second,
        secondOffset, Workers.serial());
  }

  /**
   * One step of Adam or AdamW, by several threads.
   *
   * @param rates            what it is tuned by
   * @param step             t, 1 for the first step
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param gradient         array of g
   * @param gradientOffset   index of its first element
   * @param first            array of m, zero before the first step
   * @param firstOffset      index of its first element
   * @param second           array of v, zero before the first step
   * @param secondOffset     index of its first element
   * @param workers          the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void adam(AdamRates rates, long step, int n, double[] parameters, long parametersOffset,
      double[] gradient, long gradientOffset, double[] first, long firstOffset, double[] second, long secondOffset,
      Workers workers) {
    Checks.present("adam", "workers", workers);
    Checks.present("adam", "rates", rates);
    Checks.positive("adam", "epsilon", rates.epsilon()); // float: Checks.positive("adam", "epsilon", (float) rates.epsilon());
    if (step < 1) {
      throw new IllegalArgumentException("adam: steps count from 1, but step is " + step);
    }
    Checks.size("adam", "n", n);
    int po = Checks.vector("adam", "parameters", parameters, parametersOffset, n);
    int go = Checks.vector("adam", "gradient", gradient, gradientOffset, n);
    int mo = Checks.vector("adam", "first moment", first, firstOffset, n);
    int vo = Checks.vector("adam", "second moment", second, secondOffset, n);
    Checks.apart("adam", "parameters", "gradient", parameters == gradient, po, n, go, n);
    Checks.apart("adam", "parameters", "first moment", parameters == first, po, n, mo, n);
    Checks.apart("adam", "parameters", "second moment", parameters == second, po, n, vo, n);
    Checks.apart("adam", "first moment", "gradient", first == gradient, mo, n, go, n);
    Checks.apart("adam", "second moment", "gradient", second == gradient, vo, n, go, n);
    Checks.apart("adam", "first moment", "second moment", first == second, mo, n, vo, n);
    Environment.require();
    NeuralParts.adam(rates, step, n, parameters, po, gradient, go, first, mo, second, vo, workers);
  }

  /**
   * {@link #adam(AdamRates, long, int, double[], long, double[], long, double[], long, double[], long, Workers)
   * adam} of views of one shape, element by element; the elements of each lie one after the other.
   *
   * @param rates      what it is tuned by
   * @param step       t, 1 for the first step
   * @param parameters θ
   * @param gradient   g
   * @param first      m, zero before the first step
   * @param second     v, zero before the first step
   * @param workers    the threads
   * @throws IllegalArgumentException if shapes differ, something lies between rows, an operand is null, and as the
   *                                  class describes
   */
  public static void adam(AdamRates rates, long step, Matrix parameters, Matrix gradient, Matrix first, Matrix second,
      Workers workers) {
    int n = Shapes.contiguous("adam", "parameters", parameters);
    Shapes.contiguous("adam", "gradient", gradient, "parameters", parameters);
    Shapes.contiguous("adam", "first moment", first, "parameters", parameters);
    Shapes.contiguous("adam", "second moment", second, "parameters", parameters);
    adam(rates, step, n, parameters.array(), parameters.offset(), gradient.array(), gradient.offset(), first.array(),
        first.offset(), second.array(), second.offset(), workers);
  }

  /**
   * One step of RMSprop.
   *
   * @param learningRate     η, finite and at least 0
   * @param rho              ρ, decay of the second moment, in [0, 1)
   * @param epsilon          ε, positive and finite
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param gradient         array of g
   * @param gradientOffset   index of its first element
   * @param second           array of v, zero before the first step
   * @param secondOffset     index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void rmsProp(double learningRate, double rho, double epsilon, // float: unchanged
      int n, double[] parameters, long parametersOffset,
      double[] gradient, long gradientOffset, double[] second, long secondOffset) {
    rmsProp(learningRate, rho, epsilon, n, parameters, parametersOffset, gradient, gradientOffset, second,
        secondOffset, Workers.serial());
  }

  /**
   * One step of RMSprop, by several threads.
   *
   * @param learningRate     η, finite and at least 0
   * @param rho              ρ, decay of the second moment, in [0, 1)
   * @param epsilon          ε, positive and finite
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param gradient         array of g
   * @param gradientOffset   index of its first element
   * @param second           array of v, zero before the first step
   * @param secondOffset     index of its first element
   * @param workers          the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void rmsProp(double learningRate, double rho, double epsilon, // float: unchanged
      int n, double[] parameters, long parametersOffset,
      double[] gradient, long gradientOffset, double[] second, long secondOffset, Workers workers) {
    Checks.present("rmsProp", "workers", workers);
    Checks.notNegative("rmsProp", "the learning rate", learningRate); // float: Checks.notNegative("rmsProp", "the learning rate", learningRate < 0.0 ? learningRate : (float) learningRate);
    if (!(rho >= 0.0 && rho < 1.0)) { // float: unchanged
      throw new IllegalArgumentException("rmsProp: rho must be at least 0 and below 1, but is " + rho);
    }
    Checks.positive("rmsProp", "epsilon", epsilon); // float: Checks.positive("rmsProp", "epsilon", (float) epsilon);
    Checks.size("rmsProp", "n", n);
    int po = Checks.vector("rmsProp", "parameters", parameters, parametersOffset, n);
    int go = Checks.vector("rmsProp", "gradient", gradient, gradientOffset, n);
    int vo = Checks.vector("rmsProp", "second moment", second, secondOffset, n);
    Checks.apart("rmsProp", "parameters", "gradient", parameters == gradient, po, n, go, n);
    Checks.apart("rmsProp", "parameters", "second moment", parameters == second, po, n, vo, n);
    Checks.apart("rmsProp", "second moment", "gradient", second == gradient, vo, n, go, n);
    Environment.require();
    NeuralParts.rmsProp(learningRate, rho, epsilon, n, parameters, po, gradient, go, second, vo, workers);
  }

  /**
   * One step of Adagrad.
   *
   * @param learningRate     η, finite and at least 0
   * @param epsilon          ε, positive and finite
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param gradient         array of g
   * @param gradientOffset   index of its first element
   * @param second           array of v, before the first step what the caller gives (Keras: 0.1, PyTorch: 0)
   * @param secondOffset     index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void adagrad(double learningRate, double epsilon, int n, double[] parameters,
      long parametersOffset, double[] gradient, long gradientOffset, double[] second, long secondOffset) {
    adagrad(learningRate, epsilon, n, parameters, parametersOffset, gradient, gradientOffset, second,
        secondOffset, Workers.serial());
  }

  /**
   * One step of Adagrad, by several threads.
   *
   * @param learningRate     η, finite and at least 0
   * @param epsilon          ε, positive and finite
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param gradient         array of g
   * @param gradientOffset   index of its first element
   * @param second           array of v, before the first step what the caller gives (Keras: 0.1, PyTorch: 0)
   * @param secondOffset     index of its first element
   * @param workers          the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void adagrad(double learningRate, double epsilon, int n, double[] parameters,
      long parametersOffset, double[] gradient, long gradientOffset, double[] second, long secondOffset,
      Workers workers) {
    Checks.present("adagrad", "workers", workers);
    Checks.notNegative("adagrad", "the learning rate", learningRate);
    Checks.positive("adagrad", "epsilon", epsilon);
    Checks.size("adagrad", "n", n);
    int po = Checks.vector("adagrad", "parameters", parameters, parametersOffset, n);
    int go = Checks.vector("adagrad", "gradient", gradient, gradientOffset, n);
    int vo = Checks.vector("adagrad", "second moment", second, secondOffset, n);
    Checks.apart("adagrad", "parameters", "gradient", parameters == gradient, po, n, go, n);
    Checks.apart("adagrad", "parameters", "second moment", parameters == second, po, n, vo, n);
    Checks.apart("adagrad", "second moment", "gradient", second == gradient, vo, n, go, n);
    Environment.require();
    NeuralParts.adagrad(learningRate, epsilon, n, parameters, po, gradient, go, second, vo, workers);
  }

  /**
   * Exponential moving average of parameters: e ← fma(rate, θ − e, e).
   *
   * @param rate             from 0 to 1: 1 minus the share of the average that stays
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param average          array of e
   * @param averageOffset    index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void average(double rate, int n, double[] parameters, long parametersOffset, double[] average,
      long averageOffset) {
    average(rate, n, parameters, parametersOffset, average, averageOffset, Workers.serial());
  }

  /**
   * Exponential moving average of parameters: e ← fma(rate, θ − e, e), by several threads.
   *
   * @param rate             from 0 to 1: 1 minus the share of the average that stays
   * @param n                number of parameters
   * @param parameters       array of θ
   * @param parametersOffset index of its first element
   * @param average          array of e
   * @param averageOffset    index of its first element
   * @param workers          the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void average(double rate, int n, double[] parameters, long parametersOffset, double[] average,
      long averageOffset, Workers workers) {
    if (!(rate >= 0.0 && rate <= 1.0)) {
      throw new IllegalArgumentException("average: rate must be from 0 to 1, but is " + rate);
    }
    Checks.present("average", "workers", workers);
    Checks.size("average", "n", n);
    int po = Checks.vector("average", "parameters", parameters, parametersOffset, n);
    int eo = Checks.vector("average", "average", average, averageOffset, n);
    Checks.apart("average", "average", "parameters", average == parameters, eo, n, po, n);
    Environment.require();
    NeuralParts.average(rate, n, parameters, po, average, eo, workers);
  }

  /**
   * Scales a gradient down to a largest norm; one that is not finite is left as it is, and the norm says so.
   *
   * @param limit  largest Euclidean norm, positive; infinity: nothing is clipped
   * @param n      number of elements
   * @param g      array of the gradient
   * @param offset index of its first element
   * @return the norm before
   * @throws IllegalArgumentException as the class describes
   */
  public static double clip(double limit, int n, double[] g, long offset) {
    return clip(limit, n, g, offset, Workers.serial());
  }

  /**
   * Scales a gradient down to a largest norm; one that is not finite is left as it is, and the norm says so. By several
   * threads.
   *
   * @param limit   largest Euclidean norm, positive; infinity: nothing is clipped
   * @param n       number of elements
   * @param g       array of the gradient
   * @param offset  index of its first element
   * @param workers the threads
   * @return the norm before
   * @throws IllegalArgumentException as the class describes
   */
  public static double clip(double limit, int n, double[] g, long offset, Workers workers) {
    if (!(limit > 0.0)) {
      throw new IllegalArgumentException("clip: limit must be positive, but is " + limit);
    }
    Checks.size("clip", "n", n);
    int go = Checks.vector("clip", "gradient", g, offset, n);
    double norm = Reduce.norm2(n, g, offset, workers);
    if (norm > limit && norm <= Double.MAX_VALUE) {
      NeuralParts.scale(n, limit / norm, g, go, workers);
    }
    return norm;
  }
}
