// Master of FloatRotaryTable: the float version is generated from this file.
package org.isobit.kernels.rotary;

import org.isobit.kernels.Checks;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.elementary.ExpReference; // float: unchanged
import org.isobit.kernels.elementary.LogReference; // float: unchanged
import org.isobit.kernels.elementary.TrigReference; // float: unchanged

/**
 * Cosines and sines of the angles by which {@link Rotary} turns pairs of elements: angle = position·frequency, cos and
 * sin of {@link org.isobit.kernels.elementary.Elementary}, all in double; tables of floats are these, rounded once.
 * Immutable, thread-safe.
 */
public final class RotaryTable {

  private static final String NAME = "rotary table";

  private final RotaryPairing pairing;
  private final int positions;
  private final int pairs;

  /** Of each position, what each of 2·pairs elements is multiplied by; then what the other one of its pair is. */
  private final double[] factors;

  private RotaryTable(RotaryPairing pairing, int positions, int pairs) {
    Checks.present(NAME, "pairing", pairing);
    this.pairing = pairing;
    this.positions = positions;
    this.pairs = pairs;
    fits(positions, pairs);
    factors = new double[4 * positions * pairs];
  }

  /**
   * The frequencies base^(−i/pairs): f_i = exp(−(i ÷ pairs)·log(base)), i = 0 … pairs − 1.
   *
   * @param pairs how many, from 1 to half of {@link AttentionShape#WIDEST}
   * @param base  positive and finite, usually 10000
   * @return an array of its own
   * @throws IllegalArgumentException if an argument is not in its range
   */
  public static double[] frequencies(int pairs, double base) { // float: unchanged
    if (pairs < 1 || pairs > AttentionShape.WIDEST / 2) {
      throw new IllegalArgumentException(NAME + ": pairs must be from 1 to " + AttentionShape.WIDEST / 2
          + ", but is " + pairs);
    }
    Checks.positive(NAME, "base", base);
    double[] frequencies = new double[pairs]; // float: unchanged
    double log = LogReference.log(base); // float: unchanged
    for (int i = 0; i < pairs; i++) {
      frequencies[i] = ExpReference.exp(-((double) i / pairs) * log); // float: unchanged
    }
    return frequencies;
  }

  /**
   * Of places on a line.
   *
   * @param pairing     which elements are pairs
   * @param places      the positions, at least one
   * @param frequencies one a pair, at least one
   * @return the table
   * @throws IllegalArgumentException if an argument is null or empty, or the table does not fit in an array
   */
  public static RotaryTable of(RotaryPairing pairing, double[] places, double[] frequencies) { // float: public static FloatRotaryTable of(RotaryPairing pairing, double[] places, double[] frequencies) {
    filled("positions", places);
    filled("frequencies", frequencies);
    RotaryTable table = new RotaryTable(pairing, places.length, frequencies.length);
    for (int t = 0; t < places.length; t++) {
      for (int i = 0; i < frequencies.length; i++) {
        table.put(t, i, places[t] * frequencies[i]);
      }
    }
    return table;
  }

  /**
   * Of places on a grid, position y·nx + x: the first half of the pairs is turned by y, the second by x.
   *
   * @param pairing     which elements are pairs
   * @param rows        the places y of the rows, at least one
   * @param columns     the places x of the columns, at least one
   * @param frequencies one a pair of either half, at least one
   * @return the table, of twice as many pairs
   * @throws IllegalArgumentException if an argument is null or empty, or the table does not fit in an array
   */
  public static RotaryTable grid(RotaryPairing pairing, double[] rows, double[] columns, double[] frequencies) { // float: public static FloatRotaryTable grid(RotaryPairing pairing, double[] rows, double[] columns, double[] frequencies) {
    filled("rows", rows);
    filled("columns", columns);
    filled("frequencies", frequencies);
    int half = frequencies.length;
    long places = (long) rows.length * columns.length;
    if (places > Checks.LONGEST_ARRAY || half > AttentionShape.WIDEST) {
      throw new IllegalArgumentException(NAME + ": " + places + " positions of " + half
          + " frequencies are too many for an array");
    }
    RotaryTable table = new RotaryTable(pairing, (int) places, 2 * half);
    for (int t = 0; t < table.positions; t++) {
      for (int i = 0; i < half; i++) {
        table.put(t, i, rows[t / columns.length] * frequencies[i]);
        table.put(t, half + i, columns[t % columns.length] * frequencies[i]);
      }
    }
    return table;
  }

  /**
   * Of tokens at places 0, 1, … of a line, with frequencies base^(−2i/size); or of tokens row after row of a grid, half
   * of the pairs turned by the row and half by the column, with frequencies base^(−4i/size).
   *
   * @param pairing which elements are pairs
   * @param base    of the {@link #frequencies}, positive and finite, usually 10000
   * @param columns tokens of a row of the grid; 0: they lie on a line
   * @param tokens  how many, at least 1; the last row of a grid is whole
   * @param size    elements of a head, 2 to {@link AttentionShape#WIDEST}, even, on a grid a multiple of 4
   * @return the table
   * @throws IllegalArgumentException if an argument is null or out of range, or the table does not fit in an array
   */
  public static RotaryTable tokens(RotaryPairing pairing, double base, int columns, int tokens, int size) { // float: public static FloatRotaryTable tokens(RotaryPairing pairing, double base, int columns, int tokens, int size) {
    Checks.size(NAME, "columns", columns);
    Checks.positive(NAME, "tokens", tokens);
    int part = columns == 0 ? 2 : 4;
    if (size < part || size > AttentionShape.WIDEST || size % part != 0) {
      throw new IllegalArgumentException(NAME + ": size must be a multiple of " + part + " up to "
          + AttentionShape.WIDEST + ", but is " + size);
    }
    double[] frequencies = frequencies(size / part, base); // float: unchanged
    long positions = columns == 0 ? tokens : ((tokens - 1L) / columns + 1) * columns;
    fits(positions, size / 2);
    return columns == 0 ? of(pairing, places(tokens), frequencies)
        : grid(pairing, places((tokens - 1) / columns + 1), places(columns), frequencies);
  }

  private static double[] places(int n) { // float: unchanged
    double[] places = new double[n]; // float: unchanged
    for (int i = 0; i < n; i++) {
      places[i] = i;
    }
    return places;
  }

  private static void fits(long positions, int pairs) {
    if (4 * positions * pairs > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(NAME + ": " + positions + " positions of " + pairs
          + " frequencies are too many for an array");
    }
  }

  private static void filled(String name, double[] x) { // float: unchanged
    Checks.present(NAME, name, x);
    Checks.positive(NAME, name, x.length);
  }

  private void put(int position, int pair, double angle) { // float: unchanged
    int at = at(position, pair);
    int other = at + pairing.distance(pairs);
    double cos = TrigReference.cos(angle); // float: float cos = (float) TrigReference.cos(angle);
    double sin = TrigReference.sin(angle); // float: float sin = (float) TrigReference.sin(angle);
    factors[at] = cos;
    factors[other] = cos;
    factors[sines() + at] = -sin;
    factors[sines() + other] = sin;
  }

  /**
   * Which elements are pairs.
   *
   * @return the pairing
   */
  public RotaryPairing pairing() {
    return pairing;
  }

  /**
   * Number of positions.
   *
   * @return at least 1
   */
  public int positions() {
    return positions;
  }

  /**
   * Pairs of elements that are turned.
   *
   * @return at least 1
   */
  public int pairs() {
    return pairs;
  }

  /**
   * The cosine of an angle.
   *
   * @param position which position
   * @param pair     which pair
   * @return the number of the table
   * @throws IllegalArgumentException if there is no such position or pair
   */
  public double cosine(int position, int pair) {
    return factors[at(position, pair)];
  }

  /**
   * The sine of an angle.
   *
   * @param position which position
   * @param pair     which pair
   * @return the number of the table
   * @throws IllegalArgumentException if there is no such position or pair
   */
  public double sine(int position, int pair) {
    return factors[sines() + at(position, pair) + pairing.distance(pairs)];
  }

  /**
   * The numbers as {@link RotaryAngles#fill} lays them out, of one group whose tokens are the positions.
   *
   * @return an array of its own
   */
  public double[] angles() {
    return factors.clone();
  }

  private int at(int position, int pair) {
    Checks.index(NAME, "position", position, positions);
    Checks.index(NAME, "pair", pair, pairs);
    return 2 * position * pairs + pairing.first(pair);
  }

  /** Cosines, then sines, −sin for the first one of a pair and sin for the second. */
  double[] factors() {
    return factors;
  }

  /** Where the sines begin. */
  int sines() {
    return 2 * positions * pairs;
  }
}
