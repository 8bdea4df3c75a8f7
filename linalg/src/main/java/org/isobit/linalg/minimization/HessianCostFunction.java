package org.isobit.linalg.minimization;

/** A cost function whose Hessian is known by its products; {@link CostFunctions#withDifferences} makes one of any. */
public interface HessianCostFunction extends CostFunction {

  /**
   * Sets the point that {@link #hessian} is about.
   *
   * @param x the point; not to be written or kept
   */
  void linearize(double[] x);

  /**
   * y = H·v with the Hessian H at the point of {@link #linearize}.
   *
   * @param v what is multiplied; not to be written
   * @param y takes the product, every element
   */
  void hessian(double[] v, double[] y);
}
