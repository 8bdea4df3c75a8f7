package org.isobit.models.surrogate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.dynamics.QuadraticSystem;

/**
 * The regressors of a quadratic right-hand side on a ring (Bocquet, Brajard, Carrassi and Bertino 2019, Nonlin.
 * Processes Geophys. 26, 143–162; 2020, Found. Data Sci. 2, 55–80): at site n
 *
 * <pre>
 *   f_n(x) = Σ_p A_p·r_p(x, n),   r_p one of  1,  x_{n+l},  x_{n+l}·x_{n+m} with l ≤ m
 * </pre>
 *
 * <p>{@link #local} has l and m in a stencil of L sites to each side, and products of sites at most L apart: one
 * constant, 2·L + 1 linear terms and (L + 1)·(3·L + 2)/2 products, that is 9, 18, 30 and 45 for L = 1 to 4.
 * {@link #nonLocal} has all (N + 1)·(N + 2)/2 of them. Coefficients may be those of every site (homogeneous), or each
 * site has its own. Immutable, thread-safe.
 */
public final class Monomials {

  private static final String NAME = "Monomials";
  private static final int LARGEST = 10_000;

  private final int size;
  private final boolean homogeneous;
  private final int[] degree;

  /** Offsets of the factors; 0 where there is none. */
  private final int[] first;
  private final int[] second;

  /** The terms of a {@link QuadraticSystem}, and which parameter each has as its value. */
  private final int[] output;
  private final int[] left;
  private final int[] right;
  private final int[] parameterOfTerm;

  private Monomials(int size, boolean homogeneous, int[] degree, int[] first, int[] second) {
    this.size = size;
    this.homogeneous = homogeneous;
    this.degree = degree;
    this.first = first;
    this.second = second;
    int terms = Checks.elements(NAME, size, degree.length, Integer.BYTES);
    output = new int[terms];
    left = new int[terms];
    right = new int[terms];
    parameterOfTerm = new int[terms];
    sort();
  }

  /**
   * The regressors of a stencil, with the same coefficients at every site.
   *
   * @param size  sites N of the ring, more than the stencil has, at most 10 000
   * @param reach L, sites to each side, at least 0
   * @return the regressors: constant, linear terms by ascending l, products by ascending (l, m)
   * @throws IllegalArgumentException if a number is out of range
   */
  public static Monomials local(int size, int reach) {
    require(size);
    if (reach < 0 || 2 * (long) reach + 1 > size) {
      throw new IllegalArgumentException(NAME + ": a stencil of " + size + " sites at most has a reach of 0 to "
          + (size - 1) / 2 + ", but it is " + reach);
    }
    return of(size, -reach, reach, reach);
  }

  /**
   * All monomials of degree 2 at most, with the same coefficients at every site.
   *
   * @param size sites N of the ring, 1 to 10 000
   * @return the regressors, offsets from 0 to N − 1
   * @throws IllegalArgumentException if the size is out of range
   */
  public static Monomials nonLocal(int size) {
    require(size);
    return of(size, 0, size - 1, size);
  }

  private static void require(int size) {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException(NAME + ": size must be from 1 to " + LARGEST + ", but is " + size);
    }
  }

  private static Monomials of(int size, int from, int to, int apart) {
    List<int[]> all = new ArrayList<>();
    all.add(new int[] {0, 0, 0});
    for (int l = from; l <= to; l++) {
      all.add(new int[] {1, l, 0});
    }
    for (int l = from; l <= to; l++) {
      for (int m = l; m <= Math.min(to, l + apart); m++) {
        all.add(new int[] {2, l, m});
      }
    }
    return new Monomials(size, true, column(all, 0), column(all, 1), column(all, 2));
  }

  private static int[] column(List<int[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column]).toArray();
  }

  /**
   * The same regressors with coefficients of every site's own.
   *
   * @return new regressors; parameter p of site n is the one numbered n·{@link #regressors()} + p
   */
  public Monomials bySite() {
    return new Monomials(size, false, degree, first, second);
  }

  /**
   * Sites of the ring.
   *
   * @return N
   */
  public int size() {
    return size;
  }

  /**
   * Whether all sites have the same coefficients.
   *
   * @return false after {@link #bySite}
   */
  public boolean isHomogeneous() {
    return homogeneous;
  }

  /**
   * Regressors of a site.
   *
   * @return their number
   */
  public int regressors() {
    return degree.length;
  }

  /**
   * Parameters of the right-hand side.
   *
   * @return the number of regressors, or N times that
   */
  public int parameters() {
    return homogeneous ? degree.length : Math.multiplyExact(degree.length, size);
  }

  /**
   * The number of a regressor.
   *
   * @param offsets of its factors, none to two of them; those that name the same site of the ring are equal
   * @return its number at a site, from 0; −1 if there is none
   */
  public int regressor(int... offsets) {
    for (int p = 0; p < degree.length; p++) {
      if (degree[p] == offsets.length && (offsets.length == 0
          || offsets.length == 1 && site(first[p], -offsets[0]) == 0
          || offsets.length == 2 && (site(first[p], -offsets[0]) == 0 && site(second[p], -offsets[1]) == 0
              || site(first[p], -offsets[1]) == 0 && site(second[p], -offsets[0]) == 0))) {
        return p;
      }
    }
    return -1;
  }

  /**
   * The name of a regressor.
   *
   * @param regressor which one, from 0
   * @return as in {@code 1}, {@code x[n-2]}, {@code x[n+0]*x[n+1]}
   */
  public String name(int regressor) {
    Checks.index(NAME, "regressor", regressor, degree.length);
    return degree[regressor] == 0 ? "1" : degree[regressor] == 1 ? factor(first[regressor])
        : factor(first[regressor]) + "*" + factor(second[regressor]);
  }

  private static String factor(int offset) {
    return "x[n" + (offset < 0 ? "" : "+") + offset + "]";
  }

  /**
   * The model of some parameters.
   *
   * @param parameters A; finite
   * @return dx/dt = f(x), with tangent and adjoint; members of an ensemble run together
   * @throws IllegalArgumentException if the number of parameters differs or one is not finite
   */
  public MonomialModel model(double[] parameters) {
    return new MonomialModel(this, parameters);
  }

  /** The right-hand side as a sparse system. */
  QuadraticSystem system(double[] a) {
    if (a.length != parameters()) {
      throw new IllegalArgumentException(NAME + ": there are " + parameters() + " parameters, but " + a.length
          + " numbers");
    }
    double[] v = new double[parameterOfTerm.length];
    for (int t = 0; t < v.length; t++) {
      v[t] = a[parameterOfTerm[t]];
      if (!Double.isFinite(v[t])) {
        throw new IllegalArgumentException(NAME + ": the coefficient of " + name(parameterOfTerm[t] % degree.length)
            + " is " + v[t]);
      }
    }
    return QuadraticSystem.of(size, output, left, right, v);
  }

  /** Sorts the terms of the right-hand side as a sparse system has them: by output, first and second factor. */
  private void sort() {
    List<int[]> terms = new ArrayList<>();
    for (int n = 0; n < size; n++) {
      for (int p = 0; p < degree.length; p++) {
        int j = degree[p] == 2 ? site(n, second[p]) + 1 : 0;
        int k = degree[p] == 0 ? 0 : site(n, first[p]) + 1;
        terms.add(new int[] {n + 1, Math.min(j, k), Math.max(j, k), homogeneous ? p : n * degree.length + p});
      }
    }
    terms.sort(Comparator.<int[]>comparingInt(t -> t[0]).thenComparingInt(t -> t[1]).thenComparingInt(t -> t[2]));
    for (int t = 0; t < output.length; t++) {
      output[t] = terms.get(t)[0];
      left[t] = terms.get(t)[1];
      right[t] = terms.get(t)[2];
      parameterOfTerm[t] = terms.get(t)[3];
    }
  }

  private int site(int n, int offset) {
    return Math.floorMod(n + offset, size);
  }

  /**
   * Adds ∂f/∂A_parameter to tendencies: r_p at its sites.
   *
   * @param lanes states side by side, variable n of state j at n·lanes + j
   */
  void addDerivative(int parameter, int lanes, double[] x, double[] to) {
    int p = homogeneous ? parameter : parameter % degree.length;
    int from = homogeneous ? 0 : parameter / degree.length;
    int end = homogeneous ? size : from + 1;
    for (int n = from; n < end; n++) {
      add(degree[p], lanes, x, site(n, first[p]) * lanes, site(n, second[p]) * lanes, to, n * lanes);
    }
  }

  private static void add(int degree, int lanes, double[] x, int a, int b, double[] to, int at) {
    if (degree == 0) {
      for (int j = 0; j < lanes; j++) {
        to[at + j] += 1.0;
      }
    } else if (degree == 1) {
      for (int j = 0; j < lanes; j++) {
        to[at + j] += x[a + j];
      }
    } else {
      for (int j = 0; j < lanes; j++) {
        to[at + j] = Math.fma(x[a + j], x[b + j], to[at + j]);
      }
    }
  }

  @Override
  public String toString() {
    return regressors() + " monomials of " + size + " sites" + (homogeneous ? "" : ", by site");
  }
}
