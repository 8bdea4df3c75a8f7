package org.isobit.models.learned;

import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.assimilation.StateField;
import org.isobit.models.assimilation.StateField.Scale;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.PackedNetwork;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;

/** Small schemes with random weights, and what they compute written out in plain Java. */
final class Schemes {

  static final ObservedState STATE = ObservedState.of(List.of(new StateField("n", 4, Scale.LOG10),
      new StateField("p", 3, Scale.LOG10)), "p", 2).withOffset(0.25);

  static final double[] MEAN = {0.3, -0.2, 0.1, -1, 0.4, 0.2, 0.05};
  static final double[] DEVIATION = {0.5, 2, 0.7, 0.9, 0.3, 0.4, 1.5};
  static final double[] SPREAD = {0.1, 0.2, 0.3, 0.15, 0.25, 0.35, 0.4};
  static final double[] DAMPING = {0.1, 0.2, 0.3, 0.4, 1, 1, 0.9};
  static final double[] TARGET_MEAN = {0.1, -0.3, 0.6, 0, 0.2, -0.1, 0.5};
  static final double[] TARGET_DEVIATION = {0.5, 0.4, 2.2, 0.3, 0, 0.7, 0.2};

  private Schemes() {}

  static Features features(boolean innovation) {
    Features plain = Features.of(STATE, List.of(new Features.Part("p", 2, 0), new Features.Part("n", 3)), true,
        innovation);
    return plain.standardized(java.util.Arrays.copyOf(MEAN, plain.count()),
        java.util.Arrays.copyOf(DEVIATION, plain.count()));
  }

  static ScaledNetwork network(boolean innovation) {
    Network network = Network.of(Shape.of(innovation ? 6 : 5), Layers.dense(5, Activation.TANH),
        Layers.dense(7, Activation.IDENTITY));
    PackedNetwork packed = network.inference(network.initialize(9, innovation ? 1 : 0), 0);
    return new ScaledNetwork(features(innovation), packed, TARGET_MEAN, TARGET_DEVIATION);
  }

  static OptimalInterpolation oi() {
    return OptimalInterpolation.of(new NetworkCorrelations(network(false)), SPREAD).withDamping(DAMPING)
        .withTaper(0.15).withCap(0.2);
  }

  static LearnedIncrements ete() {
    return LearnedIncrements.of(network(true));
  }

  static double[] forecast(int seed) {
    return new java.util.Random(seed).doubles(7, -2, 1).toArray();
  }

  /** Outputs of the network of {@link #network}, layer by layer from its weights. */
  static double[] outputs(ScaledNetwork network, double[] x, double day, double innovation) {
    double[] raw = {x[6], x[4], x[3], Math.sin(2 * Math.PI * day / 365.25), Math.cos(2 * Math.PI * day / 365.25),
        innovation};
    double[] theta = network.network().parameters();
    int inputs = network.features().count();
    double[] hidden = IntStream.range(0, 5).mapToDouble(h -> {
      double s = theta[inputs * 5 + h];
      for (int i = 0; i < inputs; i++) {
        s += theta[i * 5 + h] * (raw[i] - MEAN[i]) / DEVIATION[i];
      }
      return Math.tanh(s);
    }).toArray();
    int second = inputs * 5 + 5;
    return IntStream.range(0, 7).mapToDouble(o -> {
      double s = theta[second + 35 + o];
      for (int h = 0; h < 5; h++) {
        s += theta[second + h * 7 + o] * hidden[h];
      }
      return TARGET_MEAN[o] + TARGET_DEVIATION[o] * s;
    }).toArray();
  }

  /** The formula of ML-OI, with what {@link #oi} has. */
  static double[] interpolated(double[] rho, double innovation, double variance) {
    double sc = SPREAD[6];
    return IntStream.range(0, 7).mapToDouble(i -> {
      double r = i == 6 ? 1 : Math.max(-1, Math.min(1, rho[i]));
      double tapered = Math.signum(r) * Math.max(Math.abs(r) - 0.15, 0) / 0.85;
      double dx = DAMPING[i] * tapered * SPREAD[i] * sc / (sc * sc + variance) * innovation;
      return Math.max(-0.2, Math.min(0.2, dx));
    }).toArray();
  }
}
