package org.isobit.kernels.rotary;

import org.isobit.kernels.Checks;
import org.isobit.kernels.attention.AttentionShape;

/**
 * Which frequencies turn which elements, where frequencies are numbers of the caller's, trained ones for example
 * ({@link RotaryAngles}). Tokens lie on a line at places 0, 1, …, and pair i of group g has the angle t·f[g][i]; or on
 * a grid, row after row, and it has the angle x·f[0][g][i] + y·f[1][g][i] of column x and row y (Heo, Park, Han and Yun
 * 2024, arXiv:2403.13298: mixed frequencies). Heads of a group are turned alike. Immutable, thread-safe.
 *
 * @param pairing which elements are pairs
 * @param columns tokens of a row of the grid; 0: they lie on a line
 * @param tokens  how many at most, at least 1
 * @param groups  how many sets of frequencies, at least 1
 * @param pairs   frequencies of a set, 1 to half of {@link AttentionShape#WIDEST}
 */
public record RotaryLayout(RotaryPairing pairing, int columns, int tokens, int groups, int pairs) {

  private static final String NAME = "rotary layout";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range, or the angles do not fit in an array
   */
  public RotaryLayout {
    Checks.present(NAME, "pairing", pairing);
    Checks.size(NAME, "columns", columns);
    Checks.positive(NAME, "tokens", tokens);
    Checks.positive(NAME, "groups", groups);
    if (pairs < 1 || pairs > AttentionShape.WIDEST / 2) {
      throw new IllegalArgumentException(NAME + ": pairs must be from 1 to " + AttentionShape.WIDEST / 2
          + ", but is " + pairs);
    }
    if ((long) tokens * groups > Checks.LONGEST_ARRAY / (4L * pairs)) {
      throw new IllegalArgumentException(NAME + ": " + tokens + " positions of " + groups + " x " + pairs
          + " frequencies are too many for an array");
    }
  }

  /**
   * Places of a token.
   *
   * @return 1 on a line, 2 on a grid
   */
  public int axes() {
    return columns == 0 ? 1 : 2;
  }

  /**
   * Numbers of frequencies, axes × groups × pairs.
   *
   * @return how many there are
   */
  public int frequencies() {
    return axes() * groups * pairs;
  }

  /**
   * Length of the array that {@link RotaryAngles} fills: 2·pairs cosines of every group of every token, then as many
   * sines.
   *
   * @return 4·tokens·groups·pairs
   */
  public int angles() {
    return 4 * tokens * groups * pairs;
  }

  /** Where the sines begin. */
  int sines() {
    return 2 * tokens * groups * pairs;
  }

  /** Where the factors of a group of a token begin, of cosines and of sines. */
  int at(int token, int group) {
    return (token * groups + group) * 2 * pairs;
  }

  /** The place of a token along an axis: its column, or its place on a line, and its row. */
  int place(int token, int axis) {
    return columns == 0 ? token : axis == 0 ? token % columns : token / columns;
  }
}
