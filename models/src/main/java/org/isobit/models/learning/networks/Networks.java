package org.isobit.models.learning.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.ArchitectureBuilder;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.PositionEmbedding;
import org.isobit.models.learning.layers.arrangement.Reshape;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.normalization.LayerNormalization;
import org.isobit.models.learning.layers.recurrent.LstmLayer;

/**
 * Networks of the literature by name, for vectors, sequences and tokens; those for images are {@link ImageNetworks}.
 * Each is an {@link Architecture} like any other: take its layers for one of your own where a detail should differ.
 * Thread-safe.
 */
public final class Networks {

  /** A block's hidden layer is so many times as wide as its tokens. */
  static final int WIDER = 4;

  private Networks() {}

  /**
   * A multilayer perceptron: dense layers, all of one width, and a linear one.
   *
   * @param input      shape of a sample, read as one vector
   * @param outputs    numbers that come out
   * @param width      outputs of each hidden layer
   * @param depth      hidden layers, at least 1
   * @param activation of the hidden layers
   * @return the network
   * @throws IllegalArgumentException for numbers below 1
   */
  public static Architecture mlp(Shape input, int outputs, int width, int depth, Activation activation) {
    Checks.positive("mlp", "depth", depth);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      layers.add(Layers.dense(width, activation));
    }
    layers.add(Layers.dense(outputs, Activation.IDENTITY));
    return Architecture.of(input, layers);
  }

  /**
   * A transformer's encoder (Vaswani et al. 2017, arXiv:1706.03762) with norms before the blocks' parts (Xiong et al.
   * 2020, arXiv:2002.04745): tokens are mapped to a width and get a trained position; each block adds self-attention
   * and a hidden layer of four times the width with GELU; a norm and a linear layer of each token end it.
   *
   * @param tokens   shape of a sample: tokens × features
   * @param features of each token that comes out
   * @param width    of a token inside, divisible by the heads
   * @param heads    of each attention
   * @param blocks   how many, at least 1
   * @return the network
   * @throws IllegalArgumentException for numbers below 1, another rank, and a width that the heads do not divide
   */
  public static Architecture transformer(Shape tokens, int features, int width, int heads, int blocks) {
    TransformerBlock block = new TransformerBlock("transformer", width, heads);
    Checks.positive("transformer", "blocks", blocks);
    ArchitectureBuilder b = Architecture.builder();
    int x = b.add(PositionEmbedding.of(), b.add(Linear.of(width), b.input(tokens)));
    for (int i = 0; i < blocks; i++) {
      x = block.add(b, x);
    }
    return b.build(b.add(Linear.of(features), b.add(LayerNormalization.of(), x)));
  }

  /**
   * An LSTM that reads a sequence and another one that writes one from its last state (Sutskever, Vinyals and Le 2014,
   * arXiv:1409.3215): the last state is the input of every step of the second, and a linear layer of each step's state
   * is the output.
   *
   * @param sequence shape of a sample: steps × features
   * @param steps    that come out, at least 1
   * @param features of each of them
   * @param hidden   elements of a state
   * @return the network
   * @throws IllegalArgumentException for numbers below 1 and another rank
   */
  public static Architecture lstmEncoderDecoder(Shape sequence, int steps, int features, int hidden) {
    Checks.positive("lstm encoder-decoder", "steps", steps);
    ArchitectureBuilder b = Architecture.builder();
    int state = b.add(LstmLayer.of(hidden).withLastOnly(), b.input(sequence));
    int x = b.add(Reshape.of(1, hidden), state);
    if (steps > 1) {
      int[] again = new int[steps];
      Arrays.fill(again, x);
      x = b.add(Layers.concat(steps, 0), again);
    }
    return b.build(b.add(Linear.of(features), b.add(LstmLayer.of(hidden), x)));
  }
}
