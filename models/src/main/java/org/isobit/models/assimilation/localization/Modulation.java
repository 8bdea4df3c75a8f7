package org.isobit.models.assimilation.localization;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.linalg.eigen.SymmetricEigen;

/**
 * The root of a taper's matrix, ρ ≈ W·Wᵀ, whose columns modulate members (Bishop, Whitaker and Lei 2017, Mon. Weather
 * Rev. 145, 4575–4592): the members w_l ∘ x_m, for all patterns w_l and members x_m, have the covariance
 * ρ ∘ P.
 *
 * <p>ρ is taken between the points of a localisation; w_l = √λ_l·v_l with its leading eigenvectors, as many as it takes
 * to hold a share of ρ's variance, Σλ_l ≥ share·Σ|λ|. Nothing is scaled to make up for the rest: at a point that
 * patterns hold less than wholly the tapered variance is that much smaller. Fields share the patterns of their points.
 *
 * <p>Costs about 9·n³ operations and 2·n² elements for n points, once; it keeps n elements a pattern. Tests hold W·Wᵀ
 * to ρ, and eigenvalues on a ring to the discrete Fourier transform of the taper. Immutable, thread-safe.
 */
public final class Modulation {

  private final Localization localization;
  private final double share;

  /** Patterns × points. */
  private final double[] patterns;

  private Modulation(Localization localization, double share, double[] patterns) {
    this.localization = localization;
    this.share = share;
    this.patterns = patterns;
  }

  /**
   * The patterns of a localisation, found by the shared workers.
   *
   * @param localization where points are and how the taper falls off
   * @param share        of the taper's variance that the patterns hold, in (0, 1]
   * @return the patterns
   * @throws IllegalArgumentException if the share is out of range, the localisation has radii of types or points, a
   *                                  cap or a scale of time, which points cannot have, there are too many points for a
   *                                  matrix, or the taper has negative eigenvalues that hold more than the rest, so
   *                                  that it is no correlation between these points
   */
  public static Modulation of(Localization localization, double share) {
    Objects.requireNonNull(localization, "localization");
    if (!(share > 0.0 && share <= 1.0)) {
      throw new IllegalArgumentException("Modulation: the share of variance must be above 0 and at most 1, but is "
          + share);
    }
    int n = localization.points();
    double[] matrix = weights(localization, Workers.shared());
    SymmetricEigen eigen = new SymmetricEigen().factor(n, matrix, 0, n);
    double[] values = new double[n];
    eigen.values(values, 0);
    int number = number(values, eigen.negligible(), share, localization);
    eigen.vectors(matrix, 0, n);
    double[] patterns = new double[number * n];
    for (int l = 0; l < number; l++) {
      double root = Math.sqrt(values[n - 1 - l]);
      for (int i = 0; i < n; i++) {
        patterns[l * n + i] = root * matrix[(n - 1 - l) * n + i];
      }
    }
    return new Modulation(localization, share, patterns);
  }

  /** Weights between all points, a symmetric matrix. */
  private static double[] weights(Localization localization, Workers workers) {
    Scales scales = localization.scales();
    scales.requireOneRadius("Modulation");
    if (!scales.types().isEmpty() || scales.most() < Integer.MAX_VALUE || scales.time() != null) {
      throw new IllegalArgumentException("Modulation: tapers covariances of the state and knows no radii of types, "
          + "caps or scales of time, but the localisation is " + localization);
    }
    int n = localization.points();
    double[] weights = new double[Checks.elements("Modulation", n, n, Double.BYTES)];
    NeighbourLists lists = NeighbourLists.passing(new NeighbourSearch(localization.geometry(), scales,
        localization.places(), 1, localization.places(), NeighbourSearch.Deciding.TARGETS, false));
    NeighbourLists.Reader[] readers = new NeighbourLists.Reader[workers.threads()];
    workers.run(lists.tiles(), (tile, slot) -> {
      if (readers[slot] == null) {
        readers[slot] = lists.reader();
      }
      Neighbours near = readers[slot].tile(tile);
      for (int t = 0; t < near.targets; t++) {
        for (int q = near.start[t]; q < near.start[t + 1]; q++) {
          weights[(near.first + t) * n + near.index[q]] = near.weight[q];
        }
      }
    });
    return weights;
  }

  /** How many leading eigenvectors it takes; what rounding cannot tell from 0 counts as 0. */
  private static int number(double[] values, double negligible, double share, Localization localization) {
    double all = 0.0;
    for (int i = values.length - 1; i >= 0; i--) {
      all += Math.abs(values[i]) > negligible ? Math.abs(values[i]) : 0.0;
    }
    int number = 0;
    double held = 0.0;
    while (number < values.length && held < share * all && values[values.length - 1 - number] > negligible) {
      held += values[values.length - 1 - number];
      number++;
    }
    if (held < share * all) {
      throw new IllegalArgumentException("Modulation: eigenvectors of the taper hold at most " + held / all
          + " of its variance, less than the share of " + share + ", because it has negative eigenvalues and is no "
          + "correlation between these points (" + localization + "); take gaspari-cohn, a shorter radius or a smaller "
          + "share");
    }
    return number;
  }

  /**
   * Number of patterns.
   *
   * @return at least 1
   */
  public int patterns() {
    return patterns.length / points();
  }

  /**
   * Number of points.
   *
   * @return those of the localisation
   */
  public int points() {
    return localization.points();
  }

  /**
   * Number of fields.
   *
   * @return those of the localisation
   */
  public int fields() {
    return localization.fields();
  }

  /**
   * A pattern's value at a point.
   *
   * @param pattern which pattern, the one with the largest eigenvalue first
   * @param point   which point
   * @return √λ·v
   */
  public double value(int pattern, int point) {
    return patterns[pattern * points() + point];
  }

  /**
   * Adds a modulated state, field by field: y = z + w ∘ x.
   *
   * @param pattern which pattern is w
   * @param x       fields × points
   * @param xAt     index of its first element
   * @param z       fields × points
   * @param zAt     index of its first element
   * @param y       fields × points; may be z
   * @param yAt     index of its first element
   */
  public void add(int pattern, double[] x, int xAt, double[] z, int zAt, double[] y, int yAt) {
    int n = points();
    for (int v = 0; v < fields(); v++) {
      int first = v * n;
      for (int i = 0; i < n; i++) {
        y[yAt + first + i] = Math.fma(patterns[pattern * n + i], x[xAt + first + i], z[zAt + first + i]);
      }
    }
  }

  @Override
  public String toString() {
    return patterns() + " patterns with " + share + " of " + localization;
  }
}
