package org.isobit.models.assimilation.spi;

import java.util.List;
import java.util.Map;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.registry.Entry;

/**
 * An observation operator of one's own for {@code isobit analyse} and {@code cycle}: {@code operator: NAME} in a
 * section {@code observations} takes the provider of that name. Providers are found by {@link java.util.ServiceLoader}:
 * a jar names them in {@code META-INF/services/org.isobit.models.assimilation.spi.OperatorProvider} and is given by
 * {@code --plugins JAR}.
 */
public interface OperatorProvider extends Entry {

  /**
   * Its name in configurations.
   *
   * @return a word that is none of nearest, bilinear, linear, index
   */
  String name();

  /**
   * Makes the operator for some observations.
   *
   * @param request what is observed, and where
   * @return an operator that gives one value for each place of the request, in their order
   * @throws IllegalArgumentException if the request cannot be met
   */
  ObservationOperator operator(Request request);

  @Override
  default String label() {
    return name();
  }

  @Override
  default String sentence() {
    return "operator of your own, " + getClass().getName();
  }

  /** What is observed, and where. Read only. */
  interface Request {

    /**
     * The fields of a state.
     *
     * @return their names
     */
    List<String> fields();

    /**
     * Points of the field that the configuration names; the others have as many, unless they have grids of their own.
     *
     * @return how many
     */
    int points();

    /**
     * Where a field begins in a state.
     *
     * @param field its number
     * @return the element that is the field at its first point; the others follow, so that it is v·points where all
     *         fields share their points
     */
    int start(int field);

    /**
     * The field that the configuration names.
     *
     * @return its number
     */
    int field();

    /**
     * Where the points of the field that the configuration names are.
     *
     * @return points × horizontal dimensions
     */
    double[] coordinates();

    /**
     * At which levels the points are.
     *
     * @return a vertical coordinate of each, or null
     */
    double[] levels();

    /**
     * Where observations are.
     *
     * @return count × dimensions: x, y, z as far as the grid has them
     */
    double[] places();

    /**
     * The points of the field that the configuration names around each place.
     *
     * @param linear whether to interpolate, in the vertical too; otherwise the nearest point is taken
     * @return {@code [0]} the points, {@code [1]} their weights, count × width each, the width the same for all
     */
    double[][] around(boolean linear);

    /**
     * The section {@code options} of the configuration.
     *
     * @return its keys and values
     */
    Map<String, Object> options();
  }
}
