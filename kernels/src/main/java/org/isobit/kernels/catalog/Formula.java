package org.isobit.kernels.catalog;

import java.util.function.ToDoubleFunction;

/**
 * A count of operations or bytes as people read it and as programs evaluate it.
 *
 * @param text  the formula in the kernel's dimension names, for example {@code 2mnk}
 * @param value the same, of the dimensions in the order of {@link Kernel#dimensions()}
 */
public record Formula(String text, ToDoubleFunction<long[]> value) {

  /**
   * Evaluates the formula.
   *
   * @param dimensions the dimensions, in the kernel's order
   * @return the count
   */
  public double at(long... dimensions) {
    return value.applyAsDouble(dimensions);
  }
}
