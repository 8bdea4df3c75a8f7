package org.isobit.models.studies.marinebgc;

import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.Workers;
import org.isobit.models.learned.Features;
import org.isobit.models.learned.ScaledNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.SupervisedObjective;
import org.isobit.models.learning.training.Trainer;
import org.isobit.models.learning.training.TrainingRun;
import org.isobit.models.learning.training.TrainingSettings;

/**
 * Samples that a network is trained with, inputs and targets both standardised.
 *
 * @param features  what the network sees, with the scales of the samples
 * @param inputs    sample by sample
 * @param mean      of the targets, one for each element of a state
 * @param deviation their standard deviations
 * @param targets   sample by sample
 */
record Samples(Features features, double[] inputs, double[] mean, double[] deviation, double[] targets) {

  /**
   * A network and how well it knows its samples.
   *
   * @param network the network
   * @param loss    mean square error of standardised targets in the last epoch
   */
  record Trained(ScaledNetwork network, double loss) {}

  /** Correlations of each day, for the state of each member on that day. */
  static Samples ofCorrelations(Climatology climatology, Features plain) {
    int size = plain.state().size();
    int members = climatology.states().isEmpty() ? 0 : climatology.states().getFirst().length / size;
    int n = climatology.days().size() * members;
    double[] inputs = new double[n * plain.count()];
    double[] targets = new double[n * size];
    for (int s = 0; s < n; s++) {
      int day = s / members;
      plain.compute(climatology.states().get(day), (long) (s % members) * size, climatology.days().get(day), 0.0,
          inputs, (long) s * plain.count());
      System.arraycopy(climatology.daily().get(day), 0, targets, s * size, size);
    }
    return of(plain, n, inputs, targets);
  }

  /** Increments of each analysis, for the mean of its forecast and its innovation. */
  static Samples ofIncrements(Increments increments, Features plain) {
    int size = plain.state().size();
    int n = increments.count();
    double[] inputs = new double[n * plain.count()];
    for (int s = 0; s < n; s++) {
      plain.compute(increments.states(), (long) s * size, increments.days()[s], increments.innovations()[s], inputs,
          (long) s * plain.count());
    }
    return of(plain, n, inputs, increments.increments().clone());
  }

  private static Samples of(Features plain, int n, double[] inputs, double[] targets) {
    if (n < 2) {
      throw new IllegalArgumentException("marine-bgc: the sampling takes " + n + " samples, too few to learn from");
    }
    Features features = plain.fitted(n, inputs);
    standardise(features.mean(), features.deviation(), inputs);
    int size = plain.state().size();
    double[] mean = new double[size];
    double[] deviation = new double[size];
    for (int s = 0; s < n; s++) {
      for (int i = 0; i < size; i++) {
        mean[i] += targets[s * size + i];
      }
    }
    for (int i = 0; i < size; i++) {
      mean[i] /= n;
    }
    for (int s = 0; s < n; s++) {
      for (int i = 0; i < size; i++) {
        double d = targets[s * size + i] - mean[i];
        deviation[i] = Math.fma(d, d, deviation[i]);
      }
    }
    for (int i = 0; i < size; i++) {
      deviation[i] = Math.sqrt(deviation[i] / (n - 1));
    }
    double[] divisor = deviation.clone();
    for (int i = 0; i < size; i++) {
      divisor[i] = divisor[i] > 0.0 ? divisor[i] : 1.0;
    }
    standardise(mean, divisor, targets);
    return new Samples(features, inputs, mean, deviation, targets);
  }

  private static void standardise(double[] mean, double[] deviation, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - mean[i % mean.length]) / deviation[i % mean.length];
    }
  }

  /** Two hidden layers of tanh, trained by the mean square error. */
  Trained train(int width, TrainingSettings training) {
    Network network = Network.of(Shape.of(features.count()), Layers.dense(width, Activation.TANH),
        Layers.dense(width, Activation.TANH), Layers.dense(mean.length, Activation.IDENTITY));
    double[] theta = network.initialize(training.seed(), training.stream());
    TrainingRun run = Trainer.of(new SupervisedObjective(network, Loss.squared(), inputs, targets, training.batch()),
        training).withWorkers(Workers.serial()).train(theta);
    double loss = run.history().isEmpty() ? Double.NaN : run.history().getLast().loss();
    return new Trained(new ScaledNetwork(features, network.inference(theta, 0), mean, deviation), loss);
  }
}
