package org.isobit.kernels.gemm;

/**
 * How threads share a product: C is cut into a grid of tiles, each computed by the serial kernel. The grid depends on
 * sizes and on the number of threads; no bit depends on the grid.
 */
public final class GemmGrid {

  /** Multiply-adds of a part, 16 µs: with less, a second thread costs more than it brings. */
  private static final double MIN_PART = 1e6;

  /** Most parts a thread: threads start at different times and share their processors. */
  static final int SHARE = 4;

  /** Columns of a tile below which reading A shows; above the second a thread may have several tiles. */
  private static final int FEWEST_COLUMNS = 96;
  private static final int MANY_COLUMNS = 256;

  /** Rows of a tile below which copying B shows; above the second a thread may have several tiles. */
  static final int FEWEST_ROWS = 48;
  private static final int MANY_ROWS = 480;

  /** Tile borders are multiples of these: of every micro-kernel's rows, and of its two vectors. */
  private static final int ROWS = 24;
  private static final int COLUMNS = 32;

  private GemmGrid() {}

  /**
   * Tiles beside each other.
   *
   * @param m       rows of C
   * @param n       columns of C
   * @param k       terms of an element
   * @param threads threads that there are
   * @return at least 1; with {@link #down} 1 where the product is too small for two threads
   */
  public static int across(int m, int n, int k, int threads) {
    int parts = parts((double) m * n * k, threads);
    int tiles = columns(parts, n);
    return parts == 1 || rows(parts, tiles, m) > 1 ? tiles
        : tiles * Math.clamp(n / (tiles * MANY_COLUMNS), 1, SHARE);
  }

  /**
   * Tiles below each other.
   *
   * @param m       rows of C
   * @param n       columns of C
   * @param k       terms of an element
   * @param threads threads that there are
   * @return at least 1
   */
  public static int down(int m, int n, int k, int threads) {
    int parts = parts((double) m * n * k, threads);
    int tiles = rows(parts, columns(parts, n), m);
    return tiles == 1 ? 1 : tiles * Math.clamp(m / (tiles * MANY_ROWS), 1, SHARE);
  }

  /** Columns first: then each column of B is copied once; a row of tiles copies all of B. */
  private static int columns(int parts, int n) {
    return divisor(parts, n / FEWEST_COLUMNS);
  }

  private static int rows(int parts, int columns, int m) {
    return Math.clamp(m / FEWEST_ROWS, 1, parts / columns);
  }

  /**
   * Where a tile begins.
   *
   * @param m     rows of C
   * @param tiles tiles below each other
   * @param i     which, 0 … tiles
   * @return its first row; m for i = tiles
   */
  public static int row(int m, int tiles, int i) {
    return border(m, tiles, i, ROWS);
  }

  /**
   * Where a tile begins.
   *
   * @param n     columns of C
   * @param tiles tiles beside each other
   * @param j     which, 0 … tiles
   * @return its first column; n for j = tiles
   */
  public static int column(int n, int tiles, int j) {
    return border(n, tiles, j, COLUMNS);
  }

  private static int border(int length, int tiles, int i, int grain) {
    int at = (int) ((long) length * i / tiles);
    return i == tiles ? length : at / grain * grain;
  }

  /** The largest divisor of {@code parts} up to {@code most}, at least 1. */
  private static int divisor(int parts, int most) {
    for (int d = Math.min(parts, most); d > 1; d--) {
      if (parts % d == 0) {
        return d;
      }
    }
    return 1;
  }

  /**
   * Threads that a call pays for.
   *
   * @param work    multiply-adds
   * @param threads threads that there are
   * @return 1 … threads
   */
  public static int parts(double work, int threads) {
    return Math.clamp((long) (work / MIN_PART), 1, threads);
  }
}
