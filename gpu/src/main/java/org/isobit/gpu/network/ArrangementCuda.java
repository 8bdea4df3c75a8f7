// Master of FloatArrangementCuda: the float version is generated from this file.
package org.isobit.gpu.network;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkStep;

/**
 * Stages that copy, add and scale values, class EXACT; operands are as {@link
 * org.isobit.kernels.device.network.NetworkProgramBuilder} has checked them. No call waits. Not thread-safe: an object
 * belongs to its stream.
 */
final class ArrangementCuda {

  private static final int THREADS = 128;

  private final Stream stream;
  private final DeviceArray weights;
  private final KernelFunction copy;
  private final KernelFunction repeat;
  private final KernelFunction sum;
  private final KernelFunction shift;
  private final KernelFunction affine;
  private final KernelFunction lerp;
  private final KernelFunction conditioning;

  /** Loads the kernels; weights may be null where no stage has any. */
  ArrangementCuda(Stream stream, DeviceArray weights) {
    this.stream = stream;
    this.weights = weights;
    KernelModule module = stream.device().module("network");
    copy = module.function("network_copy_double");
    repeat = stream.device().module("neural").function("neural_bias_double");
    sum = module.function("network_sum_double");
    shift = module.function("network_shift_double");
    affine = module.function("network_affine_double");
    lerp = module.function("network_lerp_double");
    conditioning = module.function("network_conditioning_double");
  }

  /** A step of such a stage. */
  StepCall bind(ArrangementStage stage, NetworkStep step) {
    NetworkOperand y = step.write(0);
    NetworkOperand a = step.reads().isEmpty() ? null : step.read(0);
    NetworkOperand b = step.reads().size() < 2 ? null : step.read(1);
    return switch (stage) {
      case ArrangementStage.Copy s -> v -> {
        matrix(matrix(copy.set(0, v.rows(s.rows())).set(1, (long) s.n()), 2, v, a, s.rows()), 4, v, y, s.rows());
        launch(copy, v.rows(s.rows()), s.n());
      };
      case ArrangementStage.Repeat s -> v -> {
        matrix(repeat.set(0, v.rows(s.rows())).set(1, (long) s.n()).set(2, weights, s.weights()), 3, v, y, s.rows());
        launch(repeat, v.rows(s.rows()), s.n());
      };
      case ArrangementStage.Sum s -> v -> {
        matrix(matrix(matrix(sum.set(0, v.batch).set(1, (long) s.n()), 2, v, a, 1), 4, v, b, 1), 6, v, y, 1);
        launch(sum, v.batch, s.n());
      };
      case ArrangementStage.Shift s -> v -> {
        KernelFunction f = shift.set(0, v.rows(s.rows())).set(1, (long) s.n()).set(2, weights, s.weights());
        matrix(matrix(f, 3, v, a, s.rows()), 5, v, y, s.rows());
        launch(f, v.rows(s.rows()), s.n());
      };
      case ArrangementStage.Affine s -> v -> {
        KernelFunction f = affine.set(0, v.batch).set(1, (long) s.n()).set(2, weights, s.scale())
            .set(3, weights, s.shift());
        matrix(matrix(f, 4, v, a, 1), 6, v, y, 1);
        launch(f, v.batch, s.n());
      };
      case ArrangementStage.Lerp s -> v -> {
        KernelFunction f = lerp.set(0, v.rows(s.rows())).set(1, (long) s.n()).set(2, s.rows())
            .set(3, weights, s.weights());
        matrix(matrix(matrix(f, 4, v, a, s.rows()), 6, v, b, s.rows()), 8, v, y, s.rows());
        launch(f, v.rows(s.rows()), s.n());
      };
      case ArrangementStage.Conditioning s -> v -> {
        KernelFunction f = conditioning.set(0, v.batch).set(1, s.channels()).set(2, s.each()).set(3, s.last() ? 1 : 0);
        matrix(matrix(matrix(f, 4, v, a, 1), 6, v, b, 1), 8, v, y, 1);
        launch(f, v.batch, (long) s.channels() * s.each());
      };
    };
  }

  /** An operand and its leading dimension as arguments. */
  private static KernelFunction matrix(KernelFunction f, int i, StepValues v, NetworkOperand x, int rows) {
    return f.set(i, v.array, v.at(x)).set(i + 1, v.ld(x, rows));
  }

  private void launch(KernelFunction f, int rows, long n) {
    f.launchRows(stream, n, rows, THREADS);
  }
}
