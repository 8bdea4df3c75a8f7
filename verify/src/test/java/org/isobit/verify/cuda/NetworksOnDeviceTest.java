package org.isobit.verify.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.io.NpyFile;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.net.NetCommand;
import org.isobit.models.weights.NetworkFile;
import org.isobit.verify.cuda.StandInDriver.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code isobit net run|bench --backend cuda} from end to end on the stand-in for a device. */
class NetworksOnDeviceTest {

  private static final String DEVICE = "CUDA device 0 (Isobit stand-in device)";
  private static final int SAMPLES = 37;

  @TempDir
  private Path folder;

  /** A chain. */
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

  private Ended run(boolean device, String backend, String output, Object... more) throws Exception {
    List<Object> all = new ArrayList<>(List.of("run", folder.resolve("n.safetensors"), "--input",
        folder.resolve("x.npy"), "--output", folder.resolve(output), "--backend", backend));
    all.addAll(List.of(more));
    return net(device, all.toArray());
  }

  @Test
  void outputsHaveTheBytesOfTheProcessor() throws Exception {
    samples(SAMPLES, 6);
    for (boolean single : new boolean[] {false, true}) {
      write(whole(), single);
      Ended device = assertSame();
      String type = single ? "float" : "double";
      for (String kernel : List.of("gemm_small_", "neural_bias_", "neural_activation_", "neural_softmax_")) {
        assertTrue(device.launched().getOrDefault(kernel + type, 0L) > 0, kernel + type + ": " + device.launched());
      }
    }
  }

  /** Every layer that there is, and every network that is known by name, in one JVM. */
  @Test
  void everyLayerAndEveryNetworkHasTheBitsOfTheProcessor() throws Exception {
    Ended ended = StandInDriver.run(NetworksBothWays.class, true, List.of());
    assertEquals(0, ended.code(), ended.text());
    for (String name : NetworksBothWays.networks().keySet()) {
      assertTrue(ended.text().contains(name + ": the same bits, "), ended.text());
    }
    assertTrue(ended.text().contains("not tried: []"), ended.text());
  }

  /** A graph by the command, in float as networks of images are. */
  @Test
  void graphsHaveTheBytesOfTheProcessor() throws Exception {
    samples(5, 2 * 8 * 8);
    write(NetworksBothWays.networks().get("u-net"), true);
    assertSame();
  }

  @Test
  @Tag("full")
  void everyNetworkHasTheBytesOfTheProcessor() throws Exception {
    for (Architecture architecture : NetworksBothWays.networks().values()) {
      for (boolean single : new boolean[] {false, true}) {
        samples(5, architecture.input().size());
        write(architecture, single);
        assertSame();
        Ended bench = net(true, "bench", folder.resolve("n.safetensors"), "--backend", "cuda", "--batch", "2",
            "--warmup", "0.01", "--time", "0.01");
        assertEquals(0, bench.code(), bench.text());
        assertTrue(bench.text().contains("us without copies"), bench.text());
      }
    }
  }

  private Ended assertSame() throws Exception {
    Ended processor = run(false, "simd", "simd.npy");
    assertEquals(0, processor.code(), processor.text());
    Ended device = run(true, "cuda", "cuda.npy");
    assertEquals(0, device.code(), device.text());
    assertTrue(device.text().contains("Ran on " + DEVICE + "."), device.text());
    assertArrayEquals(Files.readAllBytes(folder.resolve("simd.npy")), Files.readAllBytes(folder.resolve("cuda.npy")));
    return device;
  }

  /** A jar that makes {@link OwnLayer} known. */
  private Path plugin() throws IOException {
    Path jar = folder.resolve("own.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("META-INF/services/" + LayerProvider.class.getName()));
      out.write(OwnLayer.Provider.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  @Test
  void layersWithoutKernelsAreNamed() throws Exception {
    String obstacle = "layer 1 of the network is of the kind 'own' (" + OwnLayer.class.getName()
        + "), for which devices have no kernel";
    Path jar = plugin();
    Ended written = StandInDriver.run(OwnLayer.class, false, List.of(jar.toString(),
        folder.resolve("n.safetensors").toString()));
    assertEquals(0, written.code(), written.text());
    samples(400, 512);
    Ended refused = run(true, "cuda", "no.npy", "--plugins", jar);
    assertEquals(2, refused.code(), refused.text());
    assertTrue(refused.text().contains("--backend cuda cannot be had: " + obstacle), refused.text());
    assertFalse(Files.exists(folder.resolve("no.npy")));
    Ended fallen = run(true, "auto", "y.npy", "--plugins", jar);
    assertEquals(0, fallen.code(), fallen.text());
    assertTrue(fallen.text().contains("The processor runs it: " + obstacle + "."), fallen.text());
    assertTrue(fallen.launched().isEmpty(), fallen.launched().toString());
    Ended small = run(true, "simd", "y.npy", "--plugins", jar);
    assertFalse(small.text().contains("The processor runs it"), small.text());
    Ended bench = net(true, "bench", folder.resolve("n.safetensors"), "--backend", "cuda", "--plugins", jar);
    assertEquals(2, bench.code(), bench.text());
    assertTrue(bench.text().contains("of the kind 'own'"), bench.text());
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
