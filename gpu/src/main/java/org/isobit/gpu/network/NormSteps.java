// Master of FloatNormSteps: the float version is generated from this file.
package org.isobit.gpu.network;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Ending;
import org.isobit.gpu.Stream;
import org.isobit.gpu.normalization.BatchNormCuda;
import org.isobit.gpu.normalization.GroupNormCuda;
import org.isobit.gpu.normalization.LayerNormCuda;
import org.isobit.gpu.normalization.RmsNormCuda;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkStep;
import org.isobit.kernels.device.network.NormStage;

/** Normalisations as calls of kernels, loaded as they are needed. Not thread-safe. */
final class NormSteps implements AutoCloseable {

  private final Stream stream;
  private final DeviceArray weights;
  private LayerNormCuda layer;
  private RmsNormCuda rms;
  private GroupNormCuda group;
  private BatchNormCuda batch;

  /** Kernels run on the stream; weights may be null where no stage has any. */
  NormSteps(Stream stream, DeviceArray weights) {
    this.stream = stream;
    this.weights = weights;
  }

  /** A step of such a stage. */
  StepCall bind(NormStage stage, NetworkStep step) {
    NetworkOperand x = step.read(0);
    NetworkOperand y = step.write(0);
    return switch (stage) {
      case NormStage.LayerNorm s -> {
        layer = layer == null ? new LayerNormCuda(stream) : layer;
        LayerNormCuda kernel = layer;
        yield v -> kernel.forward(v.rows(s.rows()), s.n(), s.eps(), v.array, v.at(x), v.ld(x, s.rows()),
            array(s.weight()), at(s.weight()), array(s.bias()), at(s.bias()), v.array, v.at(y), v.ld(y, s.rows()),
            null, 0);
      }
      case NormStage.RmsNorm s -> {
        rms = rms == null ? new RmsNormCuda(stream) : rms;
        RmsNormCuda kernel = rms;
        yield v -> kernel.forward(v.rows(s.rows()), s.n(), s.eps(), v.array, v.at(x), v.ld(x, s.rows()),
            array(s.weight()), at(s.weight()), v.array, v.at(y), v.ld(y, s.rows()), null, 0);
      }
      case NormStage.GroupNorm s -> {
        group = group == null ? new GroupNormCuda(stream) : group;
        GroupNormCuda kernel = group;
        yield v -> kernel.forward(v.batch, s.channels(), s.pixels(), s.groups(), s.eps(), v.array, v.at(x),
            array(s.weight()), at(s.weight()), array(s.bias()), at(s.bias()), v.array, v.at(y), null, 0);
      }
      case NormStage.BatchNorm s -> {
        batch = batch == null ? new BatchNormCuda(stream) : batch;
        BatchNormCuda kernel = batch;
        yield v -> kernel.inference(v.batch, s.channels(), s.pixels(), s.eps(), v.array, v.at(x), array(s.weight()),
            at(s.weight()), array(s.bias()), at(s.bias()), weights, s.running(), v.array, v.at(y));
      }
    };
  }

  /** The weights, or null if there are none of a kind. */
  private DeviceArray array(int index) {
    return index < 0 ? null : weights;
  }

  private static long at(int index) {
    return Math.max(0, index);
  }

  @Override
  public void close() {
    new Ending().close(layer).close(rms).close(group).finish();
  }
}
