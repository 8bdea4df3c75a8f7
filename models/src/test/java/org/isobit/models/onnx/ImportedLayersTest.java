package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.FourierFeatures;
import org.isobit.models.learning.layers.arrangement.Patches;
import org.isobit.models.learning.layers.arrangement.PixelShuffle;
import org.isobit.models.learning.layers.arrangement.PositionEmbedding;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.isobit.models.learning.layers.normalization.RmsNormalization;
import org.isobit.models.onnx.tensor.ElementType;
import org.junit.jupiter.api.Test;

/** Everything that the library exports comes back as layers that can be trained, with equal bits of outputs. */
class ImportedLayersTest {

  private static final int BATCH = 3;

  private static Architecture back(Architecture a, double[] theta) throws IOException {
    double[] x = ExportedLayersTest.normals(BATCH * a.inputs().stream().mapToInt(Shape::size).sum(), 2);
    int outputs = BATCH * a.outputs().stream().mapToInt(o -> a.shape(o).size()).sum();
    double[] y = new double[outputs];
    double[] again = new double[outputs];
    Network.of(a).forward(theta, 0, BATCH, x, 0, y, 0, null);
    OnnxNetwork doubles = OnnxNetwork.of(OnnxModel.read("m", OnnxExport.bytes(a, theta)));
    Network.of(doubles.architecture()).forward(doubles.doubles(), 0, BATCH, x, 0, again, 0, null);
    assertArrayEquals(y, again, a.toString());
    float[] z = new float[outputs];
    float[] once = new float[outputs];
    float[] single = ExportedLayersTest.single(theta);
    FloatNetwork.of(a).forward(single, 0, BATCH, ExportedLayersTest.single(x), 0, z, 0, null);
    OnnxNetwork floats = OnnxNetwork.of(OnnxModel.read("m", OnnxExport.bytes(a, single)));
    FloatNetwork.of(floats.architecture()).forward(floats.floats(), 0, BATCH, ExportedLayersTest.single(x), 0, once, 0,
        null);
    assertArrayEquals(z, once, a + " in float");
    return floats.architecture();
  }

  @Test
  void everythingComesBack() {
    List<String> lost = new ArrayList<>();
    for (Architecture a : Stream.concat(ExportedLayersTest.layers().stream(), ExportedLayersTest.networks().stream())
        .toList()) {
      try {
        back(a, ExportedLayersTest.theta(a));
      } catch (IllegalArgumentException | AssertionError | IOException e) {
        lost.add(a + ": " + e.getMessage());
      }
    }
    assertEquals("", String.join("\n", lost));
  }

  /** Layers themselves, with all their settings, where ONNX says them. */
  @Test
  void settingsComeBack() throws IOException {
    var builder = Architecture.builder();
    int image = builder.input(Shape.of(2, 4, 9));
    int places = builder.input(Shape.of(6, 1));
    int values = builder.input(Shape.of(6, 4));
    int x = builder.add(PositionEmbedding.of(), builder.add(Patches.of(2, 3), image));
    int k = builder.add(FourierFeatures.of(3).withSeed(17).withScale(0.7), places);
    int q = builder.add(RmsNormalization.of().withEps(0.3), x);
    int y = builder.add(MultiHeadAttention.of(2).withKvHeads(1).withScale(0.3).withCausal().withNormalization(1e-3)
        .withRotary(RotaryPairing.INTERLEAVED, 500), q, k, values);
    int last = builder.add(PixelShuffle.of(2).inverted(), builder.add(Patches.of(1, 2).inverse(2, 3), y));
    Architecture a = builder.build(last);
    assertEquals(a.toString(), back(a, ExportedLayersTest.theta(a)).toString());
  }

  /** Parts that somebody else reads are no layer. */
  @Test
  void partsThatAreOutputs() throws IOException {
    Draft d = new Draft(ElementType.FLOAT, 20);
    String x = d.input(2, 5);
    String root = d.node("Sqrt", d.node("Add", d.mean(d.node("Mul", x, x), -1), d.number(1e-5)));
    String y = d.node("Div", x, root);
    OnnxModel model = d.model(y, root);
    String message = assertThrows(IllegalArgumentException.class, () -> OnnxNetwork.of(model)).getMessage();
    assertTrue(message.contains("is no layer"), message);
    Architecture kept = Architecture.of(Shape.of(5), List.of(RmsNormalization.of(), Layers.dense(2, Activation.TANH)));
    assertEquals(kept.toString(), back(kept, ExportedLayersTest.theta(kept)).toString());
  }
}
