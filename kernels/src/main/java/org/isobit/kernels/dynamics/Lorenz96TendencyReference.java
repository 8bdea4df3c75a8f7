package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;

/** Scalar Lorenz-96; defines the bits. */
public sealed class Lorenz96TendencyReference permits Lorenz96TendencySimd {

  Lorenz96TendencyReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static Lorenz96TendencyReference of(Backend backend) {
    return backend.isSimd() ? new Lorenz96TendencySimd() : new Lorenz96TendencyReference();
  }

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
  public void tendency(int n, double forcing, double[] x, int xo, double[] d, int at) {
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
