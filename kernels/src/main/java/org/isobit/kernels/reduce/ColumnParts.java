package org.isobit.kernels.reduce;

import org.isobit.kernels.Workers;

/** How column-wise kernels cut columns into parts for threads. Thread-safe. */
public final class ColumnParts {

  /** Elements below which waking a thread costs more than it saves: some 20 µs of memory traffic. */
  private static final int LEAST = 1 << 16;

  /** Cuts fall on multiples of this, so that no cache line of a result belongs to two parts. */
  private static final int GRAIN = 64;

  /** Parts for each thread: enough to even out. */
  private static final int PARTS = 4;

  private ColumnParts() {}

  /**
   * Whether a call is large enough for threads.
   *
   * @param elements elements that the call reads
   * @param workers  the threads
   * @return false if the calling thread should do it alone
   */
  public static boolean worthwhile(long elements, Workers workers) {
    return workers.threads() > 1 && elements >= LEAST;
  }

  /**
   * Number of parts.
   *
   * @param n       columns
   * @param workers the threads
   * @return at least 1
   */
  public static int count(int n, Workers workers) {
    int grains = (int) ((n - 1L + GRAIN) / GRAIN);
    int wanted = PARTS * workers.threads();
    return grains == 0 ? 1 : grains < wanted ? grains : wanted;
  }

  /**
   * First column of a part.
   *
   * @param n     columns
   * @param parts number of parts
   * @param part  0 … parts; part = parts gives n
   * @return the column
   */
  public static int start(int n, int parts, int part) {
    if (part == parts) {
      return n;
    }
    long grains = (n - 1L + GRAIN) / GRAIN;
    return (int) (grains * part / parts) * GRAIN;
  }
}
