package org.isobit.kernels.dynamics;

import java.util.Arrays;

/**
 * Terms v·x_a·u_b of outputs, those of output i from start[i] to start[i + 1] − 1; outputs and variables are counted
 * from 0, and −1 stands for the constant 1.
 */
final class QuadraticTerms {

  final int[] start;

  /** Where the first term of each output stands that has a variable on the left: before it no product is needed. */
  final int[] plain;
  final int[] left;
  final int[] right;
  final double[] value;

  /** Makes room for terms, given how many each output has. */
  private QuadraticTerms(int[] counts) {
    start = new int[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      start[i + 1] = Math.addExact(start[i], counts[i]);
    }
    plain = new int[counts.length];
    left = new int[start[counts.length]];
    right = new int[left.length];
    value = new double[left.length];
  }

  /** Puts a term at the next free place of an output; next has these places. */
  private void put(int[] next, int output, int a, int b, double v) {
    int at = next[output]++;
    left[at] = a;
    right[at] = b;
    value[at] = v;
  }

  /** Finds {@link #plain}, once all terms are there. */
  private QuadraticTerms complete() {
    for (int i = 0; i < plain.length; i++) {
      plain[i] = start[i];
      while (plain[i] < start[i + 1] && left[plain[i]] < 0) {
        plain[i]++;
      }
    }
    return this;
  }

  static QuadraticTerms tendency(int n, int[] i, int[] j, int[] k, double[] v) {
    int[] counts = new int[n];
    for (int output : i) {
      counts[output - 1]++;
    }
    QuadraticTerms terms = new QuadraticTerms(counts);
    int[] next = Arrays.copyOf(terms.start, n);
    for (int t = 0; t < i.length; t++) {
      terms.put(next, i[t] - 1, j[t] - 1, k[t] - 1, v[t]);
    }
    return terms.complete();
  }

  static QuadraticTerms tangent(int n, int[] i, int[] j, int[] k, double[] v) {
    int[] counts = new int[n];
    for (int t = 0; t < i.length; t++) {
      counts[i[t] - 1] += factors(j[t], k[t]);
    }
    QuadraticTerms terms = new QuadraticTerms(counts);
    int[] next = Arrays.copyOf(terms.start, n);
    for (int t = 0; t < i.length; t++) {
      if (factors(j[t], k[t]) > 0) {
        terms.put(next, i[t] - 1, j[t] - 1, k[t] - 1, j[t] == k[t] ? 2.0 * v[t] : v[t]);
      }
      if (factors(j[t], k[t]) > 1) {
        terms.put(next, i[t] - 1, k[t] - 1, j[t] - 1, v[t]);
      }
    }
    return terms.complete();
  }

  static QuadraticTerms adjoint(int n, int[] i, int[] j, int[] k, double[] v) {
    int[] counts = new int[n];
    for (int t = 0; t < i.length; t++) {
      if (factors(j[t], k[t]) > 0) {
        counts[k[t] - 1]++;
      }
      if (factors(j[t], k[t]) > 1) {
        counts[j[t] - 1]++;
      }
    }
    QuadraticTerms terms = new QuadraticTerms(counts);
    int[] next = Arrays.copyOf(terms.start, n);
    for (int t = 0; t < i.length; t++) {
      if (factors(j[t], k[t]) > 0) {
        terms.put(next, k[t] - 1, j[t] - 1, i[t] - 1, j[t] == k[t] ? 2.0 * v[t] : v[t]);
      }
      if (factors(j[t], k[t]) > 1) {
        terms.put(next, j[t] - 1, k[t] - 1, i[t] - 1, v[t]);
      }
    }
    return terms.complete();
  }

  /** Different variables of a term. */
  private static int factors(int j, int k) {
    return k == 0 ? 0 : j == 0 || j == k ? 1 : 2;
  }
}
