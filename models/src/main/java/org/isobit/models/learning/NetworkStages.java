package org.isobit.models.learning;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.NetworkStage;
import org.isobit.models.learning.layers.DropoutLayer;
import org.isobit.models.learning.layers.ElementwiseLayer;
import org.isobit.models.learning.layers.FullyConnected;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.SoftmaxLayer;

/**
 * A network as devices are told of it, for inference. Immutable, thread-safe.
 *
 * @param stages   the stages that do something in inference; empty if there is an obstacle, and if none does anything
 * @param obstacle the first layer that devices have no kernel for, in one sentence without full stop, or null
 */
public record NetworkStages(List<NetworkStage> stages, String obstacle) {

  /**
   * Translates layers.
   *
   * @param architecture of the network
   * @return its stages, which point to the network's flat vector of weights
   */
  public static NetworkStages of(Architecture architecture) {
    if (!architecture.isChain()) {
      return new NetworkStages(List.of(), "the network is no chain of layers, and devices run nothing else");
    }
    List<NetworkStage> stages = new ArrayList<>();
    for (int l = 0; l < architecture.layers().size(); l++) {
      Layer layer = architecture.layers().get(l);
      Shape shape = architecture.shape(l);
      switch (layer) {
        case FullyConnected dense -> {
          DenseLayer kernel = dense.kernel(shape);
          int at = architecture.offset(l);
          stages.add(new NetworkStage.Layer(kernel, at, dense.bias() ? at + kernel.weights() : -1));
        }
        case ElementwiseLayer activation -> stages.add(
            new NetworkStage.Elementwise(activation.activation(), activation.slope(), shape.size()));
        case SoftmaxLayer softmax -> stages.add(
            new NetworkStage.SoftmaxRows(shape.size() / shape.last(), shape.last()));
        case DropoutLayer dropout -> {
          // Nothing happens in inference.
        }
        default -> {
          return new NetworkStages(List.of(), "layer " + l + " of the network is of the kind '" + layer.kind()
              + "', for which devices have no kernel");
        }
      }
    }
    return new NetworkStages(List.copyOf(stages), null);
  }
}
