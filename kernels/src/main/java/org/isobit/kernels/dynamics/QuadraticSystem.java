package org.isobit.kernels.dynamics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * A sparse quadratic system: dx_i = Σ v·x_j·x_k over terms (i, j, k, v) with x_0 = 1, so that constants are
 * (i, 0, 0, v) and linear terms (i, 0, k, v). Variables are counted from 1. Its derivative J by the state is there
 * times perturbations and, transposed, times adjoints.
 *
 * <p><b>Order of operations.</b> Terms stand in ascending order of (i, j, k), j ≤ k. An output is one chain from +0
 * over its terms in that order, s = fma(v, p, s). Of the tendency p is the rounded product x_j·x_k, or x_k if j = 0, or
 * 1 if k = 0. The tangent has, of a term of i, p = dx_k if j = 0; p = x_j·dx_j with 2·v in place of v if j = k; else
 * p = x_j·dx_k and after it p = x_k·dx_j. The adjoint goes through all terms for every output m: p = dy_i if j = 0 and
 * k = m; p = x_m·dy_i with 2·v if j = k = m; p = x_k·dy_i if j = m; p = x_j·dy_i if k = m; others give nothing.
 *
 * <p>States are interleaved, variable i of state l at {@code offset + (i − 1)·lanes + l}, so that one state is one
 * lane; states do not depend on each other. Calls allocate nothing. Immutable, thread-safe.
 */
public final class QuadraticSystem {

  private static final String NAME = "QuadraticSystem";
  private static final int LARGEST = 100_000;
  private static final QuadraticReference KERNELS = QuadraticReference.of(Backend.active());

  final int n;
  final QuadraticTerms tendency;
  final QuadraticTerms tangent;
  final QuadraticTerms adjoint;

  private QuadraticSystem(int n, int[] i, int[] j, int[] k, double[] v) {
    this.n = n;
    tendency = QuadraticTerms.tendency(n, i, j, k, v);
    tangent = QuadraticTerms.tangent(n, i, j, k, v);
    adjoint = QuadraticTerms.adjoint(n, i, j, k, v);
  }

  /**
   * A system of terms.
   *
   * @param n number of variables, from 1 to 100 000
   * @param i outputs, from 1 to n
   * @param j first factors, from 0 to n
   * @param k second factors, from j to n
   * @param v values, finite
   * @return the system
   * @throws IllegalArgumentException if lengths differ, a number is out of range, or terms are not in strictly
   *                                  ascending order of (i, j, k)
   */
  public static QuadraticSystem of(int n, int[] i, int[] j, int[] k, double[] v) {
    range("n", n, 1, LARGEST);
    Checks.present(NAME, "i", i);
    Checks.present(NAME, "j", j);
    Checks.present(NAME, "k", k);
    Checks.present(NAME, "v", v);
    if (j.length != i.length || k.length != i.length || v.length != i.length) {
      throw new IllegalArgumentException(NAME + ": i, j, k and v have " + i.length + ", " + j.length + ", " + k.length
          + " and " + v.length + " elements");
    }
    for (int t = 0; t < i.length; t++) {
      if (i[t] < 1 || i[t] > n || j[t] < 0 || j[t] > k[t] || k[t] > n) {
        throw new IllegalArgumentException(NAME + ": term " + t + " is (" + i[t] + ", " + j[t] + ", " + k[t]
            + "), but i must be from 1 to " + n + " and 0 <= j <= k <= " + n);
      }
      if (t > 0 && compare(i, j, k, t) >= 0) {
        throw new IllegalArgumentException(NAME + ": terms " + (t - 1) + " and " + t + " are not in ascending order");
      }
    }
    Checks.finite(NAME, "v", v, 0, v.length);
    return new QuadraticSystem(n, i, j, k, v);
  }

  private static void range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(NAME + ": " + name + " must be from " + least + " to " + most + ", but is "
          + value);
    }
  }

  private static int compare(int[] i, int[] j, int[] k, int t) {
    int order = Integer.compare(i[t - 1], i[t]);
    order = order != 0 ? order : Integer.compare(j[t - 1], j[t]);
    return order != 0 ? order : Integer.compare(k[t - 1], k[t]);
  }

  /**
   * Number of variables.
   *
   * @return n
   */
  public int size() {
    return n;
  }

  /**
   * Number of terms.
   *
   * @return how many there are
   */
  public int terms() {
    return tendency.value.length;
  }

  /**
   * A term v·x_j·x_k of dx_i.
   *
   * @param i the output, from 1
   * @param j first factor; 0 is the constant 1
   * @param k second factor, from j on
   * @param v the value
   */
  public record Term(int i, int j, int k, double v) {}

  /**
   * One of the terms, which stand in ascending order of (i, j, k).
   *
   * @param t which one, from 0
   * @return the term
   * @throws IllegalArgumentException if there is no such term
   */
  public Term term(int t) {
    Checks.index(NAME, "term", t, terms());
    // The last output that starts at t or before; outputs without terms start where the next one does.
    int low = 0;
    for (int high = n; high - low > 1;) {
      int middle = (low + high) >>> 1;
      if (tendency.start[middle] <= t) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Term(low + 1, tendency.left[t] + 1, tendency.right[t] + 1, tendency.value[t]);
  }

  /**
   * The tendencies of states.
   *
   * @param lanes   number of states, at least 1
   * @param x       the states
   * @param xOffset index of variable 1 of state 0
   * @param dxdt    takes the tendencies, laid out alike
   * @param dOffset index of the first one
   * @throws IllegalArgumentException if lanes &lt; 1, an operand is not inside its array or tendencies overlap states
   */
  public void tendency(int lanes, double[] x, long xOffset, double[] dxdt, long dOffset) {
    Checks.positive(NAME, "lanes", lanes);
    int xo = Checks.matrix(NAME, "x", x, xOffset, n, lanes, lanes);
    int at = Checks.matrix(NAME, "dxdt", dxdt, dOffset, n, lanes, lanes);
    Checks.apart(NAME, "dxdt", "x", dxdt == x, at, n * lanes, xo, n * lanes);
    Environment.require();
    KERNELS.tendency(this, lanes, x, xo, dxdt, at);
  }

  /**
   * J·dx of every state.
   *
   * @param lanes   number of states, at least 1
   * @param x       the states
   * @param xOffset index of variable 1 of state 0
   * @param dx      perturbations, laid out alike
   * @param uOffset index of the first one
   * @param out     takes the products, laid out alike
   * @param oOffset index of the first one
   * @throws IllegalArgumentException if lanes &lt; 1, an operand is not inside its array or products overlap operands
   */
  public void tangent(int lanes, double[] x, long xOffset, double[] dx, long uOffset, double[] out, long oOffset) {
    Checks.positive(NAME, "lanes", lanes);
    int xo = Checks.matrix(NAME, "x", x, xOffset, n, lanes, lanes);
    int uo = Checks.matrix(NAME, "dx", dx, uOffset, n, lanes, lanes);
    int at = Checks.matrix(NAME, "out", out, oOffset, n, lanes, lanes);
    Checks.apart(NAME, "out", "x", out == x, at, n * lanes, xo, n * lanes);
    Checks.apart(NAME, "out", "dx", out == dx, at, n * lanes, uo, n * lanes);
    Environment.require();
    KERNELS.tangent(this, lanes, x, xo, dx, uo, out, at);
  }

  /**
   * Jᵀ·dy of every state.
   *
   * @param lanes   number of states, at least 1
   * @param x       the states
   * @param xOffset index of variable 1 of state 0
   * @param dy      adjoints of tendencies, laid out alike
   * @param uOffset index of the first one
   * @param out     takes the products, laid out alike
   * @param oOffset index of the first one
   * @throws IllegalArgumentException if lanes &lt; 1, an operand is not inside its array or products overlap operands
   */
  public void adjoint(int lanes, double[] x, long xOffset, double[] dy, long uOffset, double[] out, long oOffset) {
    Checks.positive(NAME, "lanes", lanes);
    int xo = Checks.matrix(NAME, "x", x, xOffset, n, lanes, lanes);
    int uo = Checks.matrix(NAME, "dy", dy, uOffset, n, lanes, lanes);
    int at = Checks.matrix(NAME, "out", out, oOffset, n, lanes, lanes);
    Checks.apart(NAME, "out", "x", out == x, at, n * lanes, xo, n * lanes);
    Checks.apart(NAME, "out", "dy", out == dy, at, n * lanes, uo, n * lanes);
    Environment.require();
    KERNELS.adjoint(this, lanes, x, xo, dy, uo, out, at);
  }

  /** Collects terms in any order. Not thread-safe. */
  public static final class Builder {

    private final int n;
    private final Map<Long, Double> terms = new TreeMap<>();

    /**
     * No terms yet.
     *
     * @param n number of variables, from 1 to 100 000
     */
    public Builder(int n) {
      range("n", n, 1, LARGEST);
      this.n = n;
    }

    /**
     * Adds v·x_j·x_k to dx_i. Terms of the same variables are added up in the order of the calls.
     *
     * @param i the output, from 1 to n
     * @param j a factor, from 0 to n
     * @param k the other one
     * @param v the value
     * @return this
     * @throws IllegalArgumentException if an index is out of range
     */
    public Builder add(int i, int j, int k, double v) {
      range("i", i, 1, n);
      range("j", j, 0, n);
      range("k", k, 0, n);
      long low = j < k ? j : k;
      long high = j < k ? k : j;
      terms.merge(((long) i * (n + 1L) + low) * (n + 1L) + high, v, Double::sum);
      return this;
    }

    /**
     * The system of the terms whose value is not 0.
     *
     * @return a new system
     * @throws IllegalArgumentException if a value is not finite
     */
    public QuadraticSystem build() {
      int[] i = new int[terms.size()];
      int[] j = new int[i.length];
      int[] k = new int[i.length];
      double[] v = new double[i.length];
      int count = 0;
      for (Map.Entry<Long, Double> term : terms.entrySet()) {
        if (term.getValue() != 0.0) {
          long key = term.getKey();
          k[count] = (int) (key % (n + 1L));
          j[count] = (int) (key / (n + 1L) % (n + 1L));
          i[count] = (int) (key / (n + 1L) / (n + 1L));
          v[count++] = term.getValue();
        }
      }
      return of(n, Arrays.copyOf(i, count), Arrays.copyOf(j, count), Arrays.copyOf(k, count),
          Arrays.copyOf(v, count));
    }
  }
}
