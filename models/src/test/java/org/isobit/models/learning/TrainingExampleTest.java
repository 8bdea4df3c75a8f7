package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Objective;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.SupervisedObjective;
import org.isobit.models.learning.training.Trainer;
import org.isobit.models.learning.training.TrainingSettings;
import org.junit.jupiter.api.Test;

/** The README's example of training; what stands between the marks is the README's text. */
class TrainingExampleTest {

  @Test
  void aNetworkIsTrainedAndPacked() {
    int samples = 200;
    double[] inputs = Problems.inputs(samples);
    double[] targets = Problems.targets(inputs);
    double[] predictions = new double[samples];

    // snippet:start
    // Yours: samples × 2 inputs, samples × 1 targets, one sample after the other.
    Network network = Network.of(Shape.of(2), Layers.dense(32, Activation.TANH), Layers.dense(1, Activation.IDENTITY));
    double[] theta = network.initialize(42, 0); // seed, stream: the weights, yours too
    Objective objective = new SupervisedObjective(network, Loss.squared(), inputs, targets, 32);
    Trainer.of(objective, TrainingSettings.of(Optimizer.adam(0.01), 32, 100)).train(theta);

    PackedNetwork packed = network.inference(theta, 0); // immutable, for any number of threads
    packed.forward(samples, inputs, 0, predictions, 0);
    // snippet:end

    double squares = 0;
    for (int i = 0; i < samples; i++) {
      squares += (predictions[i] - targets[i]) * (predictions[i] - targets[i]) / samples;
    }
    assertTrue(squares < 0.02, "mean squared error " + squares);
  }
}
