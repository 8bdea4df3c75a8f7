package org.isobit.models.learning.networks;

import org.isobit.kernels.Checks;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.ArchitectureBuilder;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.Patches;
import org.isobit.models.learning.layers.arrangement.PositionEmbedding;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.convolution.TransposedConvolutionLayer;
import org.isobit.models.learning.layers.normalization.GroupNormalization;
import org.isobit.models.learning.layers.normalization.LayerNormalization;

/**
 * Networks of the literature by name that make images of images: fields of a model, say. Samples are (channels, ny,
 * nx). Thread-safe.
 */
public final class ImageNetworks {

  /** Channels of a group of a group norm. */
  private static final int GROUP = 4;

  private ImageNetworks() {}

  /**
   * A U-Net (Ronneberger, Fischer and Brox 2015, arXiv:1505.04597) with group norm and SiLU: on each level two
   * convolutions 3×3; from level to level half the size, by a convolution of stride 2, and twice the channels; back by
   * transposed convolutions 2×2, next to which the values of the way down are put.
   *
   * @param image    shape of a sample: channels × ny × nx, ny and nx divisible by 2^(levels − 1)
   * @param channels that come out
   * @param width    channels of the first level, a multiple of 4
   * @param levels   at least 2
   * @param padding  what is beyond the edges: zeros, the edge, or the other side
   * @return the network
   * @throws IllegalArgumentException for other numbers and shapes
   */
  public static Architecture uNet(Shape image, int channels, int width, int levels, Padding padding) {
    if (levels < 2 || levels > 16) {
      throw new IllegalArgumentException("u-net: levels must be 2 ... 16, but are " + levels);
    }
    if (width < GROUP || width % GROUP != 0) {
      throw new IllegalArgumentException("u-net: width must be a multiple of " + GROUP + ", but is " + width);
    }
    require("u-net", image, 1 << levels - 1);
    ArchitectureBuilder b = Architecture.builder();
    int x = b.input(image);
    int[] skips = new int[levels];
    for (int level = 0; level < levels; level++) {
      int wide = Math.multiplyExact(width, 1 << level);
      x = block(b, block(b, x, wide, level == 0 ? 1 : 2, padding), wide, 1, padding);
      skips[level] = x;
    }
    for (int level = levels - 2; level >= 0; level--) {
      int wide = width << level;
      int raised = b.add(TransposedConvolutionLayer.of(wide, Activation.IDENTITY, 2, 2).withStride(2, 2), x);
      x = block(b, b.add(Layers.concat(2, 0), raised, skips[level]), wide, 1, padding);
    }
    return b.build(b.add(ConvolutionLayer.of(channels, Activation.IDENTITY, 3, 3).withSamePadding(padding), x));
  }

  private static int block(ArchitectureBuilder b, int x, int channels, int stride, Padding padding) {
    int y = b.add(ConvolutionLayer.of(channels, Activation.IDENTITY, 3, 3).withSamePadding(padding)
        .withStride(stride, stride), x);
    return b.add(Layers.activation(Activation.SILU), b.add(GroupNormalization.of(channels / GROUP), y));
  }

  /**
   * U-ViT (Bao et al. 2023, arXiv:2209.12152): patches are tokens with a trained position, blocks of a transformer, of
   * which each of the second half first reads, through a linear layer, what its mirror image in the first half gave;
   * at the end tokens become patches, over which a convolution 3×3 smooths.
   *
   * @param image    shape of a sample: channels × ny × nx, ny and nx divisible by the patch
   * @param channels that come out
   * @param patch    rows and columns of a patch
   * @param width    of a token, divisible by the heads
   * @param heads    of each attention
   * @param depth    blocks of each half, between which is one more; at least 1
   * @return the network
   * @throws IllegalArgumentException for other numbers and shapes
   */
  public static Architecture uVit(Shape image, int channels, int patch, int width, int heads, int depth) {
    Checks.positive("u-vit", "patch", patch);
    Checks.positive("u-vit", "channels", channels);
    Checks.positive("u-vit", "depth", depth);
    require("u-vit", image, patch);
    TransformerBlock block = new TransformerBlock("u-vit", width, heads);
    ArchitectureBuilder b = Architecture.builder();
    Patches patches = Patches.of(patch, patch);
    int x = b.add(PositionEmbedding.of(), b.add(Linear.of(width), b.add(patches, b.input(image))));
    int[] skips = new int[depth];
    for (int i = 0; i < depth; i++) {
      x = block.add(b, x);
      skips[i] = x;
    }
    x = block.add(b, x);
    for (int i = depth - 1; i >= 0; i--) {
      x = block.add(b, b.add(Linear.of(width), b.add(Layers.concat(2, 1), x, skips[i])));
    }
    int tokens = b.add(Linear.of(Math.multiplyExact(channels, patch * patch)), b.add(LayerNormalization.of(), x));
    int y = b.add(patches.inverse(image.dimension(1) / patch, image.dimension(2) / patch), tokens);
    return b.build(b.add(ConvolutionLayer.of(channels, Activation.IDENTITY, 3, 3).withSamePadding(Padding.ZERO), y));
  }

  /**
   * Blocks of ConvNeXt (Liu et al. 2022, arXiv:2201.03545) at one size: a depthwise convolution 7×7, a norm over the
   * channels of each pixel, two linear layers of each pixel, the first four times as wide with GELU, and the sum with
   * what went in; before them a convolution 3×3, behind them one of each pixel.
   *
   * @param image    shape of a sample: channels × ny × nx
   * @param channels that come out
   * @param width    channels inside
   * @param blocks   at least 1
   * @param padding  what is beyond the edges
   * @return the network
   * @throws IllegalArgumentException for numbers below 1 and another rank
   */
  public static Architecture convNext(Shape image, int channels, int width, int blocks, Padding padding) {
    require("convnext", image, 1);
    Checks.positive("convnext", "width", width);
    Checks.positive("convnext", "blocks", blocks);
    ArchitectureBuilder b = Architecture.builder();
    Patches pixels = Patches.of(1, 1);
    int x = b.add(ConvolutionLayer.of(width, Activation.IDENTITY, 3, 3).withSamePadding(padding), b.input(image));
    for (int i = 0; i < blocks; i++) {
      int y = b.add(ConvolutionLayer.of(width, Activation.IDENTITY, 7, 7).withGroups(width).withSamePadding(padding),
          x);
      int tokens = b.add(LayerNormalization.of(), b.add(pixels, y));
      y = b.add(pixels.inverse(image.dimension(1), image.dimension(2)), TransformerBlock.hidden(b, tokens, width));
      x = b.add(Layers.sum(2), x, y);
    }
    return b.build(b.add(ConvolutionLayer.of(channels, Activation.IDENTITY, 1, 1), x));
  }

  private static void require(String network, Shape image, int divisor) {
    if (image.rank() != 3 || image.dimension(1) % divisor != 0 || image.dimension(2) % divisor != 0) {
      throw new IllegalArgumentException(network + ": samples must be (channels, ny, nx) with ny and nx divisible by "
          + divisor + ", but are " + image);
    }
  }
}
