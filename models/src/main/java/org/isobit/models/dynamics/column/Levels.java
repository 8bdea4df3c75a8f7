package org.isobit.models.dynamics.column;

import java.util.Arrays;
import org.isobit.kernels.elementary.ActivationReference;

/**
 * The levels of a column, from the surface down: level i is h_i thick, and a tracer's number there is its mean over the
 * level. Immutable, thread-safe.
 */
public final class Levels {

  private static final int MOST = 10_000;

  private final double[] thickness;
  private final double[] faces;
  private final boolean uniform;

  private Levels(double[] faces, boolean uniform) {
    this.faces = faces;
    this.uniform = uniform;
    thickness = new double[faces.length - 1];
    for (int i = 0; i < thickness.length; i++) {
      thickness[i] = uniform ? depth() / thickness.length : faces[i + 1] - faces[i];
      if (!(faces[i + 1] > faces[i])) {
        throw new IllegalArgumentException("Levels: of " + thickness.length + " to " + depth() + " m level " + i
            + " has no thickness");
      }
    }
  }

  /**
   * Levels of one thickness.
   *
   * @param depth of the bed, in m
   * @param n     levels, from 2 to 10 000
   * @return the levels
   * @throws IllegalArgumentException if depth is not positive and finite, n out of range, or a level so thin that it
   *                                  vanishes
   */
  public static Levels uniform(double depth, int n) {
    require(depth, n);
    double[] faces = new double[n + 1];
    for (int i = 1; i <= n; i++) {
      faces[i] = depth * i / n;
    }
    return new Levels(faces, true);
  }

  /**
   * Levels that are thinner at the surface and at the bed, as in GOTM (Burchard, Bolding and Villarreal 1999, GOTM, a
   * general ocean turbulence model, EUR 18745): with ζ = i/n, face i lies at depth
   * H·(tanh d_u − tanh((d_l + d_u)·(1 − ζ) − d_l)) / (tanh d_l + tanh d_u).
   *
   * @param depth   H, of the bed, in m
   * @param n       levels, from 2 to 10 000
   * @param surface d_u, how much thinner levels are at the surface, not negative; 0: not at all
   * @param bed     d_l, the same at the bed
   * @return the levels; uniform ones if both numbers are 0
   * @throws IllegalArgumentException if a number is not finite or out of range, or so large that a level vanishes
   */
  public static Levels stretched(double depth, int n, double surface, double bed) {
    require(depth, n);
    requireZoom("surface", surface);
    requireZoom("bed", bed);
    if (surface == 0.0 && bed == 0.0) {
      return uniform(depth, n);
    }
    double[] faces = new double[n + 1];
    double up = ActivationReference.tanh(surface);
    double whole = ActivationReference.tanh(bed) + up;
    for (int i = 1; i < n; i++) {
      double zeta = (n - i) / (double) n;
      faces[i] = depth * ((up - ActivationReference.tanh((bed + surface) * zeta - bed)) / whole);
    }
    faces[n] = depth;
    return new Levels(faces, false);
  }

  private static void require(double depth, int n) {
    if (!(depth > 0.0) || depth == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("Levels: the depth must be positive and finite, but is " + depth);
    }
    if (n < 2 || n > MOST) {
      throw new IllegalArgumentException("Levels: n must be from 2 to " + MOST + ", but is " + n);
    }
  }

  private static void requireZoom(String name, double value) {
    if (!(value >= 0.0 && value <= 10.0)) {
      throw new IllegalArgumentException("Levels: " + name + " must be from 0 to 10, but is " + value);
    }
  }

  /**
   * How many there are.
   *
   * @return at least 2
   */
  public int count() {
    return thickness.length;
  }

  /**
   * Thickness of a level.
   *
   * @param i the level, 0 at the surface
   * @return h_i, in m
   */
  public double thickness(int i) {
    return thickness[i];
  }

  /**
   * Depth of a level's upper face.
   *
   * @param i the level; their number: the bed
   * @return the depth, in m, 0 at the surface
   */
  public double face(int i) {
    return faces[i];
  }

  /**
   * Depth of a level's middle.
   *
   * @param i the level
   * @return the depth, in m
   */
  public double middle(int i) {
    return 0.5 * (faces[i] + faces[i + 1]);
  }

  /**
   * Depth of the bed.
   *
   * @return the depth, in m
   */
  public double depth() {
    return faces[faces.length - 1];
  }

  /**
   * Whether all have one thickness.
   *
   * @return true for those of {@link #uniform}
   */
  public boolean isUniform() {
    return uniform;
  }

  double[] thicknesses() {
    return thickness.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Levels levels && Arrays.equals(faces, levels.faces);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(faces);
  }

  @Override
  public String toString() {
    return "Levels[" + count() + (uniform ? " of " + thickness[0] + " m]" : ", stretched, to " + depth() + " m]");
  }
}
