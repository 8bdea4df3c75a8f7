// Master of FloatSymmetricProblem: the float version is generated from this file.
package org.isobit.verify.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The committed arguments of the second implementations of linear algebra: symmetric-problems.txt, and degenerate ones.
 *
 * @param name  for messages
 * @param lower lower triangle, row by row
 * @param c     what A is divided by
 * @param x     a vector
 */
record SymmetricProblem(String name, double[][] lower, double c, double[] x) {

  /** Float has no digits for conditions of 10^10: C = I + A ÷ c then has less than 2^14. */
  private static final double WIDER = 1.0; // float: private static final float WIDER = 0x1p20f;

  private static final double HUGE = 0x1p1020; // float: private static final float HUGE = 0x1p124f;
  private static final double SMALL = 0x1p-1060; // float: private static final float SMALL = 0x1p-140f;

  /** Those of the file, rounded to the element type. */
  static List<SymmetricProblem> committed() {
    List<SymmetricProblem> problems = new ArrayList<>();
    try (InputStream in = SymmetricProblem.class.getResourceAsStream("symmetric-problems.txt")) {
      Iterator<String> lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().iterator();
      lines.next();
      while (lines.hasNext()) {
        String[] head = lines.next().split(" ");
        int n = Integer.parseInt(head[0]);
        double[][] lower = new double[n][];
        for (int i = 0; i < n; i++) {
          lower[i] = numbers(lines.next());
        }
        problems.add(new SymmetricProblem("order " + n, lower, numbers(head[1])[0] * WIDER, numbers(lines.next())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return problems;
  }

  /** Doubles by their bits, rounded to the element type. */
  private static double[] numbers(String line) {
    String[] words = line.split(" ");
    double[] x = new double[words.length];
    for (int i = 0; i < x.length; i++) {
      long bits = Long.parseUnsignedLong(words[i], 16);
      x[i] = Double.longBitsToDouble(bits); // float: x[i] = (float) Double.longBitsToDouble(bits);
    }
    return x;
  }

  /** Empty, zero, diagonal, split, tiny, huge, indefinite, not finite; vectors with zeros, infinities and NaN. */
  static List<SymmetricProblem> degenerate() {
    List<SymmetricProblem> problems = new ArrayList<>();
    List<SymmetricProblem> committed = committed();
    for (int n : new int[] {0, 1, 2, 3, 7}) {
      double[][] zero = new double[n][];
      Arrays.setAll(zero, i -> new double[i + 1]);
      problems.add(new SymmetricProblem("zero of order " + n, zero, 1.0, vector(n)));
    }
    for (int n : new int[] {1, 2, 5, 8, 13}) {
      SymmetricProblem p = committed.get(n - 1);
      for (int k = 0; k < n; k++) {
        double[] x = vector(n);
        x[k] = k % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        problems.add(new SymmetricProblem("order " + n + ", x[" + k + "] is not finite", p.lower, p.c, x));
      }
      problems.add(p.map("diagonal", (i, j, a) -> i == j ? a : 0.0));
      problems.add(p.map("negative zeros off the diagonal", (i, j, a) -> i == j ? Math.abs(a) : -0.0));
      problems.add(p.map("split", (i, j, a) -> i >= n / 2 && j < n / 2 ? 0.0 : a));
      problems.add(p.map("almost split", (i, j, a) -> i >= n / 2 && j < n / 2 ? a * SMALL : a));
      problems.add(p.map("tiny", (i, j, a) -> a * SMALL));
      problems.add(p.map("tiny, c tiny", (i, j, a) -> a * SMALL).with(Double.MIN_NORMAL));
      problems.add(p.map("huge", (i, j, a) -> a * 0x1p90));
      problems.add(p.map("huge, c huge", (i, j, a) -> i == j ? HUGE : 0.0).with(HUGE));
      problems.add(p.map("graded", (i, j, a) -> a * power(-i - j)));
      problems.add(p.map("negative", (i, j, a) -> -a));
      problems.add(p.map("barely indefinite", (i, j, a) -> i == j ? -p.c * 0x1p-6 : 0.0));
      problems.add(p.map("norm 2", (i, j, a) -> i == j ? p.c : 0.0));
      problems.add(p.map("norm 4", (i, j, a) -> i == j ? 3.0 : 0.0).with(1.0));
      problems.add(p.map("NaN", (i, j, a) -> i == n - 1 && j == 0 ? Double.NaN : a));
      problems.add(p.map("infinite", (i, j, a) -> i == n / 2 && j == n / 2 ? Double.NEGATIVE_INFINITY : a));
    }
    return problems;
  }

  static double power(int k) {
    double x = 1.0;
    for (int i = 0; i < Math.abs(k); i++) {
      x *= k < 0 ? 0.5 : 2.0;
    }
    return x;
  }

  private static double[] vector(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i % 3 == 1 ? -0.0 : i - 1.5;
    }
    return x;
  }

  /** A new element for (i, j). */
  private interface Change {
    double of(int i, int j, double a);
  }

  private SymmetricProblem map(String what, Change change) {
    double[][] changed = new double[lower.length][];
    for (int i = 0; i < lower.length; i++) {
      changed[i] = lower[i].clone();
      for (int j = 0; j <= i; j++) {
        changed[i][j] = change.of(i, j, lower[i][j]);
      }
    }
    return new SymmetricProblem(name + ", " + what, changed, c, vector(lower.length));
  }

  private SymmetricProblem with(double other) {
    return new SymmetricProblem(name, lower, other, x);
  }

  int n() {
    return lower.length;
  }

  /** Puts the lower triangle into a block of matrices, poison above the diagonal. */
  void put(double[] block, int lanes, int lane) {
    int n = n();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        block[(i * n + j) * lanes + lane] = j <= i ? lower[i][j] : Double.NaN;
      }
    }
  }
}
