package org.isobit.models.assimilation.local;

import org.isobit.kernels.Checks;
import org.isobit.linalg.batch.BatchRational;
import org.isobit.models.assimilation.internal.EigenSums;
import org.isobit.models.assimilation.internal.FiniteSizeSums;

/**
 * Sums from S·Sᵀ in tridiagonal form, for many problems at once: {@link BatchRational} reduces them, one a lane, and
 * what is asked of one costs some operations a row, without its eigenvalues. Where S·Sᵀ + ζ·I is ill-conditioned, that
 * problem's eigenvalues are found after all: they show what is a rounding of 0.
 *
 * <p>In the basis of the reduction C = I + S·Sᵀ ÷ u, u = (N − 1) ÷ UNIT, is tridiagonal, and S·Sᵀ + ζ·I is
 * u·(C + σ·I) with σ = ζ ÷ u − 1. UNIT is so large that the 1 takes no digits from S·Sᵀ. Serves one thread.
 */
final class TridiagonalSums implements FiniteSizeSums {

  /** Problems at a time: whole vectors of any width, but one of many members, whose matrix is large. */
  private static final int LANES = 16;
  private static final int MANY = 512;

  private static final double UNIT = 0x1p20;

  /** Condition number, or twice that, of S·Sᵀ + ζ·I up to which the tridiagonal form serves. */
  private static final double LARGEST_CONDITION = 0x1p20;

  private final String filter;
  private final int members;
  private final int lanes;
  private final double unit;
  private final BatchRational rational = new BatchRational();
  private final EigenSums eigen;

  /** Element (i, j) of problem l at (i·members + j)·lanes + l. */
  private final double[] gram;

  /** Element i of problem l at i·lanes + l: S·d, then the same and C in the basis of the reduction. */
  private final double[] right;
  private final double[] rotated;
  private final double[] diagonals;
  private final double[] couplings;

  /** Of one problem: C, S·d there, and a norm; L and 1 ÷ D of C + σ·I = L·D·Lᵀ, a vector; S·Sᵀ and S·d. */
  private final double[] diagonal;
  private final double[] coupling;
  private final double[] b;
  private double norm;
  private final double[] l;
  private final double[] inverse;
  private final double[] y;
  private final double[] single;
  private final double[] singleRight;

  private int lane;
  private boolean decomposed;
  private double squares;
  private double cubes;

  TridiagonalSums(String filter, int members) {
    this.filter = filter;
    this.members = members;
    unit = (members - 1) / UNIT;
    eigen = new EigenSums(filter);
    lanes = members > MANY ? 1 : LANES;
    single = new double[Checks.elements(filter + ": local problem", members, members, Double.BYTES)];
    gram = new double[Checks.elements(filter + ": local problems", single.length, lanes, Double.BYTES)];
    right = new double[members * lanes];
    rotated = new double[members * lanes];
    diagonals = new double[members * lanes];
    couplings = new double[members * lanes];
    diagonal = new double[members];
    coupling = new double[members];
    b = new double[members];
    l = new double[members];
    inverse = new double[members];
    y = new double[members];
    singleRight = new double[members];
  }

  /** Problems at a time. */
  int lanes() {
    return lanes;
  }

  /**
   * Puts a problem into a lane.
   *
   * @param toLane   which one
   * @param products S·Sᵀ and, in one more row, S·d: rows of members + 1 elements, lower triangle
   */
  void put(int toLane, double[] products) {
    int ld = members + 1;
    for (int i = 0; i < members; i++) {
      for (int j = 0; j <= i; j++) {
        gram[(i * members + j) * lanes + toLane] = products[i * ld + j];
      }
      right[i * lanes + toLane] = products[members * ld + i];
    }
  }

  /** Reduces the problems of all lanes. */
  void reduce() {
    rational.attempt(members, lanes, gram, 0, unit);
    rational.tridiagonal(diagonals, 0, couplings, 0);
    System.arraycopy(right, 0, rotated, 0, rotated.length);
    rational.rotate(1, rotated, 0);
  }

  /** The problem of a lane, from here on. */
  TridiagonalSums of(int ofLane) {
    lane = ofLane;
    decomposed = false;
    for (int i = 0; i < members; i++) {
      diagonal[i] = diagonals[i * lanes + lane];
      coupling[i] = couplings[i * lanes + lane];
      b[i] = rotated[i * lanes + lane];
    }
    norm = rational.bound(lane) * unit;
    EigenSums.requireFinite(filter, members, b);
    return this;
  }

  /** The matrix S·Sᵀ of the problem, and S·d. */
  double[] gram() {
    for (int i = 0; i < members; i++) {
      for (int j = 0; j <= i; j++) {
        single[i * members + j] = gram[(i * members + j) * lanes + lane];
        single[j * members + i] = single[i * members + j];
      }
    }
    return single;
  }

  double[] right() {
    for (int i = 0; i < members; i++) {
      singleRight[i] = right[i * lanes + lane];
    }
    return singleRight;
  }

  /** Whether C + σ·I with this ζ is too ill-conditioned, by the norm of C. */
  private boolean difficult(double zeta) {
    return !(norm <= LARGEST_CONDITION * zeta);
  }

  private EigenSums eigen() {
    if (!decomposed) {
      eigen.of(members, members, gram(), right());
      decomposed = true;
    }
    return eigen;
  }

  /** C + σ·I = L·D·Lᵀ. */
  private void factor(double zeta) {
    double sigma = zeta / unit - 1.0;
    double pivot = diagonal[0] + sigma;
    for (int i = 0; i < members; i++) {
      inverse[i] = 1.0 / pivot;
      if (i < members - 1) {
        l[i] = coupling[i] * inverse[i];
        pivot = Math.fma(-l[i], coupling[i], diagonal[i + 1] + sigma);
      }
    }
  }

  /** Elements of the inverse's diagonal, from the last: g_i = 1/D_i + l_i²·g_(i+1). */
  @Override
  public double degrees() {
    double degrees = members - 1;
    if (difficult(degrees)) {
      return eigen().degrees();
    }
    factor(degrees);
    double g = inverse[members - 1];
    double trace = g;
    for (int i = members - 2; i >= 0; i--) {
      g = Math.fma(l[i] * l[i], g, inverse[i]);
      trace += g;
    }
    return trace * UNIT;
  }

  /** w = (S·Sᵀ + ζ·I)⁻¹·S·d, and w·(S·Sᵀ + ζ·I)⁻¹·w, which takes no more than L⁻¹·w. */
  @Override
  public void at(double zeta) {
    if (difficult(zeta)) {
      eigen().at(zeta);
      squares = eigen.squares();
      cubes = eigen.cubes();
      return;
    }
    factor(zeta);
    double z = 0.0;
    for (int i = 0; i < members; i++) {
      z = i == 0 ? b[i] : Math.fma(-l[i - 1], z, b[i]);
      y[i] = z;
    }
    squares = 0.0;
    for (int i = members - 1; i >= 0; i--) {
      z = i == members - 1 ? y[i] * inverse[i] : Math.fma(-l[i], z, y[i] * inverse[i]);
      y[i] = z;
      squares = Math.fma(z, z, squares);
    }
    cubes = 0.0;
    for (int i = 0; i < members; i++) {
      z = i == 0 ? y[i] : Math.fma(-l[i - 1], z, y[i]);
      cubes = Math.fma(z * z, inverse[i], cubes);
    }
    squares = squares / unit / unit;
    cubes = cubes / unit / unit / unit;
  }

  @Override
  public double squares() {
    return squares;
  }

  @Override
  public double cubes() {
    return cubes;
  }
}
