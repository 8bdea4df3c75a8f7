package org.isobit.models.studies.hybrid;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;

/**
 * Inputs and targets: analyses, and the tendency that the truncated model lacks on the way to the next one,
 *
 * <pre>
 *   (x^a_{k+1} − M(x^a_k)) ÷ τ
 * </pre>
 *
 * with τ the time between them, a mean over it.
 *
 * @param size    numbers of a state
 * @param inputs  samples × size
 * @param targets samples × size
 */
record Samples(int size, double[] inputs, double[] targets) {

  /** Of analyses one after the other; there is one sample less. */
  static Samples of(HybridSystem system, Setting setting, double[] analyses, int first, int count) {
    int n = system.size();
    double[] inputs = new double[count * n];
    System.arraycopy(analyses, first * n, inputs, 0, inputs.length);
    double[] targets = inputs.clone();
    system.truncated().advance(0, setting.interval(), Ensemble.of(targets, count, n), Workers.serial());
    double time = setting.interval() * system.truncated().timeStep();
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (analyses[(first + 1) * n + i] - targets[i]) / time;
    }
    return new Samples(n, inputs, targets);
  }

  int count() {
    return inputs.length / size;
  }

  /** Of each variable the mean and the standard deviation over the samples, of inputs or targets. */
  double[][] moments(boolean ofTargets) {
    double[] x = ofTargets ? targets : inputs;
    double[] mean = new double[size];
    double[] deviation = new double[size];
    for (int i = 0; i < x.length; i++) {
      mean[i % size] += x[i] / count();
    }
    for (int i = 0; i < x.length; i++) {
      double d = x[i] - mean[i % size];
      deviation[i % size] = Math.fma(d, d, deviation[i % size]);
    }
    for (int i = 0; i < size; i++) {
      deviation[i] = Math.sqrt(deviation[i] / count());
    }
    return new double[][] {mean, deviation};
  }
}
