package org.isobit.models.dynamics.profile;

import java.util.List;

/**
 * Where the variables of a state are, so that filters can be localised: at points, each of which has a value of every
 * field. Element v·points + i of a state is field v at point i. Immutable, thread-safe.
 *
 * @param fields      values at each point
 * @param coordinates of each point, point after point: x, y, z as far as there are
 * @param periods     for each coordinate the length after which it comes back to where it was; 0 where it does not
 */
public record Positions(int fields, double[] coordinates, double... periods) {

  /** Checks the numbers and keeps its own copies. */
  public Positions {
    coordinates = coordinates.clone();
    periods = periods.clone();
    if (fields < 1 || periods.length == 0 || coordinates.length == 0 || coordinates.length % periods.length != 0) {
      throw new IllegalArgumentException("Positions: " + fields + " fields, " + coordinates.length
          + " coordinates and " + periods.length + " periods do not fit");
    }
    for (int i = 0; i < coordinates.length; i++) {
      if (!Double.isFinite(coordinates[i])) {
        throw new IllegalArgumentException("Positions: coordinate " + i % periods.length + " of point "
            + i / periods.length + " is " + coordinates[i]);
      }
    }
    for (int d = 0; d < periods.length; d++) {
      if (!(periods[d] >= 0.0) || Double.isInfinite(periods[d])) {
        throw new IllegalArgumentException("Positions: period " + d + " must be finite and not negative, but is "
            + periods[d]);
      }
    }
  }

  /**
   * The points of a grid.
   *
   * @param layout  of a state whose fields are all along the same axes, the last of which is x
   * @param periods of x, y, z as far as there are
   * @return the positions
   * @throws IllegalArgumentException if fields differ in their axes, or periods do not fit them
   */
  public static Positions grid(StateLayout layout, double... periods) {
    List<StateLayout.Axis> axes = layout.fields().getFirst().axes();
    for (StateLayout.Field field : layout.fields()) {
      if (!field.axes().equals(axes)) {
        throw new IllegalArgumentException("Positions: the fields '" + layout.fields().getFirst().name() + "' and '"
            + field.name() + "' have different axes");
      }
    }
    int dims = axes.size();
    if (dims != periods.length) {
      throw new IllegalArgumentException("Positions: there are " + dims + " axes but " + periods.length + " periods");
    }
    int points = layout.fields().getFirst().size();
    double[] coordinates = new double[Math.multiplyExact(points, dims)];
    for (int point = 0; point < points; point++) {
      int rest = point;
      for (int d = 0; d < dims; d++) {
        StateLayout.Axis axis = axes.get(dims - 1 - d);
        coordinates[point * dims + d] = axis.at(rest % axis.size());
        rest /= axis.size();
      }
    }
    return new Positions(layout.fields().size(), coordinates, periods);
  }

  /**
   * Where the points are.
   *
   * @return coordinates, point after point; a copy
   */
  @Override
  public double[] coordinates() {
    return coordinates.clone();
  }

  /**
   * What closes.
   *
   * @return for each coordinate its period, or 0; a copy
   */
  @Override
  public double[] periods() {
    return periods.clone();
  }

  /**
   * Number of variables.
   *
   * @return points × fields
   */
  public long size() {
    return (long) (coordinates.length / periods.length) * fields;
  }
}
