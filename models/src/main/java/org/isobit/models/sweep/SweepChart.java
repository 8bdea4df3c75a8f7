package org.isobit.models.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.chart.ColorScale;
import org.isobit.models.chart.HeatMap;
import org.isobit.models.cli.TextTable;

/**
 * The heat map of a sweep. The two keys with most values are its axes; what is left, and methods, makes one grid each.
 * Methods to which no key makes a difference are left out. A sweep of one key has a row for each method. Colours end at
 * twice the lowest score.
 */
public final class SweepChart {

  /** Grids of a figure at most: of more, those with the lowest scores are shown. */
  private static final int MOST_GRIDS = 24;

  private final SweepResult result;
  private final Sweep sweep;

  /** Of each method the point that is framed. */
  private final List<Integer> best;
  private final String says;

  /** Indices of the axes to the right and upwards; −1 for the methods. */
  private final int x;
  private final int y;

  private SweepChart(SweepResult result, List<Integer> best, String says) {
    this.result = result;
    this.best = best;
    this.says = says;
    sweep = result.sweep();
    List<Integer> bySize = IntStream.range(0, sweep.axes().size()).boxed()
        .sorted(Comparator.comparingInt((Integer a) -> -sweep.axes().get(a).size())).toList();
    x = bySize.getFirst();
    y = bySize.size() > 1 && sweep.axes().get(bySize.get(1)).size() > 1 ? bySize.get(1) : -1;
  }

  /**
   * The picture of a sweep.
   *
   * @param result its scores
   * @return the figure
   */
  public static HeatMap of(SweepResult result) {
    return new SweepChart(result, IntStream.range(0, result.methods()).mapToObj(result::best).toList(),
        result.brief() + "; framed: lowest " + result.measure().title()).figure();
  }

  /**
   * The picture of a tuning, whose best setting need not be the one with the lowest mean: settings that were dropped
   * early have few runs.
   *
   * @param tuning what was found
   * @return the figure
   */
  public static HeatMap of(Tuning tuning) {
    return new SweepChart(tuning.all(), List.of(tuning.best()), "at most " + tuning.plan().runs()
        + " runs, most of them of the best settings; framed: best " + tuning.all().measure().title()).figure();
  }

  /** A grid and the lowest score in it. */
  private record Rated(HeatMap.Grid grid, double lowest) {}

  private HeatMap figure() {
    List<Rated> all = new ArrayList<>();
    for (int method : y < 0 ? List.of(0) : concerned()) {
      for (int point = 0; point < sweep.size(); point++) {
        int[] indices = sweep.indices(point);
        if (indices[x] == 0 && (y < 0 || indices[y] == 0)) { // the first of each grid stands for it
          all.add(grid(indices, method));
        }
      }
    }
    List<Rated> shown = all.size() <= MOST_GRIDS ? all
        : all.stream().sorted(Comparator.comparingDouble(Rated::lowest)).limit(MOST_GRIDS).toList();
    double low = all.stream().mapToDouble(Rated::lowest).min().getAsDouble();
    double high = shown.stream().flatMapToDouble(rated -> Arrays.stream(rated.grid.values()))
        .filter(v -> !Double.isNaN(v)).max().orElse(1.0);
    boolean none = Double.isInfinite(low);
    double least = none ? 0.0 : low;
    double most = none ? 1.0 : Math.min(high, 2.0 * low);
    List<String> names = sweep.names();
    HeatMap.Axis up = y < 0 ? new HeatMap.Axis("method", methods()) : new HeatMap.Axis(names.get(y), labels(y));
    String subtitle = says + ", hatched: diverged"
        + (most < high ? ", colours end at twice the lowest" : "")
        + (shown.size() < all.size() ? "; the " + MOST_GRIDS + " best of " + all.size() + " grids" : "");
    return new HeatMap(result.title(), subtitle, new HeatMap.Axis(names.get(x), labels(x)), up,
        result.measure().quantity(), ColorScale.field(least, most), shown.stream().map(Rated::grid).toList());
  }

  /** The methods to which the keys make a difference, or all if they make none. */
  private List<Integer> concerned() {
    List<Integer> all = IntStream.range(0, result.methods()).boxed().toList();
    List<Integer> some = all.stream().filter(result::concerns).toList();
    return some.isEmpty() ? all : some;
  }

  private List<String> methods() {
    return result.scores().getFirst().stream().map(Score::method).toList();
  }

  private List<String> labels(int axis) {
    return IntStream.range(0, sweep.axes().get(axis).size()).mapToObj(sweep.axes().get(axis)::label).toList();
  }

  private Rated grid(int[] start, int method) {
    int columns = sweep.axes().get(x).size();
    int rows = y < 0 ? result.methods() : sweep.axes().get(y).size();
    double[] values = new double[columns * rows];
    List<String> texts = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    List<Integer> marked = new ArrayList<>();
    for (int c = 0; c < values.length; c++) {
      int[] indices = start.clone();
      indices[x] = c % columns;
      if (y >= 0) {
        indices[y] = c / columns;
      }
      int point = point(indices);
      int m = y < 0 ? c / columns : method;
      Score score = result.scores().get(point).get(m);
      values[c] = result.value(point, m);
      texts.add(score.diverged() ? "diverged" : TextTable.number(values[c], 4));
      lowest = score.diverged() ? lowest : Math.min(lowest, values[c]);
      if (point == best.get(m)) {
        marked.add(c);
      }
    }
    return new Rated(new HeatMap.Grid(title(start, method), values, texts, marked), lowest);
  }

  private int point(int[] indices) {
    int point = 0;
    for (int a = 0; a < indices.length; a++) {
      point = point * sweep.axes().get(a).size() + indices[a];
    }
    return point;
  }

  /** The method, and the values of the keys that are no axes. */
  private String title(int[] indices, int method) {
    String others = IntStream.range(0, indices.length).filter(a -> a != x && a != y && sweep.axes().get(a).size() > 1)
        .mapToObj(a -> sweep.axes().get(a).key().replaceFirst(".*\\.", "") + " "
            + sweep.axes().get(a).label(indices[a])).collect(Collectors.joining(", "));
    String name = y < 0 ? "" : methods().get(method);
    return name + (name.isEmpty() || others.isEmpty() ? "" : ", ") + others;
  }
}
