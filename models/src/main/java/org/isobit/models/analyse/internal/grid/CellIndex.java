package org.isobit.models.analyse.internal.grid;

/**
 * Which cells of four points may hold a place: a raster over the coordinates whose boxes list the cells that reach into
 * them, in ascending order. On the sphere the raster goes around with the longitude; a cell is no wider than half of
 * it. Immutable, thread-safe.
 */
final class CellIndex {

  /** By how much cells are widened, relative to their size and absolutely, so that rounding loses none. */
  private static final double WIDER = 1e-9;

  private static final double ROUND = 360;

  private final int ny;
  private final int nx;
  private final double[] places;
  private final boolean sphere;
  private final int columns;
  private final int rows;
  private double west = Double.POSITIVE_INFINITY;
  private double south = Double.POSITIVE_INFINITY;
  private final double perX;
  private final double perY;

  /** Cells of box b: {@code cells[start[b]]} to {@code cells[start[b + 1] - 1]}, each named by its first corner. */
  private final int[] start;
  private final int[] cells;

  /**
   * Builds it.
   *
   * @param ny     rows of points
   * @param nx     columns of points
   * @param places x and y of every point, row by row
   * @param sphere whether x is a longitude in degrees
   */
  CellIndex(int ny, int nx, double[] places, boolean sphere) {
    this.ny = ny;
    this.nx = nx;
    this.places = places;
    this.sphere = sphere;
    double east = Double.NEGATIVE_INFINITY;
    double north = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < places.length; i += 2) {
      west = Math.min(west, places[i]);
      east = Math.max(east, places[i]);
      south = Math.min(south, places[i + 1]);
      north = Math.max(north, places[i + 1]);
    }
    columns = Math.max(1, nx - 1);
    rows = Math.max(1, ny - 1);
    west = sphere ? 0 : west;
    perX = columns / (sphere ? ROUND : Math.max(east - west, Double.MIN_NORMAL));
    perY = rows / Math.max(north - south, Double.MIN_NORMAL);
    start = new int[Math.addExact(Math.multiplyExact(columns, rows), 1)];
    long all = 0;
    int[] box = new int[4];
    for (int corner = 0; corner + nx < ny * nx; corner++) {
      if (box(corner, box)) {
        all += (long) box[1] * (box[3] - box[2] + 1);
        each(box, b -> start[b + 1]++);
      }
    }
    for (int b = 0; b < start.length - 1; b++) {
      start[b + 1] += start[b];
    }
    cells = new int[Math.toIntExact(all)];
    int[] filled = start.clone();
    for (int corner = 0; corner + nx < ny * nx; corner++) {
      if (box(corner, box)) {
        int cell = corner;
        each(box, b -> cells[filled[b]++] = cell);
      }
    }
  }

  /** Does something with the number of a box. */
  private interface Box {
    void at(int number);
  }

  private void each(int[] box, Box todo) {
    for (int row = box[2]; row <= box[3]; row++) {
      for (int i = 0; i < box[1]; i++) {
        todo.at(row * columns + (box[0] + i) % columns);
      }
    }
  }

  /**
   * First column, number of columns, first and last row of the boxes that a cell reaches into; false if it is no cell.
   */
  private boolean box(int corner, int[] box) {
    if (corner % nx == nx - 1) {
      return false;
    }
    double first = places[2 * corner];
    double low = 0;
    double high = 0;
    double bottom = Double.POSITIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < 4; c++) {
      int p = corner + (c & 1) + (c >> 1) * nx;
      double away = places[2 * p] - first;
      away = sphere ? away - ROUND * Math.floor(away / ROUND + 0.5) : away;
      low = Math.min(low, away);
      high = Math.max(high, away);
      bottom = Math.min(bottom, places[2 * p + 1]);
      top = Math.max(top, places[2 * p + 1]);
    }
    double x = WIDER * (high - low + Math.abs(first));
    double y = WIDER * (top - bottom + Math.abs(top));
    long from = (long) Math.floor((first + low - x - west) * perX);
    long to = (long) Math.floor((first + high + x - west) * perX);
    box[2] = row(bottom - y);
    box[3] = row(top + y);
    if (sphere) {
      box[0] = (int) Math.floorMod(from, (long) columns);
      box[1] = (int) Math.min(columns, to - from + 1);
    } else {
      box[0] = (int) Math.clamp(from, 0, columns - 1);
      box[1] = (int) Math.clamp(to, 0, columns - 1) - box[0] + 1;
    }
    return true;
  }

  private int row(double y) {
    return (int) Math.clamp(Math.floor((y - south) * perY), 0, rows - 1);
  }

  private int box(double x, double y) {
    long column = (long) Math.floor((x - west) * perX);
    return row(y) * columns + (int) (sphere ? Math.floorMod(column, (long) columns)
        : Math.clamp(column, 0, columns - 1));
  }

  /** Where the list of cells begins that may hold a place. */
  int begin(double x, double y) {
    return start[box(x, y)];
  }

  /** Where that list ends. */
  int end(double x, double y) {
    return start[box(x, y) + 1];
  }

  /** The first corner of a cell of a list. */
  int cell(int i) {
    return cells[i];
  }
}
