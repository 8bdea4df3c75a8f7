package org.isobit.models.studies.emulators;

/**
 * Where the numbers of a state lie.
 *
 * @param ny       rows
 * @param nx       columns
 * @param periodic whether columns are a ring; else beyond the edges there are zeros
 * @param reach    points to each side that a neighbourhood has; rows too, where there are several
 */
record Grid(int ny, int nx, boolean periodic, int reach) {

  /** Points of a neighbourhood. */
  int points() {
    return (2 * reach + 1) * (ny == 1 ? 1 : 2 * reach + 1);
  }

  /** Copies the surroundings of point (i, j), row after row; {@code outside} stands for what is not there. */
  void neighbourhood(double[] field, int at, int i, int j, double outside, double[] to, int o) {
    int rows = ny == 1 ? 0 : reach;
    int k = o;
    for (int di = -rows; di <= rows; di++) {
      for (int dj = -reach; dj <= reach; dj++) {
        int row = i + di;
        int column = periodic ? Math.floorMod(j + dj, nx) : j + dj;
        boolean there = row >= 0 && row < ny && column >= 0 && column < nx;
        to[k++] = there ? field[at + row * nx + column] : outside;
      }
    }
  }
}
