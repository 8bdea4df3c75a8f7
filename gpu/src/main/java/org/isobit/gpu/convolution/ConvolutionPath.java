package org.isobit.gpu.convolution;

import org.isobit.gpu.Device;

/**
 * How a convolution runs on a device. The bits are the same, so the choice is free; it is made here, from the channels
 * of a group and the size of the whole, by estimates and not yet by measurements:
 *
 * <ul>
 * <li>tiles are products of weights and cells, each gathered once for all output channels of a tile; they keep
 * arithmetic busy where a tile's channels are most of them real ones. Large tiles read less for each product, small
 * ones are more blocks;
 * <li>rectangles read the part of an image that their pixels need once for all weights of a filter and few channels,
 * which is what limits depthwise convolutions.
 * </ul>
 */
public enum ConvolutionPath {

  /** Rectangles for up to 8 output channels a group; large tiles where there is one for each multiprocessor. */
  ESTIMATE,

  /** Tiles of 64 output channels and 64 pixels, in float 128 and 128. */
  LARGE_TILES,

  /** Tiles of 32 output channels and 64 pixels. */
  TILES,

  /** Rectangles of pixels of one sample and up to 4 output channels. */
  RECTANGLES;

  /** Output channels of a group for which tiles would be three quarters empty. */
  private static final int FEW = 8;

  /** The way of a convolution with so many output channels a group and large tiles with sides so long. */
  ConvolutionPath of(int outputs, int side, long tiles, Device device) {
    return this != ESTIMATE ? this : outputs <= FEW ? RECTANGLES
        : outputs > side / 2 && tiles >= device.multiprocessors() ? LARGE_TILES : TILES;
  }
}
