// Master of FloatRotaryTableCuda: the float version is generated from this file.
package org.isobit.gpu.rotary;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Ending;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;

/**
 * A {@link RotaryTable} on a device: of each position the cosines of all pairs, then their sines. Immutable,
 * thread-safe; it keeps its memory until it is closed.
 */
public final class RotaryTableCuda implements AutoCloseable {

  private final RotaryPairing pairing;
  private final int positions;
  private final int pairs;
  private final DeviceArray angles;

  /**
   * Copies a table.
   *
   * @param stream takes the copy
   * @param table  the table
   * @throws IllegalArgumentException if there is none
   */
  public RotaryTableCuda(Stream stream, RotaryTable table) {
    Checks.present("rotary table", "table", table);
    pairing = table.pairing();
    positions = table.positions();
    pairs = table.pairs();
    double[] numbers = new double[2 * positions * pairs];
    for (int t = 0; t < positions; t++) {
      for (int i = 0; i < pairs; i++) {
        numbers[2 * t * pairs + i] = table.cosine(t, i);
        numbers[(2 * t + 1) * pairs + i] = table.sine(t, i);
      }
    }
    angles = stream.device().doubles(numbers.length);
    try {
      angles.copyFrom(numbers, stream);
      stream.synchronize();
    } catch (RuntimeException e) {
      throw new Ending(e).close(angles).failure();
    }
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

  /** The numbers. */
  DeviceArray angles() {
    return angles;
  }

  /** Frees the memory. */
  @Override
  public void close() {
    angles.close();
  }
}
