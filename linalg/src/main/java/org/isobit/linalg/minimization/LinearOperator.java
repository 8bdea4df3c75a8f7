package org.isobit.linalg.minimization;

/** A linear map of vectors to vectors of the same size, known by its products. */
@FunctionalInterface
public interface LinearOperator {

  /**
   * y = A·x.
   *
   * @param x what is multiplied; not to be written
   * @param y takes the product, every element; another array than x
   */
  void apply(double[] x, double[] y);
}
