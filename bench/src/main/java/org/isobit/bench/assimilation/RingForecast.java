package org.isobit.bench.assimilation;

import org.isobit.verify.Inputs;

/**
 * A forecast on a ring of points, smooth enough to have correlations, of which every few points are observed.
 *
 * @param members  number of members
 * @param size     number of points
 * @param every    distance between observed points
 * @param ensemble members × size
 * @param values   what was observed
 */
record RingForecast(int members, int size, int every, double[] ensemble, double[] values) {

  /** Standard deviation of observation errors. */
  static final double DEVIATION = 0.5;

  /** Makes a forecast from its parameter text, members x size x distance between observed points. */
  static RingForecast of(String shape) {
    int[] parts = java.util.Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    int members = parts[0];
    int size = parts[1];
    Inputs inputs = new Inputs(size + members);
    double[] ensemble = new double[members * size];
    for (int m = 0; m < members; m++) {
      double[] noise = inputs.doubles(size);
      for (int i = 0; i < size; i++) {
        ensemble[m * size + i] = 8.0 + noise[i] + noise[(i + 1) % size] + noise[(i + size - 1) % size];
      }
    }
    double[] values = inputs.doubles(size / parts[2]);
    for (int j = 0; j < values.length; j++) {
      values[j] += 8.0;
    }
    return new RingForecast(members, size, parts[2], ensemble, values);
  }

  int count() {
    return values.length;
  }

  int[] indices() {
    int[] indices = new int[values.length];
    for (int j = 0; j < indices.length; j++) {
      indices[j] = j * every;
    }
    return indices;
  }
}
