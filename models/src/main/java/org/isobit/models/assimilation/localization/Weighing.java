package org.isobit.models.assimilation.localization;

/**
 * The weights of many others as seen from one target, from distances to combined tapers, with small ones dropped and
 * only the closest kept. What stands in one place never depends on what stands in others, but for the cap. Serves one
 * thread.
 */
public final class Weighing {

  private final Geometry geometry;
  private final Scales scales;
  private final Scales.Lengths lengths;
  private final double dropped;

  /** Distance in lengths beyond which nothing has a weight, a little more. */
  private final double cut;

  private final double[] point;

  /** Distances over lengths: horizontal (or joint), vertical and time. */
  private double[] h = {};
  private double[] v = {};
  private double[] t = {};
  private double[] one = {};
  private double[] square = {};

  /** Horizontal distances with a share of the radius. */
  private double[] trial = {};

  private final Whole whole = new Whole();

  /** Share of the radius that the last target had. */
  double share = 1.0;

  /** Numbers of those that have a weight, in ascending order. */
  int[] kept = {};

  /** Their weights. */
  double[] weight = {};

  Weighing(Geometry geometry, Scales scales) {
    this.geometry = geometry;
    this.scales = scales;
    lengths = scales.lengths();
    dropped = scales.droppedWeight();
    cut = scales.support(scales.horizontal()) * (1.0 + 0x1p-40);
    point = new double[geometry.rows()];
  }

  private void reserve(int n) {
    if (kept.length < n) {
      int room = n + n / 4;
      h = new double[room];
      v = new double[scales.vertical() == null ? 0 : room];
      t = new double[scales.time() == null ? 0 : room];
      one = new double[room];
      trial = new double[scales.radii() == null ? 0 : room];
      square = new double[scales.most() == Integer.MAX_VALUE ? 0 : room];
      kept = new int[room];
      weight = new double[room];
    }
  }

  /**
   * Weighs; leaves numbers and weights.
   *
   * @param targets   the points
   * @param first     the target's first point
   * @param points    how many it has; distances are means over them
   * @param set       the target's set of lengths, which counts, or −1 if those of the others count
   * @param rows      coordinates of the others, levels and times included: row r of number q at r·ld + q
   * @param ld        length of a row
   * @param n         number of others
   * @param sets      sets of lengths of the others; null if all have the first
   * @return how many have a weight
   */
  int weigh(Places targets, int first, int points, int set, double[] rows, int ld, int n, int[] sets) {
    if (n == 0) {
      return 0;
    }
    reserve(n);
    horizontal(targets, first, points, rows, ld, n);
    int[] own = set < 0 ? sets : null;
    divide(h, n, lengths.horizontal(), own, set < 0 ? 0 : set);
    int near = near(n);
    int row = geometry.rows();
    if (scales.vertical() != null) {
      difference(v, near, targets, row, first, points, rows, ld);
      divideKept(v, near, lengths.vertical(), own, set < 0 ? 0 : set);
      row++;
    }
    if (scales.time() != null) {
      difference(t, near, targets, row, first, points, rows, ld);
      for (int q = 0; q < near; q++) {
        t[q] /= scales.time().length();
      }
    }
    if (scales.radii() != null) {
      shrink(near, first, points);
    }
    if (near > scales.most()) {
      squares(near);
    }
    combine(h, near);
    int found = drop(near, near > scales.most());
    return found > scales.most() ? closest(found) : found;
  }

  private void horizontal(Places targets, int first, int points, double[] rows, int ld, int n) {
    for (int b = 0; b < points; b++) {
      for (int r = 0; r < point.length; r++) {
        point[r] = targets.rows()[r * targets.count() + first + b];
      }
      geometry.distances(n, rows, 0, ld, point, b == 0 ? h : one, 0);
      for (int q = 0; b > 0 && q < n; q++) {
        h[q] += one[q];
      }
    }
    for (int q = 0; points > 1 && q < n; q++) {
      h[q] /= points;
    }
  }

  private static void divide(double[] x, int n, double[] lengths, int[] sets, int set) {
    double length = lengths[set];
    if (sets == null) {
      for (int q = 0; q < n; q++) {
        x[q] = x[q] / length;
      }
    } else {
      for (int q = 0; q < n; q++) {
        x[q] = x[q] / lengths[sets[q]];
      }
    }
  }

  private void divideKept(double[] x, int n, double[] lengths, int[] sets, int set) {
    for (int q = 0; q < n; q++) {
      x[q] = x[q] / lengths[sets == null ? set : sets[kept[q]]];
    }
  }

  /** Moves up those that may have a weight. */
  private int near(int n) {
    int at = 0;
    for (int q = 0; q < n; q++) {
      // Written always, kept by moving on.
      kept[at] = q;
      double x = h[q];
      h[at] = x;
      // 1, or 0 where cut − x is negative: compilers would make a branch of a comparison, which nobody can predict.
      at += 1 + (int) (Double.doubleToRawLongBits(cut - x) >> 63);
    }
    return at;
  }

  /** Mean of |difference| in one row over the target's points. */
  private void difference(double[] x, int n, Places targets, int row, int first, int points, double[] rows, int ld) {
    for (int b = 0; b < points; b++) {
      double here = targets.rows()[row * targets.count() + first + b];
      for (int q = 0; q < n; q++) {
        double d = Math.abs(rows[row * ld + kept[q]] - here);
        x[q] = b == 0 ? d : x[q] + d;
      }
    }
    for (int q = 0; points > 1 && q < n; q++) {
      x[q] /= points;
    }
  }

  private void squares(int n) {
    for (int q = 0; q < n; q++) {
      square[q] = square(h, q);
    }
  }

  /** Square of the joint distance. */
  private double square(double[] x, int q) {
    double s = x[q] * x[q];
    s = scales.vertical() == null ? s : Math.fma(v[q], v[q], s);
    return scales.time() == null ? s : Math.fma(t[q], t[q], s);
  }

  /** Takes the horizontal distances in units of the target's own radius. */
  private void shrink(int n, int first, int points) {
    whole.candidates = n;
    share = scales.radii().share(first, points, whole);
    if (!(share > 0.0 && share <= 1.0)) {
      throw new IllegalArgumentException("Localization: the share of the radius at point " + first
          + " must be above 0 and at most 1, but is " + share + " (" + scales.radii() + ")");
    }
    divideBy(share, n, h);
  }

  private void divideBy(double part, int n, double[] to) {
    for (int q = 0; q < n; q++) {
      to[q] = h[q] / part;
    }
  }

  /** What radii that differ from target to target may ask. */
  private final class Whole implements RadiusField.Near {

    /** How many may have a weight with the whole radius. */
    private int candidates;

    private void weigh(double part) {
      divideBy(part, candidates, trial);
      combine(trial, candidates);
    }

    @Override
    public int number(double part) {
      weigh(part);
      int number = 0;
      for (int q = 0; q < candidates; q++) {
        number += weight[q] > dropped ? 1 : 0;
      }
      return number;
    }

    @Override
    public double weight(double part) {
      weigh(part);
      double sum = 0.0;
      for (int q = 0; q < candidates; q++) {
        sum += weight[q] > dropped ? weight[q] : 0.0;
      }
      return sum;
    }
  }

  /** Weights with these horizontal distances, which become joint ones if all have one taper. */
  private void combine(double[] x, int n) {
    boolean more = scales.vertical() != null || scales.time() != null;
    if (more && scales.combination() == Combination.DISTANCE) {
      for (int q = 0; q < n; q++) {
        x[q] = Math.sqrt(square(x, q));
      }
      more = false;
    }
    taper(scales.horizontal().taper(), x, n, weight);
    if (more && scales.vertical() != null) {
      multiply(scales.vertical().taper(), v, n);
    }
    if (more && scales.time() != null) {
      multiply(scales.time().taper(), t, n);
    }
  }

  /** Weights of distances over lengths; what is where the taper ends has none if that is outside. */
  private void taper(TaperFunction taper, double[] x, int n, double[] to) {
    taper.weights(n, x, 1.0, to, 0);
    for (int q = 0; scales.border() == Border.OUTSIDE && q < n; q++) {
      to[q] = x[q] >= taper.support() ? 0.0 : to[q];
    }
    for (int q = 0; !(taper instanceof TaperLaw) && q < n; q++) {
      if (!(to[q] >= 0.0 && to[q] <= 1.0)) {
        throw new IllegalArgumentException("Localization: the taper " + taper.label() + " gives the weight " + to[q]
            + " for the distance " + x[q] + " L; weights must be from 0 to 1");
      }
    }
  }

  private void multiply(TaperFunction taper, double[] x, int n) {
    taper(taper, x, n, one);
    for (int q = 0; q < n; q++) {
      weight[q] = weight[q] * one[q];
    }
  }

  private int drop(int n, boolean squares) {
    int at = 0;
    for (int q = 0; q < n; q++) {
      kept[at] = kept[q];
      weight[at] = weight[q];
      if (squares) {
        square[at] = square[q];
      }
      at += weight[q] > dropped ? 1 : 0;
    }
    return at;
  }

  /** Leaves the closest ones, the first among equals. */
  private int closest(int n) {
    int most = scales.most();
    System.arraycopy(square, 0, one, 0, n);
    double last = select(one, n, most - 1);
    int room = most;
    for (int q = 0; q < n; q++) {
      room -= square[q] < last ? 1 : 0;
    }
    int at = 0;
    for (int q = 0; q < n; q++) {
      boolean stays = square[q] < last || square[q] == last && room-- > 0;
      kept[at] = kept[q];
      weight[at] = weight[q];
      at += stays ? 1 : 0;
    }
    return at;
  }

  /** The number that stands at a place when n numbers are sorted (Hoare's selection). */
  private static double select(double[] x, int n, int place) {
    int low = 0;
    int high = n - 1;
    while (low < high) {
      double a = x[low];
      double b = x[(low + high) >>> 1];
      double c = x[high];
      double pivot = a < b ? b < c ? b : a < c ? c : a : a < c ? a : b < c ? c : b;
      int i = low;
      int j = high;
      while (i <= j) {
        while (x[i] < pivot) {
          i++;
        }
        while (x[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double moved = x[i];
          x[i++] = x[j];
          x[j--] = moved;
        }
      }
      if (place <= j) {
        high = j;
      } else if (place >= i) {
        low = i;
      } else {
        return x[place];
      }
    }
    return x[place];
  }
}
