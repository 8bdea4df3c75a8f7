package org.isobit.kernels.dynamics;

/** Scalar Lorenz-96; defines the bits. */
public final class Lorenz96TendencyReference {

  private Lorenz96TendencyReference() {}

  /**
   * The tendency of one state.
   *
   * @param n       variables, at least 4
   * @param forcing F
   * @param x       the state
   * @param xo      index of its first element
   * @param d       receives the tendency; apart from the state
   * @param at      index of its first element
   */
  public static void tendency(int n, double forcing, double[] x, int xo, double[] d, int at) {
    d[at] = point(x[xo + 1], x[xo + n - 2], x[xo + n - 1], x[xo], forcing);
    d[at + 1] = point(x[xo + 2], x[xo + n - 1], x[xo], x[xo + 1], forcing);
    for (int i = 2; i < n - 1; i++) {
      d[at + i] = point(x[xo + i + 1], x[xo + i - 2], x[xo + i - 1], x[xo + i], forcing);
    }
    d[at + n - 1] = point(x[xo], x[xo + n - 3], x[xo + n - 2], x[xo + n - 1], forcing);
  }

  /** One variable; its neighbours are named by their distance upwards. */
  static double point(double up1, double down2, double down1, double here, double forcing) {
    return (up1 - down2) * down1 - here + forcing;
  }
}
