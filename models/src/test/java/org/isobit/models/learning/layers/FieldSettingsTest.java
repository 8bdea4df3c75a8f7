package org.isobit.models.learning.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.convolution.TransposedConvolutionLayer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.layers.normalization.GroupNormalization;
import org.isobit.models.learning.layers.normalization.LayerNormalization;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Settings of convolutions, normalisations and recurrent layers: short forms, initial values, and what is refused. */
class FieldSettingsTest {

  private static final ConvolutionLayer IMAGE = ConvolutionLayer.of(4, Activation.RELU, 3, 5);

  private static Layer changed(Layer layer, String key, Object value) {
    Map<String, Object> settings = new LinkedHashMap<>(layer.settings());
    settings.put(key, value);
    return Layers.of(layer.kind(), settings);
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void oneNumberIsThatOfAllAxes() {
    assertEquals(IMAGE.withStride(2, 2), changed(IMAGE, "stride", 2));
    assertEquals(IMAGE.withStride(2), IMAGE.withStride(2, 2));
    assertEquals(IMAGE.withPadding(Padding.ZERO, 1, 1, 2, 2), changed(IMAGE, "padding", List.of(1, 2)));
    assertEquals(IMAGE.withPadding(Padding.ZERO, 3), IMAGE.withPadding(Padding.ZERO, 3, 3, 3, 3));
    assertEquals(IMAGE.withSamePadding(Padding.ZERO), changed(IMAGE, "padding", "same"));
    assertEquals(List.of(2, 2, 4, 4), IMAGE.withDilation(2).withSamePadding(Padding.ZERO).padding());
    assertEquals(List.of(1, 2), ConvolutionLayer.of(1, Activation.RELU, 4).withSamePadding(Padding.ZERO).padding());
    assertEquals(IMAGE.withPadding(Padding.PERIODIC, 0), changed(IMAGE, "padding-mode", "circular"));
  }

  @Test
  void initialValuesGoByFilters() {
    Parameter weight = IMAGE.withGroups(2).parameters(Shape.of(6, 9, 9)).getFirst();
    assertEquals(3 * 15, weight.fanIn());
    assertEquals(2 * 15, weight.fanOut());
    assertEquals(Initializer.heNormal(), weight.initializer());
    assertEquals(Initializer.glorotUniform(), ConvolutionLayer.of(4, Activation.TANH, 3).weightInitializer());
    Parameter transposed = TransposedConvolutionLayer.of(4, Activation.RELU, 3, 5).withGroups(2)
        .parameters(Shape.of(6, 9, 9)).getFirst();
    assertEquals(3 * 15, transposed.fanIn());
    assertEquals(2 * 15, transposed.fanOut());
    for (Parameter p : LstmLayer.of(16).parameters(Shape.of(3, 2))) {
      assertEquals(Initializer.uniform(0.25), p.initializer(), p.name());
    }
    List<Parameter> batch = BatchNormalization.of().parameters(Shape.of(3, 2));
    assertEquals(List.of("weight", "bias", "running_mean", "running_var"),
        batch.stream().map(Parameter::name).toList());
    assertEquals(List.of(true, true, false, false), batch.stream().map(Parameter::trained).toList());
    assertEquals(List.of("weight_ih_l1", "weight_hh_l1", "bias_ih_l1", "bias_hh_l1"),
        GruLayer.of(3).withLevel(1).parameters(Shape.of(3, 2)).stream().map(Parameter::name).toList());
  }

  @Test
  void convolutionsThatCannotBe() {
    refused("convolution: kernel-size must be one number for lines or two for images, but is [3, 3, 3]",
        () -> ConvolutionLayer.of(4, Activation.RELU, 3, 3, 3));
    refused("convolution: kernel-size must be at least 1, but is [0]",
        () -> ConvolutionLayer.of(4, Activation.RELU, 0));
    refused("convolution: stride must be 1 or 2 numbers, but is [1, 2, 3]", () -> IMAGE.withStride(1, 2, 3));
    refused("convolution: dilation must be at least 1, but is [0, 0]", () -> IMAGE.withDilation(0));
    refused("convolution: padding must be 1, 2 or 4 numbers, but is [1, 2, 3]",
        () -> IMAGE.withPadding(Padding.ZERO, 1, 2, 3));
    refused("convolution: padding must be at least 0, but is [-1, -1, -1, -1]",
        () -> IMAGE.withPadding(Padding.ZERO, -1));
    refused("convolution: out-channels must be at least 1 and a multiple of groups, but there are 4 out-channels and 3 "
        + "groups", () -> IMAGE.withGroups(3));
    refused("convolution: with kernel-size [3, 5], samples must be (channels, ny, nx), but are 4x9",
        () -> IMAGE.output(Shape.of(4, 9)));
    refused("convolution: padding-mode must be one of zeros, replicate, circular, but is 'mirror'",
        () -> changed(IMAGE, "padding-mode", "mirror"));
    refused("layer convolution: 'padding' must be a list of whole numbers, but is 'valid'",
        () -> changed(IMAGE, "padding", "valid"));
    refused("layer convolution: 'stride' must be a list of whole numbers, but is '1.5'",
        () -> changed(IMAGE, "stride", List.of(1.5, 1)));
    refused("activation: slope must be positive and finite, in float too, but is 0.0",
        () -> new FusedActivation(Activation.LEAKY_RELU, 0.0));
    refused("convolution: groups = 2 does not divide channels = 3 and filters = 4",
        () -> IMAGE.withGroups(2).output(Shape.of(3, 9, 9)));
    TransposedConvolutionLayer transposed = TransposedConvolutionLayer.of(4, Activation.RELU, 3).withStride(2);
    refused("transposed-convolution: output-padding must be below stride, but they are [2] and [2]",
        () -> transposed.withOutputPadding(2));
    refused("transposed-convolution: of 2 cells would come -1, with kernel-size [3], stride [2] and padding [3, 3]",
        () -> transposed.withPadding(3).output(Shape.of(1, 2)));
  }

  @Test
  void normalisationsThatCannotBe() {
    refused("layer-norm: eps must be finite and not negative, but is -1.0", () -> LayerNormalization.of().withEps(-1));
    refused("layer-norm: there cannot be a bias without a weight", () -> new LayerNormalization(1, false, true));
    refused("group-norm: groups must be at least 1, but is 0", () -> GroupNormalization.of(0));
    refused("group-norm: the channels of 5x2 are no multiple of 2 groups",
        () -> GroupNormalization.of(2).output(Shape.of(5, 2)));
    refused("batch-norm: momentum must be from 0 to 1, but is 1.5", () -> BatchNormalization.of().withMomentum(1.5));
    refused("batch-norm: eps must be finite and not negative, but is NaN",
        () -> BatchNormalization.of().withEps(Double.NaN));
  }

  @Test
  void recurrentLayersThatCannotBe() {
    refused("lstm: hidden-size must be at least 1, but is 0", () -> LstmLayer.of(0));
    refused("gru: truncation must be at least 0, but is -1", () -> GruLayer.of(2).withTruncation(-1));
    refused("gru: level must be at least 0, but is -1", () -> GruLayer.of(2).withLevel(-1));
    refused("lstm: samples must be (steps, features), but are 3", () -> LstmLayer.of(2).output(Shape.of(3)));
    refused("lstm: hidden-size must be at least 1, but is 0", () -> changed(LstmLayer.of(2), "hidden-size", 0));
  }
}
