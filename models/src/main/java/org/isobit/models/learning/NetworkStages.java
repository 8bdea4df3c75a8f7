package org.isobit.models.learning;

import java.util.List;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.kernels.device.network.NetworkProgramBuilder;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Shape;

/**
 * A network as devices are told of it, for inference. Immutable, thread-safe.
 *
 * @param program  its values and steps, which point to the network's flat vector of weights; null if there is an
 *                 obstacle
 * @param obstacle the first layer that devices have no kernel for, in one sentence without full stop, or null
 */
public record NetworkStages(NetworkProgram program, String obstacle) {

  /**
   * Asks each layer.
   *
   * @param architecture of the network
   * @return its program, or what stands against it
   */
  public static NetworkStages of(Architecture architecture) {
    NetworkProgramBuilder program = NetworkProgram.builder(architecture.parameters(),
        architecture.inputs().stream().mapToInt(Shape::size).toArray());
    int inputs = architecture.inputs().size();
    int[] values = new int[inputs + architecture.layers().size()];
    for (int i = 0; i < inputs; i++) {
      values[i] = program.input(i);
    }
    for (int l = 0; l < architecture.layers().size(); l++) {
      Layer layer = architecture.layers().get(l);
      int[] read = numbers(architecture.reads(l), values);
      int value = layer.onDevice(new DeviceStages(program, architecture.offset(l), architecture.shapesRead(l), read));
      if (value == DeviceStages.NONE) {
        return new NetworkStages(null, "layer " + l + " of the network is of the kind '" + layer.kind() + "' ("
            + layer.getClass().getName() + "), for which devices have no kernel");
      }
      Shape output = architecture.shape(architecture.value(l));
      if (program.size(value) != output.size()) {
        throw new IllegalArgumentException("layer " + l + " of the kind '" + layer.kind()
            + "' gives devices a value of " + program.size(value) + " elements, but its output is " + output);
      }
      values[architecture.value(l)] = value;
    }
    return new NetworkStages(program.build(numbers(architecture.outputs(), values)), null);
  }

  private static int[] numbers(List<Integer> of, int[] values) {
    return of.stream().mapToInt(v -> values[v]).toArray();
  }
}
