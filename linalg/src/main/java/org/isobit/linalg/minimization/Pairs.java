package org.isobit.linalg.minimization;

/** The last steps s and changes y of the gradient, and the direction that they give. Not thread-safe. */
final class Pairs {

  private final int memory;

  /** One more than are kept, since a pair that is refused must not overwrite another; made as they are needed. */
  private final double[][] s;
  private final double[][] y;
  private final double[] rho;
  private final double[] alpha;
  private double gamma;
  private int count;

  /** Where the next pair goes. */
  private int next;

  Pairs(int memory) {
    this.memory = memory;
    s = new double[memory + 1][];
    y = new double[memory + 1][];
    rho = new double[memory + 1];
    alpha = new double[memory + 1];
  }

  boolean isEmpty() {
    return count == 0;
  }

  void clear() {
    count = 0;
  }

  /** Keeps the pair of x to point, unless its curvature sᵀy is not above 2^−52·yᵀy; gives ‖s‖. */
  double add(double[] x, double[] point, double[] g, double[] gradient) {
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
      next = (next + 1) % s.length;
      count = count < memory ? count + 1 : count;
    }
    return length;
  }

  /** d = −H·g by the two loops; −g without pairs. */
  void direction(double[] g, double[] d) {
    Vectors.scale(-1.0, g, d);
    for (int k = 1; k <= count; k++) {
      int i = Math.floorMod(next - k, s.length);
      alpha[i] = rho[i] * Vectors.dot(s[i], d);
      Vectors.add(-alpha[i], y[i], d);
    }
    if (count > 0) {
      Vectors.scale(gamma, d, d);
    }
    for (int k = count; k >= 1; k--) {
      int i = Math.floorMod(next - k, s.length);
      double beta = rho[i] * Vectors.dot(y[i], d);
      Vectors.add(alpha[i] - beta, s[i], d);
    }
  }
}
