package org.isobit.kernels.device.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.rotary.RotaryPairing;
import org.junit.jupiter.api.Test;

/** What programs for devices hold, and what is refused while they are put together. */
class NetworkProgramTest {

  private static final DenseLayer LAYER = DenseLayer.of(3, 2, Activation.TANH);
  private static final ArrangementStage.Copy COPY = new ArrangementStage.Copy(2, 3);

  private static void refused(String expected, Runnable call) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  private static NetworkOperand at(int value, int offset) {
    return new NetworkOperand(value, offset);
  }

  @Test
  void stepsAreNumberedAndNamed() {
    NetworkProgramBuilder b = NetworkProgram.builder(7, 6);
    int later = b.value(8);
    refused("network on a device: there are 7 weights, but stage 0 (Dense) has some beyond them",
        () -> b.add(new NeuralStage.Dense(LAYER, 2, 0, 6), 0));
    refused("network on a device: stage 0 (Dense) takes 3 elements, but there are 6",
        () -> b.add(new NeuralStage.Dense(LAYER, 1, 0, -1), 0));
    refused("network on a device: stage 0 (Copy) takes 6 elements in 2 rows, but there are 8",
        () -> b.add(COPY, later));
    refused("network on a device: stage 0 (Copy) is given value 9, but there are 2", () -> b.add(COPY, 9));
    refused("network on a device: stage 0 (Copy) reads value 1, which no step has made",
        () -> b.step(COPY, List.of(at(later, 0)), List.of(at(later, 0))));
    refused("network on a device: stage 0 (Copy) takes 6 elements in 2 rows, but there are 8 and it begins at 2",
        () -> b.step(COPY, List.of(at(0, 0)), List.of(at(later, 2))));
    b.step(COPY, List.of(at(0, 0)), List.of(at(later, 1)));
    refused("network on a device: stage 1 (Copy) writes to value 1, of which it reads other columns",
        () -> b.step(COPY, List.of(at(later, 0)), List.of(at(later, 1))));
    refused("network on a device: stage 1 (Wave) takes 6 elements, but there are 8",
        () -> b.step(new NeuralStage.Wave(true, 6), List.of(at(later, 0)), List.of(at(0, 0))));
    refused("step of a network: " + COPY + " reads 1 operands and writes 1, but 2 and 1 are there",
        () -> b.step(COPY, List.of(at(0, 0), at(0, 0)), List.of(at(later, 0))));
    refused("network on a device: value 3 comes out, but no step makes it", () -> b.build(b.value(1) + 1));
    refused("network on a device: there are no outputs", b::build);
    refused("network on a device: there are no inputs", () -> NetworkProgram.builder(0));
    refused("network on a device: size of a value must be positive, but is 0", () -> b.value(0));
    refused("network on a device: there are no stages that read what goes in", () -> NetworkProgram.chain(List.of()));
  }

  /** A channel's factors would be read after its first elements are written. */
  @Test
  void factorsAreNotWritten() {
    NetworkProgramBuilder b = NetworkProgram.builder(0, 4);
    assertEquals(4, b.size(0));
    refused("network on a device: there are 1 values, but one is 1", () -> b.size(1));
    refused("network on a device: stage 0 (Conditioning) writes to value 0, which has its factors",
        () -> b.step(new ArrangementStage.Conditioning(2, 2, false), List.of(at(0, 0), at(0, 0)), List.of(at(0, 0))));
  }

  @Test
  void longestVectorsAreKnown() {
    assertEquals(0, NetworkProgram.chain(List.of(new NeuralStage.Elementwise(Activation.TANH, 0.0, 6))).joined());
    assertEquals(6, NetworkProgram.chain(List.of(new NeuralStage.SoftmaxRows(2, 3),
        new NormStage.LayerNorm(1, 6, 0.5, -1, -1), new NormStage.GroupNorm(6, 1, 3, 0.5, -1, -1),
        new NormStage.RmsNorm(3, 2, 0.5, -1))).joined());
  }

  @Test
  void stagesHaveSizesAndPlaces() {
    refused("dense: layer is null", () -> new NeuralStage.Dense(null, 1, 0, 0));
    refused("dense: weights cannot be at -1", () -> new NeuralStage.Dense(LAYER, 1, -1, 0));
    refused("dense: bias cannot be at -2; -1 is for none", () -> new NeuralStage.Dense(LAYER, 1, 0, -2));
    refused("stage of a network: a sample cannot have 0 rows of 3", () -> new NeuralStage.Dense(LAYER, 0, 0, -1));
    refused("stage of a network: a sample cannot have 65536 rows of 65536",
        () -> new NeuralStage.SoftmaxRows(1 << 16, 1 << 16));
    refused("activation: activation is null", () -> new NeuralStage.Elementwise(null, 0.0, 1));
    assertTrue(assertThrows(IllegalArgumentException.class,
        () -> new NeuralStage.Elementwise(Activation.LEAKY_RELU, -1.0, 1)).getMessage().contains("slope"));
    refused("product: weights cannot be at -3", () -> new NeuralStage.Product(1, 1, 1, true, 1.0, -3, true));
    refused("repeat: weights cannot be at -1", () -> new ArrangementStage.Repeat(1, 1, -1));
    refused("shift: weights cannot be at -1", () -> new ArrangementStage.Shift(1, 1, -1));
    refused("affine: shift cannot be at -1", () -> new ArrangementStage.Affine(1, 0, -1));
    refused("lerp: weights cannot be at -1", () -> new ArrangementStage.Lerp(1, 1, -1));
    refused("operand of a network: there is no value 0 at offset -1", () -> at(0, -1));
    ConvolutionShape image = ConvolutionShape.of(2, 4, 4, 3, 3, 3);
    refused("convolution: shape is null", () -> new ImageStage.Convolution(null, 0, 0));
    refused("convolution: bias cannot be at -2; -1 is for none", () -> new ImageStage.Convolution(image, 0, -2));
    refused("transposed convolution: weights cannot be at -1",
        () -> new ImageStage.TransposedConvolution(image, -1, 0));
    refused("pooling: shape is null", () -> new ImageStage.Pool(null, true));
    refused("resize: shape is null", () -> new ImageStage.Resize(null));
    refused("rearrange: permutation is null", () -> new ImageStage.Rearrange(null));
    refused("layer norm: eps must be finite and not negative, but is -1.0",
        () -> new NormStage.LayerNorm(1, 2, -1.0, 0, 0));
    refused("layer norm: there is a bias at 3, but no weight", () -> new NormStage.LayerNorm(1, 2, 0.5, -1, 3));
    refused("RMS norm: eps must be finite and not negative, but is NaN",
        () -> new NormStage.RmsNorm(1, 2, Double.NaN, 0));
    refused("group norm: 6 channels cannot be 4 groups", () -> new NormStage.GroupNorm(6, 2, 4, 0.5, 0, 6));
    refused("batch norm: running statistics cannot be at -1", () -> new NormStage.BatchNorm(6, 2, 0.5, 0, 6, -1));
    AttentionShape heads = AttentionShape.of(1, 2, 3, 3, 4);
    refused("attention: the shape must be that of one sample, token-major",
        () -> new SequenceStage.Attention(heads));
    refused("rotary: size of a head must be a multiple of 2, but is 3",
        () -> new SequenceStage.Rotary(RotaryPairing.HALVES, 10.0, 0, 2, 1, 3));
    refused("rotary: base must be positive and finite, but is 0.0",
        () -> new SequenceStage.Rotary(RotaryPairing.HALVES, 0.0, 0, 2, 1, 4));
    refused("stage of a network: a sample cannot have 4 rows of 0", () -> new SequenceStage.LstmGates(0));
    refused("stage of a network: a sample cannot have 4 rows of 0", () -> new SequenceStage.GruGates(0));
    assertEquals(60, new ImageStage.Convolution(image, 6, 3).weightsEnd());
    assertEquals(62, new ImageStage.TransposedConvolution(image, 6, 60).weightsEnd());
    assertEquals(29, new NormStage.BatchNorm(6, 2, 0.5, -1, 23, 12).weightsEnd());
    assertEquals(14, new NeuralStage.Dense(LAYER, 1, 5, 12).weightsEnd());
    assertEquals(11, new NeuralStage.Dense(LAYER, 1, 5, -1).weightsEnd());
  }

  @Test
  void constantsLieBehindWeights() {
    NetworkProgramBuilder b = NetworkProgram.builder(7, 3);
    assertEquals(7, b.constants(1.0, 2.0));
    assertEquals(9, b.constants(0.1, 4.0, 5.0));
    assertEquals(12, b.constants(6.0));
    int y = b.add(new ArrangementStage.Affine(3, 7, 10), 0);
    refused("network on a device: there are 13 weights, but stage 1 (Affine) has some beyond them",
        () -> b.add(new ArrangementStage.Affine(3, 7, 11), y));
    NetworkProgram program = b.build(y);
    assertEquals(7, program.parameters());
    assertArrayEquals(new double[] {1.0, 2.0, 0.1, 4.0, 5.0, 6.0}, program.constants());
    assertArrayEquals(new float[] {1.0f, 2.0f, 0.1f, 4.0f, 5.0f, 6.0f}, program.floatConstants());
    b.constants(1e300);
    refused("network on a device: the constant 1.0E300 is beyond what float holds", () -> b.build(y).floatConstants());
  }
}
