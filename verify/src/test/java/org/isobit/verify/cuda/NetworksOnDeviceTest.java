package org.isobit.verify.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.io.NpyFile;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.net.NetCommand;
import org.isobit.models.weights.NetworkFile;
import org.isobit.verify.cuda.StandInDriver.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code isobit net run|bench --backend cuda} from end to end on the stand-in for a device. */
class NetworksOnDeviceTest {

  private static final String DEVICE = "CUDA device 0 (Isobit stand-in device)";
  private static final int SAMPLES = 37;

  @TempDir
  private Path folder;

  /** Every kind of layer that devices have kernels for. */
  private static Architecture whole() {
    return Architecture.of(Shape.of(2, 3), List.of(Layers.activation(Activation.LEAKY_RELU), Layers.softmax(),
        Layers.dense(40, Activation.GELU), Layers.dropout(0.5), Layers.dense(33, Activation.LEAKY_RELU, 0.125),
        Layers.dense(20, Activation.IDENTITY).withoutBias(), Layers.activation(Activation.TANH),
        Layers.dense(5, Activation.SOFTPLUS).storedTransposed(), Layers.softmax()));
  }

  private Ended net(boolean device, Object... arguments) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      texts.add(argument.toString());
    }
    return StandInDriver.run(NetCommand.class, device, texts);
  }

  private void samples(int n, int inputs) throws Exception {
    double[] x = new double[n * inputs];
    Philox.gaussian(4, 0, 0, x.length, x, 0);
    NpyFile.write(folder.resolve("x.npy"), x, n, inputs);
  }

  private void write(Architecture architecture, boolean single) throws Exception {
    Path file = folder.resolve("n.safetensors");
    if (single) {
      NetworkFile.write(file, architecture, FloatNetwork.of(architecture).initialize(3, 0), Map.of());
    } else {
      NetworkFile.write(file, architecture, Network.of(architecture).initialize(3, 0), Map.of());
    }
  }

  private Ended run(boolean device, String backend, String output) throws Exception {
    return net(device, "run", folder.resolve("n.safetensors"), "--input", folder.resolve("x.npy"), "--output",
        folder.resolve(output), "--backend", backend);
  }

  @Test
  void outputsHaveTheBytesOfTheProcessor() throws Exception {
    samples(SAMPLES, 6);
    for (boolean single : new boolean[] {false, true}) {
      write(whole(), single);
      Ended processor = run(false, "simd", "simd.npy");
      assertEquals(0, processor.code(), processor.text());
      Ended device = run(true, "cuda", "cuda.npy");
      assertEquals(0, device.code(), device.text());
      assertTrue(device.text().contains("Ran on " + DEVICE + "."), device.text());
      assertArrayEquals(Files.readAllBytes(folder.resolve("simd.npy")), Files.readAllBytes(folder.resolve("cuda.npy")));
      String type = single ? "float" : "double";
      for (String kernel : List.of("gemm_small_", "neural_bias_", "neural_activation_", "neural_softmax_")) {
        assertTrue(device.launched().getOrDefault(kernel + type, 0L) > 0, kernel + type + ": " + device.launched());
      }
    }
  }

  @Test
  void layersWithoutKernelsAreNamed() throws Exception {
    List<Layer> layers = List.of(Layers.dense(512, Activation.RELU), Layers.affine(0.5, 0.25));
    write(Architecture.of(Shape.of(512), layers), false);
    samples(400, 512);
    Ended refused = run(true, "cuda", "no.npy");
    assertEquals(2, refused.code(), refused.text());
    assertTrue(refused.text().contains("--backend cuda cannot be had: layer 1 of the network is of the kind 'affine', "
        + "for which devices have no kernel"), refused.text());
    assertFalse(Files.exists(folder.resolve("no.npy")));
    Ended fallen = run(true, "auto", "y.npy");
    assertEquals(0, fallen.code(), fallen.text());
    assertTrue(fallen.text().contains("The processor runs it: layer 1 of the network is of the kind 'affine', for "
        + "which devices have no kernel."), fallen.text());
    assertTrue(fallen.launched().isEmpty(), fallen.launched().toString());
    Ended small = net(true, "run", folder.resolve("n.safetensors"), "--input", folder.resolve("x.npy"), "--output",
        folder.resolve("y.npy"), "--backend", "simd");
    assertFalse(small.text().contains("The processor runs it"), small.text());
    Ended bench = net(true, "bench", folder.resolve("n.safetensors"), "--backend", "cuda");
    assertEquals(2, bench.code(), bench.text());
    assertTrue(bench.text().contains("of the kind 'affine'"), bench.text());
  }

  @Test
  void timesSayWhichDeviceAndWithWhatCopies() throws Exception {
    for (boolean single : new boolean[] {false, true}) {
      write(whole(), single);
      Ended ended = net(true, "bench", folder.resolve("n.safetensors"), "--backend", "cuda", "--batch", "1,5",
          "--warmup", "0.01", "--time", "0.01");
      assertEquals(0, ended.code(), ended.text());
      assertTrue(ended.text().contains("Device   " + DEVICE + "\n"), ended.text());
      assertTrue(ended.text().matches("(?s).*  batch  us a batch  quartiles +us a sample +GF/s +us without copies "
          + "+GF/s without copies\n +1  .*\n +5  .*"), ended.text());
      Ended large = net(true, "bench", folder.resolve("n.safetensors"), "--backend", "cuda", "--batch", "2000000000");
      assertEquals(2, large.code(), large.text());
      assertTrue(large.text().contains("more than one array"), large.text());
    }
  }

  @Test
  void withoutADeviceNothingRuns() throws Exception {
    String obstacle = Accelerator.all().getFirst().obstacle();
    assumeTrue(obstacle != null, "skipped: there is a real device here");
    samples(3, 6);
    write(whole(), false);
    Ended ended = run(false, "cuda", "no.npy");
    assertEquals(2, ended.code(), ended.text());
    assertTrue(ended.text().contains("-Disobit.backend=cuda cannot be had: " + obstacle), ended.text());
    assertFalse(Files.exists(folder.resolve("no.npy")));
  }
}
