package org.isobit.models.learning.layers;

/**
 * One tensor of a layer or network: its name, its dimensions, where it lies in the flat vector of parameters, and the
 * law of its initial values. Row-major and contiguous. Most are trained by their gradient; others, such as the running
 * moments of a batch normalisation, follow what training passes see ({@link LayerOperator#state()}), and their gradient
 * is 0. Immutable.
 *
 * @param name        as in {@code weight}; of a network's, with the layer before it, as in {@code layers.0.weight}
 * @param dimensions  its shape
 * @param offset      index of its first element, counted from the layer's or the network's first parameter
 * @param initializer the law of initial values
 * @param fanIn       inputs that one output is a sum of: what the law's scale is made from, at least 1
 * @param fanOut      outputs that one input goes into, at least 1
 * @param trained     whether an optimiser changes it
 */
public record Parameter(String name, Shape dimensions, int offset, Initializer initializer, int fanIn, int fanOut,
    boolean trained) {

  /**
   * A tensor that an optimiser changes.
   *
   * @param name        as in {@code weight}
   * @param dimensions  its shape
   * @param offset      index of its first element
   * @param initializer the law of initial values
   * @param fanIn       inputs that one output is a sum of, at least 1
   * @param fanOut      outputs that one input goes into, at least 1
   */
  public Parameter(String name, Shape dimensions, int offset, Initializer initializer, int fanIn, int fanOut) {
    this(name, dimensions, offset, initializer, fanIn, fanOut, true);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException for a negative offset or a fan below 1
   */
  public Parameter {
    if (offset < 0 || fanIn < 1 || fanOut < 1) {
      throw new IllegalArgumentException("parameter " + name + ": offset " + offset + ", fan-in " + fanIn
          + " and fan-out " + fanOut + " cannot be");
    }
  }

  /**
   * The number of elements.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return dimensions.size();
  }

  /**
   * The same parameter as part of something larger.
   *
   * @param prefix what its name then begins with
   * @param base   where the larger one's weights begin
   * @return a new parameter
   */
  public Parameter within(String prefix, int base) {
    return new Parameter(prefix + name, dimensions, base + offset, initializer, fanIn, fanOut, trained);
  }
}
