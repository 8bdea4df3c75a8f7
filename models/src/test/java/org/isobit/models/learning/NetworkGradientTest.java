package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.Batch;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.SupervisedObjective;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every layer's and loss's gradient against central differences; tangents against them and against adjoints. */
class NetworkGradientTest {

  private static final int BATCH = 5;
  private static final double STEP = 1e-5;

  private static Map<String, Network> networks() {
    Map<String, Network> all = new LinkedHashMap<>();
    for (Activation kind : Activation.values()) {
      double slope = kind.hasSlope() ? 0.2 : 0.0;
      all.put("dense " + kind, Network.of(Shape.of(4), Layers.dense(6, kind, slope)));
      all.put("transposed dense " + kind, Network.of(Shape.of(2, 2), Layers.dense(6, kind, slope).storedTransposed()));
      all.put("activation " + kind, Network.of(Shape.of(4), Layers.activation(kind, slope)));
    }
    all.put("without bias", Network.of(Shape.of(4), Layers.dense(6, Activation.TANH).withoutBias()));
    all.put("softmax", Network.of(Shape.of(2, 3), Layers.softmax()));
    all.put("dropout", Network.of(Shape.of(40), Layers.dropout(0.3)));
    all.put("affine", Network.of(Shape.of(3), Layers.affine(new double[] {1.5, -2.0, 0.1}, new double[] {0, 1, 2})));
    all.put("one affine", Network.of(Shape.of(3), Layers.affine(1.5, 0.25)));
    all.put("log-scale", Network.of(Shape.of(3), Layers.logScale(0.5)));
    all.put("everything", Problems.everything());
    return all;
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreCentralDifferences() {
    return networks().entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> check(e.getValue())));
  }

  static void check(Network network) {
    check(network, true);
  }

  /** Of passes of training, or of others. */
  static void check(Network network, boolean training) {
    int n = BATCH * network.input().size();
    int m = BATCH * network.output().size();
    // Neither begins at 0: what lies before and behind must stay.
    double[] theta = Problems.gaussian(1, network.parameters() + 5);
    for (Parameter p : network.parameterList()) {
      for (int i = 3 + p.offset(); i < 3 + p.offset() + p.size() && !p.trained(); i++) {
        theta[i] = 0.5 + theta[i] * theta[i]; // running variances are positive
      }
    }
    double[] x = Problems.gaussian(2, n + 3);
    double[] w = Problems.gaussian(3, m + 2);
    Tape tape = network.tape(BATCH + 2);
    if (training) {
      tape.train(7, 8, 9);
    }
    double[] y = new double[m];
    DoubleSupplier loss = () -> {
      network.forward(theta, 3, BATCH, x, 2, y, 0, tape);
      return IntStream.range(0, m).mapToDouble(i -> y[i] * w[1 + i]).sum();
    };
    loss.getAsDouble();
    double[] dx = new double[n + 1];
    double[] gradient = new double[network.parameters() + 7];
    dx[0] = 42;
    gradient[1] = 42;
    gradient[2 + network.parameters()] = 42;
    double[] untouched = w.clone();
    network.backward(theta, 3, tape, w, 1, dx, 1, gradient, 2, false);
    Problems.assertSameBits(untouched, w, "dY was changed");
    assertEquals(42, dx[0]);
    assertEquals(42, gradient[1]);
    assertEquals(42, gradient[2 + network.parameters()]);

    double[] direction = Problems.gaussian(4, n);
    double[] dy = new double[m];
    network.tangent(theta, 3, tape, direction, 0, dy, 0);
    double forwards = IntStream.range(0, m).mapToDouble(i -> dy[i] * w[1 + i]).sum();
    double backwards = IntStream.range(0, n).mapToDouble(i -> direction[i] * dx[1 + i]).sum();
    double size = IntStream.range(0, m).mapToDouble(i -> Math.abs(dy[i] * w[1 + i])).sum();
    assertEquals(forwards, backwards, 1e-13 * (1 + size), "<Jv, w> is not <v, J'w>");

    variants(network, theta, tape, w, dx, gradient);
    differences("x", loss, x, 2, dx, 1, n);
    for (Parameter p : network.parameterList()) {
      if (p.trained()) {
        differences(p.name(), loss, theta, 3 + p.offset(), gradient, 2 + p.offset(), p.size());
      } else {
        Problems.assertSameBits(new double[p.size()],
            Arrays.copyOfRange(gradient, 2 + p.offset(), 2 + p.offset() + p.size()), p.name());
      }
    }
  }

  /** Parts of the gradient alone have the same bits; adding begins from what is there. */
  private static void variants(Network network, double[] theta, Tape tape, double[] w, double[] dx,
      double[] gradient) {
    double[] again = dx.clone();
    Arrays.fill(again, 1, again.length, Double.NaN);
    network.backward(theta, 3, tape, w, 1, again, 1, null, 0, false);
    Problems.assertSameBits(dx, again, "dX alone");
    double[] alone = gradient.clone();
    Arrays.fill(alone, 2, 2 + network.parameters(), Double.NaN);
    network.backward(theta, 3, tape, w, 1, null, 0, alone, 2, false);
    Problems.assertSameBits(gradient, alone, "gradient alone");
    if (tape.trained() && network.isCoupled()) {
      assertThrows(IllegalArgumentException.class,
          () -> network.backward(theta, 3, tape, w, 1, null, 0, gradient, 2, true));
      return;
    }
    double[] twice = gradient.clone();
    network.backward(theta, 3, tape, w, 1, null, 0, twice, 2, true);
    for (int i = 0; i < network.parameters(); i++) {
      assertEquals(2 * gradient[2 + i], twice[2 + i], 1e-13 * (1 + Math.abs(gradient[2 + i])), "added at " + i);
    }
  }

  /** The same weights, inputs and draws in float: as near as rounding lets them be. */
  @TestFactory
  Stream<DynamicTest> floatGradientsAreNearDoubleOnes() {
    return networks().entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> floats(e.getValue())));
  }

  static void floats(Network network) {
    FloatNetwork rounded = FloatNetwork.of(network.architecture());
    float[] theta = FloatProblems.gaussian(1, network.parameters());
    float[] x = FloatProblems.gaussian(2, BATCH * network.input().size());
    float[] dy = FloatProblems.gaussian(3, BATCH * network.output().size());
    float[] y = new float[dy.length];
    float[] dx = new float[x.length];
    float[] gradient = new float[theta.length];
    float[] tangent = new float[dy.length];
    FloatTape floatTape = rounded.tape(BATCH);
    floatTape.train(7, 8, 9);
    rounded.forward(theta, 0, BATCH, x, 0, y, 0, floatTape);
    rounded.backward(theta, 0, floatTape, dy, 0, dx, 0, gradient, 0, false);
    rounded.tangent(theta, 0, floatTape, x, 0, tangent, 0);
    double[] wideTheta = wide(theta);
    double[] wideX = wide(x);
    double[] wideY = new double[y.length];
    double[] wideDx = new double[dx.length];
    double[] wideGradient = new double[theta.length];
    double[] wideTangent = new double[tangent.length];
    Tape tape = network.tape(BATCH);
    tape.train(7, 8, 9);
    network.forward(wideTheta, 0, BATCH, wideX, 0, wideY, 0, tape);
    network.backward(wideTheta, 0, tape, wide(dy), 0, wideDx, 0, wideGradient, 0, false);
    network.tangent(wideTheta, 0, tape, wideX, 0, wideTangent, 0);
    near("y", wideY, y);
    near("dX", wideDx, dx);
    near("gradient", wideGradient, gradient);
    near("tangent", wideTangent, tangent);
  }

  private static double[] wide(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static void near(String what, double[] expected, float[] actual) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected[i], actual[i], 1e-5 * (1 + largest), what + " at " + i);
    }
  }

  private static void differences(String what, DoubleSupplier loss, double[] x, int xo, double[] gradient, int go,
      int n) {
    for (int i = 0; i < n; i++) {
      double at = x[xo + i];
      x[xo + i] = at + STEP;
      double above = loss.getAsDouble();
      x[xo + i] = at - STEP;
      double below = loss.getAsDouble();
      x[xo + i] = at;
      double expected = (above - below) / (2 * STEP);
      assertEquals(expected, gradient[go + i], 1e-7 * (1 + Math.abs(expected)), what + " at " + i);
    }
  }

  @TestFactory
  Stream<DynamicTest> losses() {
    return Stream.of(Loss.squared(), Loss.absolute(), Loss.huber(0.7), Loss.gaussian(), Loss.laplace())
        .map(loss -> dynamicTest(loss.toString(), () -> loss(loss)));
  }

  private static void loss(Loss loss) {
    int targets = 3;
    int samples = 11;
    Network network = Network.of(Shape.of(2), Layers.dense(7, Activation.TANH), Layers.dropout(0.2),
        Layers.dense(loss.scaled() ? 2 * targets : targets, Activation.IDENTITY));
    double[] x = Problems.gaussian(5, 2 * samples);
    double[] y = Problems.gaussian(6, targets * samples);
    SupervisedObjective objective = new SupervisedObjective(network, loss, x, y, 8);
    double[] theta = Problems.gaussian(7, network.parameters());
    for (boolean training : new boolean[] {false, true}) {
      Batch plain = Batch.of(4, 0, 10, 4, 7);
      Batch batch = training ? plain.forTraining(1, 2, 3, 4) : plain;
      double[] gradient = new double[network.parameters()];
      double value = objective.evaluate(theta, 0, batch, gradient, 0);
      assertEquals(value, objective.evaluate(theta, 0, batch, null, 0), 0.0);
      differences(loss + " theta", () -> objective.evaluate(theta, 0, batch, null, 0), theta, 0, gradient, 0,
          theta.length);
      if (!training) {
        assertEquals(plain(loss, network, theta, x, y, batch, targets), value, 1e-13 * (1 + Math.abs(value)));
      }
    }
  }

  /** The mean loss by textbook formulas. */
  private static double plain(Loss loss, Network network, double[] theta, double[] x, double[] y, Batch batch,
      int targets) {
    double sum = 0;
    double[] p = new double[network.output().size()];
    for (int i = 0; i < batch.count(); i++) {
      network.forward(theta, 0, 1, x, 2 * batch.sample(i), p, 0, null);
      for (int j = 0; j < targets; j++) {
        double e = y[targets * batch.sample(i) + j] - p[j];
        double rho = loss.scaled() ? p[targets + j] : 0;
        double sigma = StrictMath.exp(rho);
        sum += switch (loss.kind()) {
          case SQUARED -> e * e;
          case ABSOLUTE -> Math.abs(e);
          case HUBER -> Math.abs(e) <= 0.7 ? e * e / 2 : 0.7 * (Math.abs(e) - 0.35);
          case GAUSSIAN -> e * e / (2 * sigma * sigma) + rho + StrictMath.log(2 * Math.PI) / 2;
          case LAPLACE -> Math.abs(e) / sigma + rho + StrictMath.log(2);
          default -> throw new IllegalArgumentException("LossKindsTest has " + loss);
        };
      }
    }
    return sum / (batch.count() * targets);
  }

  /** An encoder and a decoder, differentiated through the input of the second. */
  @Test
  void networksComposeThroughInputs() {
    Network encoder = Network.of(Shape.of(3), Layers.dense(5, Activation.GELU), Layers.dense(2, Activation.TANH));
    Network decoder = Network.of(Shape.of(2), Layers.dense(5, Activation.SILU), Layers.dense(3, Activation.IDENTITY));
    int first = encoder.parameters();
    double[] theta = Problems.gaussian(8, first + decoder.parameters());
    double[] x = Problems.gaussian(9, 3 * BATCH);
    Tape in = encoder.tape(BATCH);
    Tape out = decoder.tape(BATCH);
    double[] z = new double[2 * BATCH];
    double[] y = new double[3 * BATCH];
    DoubleSupplier loss = () -> {
      encoder.forward(theta, 0, BATCH, x, 0, z, 0, in);
      decoder.forward(theta, first, BATCH, z, 0, y, 0, out);
      return IntStream.range(0, y.length).mapToDouble(i -> y[i] * y[i]).sum();
    };
    assertTrue(loss.getAsDouble() > 0);
    double[] dy = IntStream.range(0, y.length).mapToDouble(i -> 2 * y[i]).toArray();
    double[] dz = new double[z.length];
    double[] gradient = new double[theta.length];
    decoder.backward(theta, first, out, dy, 0, dz, 0, gradient, first, false);
    encoder.backward(theta, 0, in, dz, 0, null, 0, gradient, 0, false);
    differences("theta", loss, theta, 0, gradient, 0, theta.length);
  }
}
