package org.isobit.linalg.minimization;

import java.util.Arrays;

/** The last steps s and changes y of the gradient, and the direction that they give. Not thread-safe. */
final class Pairs {

  /** So many places more are made where there are too few. */
  private static final int ROOM = 16;

  private final int memory;

  /** One more than are kept, since a pair that is refused must not overwrite another; made as they are needed. */
  private double[][] s = {};
  private double[][] y = {};
  private double[] rho = {};
  private double[] alpha = {};
  private double gamma;
  private int count;

  /** Where the next pair goes. */
  private int next;

  Pairs(int memory) {
    this.memory = memory;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void clear() {
    count = 0;
  }

  /** Keeps the pair of x to point, unless its curvature sᵀy is not above 2^−52·yᵀy; gives ‖s‖. */
  double add(double[] x, double[] point, double[] g, double[] gradient) {
    if (next == s.length) {
      s = Arrays.copyOf(s, next + ROOM);
      y = Arrays.copyOf(y, next + ROOM);
      rho = Arrays.copyOf(rho, next + ROOM);
      alpha = Arrays.copyOf(alpha, next + ROOM);
    }
    if (s[next] == null) {
      s[next] = new double[x.length];
      y[next] = new double[x.length];
    }
    Vectors.difference(point, x, s[next]);
    Vectors.difference(gradient, g, y[next]);
    double curvature = Vectors.dot(s[next], y[next]);
    double square = Vectors.dot(y[next], y[next]);
    double length = Vectors.norm(s[next]);
    if (curvature > Lbfgs.EPSILON * square && square <= Double.MAX_VALUE && 1.0 / curvature <= Double.MAX_VALUE) {
      rho[next] = 1.0 / curvature;
      gamma = curvature / square;
      next = next == memory ? 0 : next + 1;
      count = count < memory ? count + 1 : count;
    }
    return length;
  }

  /** Where the pair lies that came k pairs before the next one. */
  private int before(int k) {
    return next < k ? next - k + memory + 1 : next - k;
  }

  /** d = −H·g by the two loops; −g without pairs. */
  void direction(double[] g, double[] d) {
    Vectors.scale(-1.0, g, d);
    for (int k = 1; k <= count; k++) {
      int i = before(k);
      alpha[i] = rho[i] * Vectors.dot(s[i], d);
      Vectors.add(-alpha[i], y[i], d);
    }
    if (count > 0) {
      Vectors.scale(gamma, d, d);
    }
    for (int k = count; k >= 1; k--) {
      int i = before(k);
      double beta = rho[i] * Vectors.dot(y[i], d);
      Vectors.add(alpha[i] - beta, s[i], d);
    }
  }
}
