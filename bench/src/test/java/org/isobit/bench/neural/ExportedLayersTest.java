package org.isobit.bench.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.AveragePooling;
import org.isobit.models.learning.layers.arrangement.Conditioning;
import org.isobit.models.learning.layers.arrangement.FourierFeatures;
import org.isobit.models.learning.layers.arrangement.LerpSkip;
import org.isobit.models.learning.layers.arrangement.MaxPooling;
import org.isobit.models.learning.layers.arrangement.Patches;
import org.isobit.models.learning.layers.arrangement.PixelShuffle;
import org.isobit.models.learning.layers.arrangement.PositionEmbedding;
import org.isobit.models.learning.layers.arrangement.Reshape;
import org.isobit.models.learning.layers.arrangement.ResizeLayer;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.convolution.TransposedConvolutionLayer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.layers.normalization.GroupNormalization;
import org.isobit.models.learning.layers.normalization.InstanceNormalization;
import org.isobit.models.learning.layers.normalization.LayerNormalization;
import org.isobit.models.learning.layers.normalization.RmsNormalization;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.isobit.models.learning.networks.ImageNetworks;
import org.isobit.models.learning.networks.Networks;
import org.isobit.models.onnx.OnnxExport;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Exported layers of images, sequences and tokens, and networks of them, in ONNX Runtime. */
class ExportedLayersTest {

  private static final int BATCH = 3;

  private static float[] normals(int n, int stream) {
    float[] x = new float[n];
    Philox.gaussian(9, stream, 0, n, x, 0);
    return x;
  }

  /** Normal numbers of deviation 0.4; running variances are positive. */
  private static float[] theta(Architecture a) {
    float[] theta = normals(a.parameters(), 1);
    for (int i = 0; i < theta.length; i++) {
      theta[i] *= 0.4f;
    }
    for (int l = 0; l < a.layers().size(); l++) {
      for (Parameter p : a.parameters(l)) {
        for (int i = 0; i < p.size() && p.name().equals("running_var"); i++) {
          int at = a.offset(l) + p.offset() + i;
          theta[at] = 0.5f + StrictMath.abs(theta[at]);
        }
      }
    }
    return theta;
  }

  private static int[] dims(Shape shape) {
    return IntStream.concat(IntStream.of(BATCH), shape.dimensions().stream().mapToInt(Integer::intValue)).toArray();
  }

  /** The part of an input in vectors that hold all of them. */
  private static float[] part(float[] all, int first, int size) {
    float[] own = new float[BATCH * size];
    for (int b = 0; b < BATCH; b++) {
      System.arraycopy(all, b * (all.length / BATCH) + first, own, b * size, size);
    }
    return own;
  }

  private static void agrees(Architecture a) throws OrtException {
    float[] theta = theta(a);
    float[] x = normals(BATCH * a.inputs().stream().mapToInt(Shape::size).sum(), 2);
    Shape output = a.shape(a.outputs().getFirst());
    float[] y = new float[BATCH * output.size()];
    FloatNetwork.of(a).forward(theta, 0, BATCH, x, 0, y, 0, null);
    Map<String, Tensor> given = new LinkedHashMap<>();
    int first = 0;
    for (int i = 0; i < a.inputs().size(); i++) {
      Shape shape = a.inputs().get(i);
      given.put(a.inputs().size() == 1 ? "x" : "x" + i, Tensor.of(part(x, first, shape.size()), dims(shape)));
      first += shape.size();
    }
    Tensor actual = RuntimeModel.run(OnnxExport.bytes(a, theta), given).get("y");
    assertArrayEquals(dims(output), actual.dims(), a.toString());
    for (int i = 0; i < y.length; i++) {
      assertEquals(y[i], actual.number(i), 5e-5 * (1 + StrictMath.abs(y[i])), a + " element " + i);
    }
  }

  private static Architecture chain(Layer layer, int... sample) {
    return Architecture.of(Shape.of(sample), List.of(layer));
  }

  private static Architecture joined(Layer layer, Shape... inputs) {
    var builder = Architecture.builder();
    return builder.build(builder.add(layer, Stream.of(inputs).mapToInt(builder::input).toArray()));
  }

  private static List<Architecture> convolutions() {
    List<Architecture> all = new ArrayList<>();
    for (Padding padding : Padding.values()) {
      all.add(chain(ConvolutionLayer.of(6, Activation.RELU, 3, 2).withPadding(padding, 2, 1, 0, 3).withStride(2, 1)
          .withDilation(1, 2).withGroups(2), 4, 7, 6));
      all.add(chain(ConvolutionLayer.of(3, Activation.TANH, 3).withPadding(padding, 2, 1).withoutBias(), 2, 9));
      all.add(chain(ConvolutionLayer.of(2, Activation.ELU, 2, 1).withPadding(padding, 5, 1, 0, 7), 2, 2, 3));
      all.add(chain(ConvolutionLayer.of(4, Activation.LEAKY_RELU, 3, 3).withSamePadding(padding).withGroups(4), 4, 5,
          5));
    }
    all.add(chain(TransposedConvolutionLayer.of(4, Activation.SILU, 3, 2).withStride(2, 3).withPadding(1, 0, 2, 1)
        .withOutputPadding(1, 2).withGroups(2), 6, 4, 5));
    all.add(chain(TransposedConvolutionLayer.of(2, Activation.IDENTITY, 3).withDilation(2).withoutBias(), 3, 6));
    return all;
  }

  private static List<Architecture> normalizations() {
    return List.of(chain(LayerNormalization.of(), 4, 6), chain(LayerNormalization.of().withoutBias(), 5),
        chain(LayerNormalization.of().withoutAffine().withEps(0.1), 2, 3, 4), chain(RmsNormalization.of(), 4, 6),
        chain(RmsNormalization.of().withoutAffine().withEps(0.3), 5), chain(GroupNormalization.of(2), 4, 3, 5),
        chain(GroupNormalization.of(3).withoutAffine().withEps(0.2), 6), chain(GroupNormalization.of(1), 3, 7),
        chain(InstanceNormalization.of().withAffine(), 3, 4, 2), chain(InstanceNormalization.of(), 3, 5),
        chain(InstanceNormalization.of().withAffine(), 3), chain(BatchNormalization.of(), 3, 4, 2),
        chain(BatchNormalization.of().withoutAffine().withEps(0.1), 5), chain(BatchNormalization.of(), 3, 4));
  }

  private static List<Architecture> recurrences() {
    return List.of(chain(LstmLayer.of(4), 5, 3), chain(LstmLayer.of(3).withLastOnly().withLevel(1), 4, 2),
        chain(LstmLayer.of(2).withoutBias(), 1, 3), chain(GruLayer.of(4), 5, 3),
        chain(GruLayer.of(3).withLastOnly().withLevel(2), 4, 2), chain(GruLayer.of(2).withoutBias(), 3, 3),
        chain(GruLayer.of(4).withResetBefore(), 5, 3));
  }

  private static List<Architecture> attentions() {
    MultiHeadAttention grouped = MultiHeadAttention.of(4).withKvHeads(2);
    Shape q = Shape.of(5, 16);
    Shape k = Shape.of(7, 8);
    List<Architecture> all = new ArrayList<>(List.of(chain(Linear.of(3), 4, 5), chain(Linear.of(3), 5),
        chain(Linear.of(Layers.dense(3, Activation.ELU).withoutBias()), 2, 4, 5),
        joined(MultiHeadAttention.of(2).withCausal(), Shape.of(5, 6), Shape.of(5, 6), Shape.of(5, 4)),
        joined(MultiHeadAttention.of(1).withCausal(), Shape.of(6, 2), Shape.of(4, 2), Shape.of(4, 3)),
        joined(grouped.withScale(0.3).withNormalization(1e-3).withCausal(), q, k, Shape.of(7, 6))));
    for (RotaryPairing pairing : RotaryPairing.values()) {
      all.add(joined(grouped.withRotary(pairing, 100), q, k, k));
      all.add(joined(grouped.withRotary(pairing, 10).withNormalization(0.1), q, k, k));
      all.add(joined(grouped.withRotaryGrid(pairing, 10, 3), q, k, k));
      all.add(joined(grouped.withRotary(pairing, 10000).withLearnedFrequencies(), q, k, k));
      all.add(joined(grouped.withRotaryGrid(pairing, 10000, 3).withNormalization(0.1).withLearnedFrequencies(), q, k,
          k));
    }
    return all;
  }

  private static List<Architecture> arrangements() {
    List<Architecture> all = new ArrayList<>(List.of(
        chain(MaxPooling.of(3, 2).withStride(2, 1).withPadding(1, 1, 0, 1).withDilation(1, 2), 2, 7, 6),
        chain(MaxPooling.of(3).withStride(2).withCeil(true), 2, 6, 8), chain(MaxPooling.of(2), 3, 6),
        chain(MaxPooling.of(0), 2, 3, 4), chain(AveragePooling.global(), 2, 3, 4), chain(AveragePooling.of(2), 2, 5),
        chain(PixelShuffle.of(2), 8, 2, 3), chain(PixelShuffle.of(2).inverted(), 2, 4, 6),
        chain(Patches.of(2, 3), 2, 4, 9), chain(Patches.of(2, 3).inverse(2, 3), 6, 12),
        chain(Reshape.of(2, 0), 3, 4), chain(Reshape.flat(), 2, 2, 3), chain(PositionEmbedding.of(), 3, 4),
        joined(LerpSkip.of(), Shape.of(2, 3, 2), Shape.of(2, 3, 2)),
        joined(LerpSkip.of().withPerChannel(false), Shape.of(4), Shape.of(4)),
        joined(Conditioning.of(), Shape.of(2, 3, 4), Shape.of(4)),
        joined(Conditioning.of().withChannelsLast(true), Shape.of(3, 4), Shape.of(2, 4)),
        chain(FourierFeatures.of(3), 2), chain(FourierFeatures.of(2).withScale(0.3).withSeed(4), 3, 2)));
    for (boolean counted : new boolean[] {false, true}) {
      for (boolean ceil : new boolean[] {false, true}) {
        AveragePooling layer = AveragePooling.of(3).withStride(2).withPadding(1).withCountPadding(counted)
            .withCeil(ceil);
        all.addAll(List.of(chain(layer, 2, 6, 5), chain(layer.withPadding(0, 1, 1, 0), 2, 8, 7), chain(layer, 2, 8)));
      }
    }
    for (Coordinates coordinates : Coordinates.values()) {
      for (Interpolation interpolation : Interpolation.values()) {
        all.addAll(List.of(chain(ResizeLayer.enlarging(interpolation, coordinates, 2, 3), 2, 3, 4),
            chain(ResizeLayer.to(interpolation, coordinates, 6, 3), 2, 10, 6),
            chain(ResizeLayer.to(interpolation, coordinates, 7), 2, 3)));
      }
    }
    return all;
  }

  private static List<Architecture> layers() {
    return Stream.of(convolutions(), normalizations(), recurrences(), attentions(), arrangements())
        .flatMap(List::stream).toList();
  }

  @Test
  void everyLayer() throws OrtException {
    for (Architecture a : layers()) {
      agrees(a);
    }
  }

  @Test
  void everyNetwork() throws OrtException {
    agrees(Networks.mlp(Shape.of(3), 2, 5, 2, Activation.GELU));
    agrees(Networks.transformer(Shape.of(5, 3), 2, 8, 2, 2));
    agrees(Networks.lstmEncoderDecoder(Shape.of(4, 3), 3, 2, 5));
    for (Padding padding : Padding.values()) {
      agrees(ImageNetworks.uNet(Shape.of(2, 8, 8), 3, 4, 3, padding));
      agrees(ImageNetworks.convNext(Shape.of(2, 5, 6), 3, 4, 2, padding));
    }
    agrees(ImageNetworks.uVit(Shape.of(2, 4, 6), 1, 2, 8, 2, 2));
  }
}
