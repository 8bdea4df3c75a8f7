package org.isobit.kernels.fourier;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;

/** Into which parts threads split members, rows and columns; bits do not depend on it. Thread-safe. */
final class FourierParts {

  /** Complex numbers below which threads cost more than they save. */
  private static final int WORTHWHILE = 8192;

  /** Members that vectors take at a time: parts are multiples of it where there are enough. */
  private static final int GROUP = 8;

  private FourierParts() {}

  /** Parts of so many members with so many complex numbers in all; 1 if threads are not worthwhile. */
  static int count(int members, long numbers, Workers workers) {
    int threads = workers.available();
    if (threads == 1 || numbers < WORTHWHILE || members < 2) {
      return 1;
    }
    return members < threads ? members : threads;
  }

  /** The first member of a part, and the one behind the last of the part before. */
  static int start(int members, int parts, int part) {
    if (part == parts) {
      return members;
    }
    int start = (int) ((long) members * part / parts);
    return members >= 2 * GROUP * parts ? start & -GROUP : start;
  }

  /** Numbers of a field, if an array can hold them. */
  static int size(String operation, int rows, long columns) {
    long size = rows * columns;
    if (size > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(operation + ": a field of " + rows + " rows of " + columns
          + " numbers has more elements than an array, which has at most " + Checks.LONGEST_ARRAY);
    }
    return (int) size;
  }
}
