package org.isobit.models.studies.emulators;

import org.isobit.kernels.Workers;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.FloatPackedNetwork;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.FloatTrainer;
import org.isobit.models.learning.training.FloatTrainingRun;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.TrainingListener;
import org.isobit.models.learning.training.TrainingSettings;
import org.isobit.models.studies.emulators.Samples.Scaling;

/** A network of the change, in float. */
final class NetworkEmulator implements Emulator {

  private final Scaling scaling;
  private final FloatPackedNetwork network;
  private final float[] theta;

  private NetworkEmulator(Scaling scaling, FloatNetwork network, float[] theta) {
    this.scaling = scaling;
    this.theta = theta;
    this.network = network.inference(theta, 0);
  }

  /** Trains a network from the seed's initial weights; the weights that serve validation best are kept. */
  static NetworkEmulator train(FloatNetwork network, TrainingSettings settings, Samples training, Samples validation,
      TrainingListener listener, Workers workers) {
    float[] theta = network.initialize(settings.seed(), settings.stream());
    FloatTrainingRun run = FloatTrainer.of(objective(network, training, settings.batch()), settings)
        .withValidation(objective(network, validation, settings.batch())).withListener(listener).withWorkers(workers)
        .train(theta);
    return new NetworkEmulator(training.scaling(), network, run.parameters());
  }

  private static FloatSupervisedObjective objective(FloatNetwork network, Samples samples, int batch) {
    return new FloatSupervisedObjective(network, Loss.squared(), floats(samples.inputs()), floats(samples.targets()),
        batch);
  }

  private static float[] floats(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  /** The weights. */
  float[] theta() {
    return theta.clone();
  }

  @Override
  public void step(int runs, double[] windows, double[] next) {
    int size = scaling.size();
    int inputs = scaling.window() * size;
    float[] x = new float[runs * inputs];
    float[] y = new float[runs * size];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) scaling.input(windows[i]);
    }
    network.forward(runs, x, 0, y, 0);
    for (int r = 0; r < runs; r++) {
      for (int j = 0; j < size; j++) {
        next[r * size + j] = Math.fma(scaling.change(), y[r * size + j], windows[(r + 1) * inputs - size + j]);
      }
    }
  }
}
