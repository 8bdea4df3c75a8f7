package org.isobit.bench.linalg;

/**
 * B^−½ of symmetric matrices whose eigenvalues are at least 1 by the coupled Newton–Schulz iteration with scaling, one
 * problem a lane: the way that needs products alone, to be compared with what the product does. From Y = B ÷ u and Z =
 * I, u an upper bound of the eigenvalues rounded up to a power of two, every step is T = (3a·I − a³·Z·Y) ÷ 2, Y ← Y·T,
 * Z ← T·Z; Z tends to (B ÷ u)^−½. The roots of Y's eigenvalues lie in [l, 1], at first l = u^−½; a² = 3 ÷ (1 + l + l²)
 * takes them to [a·(3 − a²) ÷ 2, 1]. A lane that has done its steps multiplies by the identity. Not thread-safe.
 *
 * <p>Sources: Higham 2008, Functions of Matrices, chapter 6; scaling of Chen and Chow 2014 (ANL/MCS-P5059-0114).
 */
final class NewtonSchulz {

  /** How close to 1 the last l must be. */
  private static final double CLOSE = 0x1p-53;
  private static final int MOST_STEPS = 64;

  /** Problems that run together. */
  static final int WIDTH = NewtonSchulzSimd.width();

  private final int n;
  private final double[] y;
  private final double[] z;
  private final double[] t;
  private final double[] next;

  /** For each step and lane what multiplies the identity and the product. */
  private final double[] identity = new double[MOST_STEPS * WIDTH];
  private final double[] product = new double[MOST_STEPS * WIDTH];
  private final double[] scale = new double[WIDTH];
  private final double[] rootOfScale = new double[WIDTH];

  NewtonSchulz(int n) {
    this.n = n;
    int elements = n * n * WIDTH;
    // Arrays of one size would share cache sets.
    y = new double[elements];
    z = new double[elements + 40];
    t = new double[elements + 88];
    next = new double[elements + 136];
  }

  /** B^−½ of all problems of a block, {@link #WIDTH} at a time; the number of problems is a multiple of that. */
  void inverseRoots(int lanes, double[] block, double[] out) {
    for (int first = 0; first < lanes; first += WIDTH) {
      int steps = 0;
      for (int l = 0; l < WIDTH; l++) {
        int own = plan(l, bound(lanes, block, first + l));
        steps = own > steps ? own : steps;
      }
      NewtonSchulzSimd.begin(n, lanes, block, first, scale, identity, product, y, t);
      // Z is the identity: the first T is its Z, and Y·T its Y.
      System.arraycopy(t, 0, z, 0, n * n * WIDTH);
      if (steps > 1) {
        NewtonSchulzSimd.multiply(n, y, t, next);
        System.arraycopy(next, 0, y, 0, n * n * WIDTH);
      }
      for (int step = 1; step < steps; step++) {
        NewtonSchulzSimd.multiply(n, z, y, t);
        NewtonSchulzSimd.combine(n, identity, product, step * WIDTH, t);
        NewtonSchulzSimd.multiply(n, t, z, next);
        System.arraycopy(next, 0, z, 0, n * n * WIDTH);
        if (step + 1 < steps) {
          NewtonSchulzSimd.multiply(n, y, t, next);
          System.arraycopy(next, 0, y, 0, n * n * WIDTH);
        }
      }
      NewtonSchulzSimd.end(n, lanes, z, rootOfScale, out, first);
    }
  }

  /** min(‖B‖₁, tr B − n + 1): none of the other eigenvalues is below 1. */
  private double bound(int lanes, double[] block, int problem) {
    double trace = 1.0 - n;
    double norm = 0.0;
    for (int i = 0; i < n; i++) {
      double row = 0.0;
      for (int j = 0; j < n; j++) {
        row += Math.abs(block[(i * n + j) * lanes + problem]);
      }
      norm = row > norm ? row : norm;
      trace += block[(i * n + i) * lanes + problem];
    }
    return norm < trace ? norm : trace;
  }

  /** Writes a lane's factors; returns its number of steps. */
  private int plan(int lane, double bound) {
    double u = 1.0;
    while (u < bound) {
      u *= 2.0;
    }
    scale[lane] = 1.0 / u;
    rootOfScale[lane] = 1.0 / Math.sqrt(u);
    double l = rootOfScale[lane];
    int steps = 0;
    while (1.0 - l > CLOSE && steps < MOST_STEPS) {
      double a = Math.sqrt(3.0 / (1.0 + l + l * l));
      identity[steps * WIDTH + lane] = 1.5 * a;
      product[steps * WIDTH + lane] = -0.5 * a * a * a;
      l = a * (3.0 - a * a) / 2.0;
      steps++;
    }
    for (int step = steps; step < MOST_STEPS; step++) {
      identity[step * WIDTH + lane] = 1.0;
      product[step * WIDTH + lane] = 0.0;
    }
    return steps > 0 ? steps : 1;
  }
}
