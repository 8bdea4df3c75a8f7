// Master of FloatRationalPoles: the float version is generated from this file.
package org.isobit.linalg.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.isobit.linalg.internal.Scaling;

/**
 * Poles and weights of Σ weight_j ÷ (x + shift_j) ≈ x^−½ on [1, 2^m] (Hale, Higham and Trefethen 2008, SIAM J. Numer.
 * Anal. 46, 2505–2523, method 3), relative error at most the unit roundoff; 5·10⁻¹⁶ still at {@link #LEAST}. The tables
 * are hexadecimal text beside this class, made with 50 digits by {@code linalg/src/build/rational_poles.py}, and the
 * same on every machine. All shifts and weights are positive: nothing cancels. Thread-safe.
 */
public final class RationalPoles {

  /** Largest m. */
  public static final int LARGEST = 36;

  /** Poles that one pass over a matrix takes. */
  static final int PASS = 4;

  /** Least eigenvalue that the tables serve: rounding may put one below 1. */
  public static final double LEAST = 0x1.f8p-1;

  private static final double[][] SHIFT = new double[LARGEST + 1][];
  private static final double[][] WEIGHT = new double[LARGEST + 1][];
  private static final double[][] DIFFERENCE = new double[LARGEST + 1][];

  static {
    read("rational-poles-double.txt");
  }

  private RationalPoles() {}

  private static void read(String name) {
    InputStream stream = RationalPoles.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("the table " + name + " is missing beside " + RationalPoles.class);
    }
    try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      in.readLine();
      for (int m = 1; m <= LARGEST; m++) {
        String[] head = in.readLine().split(" ");
        int count = Integer.parseInt(head[1]);
        SHIFT[m] = new double[count];
        WEIGHT[m] = new double[count];
        DIFFERENCE[m] = new double[count];
        for (int j = 0; j < count; j++) {
          String[] line = in.readLine().split(" ");
          SHIFT[m][j] = Double.parseDouble(line[0]);
          WEIGHT[m][j] = Double.parseDouble(line[1]);
          DIFFERENCE[m][j] = -(WEIGHT[m][j] / (1.0 + SHIFT[m][j]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The m of a bound of eigenvalues: bound &lt; 2^m, m at least 1; {@code LARGEST + 1} if none is large enough. */
  static int exponent(double bound) {
    if (!(bound < Scaling.power(LARGEST))) {
      return LARGEST + 1;
    }
    return bound < 2.0 ? 1 : Math.getExponent(bound) + 1;
  }

  /**
   * Number of poles.
   *
   * @param m exponent of the largest eigenvalue's bound, 1 … {@value #LARGEST}
   * @return the number
   */
  public static int count(int m) {
    return SHIFT[m].length;
  }

  /**
   * Shift of a pole.
   *
   * @param m exponent of the largest eigenvalue's bound
   * @param j number of the pole
   * @return the shift, positive
   */
  public static double shift(int m, int j) {
    return SHIFT[m][j];
  }

  /**
   * Weight of a pole for x^−½.
   *
   * @param m exponent of the largest eigenvalue's bound
   * @param j number of the pole
   * @return the weight, positive
   */
  public static double weight(int m, int j) {
    return WEIGHT[m][j];
  }

  /**
   * Weight of a pole for (x^−½ − 1) ÷ (x − 1), since r(x) − r(1) = −Σ weight ÷ (1 + shift) · (x − 1) ÷ (x + shift).
   *
   * @param m exponent of the largest eigenvalue's bound
   * @param j number of the pole
   * @return the weight, negative
   */
  public static double difference(int m, int j) {
    return DIFFERENCE[m][j];
  }
}
