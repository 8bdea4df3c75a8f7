package org.isobit.models.cycle;

import java.util.Arrays;
import java.util.List;

/** What can happen to a byte of a file. */
final class Damage {

  private Damage() {}

  /**
   * The content with a byte flipped in its lowest and in its highest bit, without it, with it twice, and ending before
   * it.
   */
  static List<byte[]> all(byte[] whole, int at) {
    byte[] low = whole.clone();
    low[at] ^= 1;
    byte[] high = whole.clone();
    high[at] ^= (byte) 0x80;
    byte[] without = new byte[whole.length - 1];
    System.arraycopy(whole, 0, without, 0, at);
    System.arraycopy(whole, at + 1, without, at, without.length - at);
    byte[] twice = Arrays.copyOf(whole, whole.length + 1);
    System.arraycopy(whole, at, twice, at + 1, whole.length - at);
    return List.of(low, high, without, twice, Arrays.copyOf(whole, at));
  }
}
