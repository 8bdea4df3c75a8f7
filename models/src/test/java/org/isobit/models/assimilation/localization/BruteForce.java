package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.isobit.kernels.Workers;

/** Near observations by looking at every pair alone, and the comparison of a search with it. */
final class BruteForce {

  private final Localization localization;
  private final Places targets;
  private final int batch;
  private final Places others;
  private final NeighbourSearch.Deciding deciding;

  private record Near(int other, double weight, double square) {}

  BruteForce(Localization localization, Places targets, int batch, Places others, NeighbourSearch.Deciding deciding) {
    this.localization = localization;
    this.targets = targets;
    this.batch = batch;
    this.others = others;
    this.deciding = deciding;
  }

  /** The lists of a search must be these, bit for bit. */
  static int check(Localization localization, int batch, Places others) {
    return new BruteForce(localization, localization.places(), batch, others, NeighbourSearch.Deciding.OTHERS).check();
  }

  int check() {
    NeighbourLists lists;
    try (Workers two = Workers.of(2)) {
      lists = new NeighbourLists(new NeighbourSearch(localization.geometry(), localization.scales(), targets, batch,
          others, deciding, false), two);
    }
    int all = (targets.count() + batch - 1) / batch;
    assertEquals(all, lists.targets());
    NeighbourLists.Reader reader = lists.reader();
    int tile = 0;
    int total = 0;
    Neighbours found = reader.tile(0);
    for (int t = 0; t < all; t++) {
      if (t == found.first + found.targets) {
        found = reader.tile(++tile);
        assertEquals(t, found.first);
      }
      List<Near> expected = near(t);
      String where = localization + ", target " + t;
      assertEquals(expected.size(), found.count(t - found.first), where);
      int q = found.start[t - found.first];
      for (Near near : expected) {
        assertEquals(near.other, found.index[q], where);
        assertEquals(near.weight, found.weight[q++], where + ", other " + near.other);
      }
      total += expected.size();
    }
    return total;
  }

  private List<Near> near(int target) {
    int first = target * batch;
    int end = Math.min(targets.count(), first + batch);
    Scales scales = localization.scales();
    List<Near> near = new ArrayList<>();
    for (int j = 0; j < others.count(); j++) {
      int[] sets = deciding == NeighbourSearch.Deciding.TARGETS ? targets.sets() : others.sets();
      int set = sets == null ? 0 : sets[deciding == NeighbourSearch.Deciding.TARGETS ? target : j];
      double h = horizontal(first, end, j) / scales.lengths().horizontal()[set];
      double square = h * h;
      double v = 0;
      double t = 0;
      if (scales.vertical() != null) {
        v = mean(targets.levels(), first, end, others.levels()[j]) / scales.lengths().vertical()[set];
        square = Math.fma(v, v, square);
      }
      if (scales.time() != null) {
        t = mean(targets.times(), first, end, others.times()[j]) / scales.time().length();
        square = Math.fma(t, t, square);
      }
      double weight;
      boolean several = scales.vertical() != null || scales.time() != null;
      if (several && scales.combination() == Combination.DISTANCE) {
        weight = taper(scales.horizontal(), Math.sqrt(square));
      } else {
        weight = taper(scales.horizontal(), h);
        weight *= scales.vertical() == null ? 1 : taper(scales.vertical(), v);
        weight *= scales.time() == null ? 1 : taper(scales.time(), t);
      }
      if (weight > localization.dropped()) {
        near.add(new Near(j, weight, square));
      }
    }
    return near.stream().sorted(Comparator.comparingDouble(Near::square).thenComparingInt(Near::other))
        .limit(scales.most()).sorted(Comparator.comparingInt(Near::other)).toList();
  }

  private static double taper(Scale scale, double distance) {
    double[] one = {distance};
    scale.taper().weights(1, one, 1, one, 0);
    return one[0];
  }

  private static double mean(double[] of, int first, int end, double from) {
    return Arrays.stream(of, first, end).map(x -> Math.abs(from - x)).reduce(0, Double::sum) / (end - first);
  }

  private double horizontal(int first, int end, int other) {
    Geometry geometry = localization.geometry();
    double[] one = new double[1];
    double[] point = new double[geometry.rows()];
    double sum = 0;
    for (int i = first; i < end; i++) {
      for (int r = 0; r < point.length; r++) {
        point[r] = targets.rows()[r * targets.count() + i];
      }
      geometry.distances(1, others.rows(), other, others.count(), point, one, 0);
      sum += one[0];
    }
    return sum / (end - first);
  }
}
