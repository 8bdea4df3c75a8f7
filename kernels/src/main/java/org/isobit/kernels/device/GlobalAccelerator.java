package org.isobit.kernels.device;

/**
 * What a device takes over of filters that make one transform for all variables: the sums over many observations, and
 * the products over the whole state. Class EXACT: the bits of {@link org.isobit.kernels.gemm.Gemm} and
 * {@link org.isobit.kernels.ensemble.Transform}.
 *
 * <p>Arrays are Java's. Those of a transform cross the bus in slabs of columns, so that a device needs no more memory
 * than for a few slabs; the observed anomalies of a product are there as a whole, with the product. The rest of such an
 * analysis stays on the processor: observation operators, means and anomalies, which are passes over memory, and the
 * decomposition of a matrix of the order of the members, which is one small problem and no work for a device.
 *
 * <p>Matrices lie row by row without gaps. Results may not be the arguments they come from. If a method throws, results
 * hold anything; arguments are as they were, but for the mean. Thread-safe: calls are served one after the other.
 */
public interface GlobalAccelerator {

  /**
   * C = A·Aᵀ, or Aᵀ·A.
   *
   * @param transposed whether C = Aᵀ·A, n being the columns of A and k its rows
   * @param n          order of C
   * @param k          terms of each sum
   * @param a          A: n × k, or k × n if transposed
   * @param c          takes C, n × n
   * @throws IllegalArgumentException if a size is negative, an array too short or a result an argument
   * @throws AcceleratorException     if the device fails
   */
  void gram(boolean transposed, int n, int k, double[] a, double[] c);

  /**
   * Transforms members: mean += wᵀ·A, and then E = mean + T·A, or E = T·A.
   *
   * @param members members
   * @param size    variables of a state
   * @param t       T, members × members
   * @param w       weights of the mean
   * @param a       anomalies A, members × size
   * @param mean    the mean, which is moved
   * @param around  whether the mean is added to the new anomalies
   * @param e       takes E, members × size
   * @throws IllegalArgumentException if a size is negative, an array too short or a result an argument
   * @throws AcceleratorException     if the device fails
   */
  void transform(int members, int size, double[] t, double[] w, double[] a, double[] mean, boolean around, double[] e);
}
