package org.isobit.models.onnx.export;

import org.isobit.kernels.Workers;
import org.isobit.kernels.rotary.Rotary;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;

/**
 * What elements of tokens are multiplied by in ONNX models that turn them by the angles of their positions 0, 1, …:
 * y = x·cosine + partner·sine, the sine negative for the first one of a pair. Arrays are not copied; thread-safe if
 * they are left alone.
 *
 * @param partners the other element of each one's pair
 * @param cosines  tokens × elements
 * @param sines    tokens × elements
 */
public record RotaryFactors(long[] partners, double[] cosines, double[] sines) {

  /**
   * The other element of each one's pair.
   *
   * @param pairing which elements are pairs
   * @param size    elements of a token, an even number
   * @return the indices
   */
  public static long[] partners(RotaryPairing pairing, int size) {
    long[] partners = new long[size];
    for (int e = 0; e < size; e++) {
      partners[e] = pairing == RotaryPairing.HALVES ? (e + size / 2) % size : e ^ 1;
    }
    return partners;
  }

  /**
   * The factors of positions 0, 1, … and frequencies base^(−2i/size), or of the rows and columns of a grid and
   * frequencies base^(−4i/size).
   *
   * @param pairing which elements are pairs
   * @param base    of the frequencies
   * @param columns tokens of a row of the grid; 0: they lie on a line
   * @param tokens  how many
   * @param size    elements of a token, an even number, on a grid a multiple of 4
   * @return the factors
   */
  public static RotaryFactors of(RotaryPairing pairing, double base, int columns, int tokens, int size) {
    RotaryTable table = RotaryTable.tokens(pairing, base, columns, tokens, size);
    long[] partners = partners(pairing, size);
    double[] firsts = new double[tokens * size];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = partners[i % size] > i % size ? 1 : 0;
    }
    // A pair (1, 0) turned is cosine and sine.
    double[] turned = new double[firsts.length];
    Rotary.forward(table, 0, tokens, tokens, 1, size, firsts, 0, size, turned, 0, size, Workers.shared());
    double[] cosines = new double[firsts.length];
    double[] sines = new double[firsts.length];
    for (int i = 0; i < firsts.length; i++) {
      int partner = i - i % size + (int) partners[i % size];
      boolean first = firsts[i] == 1;
      cosines[i] = first ? turned[i] : turned[partner];
      sines[i] = first ? -turned[partner] : turned[i];
    }
    return new RotaryFactors(partners, cosines, sines);
  }
}
