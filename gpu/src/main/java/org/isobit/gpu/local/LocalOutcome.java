package org.isobit.gpu.local;

/**
 * What became of each target.
 *
 * @param status    0 if it was analysed, or nothing is near it; else it was left as it was: 1 a product of observed
 *                  anomalies is not finite, 2 the norm of C = I + sᵀs ÷ c is too large, 3 C is not positive definite to
 *                  working precision, 4 the condition number is above the largest that is accepted
 * @param condition the condition number by which it was judged: the bound of C's largest eigenvalue, or where that is
 *                  above the limit and the precision is double, the eigenvalue; infinity if that is within the limit
 *                  but C was not reduced, NaN if it is not finite, 1 if nothing is near
 */
public record LocalOutcome(int[] status, double[] condition) {

  /**
   * The first target that was refused.
   *
   * @return its place, or −1 if there is none
   */
  public int firstRefused() {
    for (int i = 0; i < status.length; i++) {
      if (status[i] != 0) {
        return i;
      }
    }
    return -1;
  }
}
