package org.isobit.models.analyse.internal.observation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.io.Quoted;

/** The observations in use, tied to the points of a state, and how many are not in use and why. Immutable. */
public final class ObservationNetwork {

  private final List<NetworkPart> parts;
  private final StateLayout layout;
  private final Observations observations;
  private final ObservationTable table;

  private ObservationNetwork(List<NetworkPart> parts, StateLayout layout, ObservationOperator operator) {
    this.parts = parts;
    this.layout = layout;
    this.table = table(parts, layout.grid().dimensions());
    if (table.count() == 0) {
      throw new IllegalArgumentException(nothingLeft());
    }
    this.observations = observations(parts, table, layout, operator);
  }

  /** The same network with another operator. */
  public ObservationNetwork with(ObservationOperator operator) {
    return new ObservationNetwork(parts, layout, operator);
  }

  /**
   * Ties tables to a state.
   *
   * @param settings   the sections
   * @param tables     what their files hold
   * @param transforms of each field, or null
   * @param offset     what is observed less what operators give, in the scale that the filter sees
   * @throws IllegalArgumentException naming a row that must be refused; or if none is left
   */
  public static ObservationNetwork tie(List<ObservationSettings> settings, List<ObservationTable> tables,
      StateLayout layout, FieldTransform[] transforms, double offset) {
    List<NetworkPart> parts = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      parts.add(NetworkPart.tie(settings.get(i), tables.get(i), layout, transforms, offset));
    }
    return new ObservationNetwork(parts, layout, operator(parts));
  }

  /**
   * The network without gross errors.
   *
   * @param forecast the ensemble that innovations are taken from, as operators expect it
   */
  public ObservationNetwork check(Ensemble forecast) {
    List<NetworkPart> checked = new ArrayList<>();
    for (NetworkPart part : parts) {
      boolean check = part.settings().gross() < Double.POSITIVE_INFINITY && part.kept().length > 0;
      checked.add(!check ? part : part.withoutGrossErrors(Departures.of(forecast,
          observations(List.of(part), table(List.of(part), layout.grid().dimensions()), layout,
          operator(List.of(part))))));
    }
    return new ObservationNetwork(checked, layout, operator(checked));
  }

  private String nothingLeft() {
    NetworkPart first = parts.get(0);
    List<NetworkPart.Rejected> outside = first.leftOut().get(Fate.OUTSIDE);
    if (parts.size() == 1 && outside != null && outside.size() == first.read()) {
      return outside.get(0).row() + ": no observation lies in the grid (" + layout.grid(first.settings().field())
          .range(first.settings()
          .operator().equals("linear")) + "); the first is at " + Grid.placeText(outside.get(0).place());
    }
    return first.settings().source().file() + ": no observation is left: " + leftOut().entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().words()).collect(Collectors.joining(", "));
  }

  private static ObservationTable table(List<NetworkPart> parts, int dims) {
    int count = parts.stream().mapToInt(p -> p.kept().length).sum();
    double[] places = new double[count * dims];
    double[] values = new double[count];
    double[] deviations = new double[count];
    double[] times = parts.get(0).table().times() == null ? null : new double[count];
    List<ObservationTable> rows = new ArrayList<>();
    int at = 0;
    for (NetworkPart part : parts) {
      ObservationTable own = part.table().rows(part.kept());
      System.arraycopy(own.coordinates(), 0, places, at * dims, own.count() * dims);
      System.arraycopy(own.values(), 0, values, at, own.count());
      System.arraycopy(own.deviations(), 0, deviations, at, own.count());
      if (times != null) {
        System.arraycopy(own.times(), 0, times, at, own.count());
      }
      rows.add(own);
      at += own.count();
    }
    return new ObservationTable(places, dims, values, deviations, times, row -> {
      int rest = row;
      for (ObservationTable own : rows) {
        if (rest < own.count()) {
          return own.places().of(rest);
        }
        rest -= own.count();
      }
      return "observation " + row;
    });
  }

  private static Observations observations(List<NetworkPart> parts, ObservationTable table, StateLayout layout,
      ObservationOperator operator) {
    int own = layout.grid().geometry().dimensions();
    int dims = table.dimensions();
    double[] horizontal = new double[table.count() * own];
    double[] levels = new double[table.count()];
    for (int j = 0; j < table.count(); j++) {
      System.arraycopy(table.coordinates(), j * dims, horizontal, j * own, own);
      levels[j] = own < dims ? table.coordinates()[j * dims + own] : 0;
    }
    List<String> types = new ArrayList<>();
    parts.forEach(p -> {
      for (int i = 0; i < p.kept().length; i++) {
        types.add(p.settings().type());
      }
    });
    Observations all = Observations.of(table.values(), table.deviations(), operator).withCoordinates(horizontal)
        .withTypes(types.toArray(new String[0]));
    Observations placed = own < dims ? all.withLevels(levels) : all;
    placed = table.times() == null ? placed : placed.withTimes(table.times());
    for (NetworkPart part : parts) {
      if (part.settings().covariance() != null && part.kept().length > 0) {
        placed = correlated(placed, part);
      }
    }
    return placed;
  }

  private static Observations correlated(Observations observations, NetworkPart part) {
    double[] r = ErrorMatrix.of(part);
    try {
      return observations.withCovariance(part.settings().type(), r);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(part.settings().covariance() + ": " + e.getMessage(), e);
    }
  }

  /** Error covariances of the rows in use by type, of sections that have one. */
  public Map<String, double[]> covariances() {
    Map<String, double[]> all = new LinkedHashMap<>();
    for (NetworkPart part : parts) {
      if (part.settings().covariance() != null && part.kept().length > 0) {
        all.put(part.settings().type(), ErrorMatrix.of(part));
      }
    }
    return all;
  }

  private static ObservationOperator operator(List<NetworkPart> parts) {
    NetworkPart first = parts.get(0);
    return parts.size() == 1 && first.kept().length == first.table().count() ? first.operator()
        : new JoinedOperator(parts.stream()
            .map(p -> new JoinedOperator.Part(p.operator(), p.table().count(), p.kept())).toList());
  }

  /** The sections. */
  public List<NetworkPart> parts() {
    return parts;
  }

  /** For the filter. */
  public Observations observations() {
    return observations;
  }

  /** The rows in use. */
  public ObservationTable table() {
    return table;
  }

  /** Rows of all files. */
  public int read() {
    return parts.stream().mapToInt(NetworkPart::read).sum();
  }

  /** How many are left out, by reason; reasons that occur only. */
  public Map<Fate, Integer> leftOut() {
    Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
    parts.forEach(p -> p.leftOut().forEach((fate, rows) -> counts.merge(fate, rows.size(), Integer::sum)));
    return counts;
  }

  /** Rows read, in use and left out, of one section. */
  private static Map<String, Object> counts(NetworkPart part) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", part.settings().type());
    map.put("operator", part.settings().operator());
    map.put("read", part.read());
    map.put("used", part.kept().length);
    for (Fate fate : Fate.values()) {
      map.put(fate.key(), part.leftOut().getOrDefault(fate, List.of()).size());
    }
    return map;
  }

  /** For JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("read", read());
    map.put("used", observations.count());
    Map<Fate, Integer> counts = leftOut();
    for (Fate fate : Fate.values()) {
      map.put(fate.key(), counts.getOrDefault(fate, 0));
    }
    map.put("sections", parts.stream().map(ObservationNetwork::counts).toList());
    return map;
  }

  /** Everything left out as CSV, or null if nothing is. */
  public String rejectedCsv() {
    StringBuilder csv = new StringBuilder("row,reason,"
        + String.join(",", Grid.AXES.subList(0, table.dimensions())) + ",value,sd,innovation\n");
    boolean any = false;
    for (NetworkPart part : parts) {
      for (Map.Entry<Fate, List<NetworkPart.Rejected>> reason : part.leftOut().entrySet()) {
        for (NetworkPart.Rejected row : reason.getValue()) {
          any = true;
          String name = row.row().substring(row.row().replace('\\', '/').lastIndexOf('/') + 1);
          csv.append('"').append(Quoted.line(name).replace("\"", "'")).append("\",").append(reason.getKey().key());
          for (int d = 0; d < table.dimensions(); d++) {
            csv.append(',').append(d < row.place().length ? Double.toString(row.place()[d]) : "");
          }
          csv.append(',').append(row.value()).append(',').append(row.deviation()).append(',')
              .append(Double.isNaN(row.innovation()) ? "" : Double.toString(row.innovation())).append('\n');
        }
      }
    }
    return any ? csv.toString() : null;
  }
}
