package org.isobit.bench.networks;

import java.util.stream.IntStream;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.FloatPackedNetwork;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.networks.Networks;
import org.isobit.models.learning.training.Batch;
import org.isobit.models.learning.training.FloatOptimizerState;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A training step of a network in float (forward, squared loss, backward, Adam) and its inference, on one thread. The
 * operations of a step are three times those of inference's products, and Adam's: what a backward pass computes again
 * does not count.
 */
@State(Scope.Thread)
public class PassBenchmark implements KernelBenchmark {

  private static final double RATE = 1e-6;

  /** Operations of Adam a parameter. */
  private static final double ADAM = 13.0;

  private static final int TOKENS = 64;
  private static final int FEATURES = 16;
  private static final int WIDTH = 128;
  private static final int HEADS = 4;
  private static final int BLOCKS = 5;

  /** The chain of convolutions, 1.5 thousand parameters, or a transformer, a million. */
  @Param({"chain", "transformer"})
  public String network;

  /** Samples. */
  @Param({"1", "8", "50"})
  public int batch;

  /** What is done. */
  @Param({"infer", "train"})
  public String pass;

  /** Whose. */
  @Param("simd")
  public String implementation;

  private FloatPackedNetwork packed;
  private FloatSupervisedObjective objective;
  private FloatOptimizerState optimizer;
  private Batch samples;
  private float[] x;
  private float[] y;
  private float[] theta;
  private float[] gradient;

  /** Makes the benchmark. */
  public PassBenchmark() {}

  private FloatNetwork network() {
    return network.equals("chain") ? new ConvolutionChain(batch).network()
        : FloatNetwork.of(Networks.transformer(Shape.of(TOKENS, FEATURES), FEATURES, WIDTH, HEADS, BLOCKS));
  }

  /** Makes the network and its samples. */
  @Setup
  public void prepare() {
    FloatNetwork made = network();
    x = new Inputs(3).floats(batch * made.input().size());
    theta = made.initialize(1, 0);
    packed = made.inference(theta, 0);
    y = new float[batch * made.output().size()];
    gradient = new float[theta.length];
    objective = new FloatSupervisedObjective(made, Loss.squared(), x, new Inputs(4).floats(y.length), batch);
    optimizer = new FloatOptimizerState(Optimizer.adam(RATE), theta.length);
    samples = Batch.of(IntStream.range(0, batch).toArray());
  }

  /** One step, or one batch through the network. */
  @Benchmark
  public void run() {
    if (pass.equals("infer")) {
      packed.forward(batch, x, 0, y, 0);
    } else {
      objective.evaluate(theta, 0, samples, gradient, 0);
      optimizer.step(RATE, theta, 0, gradient, 0, Workers.serial());
    }
  }

  @Override
  public Work work() {
    double products = batch * (network.equals("chain") ? ConvolutionChain.flops() : transformer());
    int parameters = network().parameters();
    boolean train = pass.equals("train");
    return new Work("networks", network, train ? 3.0 * products + ADAM * parameters : products,
        (train ? 28.0 : 4.0) * parameters);
  }

  private static double transformer() {
    double token = 2.0 * FEATURES * WIDTH + BLOCKS * (12.0 * WIDTH * WIDTH + 2.0 * TOKENS * WIDTH);
    return 2.0 * TOKENS * token;
  }

  @Override
  public double[] output() {
    float[] result = pass.equals("infer") ? y : gradient;
    return IntStream.range(0, result.length).mapToDouble(i -> result[i]).toArray();
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
