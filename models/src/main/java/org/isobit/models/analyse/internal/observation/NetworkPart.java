package org.isobit.models.analyse.internal.observation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.grid.Stencils;
import org.isobit.models.analyse.internal.observation.ObservationSettings.Duplicates;
import org.isobit.models.analyse.internal.observation.ObservationSettings.Space;
import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.assimilation.ObservationOperator;

/**
 * The observations of one section, tied to the points of a state. Immutable.
 *
 * @param settings the section
 * @param table    its rows that have an operator, with places in x, y, z
 * @param given    the same rows with values and errors as the file has them, before a transform or a merge
 * @param operator gives one value for each of them
 * @param rows     for each of its rows the number in the file
 * @param kept     the rows in use, ascending
 * @param read     rows of the file
 * @param leftOut  what is not in use, by reason
 */
public record NetworkPart(ObservationSettings settings, ObservationTable table, ObservationTable given,
    ObservationOperator operator, int[] rows, int[] kept, int read, Map<Fate, List<Rejected>> leftOut) {

  /**
   * A row that is left out.
   *
   * @param row        where it stands
   * @param place      its coordinates
   * @param value      what was observed
   * @param deviation  its error's standard deviation
   * @param innovation value minus the forecast's mean, both transformed where the field is; NaN where that is not known
   */
  record Rejected(String row, double[] place, double value, double deviation, double innovation) {}

  /**
   * Ties a table to a state.
   *
   * @param transforms of each field, or null
   * @param offset     what is observed less what the operator gives, in the scale that the filter sees
   * @throws IllegalArgumentException naming the first row that must be refused
   */
  static NetworkPart tie(ObservationSettings settings, ObservationTable table, StateLayout layout,
      FieldTransform[] transforms, double offset) {
    Map<Fate, List<Rejected>> leftOut = new EnumMap<>(Fate.class);
    boolean index = settings.operator().equals("index");
    Grid grid = layout.grid(settings.field());
    Stencils stencils = index ? indexed(table, grid)
        : grid.around(table.coordinates(), settings.operator().equals("linear"), settings.vertical());
    int width = stencils.width();
    int[] elements = new int[table.count() * width];
    int[] kept = new int[table.count()];
    int used = 0;
    for (int j = 0; j < table.count(); j++) {
      Fate fate = fate(stencils, j, layout, settings.field(), elements, used * width);
      if (fate == null) {
        System.arraycopy(stencils.weights(), j * width, stencils.weights(), used * width, width);
        System.arraycopy(stencils.points(), j * width, stencils.points(), used * width, width);
        kept[used++] = j;
      } else if (settings.leaveOut()) {
        leave(leftOut, fate, table, j, Double.NaN);
      } else {
        throw new IllegalArgumentException(table.places().of(j) + ": the place "
            + (index ? "index " + (long) table.coordinates()[j] : Grid.placeText(table.place(j)))
            + (fate == Fate.OUTSIDE ? " lies outside the grid (" + grid.range(settings.operator()
                .equals("linear")) + ")" : " needs a masked point") + "; 'outside: ignore' leaves such rows out");
      }
    }
    ObservationTable rows = table.rows(Arrays.copyOf(kept, used));
    rows = index ? placed(rows, stencils, grid) : rows;
    ObservationTable given = rows;
    FieldTransform transform = transforms[settings.field()];
    if (transform == null && settings.space() == Space.ALREADY_TRANSFORMED) {
      throw new IllegalArgumentException(settings.source().file() + ": 'space: already-transformed' is for fields with "
          + "a transform, but '" + layout.fields().get(settings.field()) + "' has none");
    }
    if (transform != null && settings.space() == Space.TRANSFORMED) {
      if (settings.covariance() != null) {
        throw new IllegalArgumentException(settings.covariance()
            + ": an error covariance does not go with observations "
            + "of a transformed field; take 'space: physical' or 'already-transformed'");
      }
      rows = transformed(rows, transform, layout.fields().get(settings.field()));
    }
    rows = offset == 0 ? rows : less(rows, offset);
    ObservationOperator operator = settings.provider() == null
        ? plain(width, Arrays.copyOf(elements, used * width), stencils.weights(),
            settings.physical() ? transform : null)
        : own(settings, rows, layout, transforms);
    int[] all = java.util.stream.IntStream.range(0, used).toArray();
    NetworkPart part = new NetworkPart(settings, rows, given, operator, Arrays.copyOf(kept, used), all, table.count(),
        leftOut);
    return part.withoutDuplicates();
  }

  private static ObservationTable less(ObservationTable rows, double offset) {
    double[] values = Arrays.stream(rows.values()).map(y -> y - offset).toArray();
    return new ObservationTable(rows.coordinates(), rows.dimensions(), values, rows.deviations(), rows.times(),
        rows.places());
  }

  private static void leave(Map<Fate, List<Rejected>> leftOut, Fate fate, ObservationTable table, int j,
      double innovation) {
    leftOut.computeIfAbsent(fate, f -> new ArrayList<>()).add(new Rejected(table.places().of(j), table.place(j),
        table.values()[j], table.deviations()[j], innovation));
  }

  /** Finds the elements of a state that a row needs; returns why it cannot have them, or null. */
  private static Fate fate(Stencils stencils, int j, StateLayout layout, int field, int[] elements, int at) {
    if (!stencils.inside()[j]) {
      return Fate.OUTSIDE;
    }
    int width = stencils.width();
    for (int k = 0; k < width; k++) {
      int point = layout.point(field, stencils.points()[j * width + k]);
      boolean needed = stencils.weights()[j * width + k] != 0;
      if (point < 0 && needed) {
        return Fate.MASKED;
      }
      elements[at + k] = layout.start(field) + Math.max(0, point);
    }
    return null;
  }

  private static Stencils indexed(ObservationTable table, Grid grid) {
    Stencils stencils = Stencils.of(table.count(), 1);
    for (int j = 0; j < table.count(); j++) {
      double index = table.coordinates()[j];
      if (!(index >= 0 && index < grid.size() && index == (int) index)) {
        throw new IllegalArgumentException(table.places().of(j) + ": index must be a whole number from 0 to "
            + (grid.size() - 1) + ", but is " + (index == Math.rint(index)
                ? String.format(Locale.ROOT, "%.0f", index) : index));
      }
      stencils.set(j, new int[] {(int) index}, new double[] {1}, 1);
    }
    return stencils;
  }

  /** Rows named by index, with the places of their points. */
  private static ObservationTable placed(ObservationTable rows, Stencils stencils, Grid grid) {
    double[] horizontal = grid.coordinates();
    double[] levels = grid.levels();
    int own = grid.geometry().dimensions();
    int dims = grid.dimensions();
    double[] places = new double[rows.count() * dims];
    for (int j = 0; j < rows.count(); j++) {
      int cell = stencils.points()[j];
      System.arraycopy(horizontal, cell * own, places, j * dims, own);
      if (levels != null) {
        places[j * dims + own] = levels[cell];
      }
    }
    return new ObservationTable(places, dims, rows.values(), rows.deviations(), rows.times(), rows.places());
  }

  private static ObservationTable transformed(ObservationTable rows, FieldTransform transform, String field) {
    double[] values = rows.values().clone();
    double[] deviations = rows.deviations().clone();
    for (int j = 0; j < values.length; j++) {
      if (!transform.contains(values[j])) {
        throw new IllegalArgumentException(rows.places().of(j) + ": the observation of '" + field + "' is " + values[j]
            + ", out of the bounds " + transform.bounds());
      }
      deviations[j] *= transform.slope(values[j]);
    }
    transform.forward(values, 0, values.length);
    return new ObservationTable(rows.coordinates(), rows.dimensions(), values, deviations, rows.times(), rows.places());
  }

  private static ObservationOperator plain(int width, int[] elements, double[] weights, FieldTransform back) {
    return width == 1 && back == null ? ObservationOperator.indices(elements)
        : new StencilOperator(width, elements, Arrays.copyOf(weights, elements.length), back);
  }

  private static ObservationOperator own(ObservationSettings settings, ObservationTable rows, StateLayout layout,
      FieldTransform[] transforms) {
    ObservationOperator operator;
    try {
      operator = settings.provider().operator(new ProviderRequest(settings, rows, layout));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("operator '" + settings.operator() + "': "
          + (e.getMessage() == null ? e.toString() : e.getMessage()), e);
    }
    boolean any = Arrays.stream(transforms).anyMatch(t -> t != null);
    return any && settings.physical() ? new PhysicalOperator(operator, layout, transforms) : operator;
  }

  private NetworkPart withoutDuplicates() {
    if (settings.duplicates() == Duplicates.KEEP) {
      return this;
    }
    Map<List<Double>, Integer> first = new HashMap<>();
    Map<Fate, List<Rejected>> out = new EnumMap<>(Fate.class);
    out.putAll(leftOut);
    double[] values = table.values().clone();
    double[] deviations = table.deviations().clone();
    int[] left = new int[kept.length];
    int used = 0;
    for (int j : kept) {
      Integer before = first.putIfAbsent(whereAndWhen(j), j);
      if (before == null) {
        left[used++] = j;
        continue;
      }
      if (settings.duplicates() == Duplicates.REFUSE) {
        throw new IllegalArgumentException(table.places().of(j) + ": has the place " + Grid.placeText(table.place(j))
            + (table.times() == null ? "" : " and the time") + " of " + table.places().of(before)
            + "; 'duplicates: first', 'merge' or 'keep' allow that");
      }
      if (settings.duplicates() == Duplicates.MERGE) {
        double a = 1 / (deviations[before] * deviations[before]);
        double b = 1 / (deviations[j] * deviations[j]);
        values[before] = (a * values[before] + b * values[j]) / (a + b);
        deviations[before] = 1 / Math.sqrt(a + b);
      }
      leave(out, Fate.DUPLICATE, given, j, Double.NaN);
    }
    return new NetworkPart(settings, new ObservationTable(table.coordinates(), table.dimensions(), values, deviations,
        table.times(), table.places()), given, operator, rows, Arrays.copyOf(left, used), read, out);
  }

  private List<Double> whereAndWhen(int row) {
    List<Double> all = new ArrayList<>(Arrays.stream(table.place(row)).boxed().toList());
    if (table.times() != null) {
      all.add(table.times()[row]);
    }
    return all;
  }

  /**
   * The part without rows whose innovation is too large.
   *
   * @param departures of the rows in use
   */
  NetworkPart withoutGrossErrors(Departures departures) {
    Map<Fate, List<Rejected>> out = new EnumMap<>(Fate.class);
    out.putAll(leftOut);
    int[] left = new int[kept.length];
    int used = 0;
    for (int i = 0; i < kept.length; i++) {
      double r = table.deviations()[kept[i]];
      double s = settings.grossTotal() ? Math.sqrt(Math.fma(r, r, departures.variance()[i])) : r;
      if (Math.abs(departures.innovation()[i]) > settings.gross() * s) {
        leave(out, Fate.GROSS_ERROR, given, kept[i], departures.innovation()[i]);
      } else {
        left[used++] = kept[i];
      }
    }
    return new NetworkPart(settings, table, given, operator, rows, Arrays.copyOf(left, used), read, out);
  }
}
