// Master of FloatDeepEnsembleTest: the float version is generated from this file.
package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;

/** Members are trained alike on any number of threads; means, variances and mixtures follow their formulas. */
class DeepEnsembleTest {

  private static final double TOLERANCE = 1e-13; // float: private static final float TOLERANCE = 1e-5f;

  private static DeepEnsemble ensemble(Loss loss, int threads) {
    double[] x = Problems.inputs(60);
    Network network = network(loss);
    try (Workers workers = Workers.of(threads)) {
      return DeepEnsemble.train(network, m -> new SupervisedObjective(network(loss), loss, x, Problems.targets(x), 16),
          TrainingSettings.of(Optimizer.adam(0.01), 16, 20).withSeed(2, 10), 5, workers, record -> { });
    }
  }

  private static Network network(Loss loss) {
    return Network.of(Shape.of(2), Layers.dense(8, Activation.TANH),
        Layers.dense(loss.scaled() ? 2 : 1, Activation.IDENTITY));
  }

  @Test
  void oneAndTwoThreadsTrainTheSameMembers() {
    DeepEnsemble one = ensemble(Loss.squared(), 1);
    DeepEnsemble two = ensemble(Loss.squared(), 2);
    assertEquals(5, two.size());
    for (int m = 0; m < 5; m++) {
      Problems.assertSameBits(one.member(m).parameters(), two.member(m).parameters(), "member " + m);
    }
    assertNotEquals(one.member(0).parameters()[0], one.member(1).parameters()[0]);
    double[] x = Problems.inputs(60);
    double[] alone = network(Loss.squared()).initialize(2, 13);
    Trainer.of(new SupervisedObjective(network(Loss.squared()), Loss.squared(), x, Problems.targets(x), 16),
        TrainingSettings.of(Optimizer.adam(0.01), 16, 20).withSeed(2, 13)).train(alone);
    Problems.assertSameBits(alone, one.member(3).parameters(), "member 3 alone");
  }

  @Test
  void momentsAreThoseOfTheMembers() {
    DeepEnsemble ensemble = ensemble(Loss.squared(), 1);
    int batch = 7;
    double[] x = Problems.gaussian(5, 2 * batch);
    double[] mean = new double[batch + 1];
    double[] variance = new double[batch + 2];
    ensemble.predict(batch, x, 0, mean, 1, variance, 2);
    double[][] y = new double[5][batch];
    for (int m = 0; m < 5; m++) {
      ensemble.member(m).forward(batch, x, 0, y[m], 0);
    }
    for (int i = 0; i < batch; i++) {
      double sum = 0;
      for (double[] member : y) {
        sum += member[i] / 5;
      }
      double squares = 0;
      for (double[] member : y) {
        squares += (member[i] - sum) * (member[i] - sum) / 5;
      }
      assertEquals(sum, mean[1 + i], TOLERANCE * (1 + Math.abs(sum)));
      assertEquals(squares, variance[2 + i], TOLERANCE * (1 + squares));
      assertTrue(squares > 0);
    }
  }

  @Test
  void mixturesAddTheMembersVariances() {
    for (Loss loss : List.of(Loss.gaussian(), Loss.laplace())) {
      DeepEnsemble ensemble = ensemble(loss, 1);
      int batch = 7;
      double[] x = Problems.gaussian(5, 2 * batch);
      double[] mean = new double[batch];
      double[] variance = new double[batch];
      ensemble.mixture(loss, batch, x, 0, mean, 0, variance, 0);
      double[][] y = new double[5][2 * batch];
      for (int m = 0; m < 5; m++) {
        ensemble.member(m).forward(batch, x, 0, y[m], 0);
      }
      for (int i = 0; i < batch; i++) {
        double first = 0;
        double second = 0;
        for (double[] member : y) {
          double scale = StrictMath.exp(member[2 * i + 1]); // float: float scale = (float) StrictMath.exp(member[2 * i + 1]);
          first += member[2 * i] / 5;
          second += (member[2 * i] * member[2 * i] + scale * scale * (loss.equals(Loss.laplace()) ? 2 : 1)) / 5;
        }
        assertEquals(first, mean[i], TOLERANCE * (1 + Math.abs(first)));
        assertEquals(second - first * first, variance[i], 10 * TOLERANCE * (1 + second));
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Network network = network(Loss.squared());
    assertEquals("deep ensemble: there are no members", refusal(() -> DeepEnsemble.of(network, List.of())));
    assertEquals("deep ensemble: member 0 has 3 parameters, but the network has 33",
        refusal(() -> DeepEnsemble.of(network, List.of(new double[3]))));
    DeepEnsemble ensemble = DeepEnsemble.of(network, List.of(network.initialize(1, 0)));
    assertEquals("deep ensemble: a mixture needs laws with scales, but the loss is squared",
        refusal(() -> ensemble.mixture(Loss.squared(), 1, new double[2], 0, new double[1], 0, new double[1], 0)));
    assertEquals("deep ensemble: variance has 0 elements, but 1 from offset 0 are needed",
        refusal(() -> ensemble.predict(1, new double[2], 0, new double[1], 0, new double[0], 0)));
  }

  /** Each target has a mean and a scale; arrays are written from their offsets on, and nowhere else. */
  @Test
  void mixturesOfSeveralTargetsLieInRows() {
    Network network = Network.of(Shape.of(2), Layers.dense(4, Activation.IDENTITY));
    int p = network.parameters();
    List<double[]> thetas = List.of(Problems.gaussian(1, p), Problems.gaussian(2, p), Problems.gaussian(3, p));
    DeepEnsemble ensemble = DeepEnsemble.of(network, thetas);
    int batch = 3;
    double[] x = Problems.gaussian(5, 2 * batch);
    double[] mean = new double[2 * batch + 2];
    double[] variance = new double[2 * batch + 3];
    ensemble.mixture(Loss.gaussian(), batch, x, 0, mean, 1, variance, 2);
    double[] moments = new double[8 * batch];
    ensemble.predict(batch, x, 0, moments, 0, moments, 4 * batch);
    double[] y = new double[4 * batch];
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < 2; j++) {
        double variances = 0;
        for (int m = 0; m < 3; m++) {
          ensemble.member(m).forward(batch, x, 0, y, 0);
          variances += StrictMath.exp(2 * y[4 * i + 2 + j]) / 3; // float: variances += (float) StrictMath.exp(2 * y[4 * i + 2 + j]) / 3;
        }
        assertEquals(moments[4 * i + j], mean[1 + 2 * i + j]);
        double expected = moments[4 * batch + 4 * i + j] + variances;
        assertEquals(expected, variance[2 + 2 * i + j], 10 * TOLERANCE * expected);
      }
    }
    assertEquals(0.0, mean[0] + mean[2 * batch + 1] + variance[0] + variance[1] + variance[2 * batch + 2]);
  }

  @Test
  void sizesAndOverlapsAreRefused() {
    Network network = Network.of(Shape.of(2), Layers.dense(4, Activation.IDENTITY));
    DeepEnsemble ensemble = DeepEnsemble.of(network, List.of(network.initialize(1, 0)));
    double[] x = new double[6];
    double[] mean = new double[12];
    Loss loss = Loss.gaussian();
    assertTrue(refusal(() -> ensemble.mixture(loss, 3, x, 0, mean, 0, mean, 5)).startsWith("deep ensemble: mean "));
    ensemble.mixture(loss, 3, x, 0, mean, 0, mean, 6);
    assertEquals("deep ensemble: mean has 12 elements, but 6 from offset 7 are needed",
        refusal(() -> ensemble.mixture(loss, 3, x, 0, mean, 7, new double[6], 0)));
    assertEquals("deep ensemble: batch must not be negative, but is -1",
        refusal(() -> ensemble.mixture(loss, -1, x, 0, mean, 0, new double[6], 0)));
    assertEquals("deep ensemble: batch must not be negative, but is -1",
        refusal(() -> ensemble.predict(-1, x, 0, mean, 0, new double[6], 0)));
    // Means alone would fit into one array, the members' outputs do not.
    assertEquals("deep ensemble: 600000000 samples with 4 outputs are more than one array holds; use smaller batches",
        refusal(() -> ensemble.mixture(loss, 600_000_000, x, 0, mean, 0, new double[6], 0)));
    Network narrow = network(Loss.squared());
    DeepEnsemble single = DeepEnsemble.of(narrow, List.of(narrow.initialize(1, 0)));
    int most = Integer.MAX_VALUE - 64;
    assertEquals("deep ensemble: mean has 12 elements, but " + most + " from offset 0 are needed",
        refusal(() -> single.predict(most, x, 0, mean, 0, x, 0)));
    assertTrue(refusal(() -> single.predict(most + 1, x, 0, mean, 0, x, 0)).endsWith("use smaller batches"));
    assertEquals("deep ensemble: members must be positive, but is 0", refusal(() -> DeepEnsemble.train(narrow,
        m -> Problems.regression(4, 2), TrainingSettings.of(Optimizer.adam(0.01), 2, 1), 0, Workers.serial(),
        record -> { })));
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
