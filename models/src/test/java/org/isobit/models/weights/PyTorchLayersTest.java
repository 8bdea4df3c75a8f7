package org.isobit.models.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FieldNetworks;
import org.isobit.models.learning.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State dicts of PyTorch's convolutions, batch norms and LSTMs, as {@code safetensors.torch.save_file} writes them. */
class PyTorchLayersTest {

  private static final double NEAR = 1e-12;

  @TempDir
  Path folder;

  private final Map<String, int[]> shapes = new LinkedHashMap<>();
  private final Map<String, double[]> tensors = new LinkedHashMap<>();

  /** Known numbers, another sequence for each tensor. */
  private double[] tensor(String name, int... shape) {
    double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((i * 7 + shapes.size() * 5) % 11 - 4) / 8.0;
    }
    shapes.put(name, shape);
    tensors.put(name, values);
    return values;
  }

  private Path file() throws IOException {
    List<String> names = new ArrayList<>(shapes.keySet());
    names.sort(null); // as that program does
    int size = tensors.values().stream().mapToInt(t -> 8 * t.length).sum();
    ByteBuffer data = ByteBuffer.allocate(size + 8).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"},"
        + "\"norm.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}");
    data.putLong(1234);
    for (String name : names) {
      header.append(",\"").append(name).append("\":{\"dtype\":\"F64\",\"shape\":")
          .append(Arrays.toString(shapes.get(name))).append(",\"data_offsets\":[").append(data.position());
      Arrays.stream(tensors.get(name)).forEach(data::putDouble);
      header.append(',').append(data.position()).append("]}");
    }
    return Files.write(folder.resolve("model.safetensors"), RawFile.bytes(header.append('}').toString(), data.array()));
  }

  /** The description, which the page of the models shows. */
  private static Path description() throws IOException, URISyntaxException {
    return Path.of(PyTorchLayersTest.class.getResource("pytorch-layers.yaml").toURI());
  }

  @Test
  void thePageShowsTheDescription() throws IOException, URISyntaxException {
    assertTrue(Files.readString(Path.of("README.md")).contains("```yaml\n" + Files.readString(description()) + "```"));
  }

  @Test
  void aStateDictIsRunAsItsProgramWould() throws IOException, URISyntaxException {
    double[] convolution = tensor("conv.weight", 4, 2, 3);
    double[] shift = tensor("conv.bias", 4);
    double[] gamma = tensor("norm.weight", 4);
    double[] beta = tensor("norm.bias", 4);
    double[] mean = tensor("norm.running_mean", 4);
    double[] variance = tensor("norm.running_var", 4);
    Arrays.setAll(variance, i -> 0.5 + i);
    List<double[]> first = List.of(tensor("rnn.weight_ih_l0", 12, 6), tensor("rnn.weight_hh_l0", 12, 3),
        tensor("rnn.bias_ih_l0", 12), tensor("rnn.bias_hh_l0", 12));
    List<double[]> second = List.of(tensor("rnn.weight_ih_l1", 8, 3), tensor("rnn.weight_hh_l1", 8, 2),
        tensor("rnn.bias_ih_l1", 8), tensor("rnn.bias_hh_l1", 8));
    NetworkFile network = NetworkFile.read(file(), description());
    assertFalse(network.single());

    double[] x = {0.5, -1, 2, 0.25, -0.75, 1.5, -2, 1, 0.125, 3, -0.5, 0.75};
    double[][] images = new double[4][6];
    for (int o = 0; o < 4; o++) {
      for (int i = 0; i < 6; i++) {
        double sum = shift[o];
        for (int k = 0; k < 3; k++) {
          int at = (i + k + 5) % 6;
          sum += convolution[6 * o + k] * x[at] + convolution[6 * o + 3 + k] * x[6 + at];
        }
        double y = (sum - mean[o]) / Math.sqrt(variance[o] + 1e-5) * gamma[o] + beta[o];
        images[o][i] = Math.max(0, y);
      }
    }
    double[] expected = lstm(lstm(images, first, 3), second, 2)[3];
    double[] y = new double[2];
    Network.of(network.architecture()).forward(network.doubles(), 0, 1, x, 0, y, 0, null);
    assertEquals(expected[0], y[0], NEAR);
    assertEquals(expected[1], y[1], NEAR);
  }

  /** The states of all steps, by the formulas of {@code torch.nn.LSTM}. */
  private static double[][] lstm(double[][] x, List<double[]> weights, int n) {
    double[][] states = new double[x.length][n];
    double[] c = new double[n];
    for (int t = 0; t < x.length; t++) {
      double[] h = t == 0 ? new double[n] : states[t - 1];
      double[] z = new double[4 * n];
      for (int j = 0; j < 4 * n; j++) {
        z[j] = weights.get(2)[j] + weights.get(3)[j];
        for (int i = 0; i < x[t].length; i++) {
          z[j] += weights.get(0)[j * x[t].length + i] * x[t][i];
        }
        for (int i = 0; i < n; i++) {
          z[j] += weights.get(1)[j * n + i] * h[i];
        }
      }
      for (int j = 0; j < n; j++) {
        c[j] = sigmoid(z[n + j]) * c[j] + sigmoid(z[j]) * Math.tanh(z[2 * n + j]);
        states[t][j] = sigmoid(z[3 * n + j]) * Math.tanh(c[j]);
      }
    }
    return states;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The description of each layer comes back from a file of Isobit's, with its weights. */
  @Test
  void filesKeepAllSettings() throws IOException {
    List<Architecture> all = new ArrayList<>(FieldNetworks.layers().values());
    all.addAll(List.of(FieldNetworks.images(), FieldNetworks.sequences(), FieldNetworks.coupled(),
        FieldNetworks.turned()));
    for (Architecture architecture : all) {
      double[] theta = Network.of(architecture).initialize(1, 2);
      Path file = folder.resolve("network.safetensors");
      NetworkFile.write(file, architecture, theta, Map.of());
      NetworkFile back = NetworkFile.read(file);
      assertEquals(architecture, back.architecture());
      assertEquals(Arrays.toString(theta), Arrays.toString(back.doubles()));
    }
  }
}
