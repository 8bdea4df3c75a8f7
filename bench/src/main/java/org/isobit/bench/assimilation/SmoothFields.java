package org.isobit.bench.assimilation;

import org.isobit.verify.Inputs;

/**
 * An ensemble of smooth random fields on a ring, whose spectrum falls off with the fourth power of the wave number, and
 * observations of the first field at every point. There are enough waves for an ensemble of full rank.
 *
 * @param members  number of members
 * @param points   points of the ring
 * @param near     observations that reach a point, an odd number
 * @param fields   values at a point; field v starts at v·points
 * @param ensemble members × (fields·points)
 * @param values   what was observed
 */
record SmoothFields(int members, int points, int near, int fields, double[] ensemble, double[] values) {

  /** Standard deviation of observation errors; the fields' is about 1. */
  static final double DEVIATION = 0.7;

  private static final int WAVES = 160;

  /** Wave number from which the spectrum falls off. */
  private static final double KNEE = 8.0;

  /** Makes fields from their parameter text: members x observations near a point x fields. */
  static SmoothFields of(String shape) {
    int[] parts = java.util.Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    int members = parts[0];
    int points = points(shape);
    int size = parts[2] * points;
    Inputs inputs = new Inputs(members + parts[1]);
    double[] ensemble = new double[members * size];
    for (int row = 0; row < members * parts[2]; row++) {
      field(inputs.doubles(2 * WAVES), points, ensemble, row * points);
    }
    double[] truth = new double[points];
    field(inputs.doubles(2 * WAVES), points, truth, 0);
    double[] noise = inputs.doubles(points);
    for (int i = 0; i < points; i++) {
      truth[i] += DEVIATION * noise[i];
    }
    return new SmoothFields(members, points, parts[1], parts[2], ensemble, truth);
  }

  /** Points of the ring: fewer for large problems and many fields, so that an analysis does not take seconds. */
  static int points(String shape) {
    int[] parts = java.util.Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    int most = parts[0] <= 64 && parts[2] <= 4 ? 512 : 128;
    return parts[1] < most ? most : (parts[1] / 64 + 1) * 64;
  }

  /** Waves of 1 to WAVES periods. */
  private static void field(double[] coefficients, int points, double[] out, int at) {
    for (int wave = 1; wave <= WAVES; wave++) {
      double ratio = wave / KNEE;
      double amplitude = 0.5 / (1.0 + ratio * ratio);
      for (int i = 0; i < points; i++) {
        double angle = 2.0 * Math.PI * wave * i / points;
        out[at + i] += amplitude * (coefficients[2 * wave - 2] * Math.cos(angle)
            + coefficients[2 * wave - 1] * Math.sin(angle));
      }
    }
  }
}
