package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.internal.Checksums;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.FloatDeepEnsemble;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.TrainingSettings;
import org.junit.jupiter.api.Test;

/** Outputs, gradients and trained weights have the same bits with every engine, each in a JVM of its own. */
public class EnginesTest {

  private static final List<List<String>> ENGINES = List.of(List.of("-Disobit.backend=reference"),
      List.of("-Disobit.backend=simd", "-Disobit.threads=1"),
      List.of("-Disobit.backend=simd", "-Disobit.simd.bits=128", "-Disobit.threads=3"),
      List.of("-Disobit.backend=reference", "-XX:TieredStopAtLevel=1", "-Disobit.threads=2"));

  /**
   * What every machine prints: θ, Y, dX, gradient, tangent in double and float; predictions of trained ensembles; the
   * same five of images, sequences, with batch norm, of grids and of learned frequencies, each in double and float.
   */
  private static final List<String> EXPECTED = List.of("55dcd466", "7f2ccdb9", "8dcd8c03", "1158c149", "695bd511",
      "f6a691b6", "3b0d038e", "7e79ad15", "73711ae9", "cc8e6d59", "c16e2083", "c43f2680",
      "f6becd1c bf5e5b82 ced72f88 b9191026 f64544b9", "86960cd9 a350ada0 c85bda56 56d52c0e c6800826",
      "889de70a 9251dd01 74641795 166e213d 3de55834", "e4fea9eb 6d942250 c527f4b0 fbd8bc01 7484ae43",
      "a69e526b 3394bff8 1289835d 6ba5e2f6 f4f7222a", "bc418636 47a25e06 a84255b6 3dd2e7cd ef606ac3",
      "e17840e7 9f2d2c74 787e0160 19c4fc11 6f66bfa6", "f02cb7f3 ec7b3b63 993abad5 55e83f36 f2810834",
      "c8869e77 e055d0f3 11f8d3ed 4389b1d1 fe6624d4", "ab0debf4 55feefc8 4fb78e4c 3104b378 222780e2");

  @Test
  void everyEngineHasTheSameBits() throws IOException, InterruptedException {
    String expected = null;
    for (List<String> engine : ENGINES) {
      String printed = run(Child.class, engine);
      expected = expected == null ? printed : expected;
      assertEquals(expected, printed, engine.toString());
    }
    assertEquals(EXPECTED, expected.lines().toList(), "not the bits of other machines");
  }

  /**
   * What a program prints, in a JVM of its own that ends well.
   *
   * @param program its class, with a main method
   * @param options of the JVM
   * @return what it printed
   * @throws IOException          if it cannot be started
   * @throws InterruptedException if this thread is interrupted
   */
  public static String run(Class<?> program, List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(true, process.waitFor(5, TimeUnit.MINUTES), command.toString());
      assertEquals(0, process.exitValue(), command + ": " + output);
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Prints checksums. */
  static final class Child {

    private Child() {}

    /**
     * Entry.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
      doubles(Problems.everything()).forEach(System.out::println);
      floats(FloatProblems.everything()).forEach(System.out::println);
      System.out.println(checksum(trained(Loss.squared())));
      System.out.println(checksum(trained(Loss.laplace())));
      for (Architecture fields : List.of(FieldNetworks.images(), FieldNetworks.sequences(), FieldNetworks.coupled(),
          FieldNetworks.grids(), FieldNetworks.turned())) {
        System.out.println(String.join(" ", doubles(Network.of(fields))));
        System.out.println(String.join(" ", floats(FloatNetwork.of(fields))));
      }
    }

    private static String checksum(double[] values) {
      return Checksums.of(values, 0, values.length);
    }

    private static String checksum(float[] values) {
      return Checksums.of(values, 0, values.length);
    }

    /** The checksums of θ, Y, dX, gradient, tangent. */
    private static List<String> doubles(Network network) {
      int batch = 19;
      double[] theta = network.initialize(1, 2);
      double[] x = Problems.gaussian(3, batch * network.input().size());
      double[] y = new double[batch * network.output().size()];
      double[] dx = new double[x.length];
      double[] gradient = new double[theta.length];
      double[] tangent = new double[y.length];
      Tape tape = network.tape(batch);
      tape.train(4, 5, 6);
      network.forward(theta, 0, batch, x, 0, y, 0, tape);
      network.backward(theta, 0, tape, y, 0, dx, 0, gradient, 0, false);
      network.tangent(theta, 0, tape, x, 0, tangent, 0);
      return List.of(checksum(theta), checksum(y), checksum(dx), checksum(gradient), checksum(tangent));
    }

    /** The checksums of θ, Y, dX, gradient, tangent. */
    private static List<String> floats(FloatNetwork network) {
      int batch = 19;
      float[] theta = network.initialize(1, 2);
      float[] x = FloatProblems.gaussian(3, batch * network.input().size());
      float[] y = new float[batch * network.output().size()];
      float[] dx = new float[x.length];
      float[] gradient = new float[theta.length];
      float[] tangent = new float[y.length];
      FloatTape tape = network.tape(batch);
      tape.train(4, 5, 6);
      network.forward(theta, 0, batch, x, 0, y, 0, tape);
      network.backward(theta, 0, tape, y, 0, dx, 0, gradient, 0, false);
      network.tangent(theta, 0, tape, x, 0, tangent, 0);
      return List.of(checksum(theta), checksum(y), checksum(dx), checksum(gradient), checksum(tangent));
    }

    private static float[] trained(Loss loss) {
      FloatNetwork network = FloatNetwork.of(Shape.of(2),
          Layers.dense(16, Activation.LEAKY_RELU), Layers.dropout(0.1),
          Layers.dense(loss.scaled() ? 2 : 1, Activation.IDENTITY));
      float[] x = FloatProblems.inputs(70);
      FloatDeepEnsemble ensemble = FloatDeepEnsemble.train(network,
          m -> new FloatSupervisedObjective(network, loss, x, FloatProblems.targets(x), 12),
          TrainingSettings.of(Optimizer.adam(0.01), 12, 15).withClip(1.0), 3, Workers.shared(), record -> { });
      float[] mean = new float[70];
      float[] variance = new float[70];
      if (loss.scaled()) {
        ensemble.mixture(loss, 70, x, 0, mean, 0, variance, 0);
      } else {
        ensemble.predict(70, x, 0, mean, 0, variance, 0);
      }
      float[] all = new float[140];
      System.arraycopy(mean, 0, all, 0, 70);
      System.arraycopy(variance, 0, all, 70, 70);
      return all;
    }
  }
}
