// Master of FloatStepBinder: the float version is generated from this file.
package org.isobit.gpu.network;

import java.util.ArrayList;
import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Stream;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.kernels.device.network.NetworkStep;
import org.isobit.kernels.device.network.NeuralStage;

/** Binds the steps of a network to kernels, of which only those are loaded that it needs. Not thread-safe. */
final class StepBinder {

  private final Stream stream;
  private final DeviceArray weights;
  private NeuralSteps neural;
  private ArrangementCuda arrangements;

  /** Kernels run on the stream; weights may be null where no stage has any. */
  StepBinder(Stream stream, DeviceArray weights) {
    this.stream = stream;
    this.weights = weights;
  }

  /** The steps of a program. */
  List<StepCall> bind(NetworkProgram program) {
    List<StepCall> calls = new ArrayList<>();
    for (NetworkStep step : program.steps()) {
      calls.add(bind(step));
    }
    return calls;
  }

  private StepCall bind(NetworkStep step) {
    return switch (step.stage()) {
      case NeuralStage stage -> {
        neural = neural == null ? new NeuralSteps(stream, weights) : neural;
        yield neural.bind(stage, step);
      }
      case ArrangementStage stage -> {
        arrangements = arrangements == null ? new ArrangementCuda(stream, weights) : arrangements;
        yield arrangements.bind(stage, step);
      }
    };
  }
}
