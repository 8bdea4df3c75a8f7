package org.isobit.models.assimilation.particle;

import org.isobit.models.registry.Entry;

/**
 * How N particles are drawn from N weighted ones. All kinds are unbiased: a particle of weight w has N·w copies in
 * expectation. They differ in how far a number of copies n may be from that, and so in the noise they add.
 *
 * <p>Positions are those of the inverse of the cumulated weights: particle i is taken for every position p with
 * w_1 + … + w_(i − 1) ≤ p &lt; w_1 + … + w_i. Copies come in the order of the particles. O(N) operations; multinomial
 * ones and the remainders of residual ones are sorted besides.
 */
public enum Resampling implements Entry {

  /** One uniform number u, positions (i + u) ÷ N; |n − N·w| &lt; 1. */
  SYSTEMATIC("systematic", "positions one N-th apart, from one uniform number", "Kitagawa 1996; Carpenter et al. 1999"),

  /** A uniform number for each, positions (i + u_i) ÷ N; |n − N·w| &lt; 2. */
  STRATIFIED("stratified", "one position in each N-th, each from a uniform number of its own", "Kitagawa 1996"),

  /** ⌊N·w⌋ copies for certain, the others multinomial with weights N·w − ⌊N·w⌋; n ≥ ⌊N·w⌋. */
  RESIDUAL("residual", "the whole parts of N w for certain, the others multinomial", "Liu and Chen 1998"),

  /** N independent positions; 0 ≤ n ≤ N. */
  MULTINOMIAL("multinomial", "independent positions", "Gordon, Salmond and Smith 1993");

  private final String label;
  private final String sentence;
  private final String source;

  Resampling(String label, String sentence, String source) {
    this.label = label;
    this.sentence = sentence;
    this.source = source;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String source() {
    return source;
  }

  /**
   * Draws.
   *
   * @param w     weights, one for each particle, not negative; they need not add up to 1
   * @param u     as many uniform numbers in [0, 1); changed
   * @param index receives for each new particle the number of the one that it copies, ascending
   */
  void select(double[] w, double[] u, int[] index) {
    int n = w.length;
    switch (this) {
      case SYSTEMATIC -> {
        for (int i = n - 1; i >= 0; i--) {
          u[i] = (i + u[0]) / n;
        }
        invert(w, n, u, 0, index);
      }
      case STRATIFIED -> {
        for (int i = 0; i < n; i++) {
          u[i] = (i + u[i]) / n;
        }
        invert(w, n, u, 0, index);
      }
      case RESIDUAL -> residual(w, u, index);
      default -> {
        java.util.Arrays.sort(u);
        invert(w, n, u, 0, index);
      }
    }
  }

  private static void residual(double[] w, double[] u, int[] index) {
    int n = w.length;
    double total = total(w);
    double[] rest = new double[n];
    int certain = 0;
    for (int i = 0; i < n; i++) {
      double copies = n * (w[i] / total);
      int whole = (int) copies;
      rest[i] = copies - whole;
      for (int c = 0; c < whole && certain < n; c++) {
        index[certain++] = i;
      }
    }
    java.util.Arrays.sort(u, 0, n - certain);
    invert(rest, n - certain, u, certain, index);
    java.util.Arrays.sort(index);
  }

  /** For each of some ascending positions, in units of all weights, the particle whose interval holds it. */
  private static void invert(double[] w, int positions, double[] p, int at, int[] index) {
    double total = total(w);
    int last = w.length - 1;
    while (last > 0 && w[last] == 0.0) {
      last--;
    }
    int i = 0;
    double reached = w[0];
    for (int k = 0; k < positions; k++) {
      // A position that rounds to 1 is the last particle's that has a weight.
      while (i < last && !(p[k] * total < reached)) {
        i++;
        reached += w[i];
      }
      index[at + k] = i;
    }
  }

  private static double total(double[] w) {
    double total = 0.0;
    for (double x : w) {
      total += x;
    }
    return total;
  }
}
