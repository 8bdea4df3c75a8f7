// Master of FloatOptimizerState: the float version is generated from this file.
package org.isobit.models.learning.training;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.Optimizers;

/**
 * What an {@link Optimizer} remembers of one vector of parameters: flat vectors (Adam's first and second moment, the
 * velocity of gradient descent, the squares of RMSprop and Adagrad) and the number of steps. Not thread-safe. A step
 * allocates nothing, save one small object where Adam's learning rate differs from that of the step before.
 */
public final class OptimizerState {

  private final Optimizer optimizer;
  private final double[][] vectors;
  private AdamRates rates;
  private long steps;

  /**
   * The state before the first step.
   *
   * @param optimizer the optimiser
   * @param n         number of parameters
   */
  public OptimizerState(Optimizer optimizer, int n) {
    this.optimizer = optimizer;
    if (optimizer.kind() == Optimizer.Kind.ADAM) {
      vectors = new double[][] {new double[n], new double[n]};
      rates = new AdamRates(optimizer.learningRate(), optimizer.beta1(), optimizer.beta2(), optimizer.epsilon(),
          optimizer.decay());
    } else {
      vectors = new double[][] {new double[n]};
      Arrays.fill(vectors[0], optimizer.accumulator()); // float: Arrays.fill(vectors[0], (float) optimizer.accumulator());
    }
  }

  /**
   * One step.
   *
   * @param learningRate   η of this step, at least 0
   * @param theta          array of the parameters, changed
   * @param thetaOffset    index of the first
   * @param gradient       array of the gradient; shares no element with the parameters
   * @param gradientOffset index of its first element
   * @throws IllegalArgumentException for a bad rate, and if arrays do not fit
   */
  public void step(double learningRate, double[] theta, long thetaOffset, double[] gradient, long gradientOffset) { // float: public void step(double learningRate, float[] theta, long thetaOffset, float[] gradient, long gradientOffset) {
    step(learningRate, theta, thetaOffset, gradient, gradientOffset, Workers.serial());
  }

  /**
   * One step by several threads, which share the parameters.
   *
   * @param learningRate   η of this step, at least 0
   * @param theta          array of the parameters, changed
   * @param thetaOffset    index of the first
   * @param gradient       array of the gradient; shares no element with the parameters
   * @param gradientOffset index of its first element
   * @param workers        the threads
   * @throws IllegalArgumentException for a bad rate, and if arrays do not fit
   */
  public void step(double learningRate, double[] theta, long thetaOffset, double[] gradient, long gradientOffset, Workers workers) { // float: public void step(double learningRate, float[] theta, long thetaOffset, float[] gradient, long gradientOffset, Workers workers) {
    int n = vectors[0].length;
    switch (optimizer.kind()) {
      case ADAM -> {
        if (learningRate != rates.learningRate()) {
          rates = rates.withLearningRate(learningRate);
        }
        Optimizers.adam(rates, steps + 1, n, theta, thetaOffset, gradient, gradientOffset, vectors[0], 0, vectors[1],
            0, workers);
      }
      case SGD -> {
        double eta = learningRate; // float: float eta = (float) learningRate;
        double momentum = optimizer.momentum(); // float: float momentum = (float) optimizer.momentum();
        double decay = optimizer.decay(); // float: float decay = (float) optimizer.decay();
        Optimizers.momentum(eta, momentum, decay, n, theta, thetaOffset, gradient, gradientOffset, vectors[0], 0,
            workers);
      }
      case RMS_PROP -> Optimizers.rmsProp(learningRate, optimizer.beta2(), optimizer.epsilon(), n, theta, thetaOffset,
          gradient, gradientOffset, vectors[0], 0, workers);
      case ADAGRAD -> {
        double eta = learningRate; // float: float eta = (float) learningRate;
        double epsilon = optimizer.epsilon(); // float: float epsilon = (float) optimizer.epsilon();
        Optimizers.adagrad(eta, epsilon, n, theta, thetaOffset, gradient, gradientOffset, vectors[0], 0, workers);
      }
    }
    steps++;
  }

  /**
   * The number of steps made.
   *
   * @return from 0
   */
  public long steps() {
    return steps;
  }

  /** The vectors themselves. */
  double[][] vectors() {
    return vectors;
  }

  /** Takes over what a checkpoint holds. */
  void restore(long made, double[][] from) {
    steps = made;
    for (int v = 0; v < vectors.length; v++) {
      System.arraycopy(from[v], 0, vectors[v], 0, vectors[v].length);
    }
  }
}
