package org.isobit.models.learning.layers.recurrent;

import java.util.Map;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.isobit.models.onnx.export.OnnxLayer;

/**
 * A recurrent layer over a sequence, whatever its gates: how many units, what comes out, how far derivatives reach.
 * Immutable, thread-safe.
 *
 * @param <L> the layer itself
 */
public abstract sealed class RecurrentLayer<L extends RecurrentLayer<L>> implements UnaryLayer, OnnxLayer
    permits LstmLayer, GruLayer {

  final Recurrence recurrence;

  private final String kind;

  RecurrentLayer(String kind, Recurrence recurrence) {
    this.kind = kind;
    this.recurrence = recurrence.checked(kind);
  }

  /** The same layer with other values. */
  abstract L with(Recurrence other);

  /**
   * The same, of which only the last step comes out.
   *
   * @return a layer from (steps, features) to (hiddenSize)
   */
  public final L withLastOnly() {
    return with(recurrence.withLast());
  }

  /**
   * The same with truncated derivatives: a sequence is cut into parts of so many steps; states go from part to part,
   * derivatives do not, in gradients and in tangents alike.
   *
   * @param steps steps of a part; 0: the whole sequence
   * @return a layer
   * @throws IllegalArgumentException if it is negative
   */
  public final L withTruncation(int steps) {
    return with(recurrence.withTruncation(steps));
  }

  /**
   * The same with another number in the names of its parameters, as PyTorch counts the layers of a stack: 1 for
   * {@code weight_ih_l1}.
   *
   * @param level the number, 0 otherwise
   * @return a layer
   * @throws IllegalArgumentException if it is negative
   */
  public final L withLevel(int level) {
    return with(recurrence.withLevel(level));
  }

  /**
   * The same with other laws of initial values.
   *
   * @param weights   of weights of the input
   * @param recurrent of weights of the state
   * @param biases    of both biases
   * @return a layer
   */
  public final L withInitializers(Initializer weights, Initializer recurrent, Initializer biases) {
    return with(recurrence.withInitializers(weights, recurrent, biases));
  }

  /**
   * The same without biases.
   *
   * @return a layer
   */
  public final L withoutBias() {
    return with(recurrence.withoutBias());
  }

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  public Map<String, Object> settings() {
    return recurrence.settings();
  }

  @Override
  public final Shape output(Shape input) {
    return recurrence.output(kind, input);
  }

  /** Whether the other one is of the same class with the same settings. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof RecurrentLayer<?> layer && layer.getClass() == getClass()
        && recurrence.equals(layer.recurrence) && settings().equals(layer.settings());
  }

  @Override
  public final int hashCode() {
    return settings().hashCode();
  }

  /** Its kind and settings. */
  @Override
  public final String toString() {
    return kind + " " + settings();
  }
}
