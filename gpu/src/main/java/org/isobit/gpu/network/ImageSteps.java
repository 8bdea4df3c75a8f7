// Master of FloatImageSteps: the float version is generated from this file.
package org.isobit.gpu.network;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Stream;
import org.isobit.gpu.convolution.ConvolutionCuda;
import org.isobit.gpu.pooling.PoolingCuda;
import org.isobit.gpu.pooling.RearrangeCuda;
import org.isobit.gpu.pooling.ResizeCuda;
import org.isobit.kernels.device.network.ImageStage;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkStep;

/** Stages of lines and images as calls of kernels, loaded as they are needed. Not thread-safe. */
final class ImageSteps {

  private final Stream stream;
  private final DeviceArray weights;
  private ConvolutionCuda convolution;
  private PoolingCuda pooling;
  private ResizeCuda resize;
  private RearrangeCuda rearrange;

  /** Kernels run on the stream; weights may be null where no stage has any. */
  ImageSteps(Stream stream, DeviceArray weights) {
    this.stream = stream;
    this.weights = weights;
  }

  /** A step of such a stage. */
  StepCall bind(ImageStage stage, NetworkStep step) {
    NetworkOperand x = step.read(0);
    NetworkOperand y = step.write(0);
    return switch (stage) {
      case ImageStage.Convolution s -> {
        ConvolutionCuda kernel = convolution();
        yield v -> kernel.forward(s.shape(), v.batch, v.array, v.at(x), weights, s.weights(),
            s.bias() < 0 ? null : weights, Math.max(0, s.bias()), v.array, v.at(y));
      }
      case ImageStage.TransposedConvolution s -> {
        ConvolutionCuda kernel = convolution();
        yield v -> kernel.transposed(s.shape(), v.batch, v.array, v.at(x), weights, s.weights(),
            s.bias() < 0 ? null : weights, Math.max(0, s.bias()), v.array, v.at(y));
      }
      case ImageStage.Pool s -> {
        pooling = pooling == null ? new PoolingCuda(stream) : pooling;
        PoolingCuda kernel = pooling;
        yield s.maximum() ? v -> kernel.maximum(s.shape(), v.batch, v.array, v.at(x), v.array, v.at(y), null, 0)
            : v -> kernel.average(s.shape(), v.batch, v.array, v.at(x), v.array, v.at(y));
      }
      case ImageStage.Resize s -> {
        resize = resize == null ? new ResizeCuda(stream) : resize;
        ResizeCuda kernel = resize;
        yield v -> kernel.forward(s.shape(), v.batch, v.array, v.at(x), v.array, v.at(y));
      }
      case ImageStage.Rearrange s -> {
        rearrange = rearrange == null ? new RearrangeCuda(stream) : rearrange;
        RearrangeCuda kernel = rearrange;
        yield v -> kernel.forward(s.permutation(), v.batch, v.array, v.at(x), v.array, v.at(y));
      }
    };
  }

  private ConvolutionCuda convolution() {
    convolution = convolution == null ? new ConvolutionCuda(stream) : convolution;
    return convolution;
  }
}
