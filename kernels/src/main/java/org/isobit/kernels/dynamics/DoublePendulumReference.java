package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ElementaryReference;

/** Scalar double pendulum; defines the bits. */
public sealed class DoublePendulumReference permits DoublePendulumSimd {

  private final ElementaryReference elementary;

  DoublePendulumReference(ElementaryReference elementary) {
    this.elementary = elementary;
  }

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static DoublePendulumReference of(Backend backend) {
    return backend.isSimd() ? new DoublePendulumSimd()
        : new DoublePendulumReference(ElementaryReference.of(Backend.REFERENCE));
  }

  /**
   * The tendency of interleaved states: variable i of lane l at {@code i·lanes + l}.
   *
   * @param mu    share of the lower mass
   * @param l1    upper length
   * @param l2    lower length
   * @param g     gravity
   * @param lanes number of states
   * @param s     the states
   * @param so    index of their first element
   * @param d     receives the tendencies; apart from the states
   * @param at    index of their first element
   */
  public final void tendency(double mu, double l1, double l2, double g, int lanes, double[] s, int so, double[] d,
      int at) {
    angles(lanes, s, so, d, at);
    accelerations(mu, l1, l2, g, lanes, s, so, d, at);
  }

  /**
   * The derivative of the tendency by the state, times perturbations or, transposed, times adjoints.
   *
   * @param transposed whether it is transposed
   * @param mu         share of the lower mass
   * @param l1         upper length
   * @param l2         lower length
   * @param g          gravity
   * @param lanes      number of states
   * @param s          the states
   * @param so         index of their first element
   * @param u          perturbations or adjoints, laid out alike
   * @param uo         index of their first element
   * @param d          receives the products; apart from the others
   * @param at         index of their first element
   */
  public final void derivative(boolean transposed, double mu, double l1, double l2, double g, int lanes, double[] s,
      int so, double[] u, int uo, double[] d, int at) {
    angles(lanes, s, so, d, at);
    products(transposed, mu, l1, l2, g, lanes, s, so, u, uo, d, at);
  }

  /** Where the result will be: sin θ1, cos θ1, sin θ2 and cos θ2. */
  private void angles(int lanes, double[] s, int so, double[] d, int at) {
    elementary.sin(lanes, s, so, d, at);
    elementary.cos(lanes, s, so, d, at + lanes);
    elementary.sin(lanes, s, so + 2 * lanes, d, at + 2 * lanes);
    elementary.cos(lanes, s, so + 2 * lanes, d, at + 3 * lanes);
  }

  void accelerations(double mu, double l1, double l2, double g, int lanes, double[] s, int so, double[] d, int at) {
    accelerations(0, mu, l1, l2, g, lanes, s, so, d, at);
  }

  /** Those of the states from a first one on. */
  static void accelerations(int from, double mu, double l1, double l2, double g, int lanes, double[] s, int so,
      double[] d, int at) {
    for (int l = from; l < lanes; l++) {
      double s1 = d[at + l];
      double c1 = d[at + lanes + l];
      double s2 = d[at + 2 * lanes + l];
      double c2 = d[at + 3 * lanes + l];
      double w1 = s[so + lanes + l];
      double w2 = s[so + 3 * lanes + l];
      double sd = s2 * c1 - c2 * s1;
      double cd = c2 * c1 + s2 * s1;
      double p = l1 * (w1 * w1);
      double q = l2 * (w2 * w2);
      double mass = 1.0 - mu * (cd * cd);
      d[at + l] = w1;
      d[at + lanes + l] = (mu * ((p * cd + q) * sd + g * s2 * cd) - g * s1) / (l1 * mass);
      d[at + 2 * lanes + l] = w2;
      d[at + 3 * lanes + l] = (g * s1 * cd - g * s2 - (p + mu * (q * cd)) * sd) / (l2 * mass);
    }
  }

  /**
   * Products of every lane; a and b are the accelerations, named with what they are derived by. Scalar on every backend
   * but for its angles: a vector form of so many operations leaves vectors on the heap.
   */
  private static void products(boolean transposed, double mu, double l1, double l2, double g, int lanes, double[] s,
      int so, double[] u, int uo, double[] d, int at) {
    for (int l = 0; l < lanes; l++) {
      double s1 = d[at + l];
      double c1 = d[at + lanes + l];
      double s2 = d[at + 2 * lanes + l];
      double c2 = d[at + 3 * lanes + l];
      double w1 = s[so + lanes + l];
      double w2 = s[so + 3 * lanes + l];
      double sd = s2 * c1 - c2 * s1;
      double cd = c2 * c1 + s2 * s1;
      double p = l1 * (w1 * w1);
      double q = l2 * (w2 * w2);
      double mass = 1.0 - mu * (cd * cd);
      double i1 = 1.0 / (l1 * mass);
      double i2 = 1.0 / (l2 * mass);
      double sum = p * cd + q;
      double pull = p + mu * (q * cd);
      double a = (mu * (sum * sd + g * s2 * cd) - g * s1) * i1;
      double b = (g * s1 * cd - g * s2 - pull * sd) * i2;
      double both = cd * sd;
      double e = 2.0 * mu * both;
      double aDelta = mu * (sum * cd - p * sd * sd - g * s2 * sd) - a * (l1 * e);
      double bDelta = mu * q * (sd * sd) - g * s1 * sd - pull * cd - b * (l2 * e);
      double a1 = -((aDelta + g * c1) * i1);
      double a2 = (aDelta + mu * (g * c2 * cd)) * i1;
      double aw1 = 2.0 * mu * (l1 * w1) * both * i1;
      double aw2 = 2.0 * mu * (l2 * w2) * sd * i1;
      double b1 = (g * c1 * cd - bDelta) * i2;
      double b2 = (bDelta - g * c2) * i2;
      double bw1 = -(2.0 * (l1 * w1) * sd * i2);
      double bw2 = -(2.0 * mu * (l2 * w2) * both * i2);
      double u0 = u[uo + l];
      double u1 = u[uo + lanes + l];
      double u2 = u[uo + 2 * lanes + l];
      double u3 = u[uo + 3 * lanes + l];
      d[at + l] = transposed ? a1 * u1 + b1 * u3 : u1;
      d[at + lanes + l] = transposed ? u0 + (aw1 * u1 + bw1 * u3) : a1 * u0 + aw1 * u1 + a2 * u2 + aw2 * u3;
      d[at + 2 * lanes + l] = transposed ? a2 * u1 + b2 * u3 : u3;
      d[at + 3 * lanes + l] = transposed ? u2 + (aw2 * u1 + bw2 * u3) : b1 * u0 + bw1 * u1 + b2 * u2 + bw2 * u3;
    }
  }
}
