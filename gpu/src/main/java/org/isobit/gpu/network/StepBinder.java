// Master of FloatStepBinder: the float version is generated from this file.
package org.isobit.gpu.network;

import java.util.ArrayList;
import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Ending;
import org.isobit.gpu.Stream;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.kernels.device.network.ImageStage;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.kernels.device.network.NetworkStep;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.kernels.device.network.NormStage;
import org.isobit.kernels.device.network.SequenceStage;

/**
 * Binds the steps of a network to kernels, of which only those are loaded that it needs, and keeps what these need of
 * the device's memory until it is closed. Not thread-safe.
 */
final class StepBinder implements AutoCloseable {

  private final Stream stream;
  private final DeviceArray weights;
  private NeuralSteps neural;
  private ArrangementCuda arrangements;
  private ImageSteps images;
  private NormSteps norms;
  private SequenceSteps sequences;

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
    long joined = step.stage().joined();
    if (joined > NeuralCuda.MOST_JOINED) {
      throw new IllegalArgumentException("network on a device: a stage (" + step.stage().getClass().getSimpleName()
          + ") joins vectors of " + joined + " elements, and there may be " + NeuralCuda.MOST_JOINED);
    }
    return switch (step.stage()) {
      case NeuralStage stage -> {
        neural = neural == null ? new NeuralSteps(stream, weights) : neural;
        yield neural.bind(stage, step);
      }
      case ArrangementStage stage -> {
        arrangements = arrangements == null ? new ArrangementCuda(stream, weights) : arrangements;
        yield arrangements.bind(stage, step);
      }
      case ImageStage stage -> {
        images = images == null ? new ImageSteps(stream, weights) : images;
        yield images.bind(stage, step);
      }
      case NormStage stage -> {
        norms = norms == null ? new NormSteps(stream, weights) : norms;
        yield norms.bind(stage, step);
      }
      case SequenceStage stage -> {
        sequences = sequences == null ? new SequenceSteps(stream, weights) : sequences;
        yield sequences.bind(stage, step);
      }
    };
  }

  @Override
  public void close() {
    new Ending().close(norms).close(sequences).finish();
  }
}
