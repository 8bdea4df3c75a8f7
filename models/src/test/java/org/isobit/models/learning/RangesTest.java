package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.autoencoder.AutoencoderLoss;
import org.isobit.models.learning.autoencoder.LatentScale;
import org.isobit.models.learning.autoencoder.VariationalAutoencoder;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.training.Batch;
import org.isobit.models.learning.training.DeepEnsemble;
import org.isobit.models.learning.training.EarlyStopping;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.Schedule;
import org.isobit.models.learning.training.TrainingSettings;
import org.junit.jupiter.api.Test;

/** Every number that training is set by has a range: what is outside is refused in words that name it. */
class RangesTest {

  private static final double[] NUMBERS = {Double.NaN, Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, -1.0,
      -Double.MIN_VALUE, -0.0, 0.0, Double.MIN_VALUE, Float.MIN_VALUE, 0.25, 0x1.fffffep-1, 0x1.fffffffffffffp-1, 1.0,
      2.0,
      Float.MAX_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY};

  private static void check(String name, DoubleConsumer made, DoublePredicate legal) {
    for (double x : NUMBERS) {
      if (legal.test(x)) {
        assertDoesNotThrow(() -> made.accept(x), name + " = " + x);
      } else {
        String message = assertThrows(IllegalArgumentException.class, () -> made.accept(x), name + " = "
            + x).getMessage();
        assertTrue(message.contains(name) && message.contains(Double.toString(x)), name + " = " + x + ": " + message);
      }
    }
  }

  private static void whole(String name, LongConsumer made, long least, long most) {
    whole(name, made, least, most, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static void whole(String name, LongConsumer made, long least, long most, long lowest, long highest) {
    for (long x : new long[] {lowest, -1, 0, 1, 2, least - 1, least, most, most + 1, highest}) {
      if (x < lowest || x > highest) {
        continue;
      }
      if (x >= least && x <= most) {
        assertDoesNotThrow(() -> made.accept(x), name + " = " + x);
      } else {
        String message = assertThrows(IllegalArgumentException.class, () -> made.accept(x), name + " = "
            + x).getMessage();
        assertTrue(message.contains(name) && message.contains(Long.toString(x)), name + " = " + x + ": " + message);
      }
    }
  }

  private static void counted(String name, IntConsumer made, int least, int most) {
    whole(name, x -> made.accept((int) x), least, most, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static boolean notNegative(double x) {
    return x >= 0.0 && x <= Float.MAX_VALUE;
  }

  /** Positive in float as in double. */
  private static boolean positive(double x) {
    return x >= Float.MIN_VALUE && x <= Float.MAX_VALUE;
  }

  private static boolean belowOne(double x) {
    return x >= 0.0 && x < 1.0;
  }

  @Test
  void optimizersHaveRanges() {
    check("learning rate", Optimizer::adam, RangesTest::notNegative);
    check("beta1", x -> Optimizer.adam(0.1, x, 0.9, 1e-8), RangesTest::belowOne);
    check("beta2", x -> Optimizer.adam(0.1, 0.9, x, 1e-8), RangesTest::belowOne);
    check("epsilon", x -> Optimizer.adam(0.1, 0.9, 0.9, x), x -> x > 0.0 && x <= Float.MAX_VALUE);
    check("decay", x -> Optimizer.adamW(0.1, x), RangesTest::notNegative);
    check("learning rate", x -> Optimizer.sgd(x, 0.5), RangesTest::notNegative);
    check("learning rate", x -> Optimizer.sgd(0.1, 0.5).withLearningRate(x), RangesTest::notNegative);
    check("momentum", x -> Optimizer.sgd(0.1, x), RangesTest::belowOne);
    check("decay", x -> Optimizer.sgd(0.1, 0.5).withDecay(x), RangesTest::notNegative);
    check("learning rate", Optimizer::rmsProp, RangesTest::notNegative);
    check("beta2", x -> Optimizer.rmsProp(0.1, x, 1e-7), RangesTest::belowOne);
    check("epsilon", x -> Optimizer.rmsProp(0.1, 0.9, x), x -> x > 0.0 && x <= Float.MAX_VALUE);
    check("learning rate", Optimizer::adagrad, RangesTest::notNegative);
    check("accumulator", x -> Optimizer.adagrad(0.1, x, 1e-7), RangesTest::notNegative);
    check("epsilon", x -> Optimizer.adagrad(0.1, 0.1, x), x -> x > 0.0 && x <= Float.MAX_VALUE);
    check("decay", x -> Optimizer.rmsProp(0.1).withDecay(x), x -> x == 0.0);
    check("decay", x -> Optimizer.adagrad(0.1).withDecay(x), x -> x == 0.0);
    // What the other kinds have, one has not.
    Optimizer.Kind adam = Optimizer.Kind.ADAM;
    Optimizer.Kind sgd = Optimizer.Kind.SGD;
    Optimizer.Kind rms = Optimizer.Kind.RMS_PROP;
    Optimizer.Kind adagrad = Optimizer.Kind.ADAGRAD;
    check("momentum", x -> new Optimizer(adam, 0.1, 0.9, 0.9, 1e-8, x, 0.0, 0.0), x -> x == 0.0);
    check("accumulator", x -> new Optimizer(adam, 0.1, 0.9, 0.9, 1e-8, 0.0, 0.0, x), x -> x == 0.0);
    check("beta1", x -> new Optimizer(sgd, 0.1, x, 0.0, 0.0, 0.5, 0.0, 0.0), x -> x == 0.0);
    check("beta2", x -> new Optimizer(sgd, 0.1, 0.0, x, 0.0, 0.5, 0.0, 0.0), x -> x == 0.0);
    check("epsilon", x -> new Optimizer(sgd, 0.1, 0.0, 0.0, x, 0.5, 0.0, 0.0), x -> x == 0.0);
    check("accumulator", x -> new Optimizer(sgd, 0.1, 0.0, 0.0, 0.0, 0.5, 0.0, x), x -> x == 0.0);
    check("beta1", x -> new Optimizer(rms, 0.1, x, 0.9, 1e-7, 0.0, 0.0, 0.0), x -> x == 0.0);
    check("momentum", x -> new Optimizer(rms, 0.1, 0.0, 0.9, 1e-7, x, 0.0, 0.0), x -> x == 0.0);
    check("accumulator", x -> new Optimizer(rms, 0.1, 0.0, 0.9, 1e-7, 0.0, 0.0, x), x -> x == 0.0);
    check("beta2", x -> new Optimizer(adagrad, 0.1, 0.0, x, 1e-7, 0.0, 0.0, 0.1), x -> x == 0.0);
    check("momentum", x -> new Optimizer(adagrad, 0.1, 0.0, 0.0, 1e-7, x, 0.0, 0.1), x -> x == 0.0);
    assertEquals("optimizer: kind is null", refusal(() -> new Optimizer(null, 0.1, 0, 0, 0, 0, 0, 0)));
  }

  @Test
  void schedulesHaveRanges() {
    check("factor", x -> Schedule.plateau(x, 1, 0, 0), x -> x > 0.0 && x < 1.0);
    check("min delta", x -> Schedule.plateau(0.5, 1, x, 0), x -> x >= 0.0 && x <= Double.MAX_VALUE);
    check("lowest rate", x -> Schedule.plateau(0.5, 1, 0, x), x -> x >= 0.0 && x <= Double.MAX_VALUE);
    check("final fraction", x -> Schedule.warmupCosine(1, 4, x), x -> x >= 0.0 && x <= 1.0);
    counted("patience", x -> Schedule.plateau(0.5, x, 0, 0), 0, Integer.MAX_VALUE);
    counted("cooldown", x -> Schedule.plateau(0.5, 1, 0, x, 0), 0, Integer.MAX_VALUE);
    whole("warm-up", x -> Schedule.warmupCosine(x, 9, 0), 0, 8);
    whole("steps", x -> Schedule.warmupCosine(0, x, 0), 1, Long.MAX_VALUE);
    check("min delta", x -> new EarlyStopping(1, x, 0, true), x -> x >= 0.0 && x <= Double.MAX_VALUE);
    counted("patience", x -> new EarlyStopping(x, 0, 0, true), 0, Integer.MAX_VALUE);
    counted("start epoch", x -> new EarlyStopping(1, 0, x, true), 0, Integer.MAX_VALUE);
  }

  @Test
  void lossesAndSettingsHaveRanges() {
    check("huber", Loss::huber, RangesTest::positive);
    check("squared", x -> new Loss(Loss.Kind.SQUARED, x), x -> x == 0.0);
    check("laplace", x -> new Loss(Loss.Kind.LAPLACE, x), x -> x == 0.0);
    assertEquals("loss: kind is null", refusal(() -> new Loss(null, 0)));
    check("rate", x -> new AutoencoderLoss(x, 1, 0, 0), RangesTest::notNegative);
    check("variance", x -> new AutoencoderLoss(1, x, 0, 0), x -> x > 0.0 && x <= Float.MAX_VALUE);
    check("floor", x -> new AutoencoderLoss(1, 1, x, 0), RangesTest::notNegative);
    check("power", x -> new AutoencoderLoss(1, 1, 0, x), RangesTest::notNegative);
    TrainingSettings settings = TrainingSettings.of(Optimizer.adam(0.1), 4, 2);
    check("clip", settings::withClip, x -> x == 0.0 || positive(x));
    counted("batch", x -> TrainingSettings.of(Optimizer.adam(0.1), x, 2), 1, Integer.MAX_VALUE);
    counted("epochs", x -> settings.withEpochs(x), 0, Integer.MAX_VALUE);
    whole("stream", x -> settings.withSeed(0, x), 0, (1L << 40) - 1);
    assertEquals("training: schedule is null", refusal(() -> settings.withSchedule(null)));
    assertEquals("training: optimizer is null", refusal(() -> TrainingSettings.of(null, 1, 1)));
    whole("stream", x -> Batch.of(1).forTraining(0, x, 0, 0), 0, (1L << 40) - 1);
    whole("step", x -> Batch.of(1).forTraining(0, 0, 0, x), 0, (1L << 32) - 1);
    counted("epoch", x -> Batch.of(1).forTraining(0, 0, x, 0), 0, Integer.MAX_VALUE);
    whole("step", x -> Problems.small().tape(1).train(0, 0, x), 0, (1L << 32) - 1);
    whole("stream", x -> Problems.small().tape(1).train(0, x, 0), 0, (1L << 40) - 1);
  }

  @Test
  void layersHaveRanges() {
    check("slope", x -> Layers.activation(Activation.LEAKY_RELU, x), RangesTest::positive);
    check("slope", x -> Layers.dense(2, Activation.LEAKY_RELU, x), RangesTest::positive);
    check("slope", x -> Layers.dense(2, Activation.RELU, x), x -> x == 0.0);
    check("p must", Layers::dropout, x -> x >= 0.0 && (float) x < 1.0f);
    check("scale", x -> Layers.affine(x, 0.0), Double::isFinite);
    check("shift", x -> Layers.affine(1.0, x), Double::isFinite);
    check("normal", Initializer::normal, x -> x >= 0.0 && Double.isFinite(x));
    check("uniform", Initializer::uniform, x -> x >= 0.0 && Double.isFinite(x));
    check("constant", Initializer::constant, Double::isFinite);
    assertEquals("initializer: law is null", refusal(() -> new Initializer(null, 0)));
    VariationalAutoencoder autoencoder = VariationalAutoencoder.of(3, 2, 1, 4, 0.1);
    double[] theta = autoencoder.initialize(1, 2);
    double[] z = new double[2];
    LatentScale scale = LatentScale.identity(2);
    check("power", x -> autoencoder.encode(theta, scale, x, 1, new double[3], 1, 2, z),
        x -> x >= 0.0 && x <= Double.MAX_VALUE);
  }

  @Test
  void placesAreCounted() {
    LatentScale scale = LatentScale.identity(2);
    Network network = Problems.small();
    DeepEnsemble ensemble = DeepEnsemble.of(network, List.of(network.initialize(1, 0), network.initialize(1, 1)));
    Batch batch = Batch.of(7, 8);
    batch.set(0, 1, 0, 0, false);
    assertEquals(7, batch.sample(0));
    for (int i : new int[] {-1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertEquals("latent scale: element must be from 0 to 1, but is " + i, refusal(() -> scale.scale(i)));
      assertEquals("latent scale: element must be from 0 to 1, but is " + i, refusal(() -> scale.shift(i)));
      assertEquals("latent scale: element must be from 0 to 1, but is " + i, refusal(() -> scale.logScale(i)));
      assertEquals("deep ensemble: member must be from 0 to 1, but is " + i, refusal(() -> ensemble.member(i)));
      assertEquals("batch: place must be from 0 to 0, but is " + i, refusal(() -> batch.sample(i)));
    }
    assertEquals("batch: place must be from 0 to 0, but is 1", refusal(() -> batch.sample(1)));
    double[] shared = new double[3];
    assertTrue(refusal(() -> ensemble.predict(2, new double[4], 0, shared, 0, shared, 1)).contains("overlaps"));
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
