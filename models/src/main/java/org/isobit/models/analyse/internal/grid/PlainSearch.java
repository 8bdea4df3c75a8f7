package org.isobit.models.analyse.internal.grid;

import java.util.ArrayList;
import java.util.List;
import org.isobit.models.analyse.internal.plan.OperatorAudit;

/**
 * The points around a place and their weights, found the simple way, for {@link OperatorAudit}: every point, interval
 * and cell of a grid is looked at, and inverse bilinear interpolation is a quadratic equation. Shares nothing with
 * {@link Grid#around} but where the points are. Where rounding decides, as half-way between points, all answers are
 * given. Immutable, thread-safe.
 */
public final class PlainSearch {

  private static final double EPSILON = 0x1p-52;

  /** Relative difference of distances up to which points are equally near. */
  private static final double EQUAL = 1e-9;

  private final Grid grid;

  /** Where the points are; of regular grids, whose axes say it, nothing. */
  private final double[] places;
  private final int dims;
  private final boolean sphere;

  /** On the sphere, the points as vectors of length 1. */
  private final double[] vectors;

  public PlainSearch(Grid grid) {
    this.grid = grid;
    this.places = grid instanceof RegularGrid ? new double[0] : grid.coordinates();
    this.dims = grid.geometry().dimensions();
    this.sphere = grid.metric().radius() > 0;
    this.vectors = sphere && !(grid instanceof RegularGrid) ? vectors(places) : null;
  }

  /**
   * Points and weights.
   *
   * @param points  numbers in a field
   * @param weights as many
   * @param doubt   how far rounding may put a weight off
   */
  public record Found(int[] points, double[] weights, double doubt) {}

  /** A place on an axis: (1 − f)·low + f·high. */
  private record Between(int low, int high, double f, double doubt) {}

  /** All answers; none if the place lies outside. */
  public List<Found> around(double[] place, boolean linear, boolean vertical) {
    List<Found> found = List.of(new Found(new int[] {0}, new double[] {1}, 0));
    if (grid instanceof RegularGrid regular) {
      for (int d = grid.dimensions() - 1; d >= 0; d--) {
        found = finer(found, regular.axis(d).count(), along(regular.axis(d), place[d], d < 2 ? linear : vertical));
      }
      return found;
    }
    if (grid instanceof CurvilinearGrid curvilinear && grid.dimensions() == 3) {
      found = finer(found, curvilinear.vertical().count(), along(curvilinear.vertical(), place[2], vertical));
    }
    int layer = places.length / dims / (grid.dimensions() == 3 && dims == 2 ? grid.shape()[0] : 1);
    List<Found> all = new ArrayList<>();
    for (Found flat : linear ? cells(place) : nearest(place, layer)) {
      for (Found layers : found) {
        all.add(joined(layers, layer, flat));
      }
    }
    return all;
  }

  /** One more axis, faster than those so far. */
  private static List<Found> finer(List<Found> found, int count, List<Between> along) {
    List<Found> all = new ArrayList<>();
    for (Found slow : found) {
      for (Between b : along) {
        all.add(joined(slow, count, new Found(new int[] {b.low, b.high}, new double[] {1 - b.f, b.f}, b.doubt)));
      }
    }
    return all;
  }

  private static Found joined(Found slow, int count, Found fast) {
    int n = fast.points.length;
    int[] points = new int[slow.points.length * n];
    double[] weights = new double[points.length];
    for (int k = 0; k < points.length; k++) {
      points[k] = slow.points[k / n] * count + fast.points[k % n];
      weights[k] = slow.weights[k / n] * fast.weights[k % n];
    }
    return new Found(points, weights, slow.doubt + fast.doubt);
  }

  private static List<Between> along(Axis axis, double c, boolean linear) {
    int n = axis.count();
    double circle = switch (axis) {
      case Axis.Uniform u -> u.periodic() ? n * Math.abs(u.spacing()) : u.circle();
      case Axis.Listed l -> l.circle();
    };
    if (n == 1) {
      return List.of(new Between(0, 0, 0, 0));
    }
    return linear ? intervals(axis, c, circle) : points(axis, c, circle);
  }

  private static List<Between> intervals(Axis axis, double c, double circle) {
    int n = axis.count();
    List<Between> all = new ArrayList<>();
    for (int i = 0; i < (axis.periodic() ? n : n - 1); i++) {
      double a = axis.coordinate(i);
      double gap = i < n - 1 ? axis.coordinate(i + 1) - a
          : Math.copySign(circle, axis.spacing()) + axis.coordinate(0) - a;
      double f = (0.5 * gap + around(c - a - 0.5 * gap, circle)) / gap;
      double doubt = 4 * EPSILON * (1 + (Math.abs(c) + Math.abs(a) + circle) / Math.abs(gap));
      if (f >= -doubt && f <= 1 + doubt) {
        all.add(new Between(i, (i + 1) % n, Math.clamp(f, 0.0, 1.0), doubt));
      }
    }
    return all;
  }

  private static List<Between> points(Axis axis, double c, double circle) {
    double[] away = new double[axis.count()];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < away.length; i++) {
      away[i] = Math.abs(around(c - axis.coordinate(i), circle));
      least = Math.min(least, away[i]);
    }
    List<Between> all = new ArrayList<>();
    for (int i = 0; i < away.length; i++) {
      if (away[i] <= least * (1 + EQUAL) + 16 * EPSILON * (Math.abs(c) + circle)) {
        all.add(new Between(i, i, 0, 0));
      }
    }
    return all;
  }

  /** A difference of coordinates without whole turns. */
  private static double around(double difference, double circle) {
    return circle > 0 ? difference - circle * Math.rint(difference / circle) : difference;
  }

  private static double[] vectors(double[] degrees) {
    double[] v = new double[degrees.length / 2 * 3];
    for (int i = 0; i < degrees.length / 2; i++) {
      double x = Math.toRadians(degrees[2 * i]);
      double y = Math.toRadians(degrees[2 * i + 1]);
      v[3 * i] = Math.cos(y) * Math.cos(x);
      v[3 * i + 1] = Math.cos(y) * Math.sin(x);
      v[3 * i + 2] = Math.sin(y);
    }
    return v;
  }

  /** Of the first so many points those at the least distance. */
  private List<Found> nearest(double[] place, int count) {
    double[] squares = new double[count];
    double least = Double.POSITIVE_INFINITY;
    double[] own = sphere ? vectors(new double[] {place[0], place[1]}) : place;
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < (sphere ? 3 : dims); d++) {
        double away = sphere ? vectors[3 * i + d] - own[d]
            : around(places[i * dims + d] - own[d], grid.metric().periods()[d]);
        squares[i] += away * away;
      }
      least = Math.min(least, squares[i]);
    }
    List<Found> all = new ArrayList<>();
    double longest = Math.sqrt(least) * (1 + EQUAL) + (sphere ? 16 * EPSILON : 0);
    for (int i = 0; i < count; i++) {
      if (squares[i] <= longest * longest) {
        all.add(new Found(new int[] {i}, new double[] {1}, 0));
      }
    }
    return all;
  }

  /** The cells of four points that hold a place. */
  private List<Found> cells(double[] place) {
    int[] shape = grid.shape();
    int nx = shape[shape.length - 1];
    int ny = shape[shape.length - 2];
    List<Found> all = new ArrayList<>();
    double[] x = new double[4];
    double[] y = new double[4];
    for (int corner = 0; corner < (ny - 1) * nx; corner++) {
      if (corner % nx == nx - 1) {
        continue;
      }
      int[] points = {corner, corner + 1, corner + nx, corner + nx + 1};
      for (int c = 0; c < 4; c++) {
        x[c] = around(places[2 * points[c]] - place[0], sphere ? 360 : 0);
        y[c] = places[2 * points[c] + 1] - place[1];
      }
      double doubt = 1e-9 + 256 * EPSILON * (Math.abs(place[0]) + Math.abs(place[1]) + (sphere ? 360 : 0)) / size(x, y);
      if (range(x) >= (sphere ? 180 : Double.POSITIVE_INFINITY) || !around0(x, doubt) || !around0(y, doubt)) {
        continue;
      }
      for (double[] st : inverse(x, y)) {
        if (Math.min(st[0], st[1]) >= -doubt && Math.max(st[0], st[1]) <= 1 + doubt) {
          double s = Math.clamp(st[0], 0.0, 1.0);
          double t = Math.clamp(st[1], 0.0, 1.0);
          all.add(new Found(points, new double[] {(1 - s) * (1 - t), s * (1 - t), (1 - s) * t, s * t}, doubt));
        }
      }
    }
    return all;
  }

  /** The shortest side of a cell. */
  private static double size(double[] x, double[] y) {
    return Math.max(Double.MIN_NORMAL, Math.min(Math.min(Math.hypot(x[1] - x[0], y[1] - y[0]),
        Math.hypot(x[2] - x[0], y[2] - y[0])), Math.min(Math.hypot(x[3] - x[2], y[3] - y[2]),
        Math.hypot(x[3] - x[1], y[3] - y[1]))));
  }

  private static double range(double[] v) {
    return Math.max(Math.max(v[0], v[1]), Math.max(v[2], v[3])) - Math.min(Math.min(v[0], v[1]), Math.min(v[2], v[3]));
  }

  /** Whether 0 lies among four numbers. */
  private static boolean around0(double[] v, double doubt) {
    double reach = doubt * range(v);
    return Math.min(Math.min(v[0], v[1]), Math.min(v[2], v[3])) <= reach
        && Math.max(Math.max(v[0], v[1]), Math.max(v[2], v[3])) >= -reach;
  }

  /**
   * Where (1 − s)(1 − t)·p0 + s(1 − t)·p1 + (1 − s)t·p2 + s·t·p3 = 0. With h = p0, e = p1 − p0, f = p2 − p0 and
   * g = p0 − p1 − p2 + p3, h + t·f and e + t·g are parallel: (f × g)·t² + (h × g + f × e)·t + h × e = 0.
   */
  private static List<double[]> inverse(double[] x, double[] y) {
    double ex = x[1] - x[0];
    double ey = y[1] - y[0];
    double fx = x[2] - x[0];
    double fy = y[2] - y[0];
    double gx = x[0] - x[1] - x[2] + x[3];
    double gy = y[0] - y[1] - y[2] + y[3];
    double a = fx * gy - fy * gx;
    double b = x[0] * gy - y[0] * gx + fx * ey - fy * ex;
    double c = x[0] * ey - y[0] * ex;
    double root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
    double q = -0.5 * (b + Math.copySign(root, b)); // nothing cancels
    List<double[]> all = new ArrayList<>();
    for (double t : new double[] {q / a, c / q}) {
      double ux = ex + t * gx;
      double uy = ey + t * gy;
      double s = -((x[0] + t * fx) * ux + (y[0] + t * fy) * uy) / (ux * ux + uy * uy);
      if (Double.isFinite(s) && Double.isFinite(t)) {
        all.add(new double[] {s, t});
      }
    }
    return all;
  }
}
