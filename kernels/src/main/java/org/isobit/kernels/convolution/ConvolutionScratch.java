// Master of FloatConvolutionScratch: the float version is generated from this file.
package org.isobit.kernels.convolution;

import java.util.HashMap;
import java.util.Map;

/** The scratch arrays of one thread. They grow and are kept. */
final class ConvolutionScratch {

  /** Shapes of which phases are kept. */
  private static final int SHAPES = 256;

  private static final ThreadLocal<ConvolutionScratch> MINE = new ThreadLocal<>();

  private double[] image = {};
  private double[] plane = {};
  private double[] line = {};
  private double[] tile = {};
  private double[] weights = {};
  private double[] gradient = {};
  private final Map<ConvolutionShape, ConvolutionPhases> phases = new HashMap<>();
  private int[] offsets = {};
  private final ProductSimd product = new ProductSimd();

  private ConvolutionScratch() {}

  /** The calling thread's. */
  static ConvolutionScratch mine() {
    ConvolutionScratch scratch = MINE.get();
    if (scratch == null) {
      scratch = new ConvolutionScratch();
      MINE.set(scratch);
    }
    return scratch;
  }

  /** Room for what tiles read: padded images, or their cells term by term. */
  double[] image(int size) {
    if (image.length < size) {
      image = new double[size];
    }
    return image;
  }

  /** Room for some rows of a padded channel; may be in use while {@link #image} is. */
  double[] plane(int size) {
    if (plane.length < size) {
      plane = new double[size];
    }
    return plane;
  }

  /** Room for a row of a padded channel; may be in use while {@link #plane} is. */
  double[] line(int size) {
    if (line.length < size) {
      line = new double[size];
    }
    return line;
  }

  /** Room for outputs of tiles; may be in use while the others are. */
  double[] tile(int size) {
    if (tile.length < size) {
      tile = new double[size];
    }
    return tile;
  }

  /** Room for where terms lie in an image. */
  int[] offsets(int size) {
    if (offsets.length < size) {
      offsets = new int[size];
    }
    return offsets;
  }

  /** Sums of products. */
  ProductSimd product() {
    return product;
  }

  /** Room for weights in another order; no convolution uses it. */
  double[] weights(int size) {
    if (weights.length < size) {
      weights = new double[size];
    }
    return weights;
  }

  /** Room for gradients in another order; no convolution uses it. */
  double[] gradient(int size) {
    if (gradient.length < size) {
      gradient = new double[size];
    }
    return gradient;
  }

  /** A shape's phases, made once. */
  ConvolutionPhases phases(ConvolutionShape shape) {
    ConvolutionPhases made = phases.get(shape);
    if (made == null) {
      if (phases.size() == SHAPES) {
        phases.clear();
      }
      made = new ConvolutionPhases(shape);
      phases.put(shape, made);
    }
    return made;
  }
}
