package org.isobit.models.textbook;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Where points and observations are and how weights fall off, by looking at every pair: an implementation that shares
 * no code with the product, nor with anything else of this project.
 */
public final class TextbookNetwork {

  /** Coordinates. */
  public double[][] points;
  public double[][] places;

  /** Distance of two places. */
  public ToDoubleBiFunction<double[], double[]> metric;

  /** Weight at a distance in lengths, and each observation's length. */
  public DoubleUnaryOperator taper;
  public double[] lengths;

  /** The same for differences of levels; null where there is no such scale. */
  public DoubleUnaryOperator verticalTaper;
  public double[] verticalLengths;
  public double[] pointLevels;
  public double[] levels;

  /** The same for differences of time from the analysis. */
  public DoubleUnaryOperator timeTaper;
  public double timeLength;
  public double analysisTime;
  public double[] times;

  /** Whether one taper of one distance is taken in place of a product of tapers. */
  public boolean joint;

  /** Weights up to this are dropped, and all but the closest so many. */
  public double dropped;
  public int most = Integer.MAX_VALUE;

  /** Distances on a ring. */
  public static ToDoubleBiFunction<double[], double[]> ring(double length) {
    return (a, b) -> {
      double d = Math.abs(a[0] - b[0]) % length;
      return Math.min(d, length - d);
    };
  }

  /** Straight distances. */
  public static ToDoubleBiFunction<double[], double[]> straight() {
    return (a, b) -> Math.sqrt(IntStream.range(0, a.length).mapToDouble(d -> (a[d] - b[d]) * (a[d] - b[d])).sum());
  }

  /** Haversine of longitudes and latitudes in degrees. */
  public static ToDoubleBiFunction<double[], double[]> sphere(double radius) {
    return (a, b) -> {
      double up = Math.sin(Math.toRadians(a[1] - b[1]) / 2);
      double across = Math.sin(Math.toRadians(a[0] - b[0]) / 2);
      double h = up * up + Math.cos(Math.toRadians(a[1])) * Math.cos(Math.toRadians(b[1])) * across * across;
      return 2 * radius * Math.asin(Math.min(1, Math.sqrt(h)));
    };
  }

  /**
   * Gaspari and Cohn (1999), equation 4.10, r the distance over the half-width; its second part as a product, since
   * terms of the sum cancel to the last digit where it ends.
   */
  public static double gaspariCohn(double r) {
    if (r >= 2) {
      return 0;
    }
    return r <= 1 ? -Math.pow(r, 5) / 4 + Math.pow(r, 4) / 2 + 5 * Math.pow(r, 3) / 8 - 5 * r * r / 3 + 1
        : Math.pow(2 - r, 4) * (2 * r * r + 4 * r - 1) / (24 * r);
  }

  /** Weights of all observations at the points first to end − 1 together, distances being means over them. */
  double[] weights(int first, int end) {
    int count = places.length;
    double[] weight = new double[count];
    double[] square = new double[count];
    for (int j = 0; j < count; j++) {
      double h = 0;
      double v = 0;
      for (int i = first; i < end; i++) {
        h += metric.applyAsDouble(points[i], places[j]) / (end - first);
        v += verticalTaper == null ? 0 : Math.abs(pointLevels[i] - levels[j]) / (end - first);
      }
      weight[j] = weigh(j, h, v, timeTaper == null ? 0 : Math.abs(times[j] - analysisTime), square);
    }
    int[] order = IntStream.range(0, count).filter(j -> weight[j] > 0).boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> square[j]).thenComparingInt(j -> j))
        .mapToInt(Integer::intValue).toArray();
    for (int q = most; q < order.length; q++) {
      weight[order[q]] = 0;
    }
    return weight;
  }

  /** Weight of observation j at distances that are not yet in lengths; 0 if it is dropped. */
  private double weigh(int j, double h, double v, double t, double[] square) {
    h /= lengths[j];
    v /= verticalTaper == null ? 1 : verticalLengths[j];
    t /= timeTaper == null ? 1 : timeLength;
    square[j] = h * h + v * v + t * t;
    double weight = taper.applyAsDouble(joint ? Math.sqrt(square[j]) : h);
    if (!joint) {
      weight *= verticalTaper == null ? 1 : verticalTaper.applyAsDouble(v);
      weight *= timeTaper == null ? 1 : timeTaper.applyAsDouble(t);
    }
    return weight > dropped ? weight : 0;
  }

  /** Weight of observation j, as far as it reaches, at every point and then at every observation. */
  double[] reach(int j) {
    double[] all = new double[points.length + places.length];
    for (int i = 0; i < all.length; i++) {
      boolean point = i < points.length;
      int o = i - points.length;
      double h = metric.applyAsDouble(places[j], point ? points[i] : places[o]);
      double v = verticalTaper == null ? 0 : Math.abs(levels[j] - (point ? pointLevels[i] : levels[o]));
      double t = timeTaper == null ? 0 : Math.abs(times[j] - (point ? analysisTime : times[o]));
      all[i] = weigh(j, h, v, t, new double[places.length]);
    }
    return all;
  }

  /** How many observations reach each point. */
  public int[] counts() {
    return IntStream.range(0, points.length)
        .map(i -> (int) Arrays.stream(weights(i, i + 1)).filter(w -> w > 0).count()).toArray();
  }
}
