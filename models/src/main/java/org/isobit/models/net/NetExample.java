package org.isobit.models.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.elementary.FloatElementary;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.FloatTrainer;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.Schedule;
import org.isobit.models.learning.training.TrainingSettings;
import org.isobit.models.weights.NetworkFile;
import org.isobit.models.weights.SafetensorsWriter;
import org.isobit.models.weights.TensorData;

/** A small network, trained in a moment to sin(πx)·cos(πy) on [−1, 1)², and what belongs to it. */
final class NetExample {

  private static final long SEED = 2026;
  private static final int SAMPLES = 4096;
  private static final int BATCH = 64;
  private static final int EPOCHS = 30;
  private static final int WIDTH = 32;

  /** Points a side of the grid on which the network is run. */
  private static final int SIDE = 21;

  private NetExample() {}

  /**
   * Trains and writes.
   *
   * @return the root-mean-square error on the grid
   * @throws IllegalArgumentException if one of the files exists and differs: somebody has worked on it
   */
  static String write(Path target) throws IOException {
    FloatNetwork network = FloatNetwork.of(Shape.of(2), Layers.dense(WIDTH, Activation.SILU),
        Layers.dense(WIDTH, Activation.SILU), Layers.dense(1, Activation.IDENTITY));
    float[] theta = trained(network);
    float[] grid = grid();
    float[] truth = truth(grid);
    Path made = Files.createTempDirectory("isobit-net");
    try {
      NetworkFile.write(made.resolve("network.safetensors"), network.architecture(), theta,
          Map.of("about", "sin(pi x) cos(pi y), made by isobit net --example"));
      SafetensorsWriter.write(made.resolve("pytorch.safetensors"), Map.of("format", "pt"), asPyTorch(network, theta));
      try (InputStream yaml = NetExample.class.getResourceAsStream("pytorch.yaml")) {
        Files.write(made.resolve("pytorch.yaml"), yaml.readAllBytes());
      }
      NpyFile.write(made.resolve("input.npy"), grid, truth.length, 2);
      NpyFile.write(made.resolve("truth.npy"), truth, truth.length, 1);
      put(made, target);
    } finally {
      for (Path file : files(made)) {
        Files.delete(file);
      }
      Files.delete(made);
    }
    float[] y = new float[truth.length];
    network.inference(theta, 0).forward(truth.length, grid, 0, y, 0);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += ((double) y[i] - truth[i]) * ((double) y[i] - truth[i]);
    }
    return NetText.number(Math.sqrt(sum / y.length));
  }

  private static float[] trained(FloatNetwork network) {
    float[] x = new float[2 * SAMPLES];
    Philox.uniform(SEED, 0, 0, x.length, x, 0);
    for (int i = 0; i < x.length; i++) {
      x[i] = 2 * x[i] - 1;
    }
    TrainingSettings settings = TrainingSettings.of(Optimizer.adam(0.01), BATCH, EPOCHS)
        .withSchedule(Schedule.warmupCosine(0, EPOCHS * (SAMPLES / BATCH), 0.0)).withSeed(SEED, 0);
    float[] theta = network.initialize(SEED, 0);
    FloatTrainer.of(new FloatSupervisedObjective(network, Loss.squared(), x, truth(x), BATCH), settings).train(theta);
    return theta;
  }

  private static float[] grid() {
    float[] grid = new float[2 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      grid[2 * i] = (i % SIDE) * 0.09375f - 0.9375f;
      grid[2 * i + 1] = (i / SIDE) * 0.09375f - 0.9375f;
    }
    return grid;
  }

  private static float[] truth(float[] points) {
    int n = points.length / 2;
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = points[2 * i];
      y[i] = points[2 * i + 1];
    }
    FloatElementary.sinpi(n, x, 0, x, 0);
    FloatElementary.cospi(n, y, 0, y, 0);
    for (int i = 0; i < n; i++) {
      x[i] *= y[i];
    }
    return x;
  }

  /** The tensors of nn.Sequential(Linear, SiLU, Linear, SiLU, Linear): outputs × inputs, named by position. */
  private static List<TensorData> asPyTorch(FloatNetwork network, float[] theta) {
    List<TensorData> tensors = new ArrayList<>();
    for (int l = 0; l < network.architecture().layers().size(); l++) {
      Parameter w = network.architecture().parameter("layers." + l + ".weight");
      Parameter b = network.architecture().parameter("layers." + l + ".bias");
      int inputs = w.dimensions().dimension(0);
      int outputs = w.dimensions().dimension(1);
      float[] turned = new float[w.size()];
      for (int i = 0; i < inputs; i++) {
        for (int o = 0; o < outputs; o++) {
          turned[o * inputs + i] = theta[w.offset() + i * outputs + o];
        }
      }
      tensors.add(TensorData.of(2 * l + ".weight", turned, 0, outputs, inputs));
      tensors.add(TensorData.of(2 * l + ".bias", theta, b.offset(), outputs));
    }
    return tensors;
  }

  private static void put(Path made, Path target) throws IOException {
    for (Path file : files(made)) {
      Path old = target.resolve(file.getFileName());
      if (Files.exists(old) && !Arrays.equals(Files.readAllBytes(old), Files.readAllBytes(file))) {
        throw new IllegalArgumentException(Quoted.path(old) + ": exists and differs from the example's; choose "
            + "another directory");
      }
    }
    for (Path file : files(made)) {
      byte[] bytes = Files.readAllBytes(file);
      AtomicFiles.write(target.resolve(file.getFileName()), out -> out.write(bytes));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
