package org.isobit.linalg.minimization;

/**
 * A smooth function of many variables that is to be minimised. A value or a gradient that is not finite says that the
 * function has none there: a search then tries a shorter step.
 */
public interface CostFunction {

  /**
   * Number of variables.
   *
   * @return it, at least 1
   */
  int size();

  /**
   * Value and gradient at a point.
   *
   * @param x        the point; not to be written or kept
   * @param gradient takes the gradient, every element
   * @return the value
   */
  double evaluate(double[] x, double[] gradient);
}
