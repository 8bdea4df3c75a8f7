package org.isobit.models.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.learning.layers.FusedActivation;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
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

/** Networks of convolutions, normalisations and recurrent layers that several tests use. */
public final class FieldNetworks {

  private FieldNetworks() {}

  /** Every layer alone, with each of its settings, and what it takes; truncated recurrent layers are not there. */
  public static Map<String, Architecture> layers() {
    Map<String, Architecture> all = new LinkedHashMap<>();
    for (Activation kind : Activation.values()) {
      FusedActivation activation = new FusedActivation(kind, kind.hasSlope() ? 0.2 : 0.0);
      put(all, "convolution " + kind, Shape.of(2, 4, 5), ConvolutionLayer.of(3, activation, 3, 2)
          .withPadding(Padding.ZERO, 1));
      put(all, "transposed " + kind, Shape.of(2, 3, 2), TransposedConvolutionLayer.of(3, activation, 2, 2));
    }
    put(all, "strides, groups", Shape.of(2, 5, 6), ConvolutionLayer.of(4, Activation.TANH, 2, 3).withGroups(2)
        .withStride(2, 1).withDilation(1, 2).withPadding(Padding.REPLICATE, 1, 0, 2, 1));
    put(all, "periodic", Shape.of(2, 4, 4), ConvolutionLayer.of(3, Activation.IDENTITY, 3, 4)
        .withSamePadding(Padding.PERIODIC).withoutBias());
    put(all, "depthwise", Shape.of(3, 4, 4), ConvolutionLayer.of(6, Activation.SILU, 3, 3).withGroups(3)
        .withSamePadding(Padding.ZERO));
    put(all, "lines", Shape.of(2, 7), ConvolutionLayer.of(4, Activation.GELU, 3).withPadding(Padding.PERIODIC, 2, 1)
        .withStride(2));
    put(all, "enlarging", Shape.of(2, 3, 2), TransposedConvolutionLayer.of(3, Activation.TANH, 3, 2).withStride(2, 3)
        .withPadding(1, 0).withOutputPadding(1, 2));
    put(all, "transposed lines", Shape.of(4, 6), TransposedConvolutionLayer.of(2, Activation.GELU, 3).withGroups(2)
        .withDilation(2).withPadding(0, 1).withoutBias());
    put(all, "layer norm", Shape.of(3, 5), LayerNormalization.of());
    put(all, "layer norm without bias", Shape.of(3, 5), LayerNormalization.of().withoutBias().withEps(0.1));
    put(all, "plain layer norm", Shape.of(3, 5), LayerNormalization.of().withoutAffine());
    put(all, "RMS norm", Shape.of(3, 5), RmsNormalization.of());
    put(all, "plain RMS norm", Shape.of(3, 5), RmsNormalization.of().withoutAffine().withEps(0.1));
    put(all, "group norm", Shape.of(4, 3, 2), GroupNormalization.of(2));
    put(all, "plain group norm", Shape.of(4, 3), GroupNormalization.of(1).withoutAffine().withEps(0.1));
    put(all, "instance norm", Shape.of(2, 3, 4), InstanceNormalization.of());
    put(all, "scaled instance norm", Shape.of(2, 8), InstanceNormalization.of().withAffine().withEps(0.1));
    put(all, "batch norm", Shape.of(3, 2, 3), BatchNormalization.of());
    put(all, "batch norm of vectors", Shape.of(6), BatchNormalization.of().withEps(0.1).withMomentum(0.4)
        .withBiasedVariance());
    put(all, "plain batch norm", Shape.of(2, 4), BatchNormalization.of().withoutAffine());
    put(all, "lstm", Shape.of(4, 3), LstmLayer.of(5));
    put(all, "lstm, last step", Shape.of(4, 3), LstmLayer.of(5).withLastOnly());
    put(all, "lstm, one step", Shape.of(1, 3), LstmLayer.of(2).withoutBias().withLevel(2));
    put(all, "gru", Shape.of(4, 3), GruLayer.of(5));
    put(all, "gru, last step", Shape.of(4, 3), GruLayer.of(5).withLastOnly());
    put(all, "gru, one step", Shape.of(1, 3), GruLayer.of(2).withoutBias().withLevel(2));
    put(all, "gru, reset before", Shape.of(4, 3), GruLayer.of(5).withResetBefore());
    put(all, "gru, reset before, last step", Shape.of(4, 3), GruLayer.of(5).withResetBefore().withLastOnly());
    put(all, "gru, reset before, one step", Shape.of(1, 3), GruLayer.of(2).withResetBefore().withoutBias());
    return all;
  }

  private static void put(Map<String, Architecture> all, String name, Shape input, Layer layer) {
    all.put(name, Architecture.of(input, List.of(layer)));
  }

  /** Layers that cut derivatives. */
  public static List<Layer> truncated() {
    return List.of(LstmLayer.of(5).withTruncation(2), LstmLayer.of(5).withTruncation(2).withLastOnly(),
        GruLayer.of(5).withTruncation(2), GruLayer.of(5).withTruncation(2).withLastOnly(),
        GruLayer.of(5).withTruncation(2).withResetBefore(),
        GruLayer.of(5).withTruncation(2).withLastOnly().withResetBefore());
  }

  /** Images through one layer after the other, wide enough that threads share them. */
  public static Architecture images() {
    return Architecture.of(Shape.of(3, 14, 14), List.of(
        ConvolutionLayer.of(16, Activation.IDENTITY, 3, 3).withSamePadding(Padding.PERIODIC),
        GroupNormalization.of(4), Layers.activation(Activation.SILU),
        ConvolutionLayer.of(16, Activation.GELU, 3, 3).withGroups(16).withSamePadding(Padding.ZERO),
        InstanceNormalization.of().withAffine(), ConvolutionLayer.of(16, Activation.TANH, 2, 2).withStride(2),
        TransposedConvolutionLayer.of(8, Activation.LEAKY_RELU, 2, 2).withStride(2), LayerNormalization.of(),
        ConvolutionLayer.of(2, Activation.IDENTITY, 1, 1)));
  }

  /** Sequences through stacked layers, wide enough that threads share them. */
  public static Architecture sequences() {
    return Architecture.of(Shape.of(9, 10), List.of(RmsNormalization.of(), LstmLayer.of(48),
        LstmLayer.of(40).withLevel(1), LayerNormalization.of(), GruLayer.of(48).withTruncation(4),
        GruLayer.of(36).withLastOnly(), Layers.dense(3, Activation.IDENTITY)));
  }

  /** The gates of Cho et al., and attention on a grid of tokens. */
  public static Architecture grids() {
    ArchitectureBuilder b = Architecture.builder();
    int x = b.add(GruLayer.of(40).withResetBefore(), b.input(Shape.of(12, 10)));
    int y = b.add(MultiHeadAttention.of(5).withRotaryGrid(RotaryPairing.HALVES, 100.0, 4), x, x, x);
    return b.build(b.add(GruLayer.of(20).withResetBefore().withLastOnly(), y));
  }

  /** Attention whose frequencies are trained, on a line and on a grid, with few key heads and many. */
  public static Architecture turned() {
    ArchitectureBuilder b = Architecture.builder();
    int x = b.input(Shape.of(10, 24));
    int k = b.add(Linear.of(12), x);
    int y = b.add(MultiHeadAttention.of(2).withKvHeads(1).withNormalization(1e-6)
        .withRotary(RotaryPairing.INTERLEAVED, 100.0).withLearnedFrequencies(), x, k, k);
    int z = b.add(MultiHeadAttention.of(3).withCausal().withRotaryGrid(RotaryPairing.HALVES, 10.0, 4)
        .withLearnedFrequencies(), y, x, x);
    return b.build(b.add(Layers.sum(2), y, z));
  }

  /** Images with batch norm, and a recurrent layer that reads channels as steps. */
  public static Architecture coupled() {
    return Architecture.of(Shape.of(2, 10), List.of(
        ConvolutionLayer.of(6, Activation.IDENTITY, 3).withSamePadding(Padding.PERIODIC).withoutBias(),
        BatchNormalization.of(), Layers.activation(Activation.SILU), LstmLayer.of(12).withLastOnly(),
        BatchNormalization.of().withoutAffine(), Layers.dense(2, Activation.IDENTITY)));
  }
}
