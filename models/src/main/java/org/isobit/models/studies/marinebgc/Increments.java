package org.isobit.models.studies.marinebgc;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What an ensemble filter did to the means of its forecasts, one analysis after the other.
 *
 * @param days        days of the year
 * @param states      forecast means, one state after the other
 * @param innovations observation less the forecast's mean
 * @param increments  changes of the means, one state after the other
 */
record Increments(double[] days, double[] states, double[] innovations, double[] increments) {

  int count() {
    return days.length;
  }

  /** Those on the days that a sampling takes. */
  Increments on(Sampling sampling) {
    int[] taken = IntStream.range(0, days.length).filter(k -> sampling.takes(days[k])).toArray();
    return new Increments(rows(taken, days, 1), rows(taken, states, states.length / days.length),
        rows(taken, innovations, 1), rows(taken, increments, increments.length / days.length));
  }

  private static double[] rows(int[] taken, double[] from, int length) {
    double[] rows = new double[taken.length * length];
    for (int k = 0; k < taken.length; k++) {
      System.arraycopy(from, taken[k] * length, rows, k * length, length);
    }
    return rows;
  }

  /** All of several runs, in order. */
  static Increments of(List<Increments> parts) {
    return new Increments(joined(parts.stream().map(Increments::days).toList()),
        joined(parts.stream().map(Increments::states).toList()),
        joined(parts.stream().map(Increments::innovations).toList()),
        joined(parts.stream().map(Increments::increments).toList()));
  }

  private static double[] joined(List<double[]> parts) {
    double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
