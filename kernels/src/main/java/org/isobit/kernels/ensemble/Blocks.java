// Master of FloatBlocks: the float version is generated from this file.
package org.isobit.kernels.ensemble;

/** How many points a kernel takes at a time; bits do not depend on it. */
final class Blocks {

  /** Elements of all members of a block: half of a second-level cache of 1 MB. */
  private static final int CACHED = 65536; // float: private static final int CACHED = 131072;

  /** The most points of a block: 32 KB of a member's row. */
  static final int LONGEST = 4096; // float: static final int LONGEST = 8192;

  /** The fewest points: a few cache lines of a member's row. */
  private static final int SHORTEST = 128;

  private Blocks() {}

  /** Points of a block that stays in the second-level cache while it is read twice: a multiple of 64. */
  static int points(int members) {
    int points = CACHED / members & -64;
    return points > LONGEST ? LONGEST : points < SHORTEST ? SHORTEST : points;
  }
}
