// Master of FloatPointBlocks: the float version is generated from this file.
package org.isobit.kernels.ensemble;

/** How many points a kernel takes at a time; bits do not depend on it. */
final class PointBlocks {

  /**
   * Elements of all members of a block: a third of a second-level cache of 1 MB. Longer rows would help memory, but
   * what is read ahead of them then drives the block out of the cache.
   */
  private static final int CACHED = 40960; // float: private static final int CACHED = 81920;

  /** The most points of a block: 32 KB of a member's row. */
  static final int LONGEST = 4096; // float: static final int LONGEST = 8192;

  /**
   * The most points of a block where only one value a point is read again: 128 KB, in the second-level cache. Streams
   * from and to memory start anew with each row, which costs as much as some KB of it.
   */
  static final int STREAMED = 16384; // float: static final int STREAMED = 32768;

  /** The fewest points: a few cache lines of a member's row. */
  private static final int SHORTEST = 128;

  private PointBlocks() {}

  /** Points of a block that stays in the second-level cache while it is read twice: a multiple of 64. */
  static int points(int members) {
    int points = CACHED / members & -64;
    return points > LONGEST ? LONGEST : points < SHORTEST ? SHORTEST : points;
  }
}
