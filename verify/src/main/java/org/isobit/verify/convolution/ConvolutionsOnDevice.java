// Master of FloatConvolutionsOnDevice: the float version is generated from this file.
package org.isobit.verify.convolution;

import org.isobit.gpu.Stream;
import org.isobit.gpu.convolution.ConvolutionCuda;
import org.isobit.gpu.convolution.ConvolutionPath;

/** Convolutions by the path that is chosen for them, and by each of the others. */
final class ConvolutionsOnDevice {

  private final ConvolutionCuda estimate;
  private final ConvolutionCuda[] others;

  ConvolutionsOnDevice(Stream stream) {
    estimate = new ConvolutionCuda(stream);
    others = new ConvolutionCuda[] {new ConvolutionCuda(stream, ConvolutionPath.LARGE_TILES),
        new ConvolutionCuda(stream, ConvolutionPath.TILES), new ConvolutionCuda(stream, ConvolutionPath.RECTANGLES)};
  }

  ConvolutionCuda estimate() {
    return estimate;
  }

  /** One of the others, by a case's number. */
  ConvolutionCuda of(int number) {
    return others[number % others.length];
  }
}
