package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Objectives of quantiles, classes, bounds and ensembles: textbook means, central differences, texts, refusals. */
class LossKindsTest {

  private static final int TARGETS = 6;
  private static final int SAMPLES = 9;
  private static final double STEP = 1e-6;

  private static List<Loss> losses() {
    return List.of(Loss.quantile(0.1, 0.5, 0.8), Loss.quantile(0.25), Loss.crossEntropy(3), Loss.classEntropy(3),
        Loss.censoredGaussian(-0.3, 0.6), Loss.censoredGaussian(0.1, Double.POSITIVE_INFINITY),
        Loss.censoredGaussian(Double.NEGATIVE_INFINITY, -0.1), Loss.crps(4, true), Loss.crps(3, false),
        Loss.energy(4, true), Loss.energy(2, false));
  }

  private static double[] targets(Loss loss) {
    double[] y = Problems.gaussian(6, TARGETS * SAMPLES);
    for (int i = 0; i < y.length; i++) {
      y[i] = switch (loss.kind()) {
        case CLASS_ENTROPY -> i % 3;
        case CENSORED_GAUSSIAN -> Math.max(loss.numbers().get(0), Math.min(y[i], loss.numbers().get(1)));
        default -> y[i];
      };
    }
    return y;
  }

  @TestFactory
  Stream<DynamicTest> objectives() {
    return losses().stream().map(loss -> DynamicTest.dynamicTest(loss.toString(), () -> objective(loss)));
  }

  private static void objective(Loss loss) {
    int outputs = TARGETS * loss.parts() * (loss.kind() == Loss.Kind.CLASS_ENTROPY ? 3 : 1);
    Network network = Network.of(Shape.of(2), Layers.dense(5, Activation.TANH),
        Layers.dense(outputs, Activation.IDENTITY));
    assertEquals(TARGETS, loss.targets(outputs));
    double[] x = Problems.gaussian(5, 2 * SAMPLES);
    double[] y = targets(loss);
    SupervisedObjective objective = new SupervisedObjective(network, loss, x, y, 5);
    double[] theta = Problems.gaussian(7, network.parameters());
    for (int i = 0; i < theta.length; i++) {
      theta[i] *= 0.4;
    }
    Batch batch = Batch.of(4, 0, 8, 4);
    double[] gradient = new double[theta.length];
    double value = objective.evaluate(theta, 0, batch, gradient, 0);
    assertEquals(value, objective.evaluate(theta, 0, batch, null, 0));
    double plain = 0;
    double[] p = new double[outputs];
    for (int i = 0; i < batch.count(); i++) {
      network.forward(theta, 0, 1, x, 2 * batch.sample(i), p, 0, null);
      plain += plain(loss, p, y, batch.sample(i) * TARGETS) / batch.count();
    }
    assertEquals(plain, value, 1e-8 * (1 + Math.abs(value)));
    for (int i = 0; i < theta.length; i++) {
      double at = theta[i];
      theta[i] = at + STEP;
      double above = objective.evaluate(theta, 0, batch, null, 0);
      theta[i] = at - STEP;
      double below = objective.evaluate(theta, 0, batch, null, 0);
      theta[i] = at;
      assertEquals((above - below) / (2 * STEP), gradient[i], 1e-7, loss + " at " + i);
    }
  }

  /** The mean loss of one sample by textbook formulas. */
  private static double plain(Loss loss, double[] p, double[] y, int yo) {
    int parts = loss.parts();
    double sum = 0;
    if (loss.kind() == Loss.Kind.ENERGY || loss.kind() == Loss.Kind.FAIR_ENERGY) {
      return distances(p, parts, TARGETS, y, yo, loss.kind() == Loss.Kind.FAIR_ENERGY);
    }
    for (int k = 0; k < TARGETS; k++) {
      double target = y[yo + k];
      double[] own = new double[parts];
      for (int part = 0; part < parts; part++) {
        own[part] = p[part * TARGETS + k];
      }
      switch (loss.kind()) {
        case QUANTILE -> {
          for (int part = 0; part < parts; part++) {
            double level = loss.numbers().get(part);
            sum += Math.max((1 - level) * (own[part] - target), level * (target - own[part])) / parts;
          }
        }
        case CRPS, FAIR_CRPS -> sum += distances(own, parts, 1, y, yo + k, loss.kind() == Loss.Kind.FAIR_CRPS);
        case CENSORED_GAUSSIAN -> {
          double sigma = StrictMath.exp(own[1]);
          double e = (target - own[0]) / sigma;
          sum += target == loss.numbers().get(0) ? -StrictMath.log(normal(e))
              : target == loss.numbers().get(1) ? -StrictMath.log(normal(-e))
              : e * e / 2 + own[1] + StrictMath.log(2 * Math.PI) / 2;
        }
        case CROSS_ENTROPY -> sum -= 3 * target * logSoftmax(p, k);
        default -> sum -= logSoftmax(p, 3 * k + (int) target);
      }
    }
    return sum / TARGETS;
  }

  /** Of logit j among the three of its row. */
  private static double logSoftmax(double[] p, int j) {
    int row = j / 3 * 3;
    return p[j] - StrictMath.log(StrictMath.exp(p[row]) + StrictMath.exp(p[row + 1]) + StrictMath.exp(p[row + 2]));
  }

  private static double distances(double[] p, int members, int n, double[] y, int yo, boolean fair) {
    double sum = 0;
    for (int i = 0; i < members; i++) {
      sum += distance(n, p, i * n, y, yo) / members;
      for (int j = 0; j < members; j++) {
        sum -= distance(n, p, i * n, p, j * n) / (2.0 * members * (fair ? members - 1 : members));
      }
    }
    return sum;
  }

  private static double distance(int n, double[] a, int ao, double[] b, int bo) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += (a[ao + k] - b[bo + k]) * (a[ao + k] - b[bo + k]);
    }
    return Math.sqrt(sum);
  }

  /** Φ by Simpson's rule. */
  private static double normal(double z) {
    int steps = 2000;
    double h = (z + 12) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double at = -12 + i * h;
      sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * StrictMath.exp(-0.5 * at * at);
    }
    return sum * h / 3 / StrictMath.sqrt(2 * Math.PI);
  }

  @Test
  void textsReadBack() {
    List<String> texts = losses().stream().map(Loss::toString).toList();
    assertEquals(List.of("quantile(0.1, 0.5, 0.8)", "quantile(0.25)", "cross_entropy(3)", "class_entropy(3)",
        "censored_gaussian(-0.3, 0.6)", "censored_gaussian(0.1, Infinity)", "censored_gaussian(-Infinity, -0.1)",
        "fair_crps(4)", "crps(3)", "fair_energy(4)", "energy(2)"), texts);
    assertEquals(losses(), texts.stream().map(Loss::parse).toList());
    for (Loss loss : List.of(Loss.squared(), Loss.absolute(), Loss.huber(0.5), Loss.gaussian(), Loss.laplace())) {
      assertEquals(loss, Loss.parse(loss.toString()));
    }
    for (String bad : List.of("", "square", "crps(3.0)", "crps(3", "laplace()", "huber(0.50)", "CRPS(3)",
        "quantile(x)")) {
      assertTrue(refusal(() -> Loss.parse(bad)).startsWith("loss: "), bad);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertEquals("loss: quantile cannot have 0.5, 1.0", refusal(() -> Loss.quantile(0.5, 1.0)));
    assertEquals("loss: quantile cannot have ", refusal(Loss::quantile));
    assertEquals("loss: quantile cannot have 0.9999999999", refusal(() -> Loss.quantile(0.9999999999)));
    assertEquals("loss: fair_crps cannot have 1.0", refusal(() -> Loss.crps(1, true)));
    assertEquals("loss: energy cannot have 2.5", refusal(() -> new Loss(Loss.Kind.ENERGY, 2.5)));
    assertEquals("loss: class_entropy cannot have 1.0", refusal(() -> Loss.classEntropy(1)));
    assertEquals("loss: censored_gaussian cannot have 1.0, 1.0", refusal(() -> Loss.censoredGaussian(1, 1)));
    assertEquals("loss: censored_gaussian cannot have NaN, 1.0", refusal(() -> Loss.censoredGaussian(Double.NaN, 1)));
    assertEquals("loss: outputs for fair_crps(3) must be a multiple of 3, but are 7",
        refusal(() -> Loss.crps(3, true).targets(7)));
    assertEquals("loss: outputs for cross_entropy(4) must be a multiple of 4, but are 6",
        refusal(() -> Loss.crossEntropy(4).targets(6)));
    Network network = Network.of(Shape.of(2), Layers.dense(3, Activation.IDENTITY));
    SupervisedObjective objective = new SupervisedObjective(network, Loss.classEntropy(3), new double[2],
        new double[] {3}, 1);
    assertEquals("cross-entropy: target[0] is 3.0, but classes are 0 ... 2",
        refusal(() -> objective.evaluate(new double[network.parameters()], 0, Batch.of(0), null, 0)));
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
