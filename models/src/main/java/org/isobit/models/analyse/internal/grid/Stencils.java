package org.isobit.models.analyse.internal.grid;

/**
 * The points around each of many places and their weights; unused points have the weight 0.
 *
 * @param width   points of each place
 * @param points  count × width indices in a field
 * @param weights count × width weights
 * @param inside  whether each place lies in the grid; the others' points mean nothing
 */
public record Stencils(int width, int[] points, double[] weights, boolean[] inside) {

  /** Room for places. */
  public static Stencils of(int count, int width) {
    return new Stencils(width, new int[count * width], new double[count * width], new boolean[count]);
  }

  /** Takes over one place's points, of which the first {@code filled} are in use. */
  public void set(int place, int[] itsPoints, double[] itsWeights, int filled) {
    for (int k = 0; k < width; k++) {
      points[place * width + k] = itsPoints[k < filled ? k : 0];
      weights[place * width + k] = k < filled ? itsWeights[k] : 0;
    }
    inside[place] = filled > 0;
  }
}
