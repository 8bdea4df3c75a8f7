package org.isobit.models.onnx.tensor;

import java.util.List;

/**
 * An input or output of a model, as its file describes it.
 *
 * @param name its name
 * @param type type of its elements; null if the file does not say
 * @param dims each dimension as a number, as the symbol that stands for it, or as {@code ?}; null if the file does not
 *             say how many there are
 */
public record ValueInfo(String name, ElementType type, List<String> dims) {

  /** Type and shape. */
  @Override
  public String toString() {
    return name + ": " + (type == null ? "any type" : type) + (dims == null ? " of any shape"
        : " (" + String.join(", ", dims) + ")");
  }
}
