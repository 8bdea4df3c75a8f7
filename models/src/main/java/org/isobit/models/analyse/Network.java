package org.isobit.models.analyse;

import java.util.Arrays;
import java.util.Locale;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;

/**
 * The observations in use, tied to the points of the grid.
 *
 * @param observations for the filter
 * @param table        the rows in use
 * @param read         rows of the file
 * @param outside      rows left out because they lie outside the grid
 * @param operator     {@code nearest}, {@code linear} or {@code index}
 */
record Network(Observations observations, ObservationTable table, int read, int outside, String operator) {

  /** Ties a table to the grid; observations outside are left out or refused. */
  static Network tie(String operator, boolean leaveOut, Grid grid, ObservationTable table) {
    if (operator.equals("index")) {
      return indexed(grid, table);
    }
    boolean linear = operator.equals("linear");
    int count = table.count();
    int width = linear ? grid.stencilSize() : 1;
    int[] nearest = linear ? null : grid.nearest(table.coordinates());
    int[] points = new int[count * width];
    double[] weights = new double[count * width];
    int[] kept = new int[count];
    int used = 0;
    int[] around = new int[width];
    double[] weight = new double[width];
    for (int j = 0; j < count; j++) {
      if (linear ? grid.linear(table.place(j), around, weight) : nearest[j] >= 0) {
        System.arraycopy(linear ? around : nearest, linear ? 0 : j, points, used * width, width);
        System.arraycopy(weight, 0, weights, used * width, width);
        kept[used++] = j;
      } else if (!leaveOut) {
        throw new IllegalArgumentException(table.places().of(j) + ": the place " + Grid.placeText(table.place(j))
            + " lies outside the grid (" + grid.range(linear) + "); 'outside: ignore' leaves such rows out");
      }
    }
    if (used == 0) {
      throw new IllegalArgumentException(table.places().of(0) + ": no observation lies in the grid ("
          + grid.range(linear) + "); the first is at " + Grid.placeText(table.place(0)));
    }
    ObservationTable rows = table.rows(Arrays.copyOf(kept, used));
    ObservationOperator h = linear
        ? new StencilOperator(width, Arrays.copyOf(points, used * width), Arrays.copyOf(weights, used * width))
        : ObservationOperator.indices(Arrays.copyOf(points, used));
    Observations observations = Observations.of(rows.values(), rows.deviations(), h)
        .withCoordinates(rows.coordinates());
    return new Network(observations, rows, table.count(), table.count() - used, operator);
  }

  private static Network indexed(Grid grid, ObservationTable table) {
    int[] indices = new int[table.count()];
    for (int j = 0; j < indices.length; j++) {
      double index = table.coordinates()[j];
      if (!(index >= 0 && index < grid.size() && index == (int) index)) {
        throw new IllegalArgumentException(table.places().of(j) + ": index must be a whole number from 0 to "
            + (grid.size() - 1) + ", but is " + (index == Math.rint(index)
                ? String.format(Locale.ROOT, "%.0f", index) : index));
      }
      indices[j] = (int) index;
    }
    double[] state = grid.coordinates();
    int dims = grid.dimensions();
    double[] places = new double[indices.length * dims];
    for (int j = 0; j < indices.length; j++) {
      System.arraycopy(state, indices[j] * dims, places, j * dims, dims);
    }
    Observations observations = Observations
        .of(table.values(), table.deviations(), ObservationOperator.indices(indices)).withCoordinates(places);
    ObservationTable placed = new ObservationTable(places, dims, table.values(), table.deviations(), table.places());
    return new Network(observations, placed, table.count(), 0, "index");
  }
}
