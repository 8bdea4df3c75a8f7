package org.isobit.models.analyse.internal.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.source.NetcdfCoordinates;
import org.isobit.models.analyse.internal.source.NetcdfSource;
import org.isobit.models.analyse.internal.source.UsableMembers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.cli.Progress;
import org.isobit.models.netcdf.NetcdfDefinition;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfType;
import org.isobit.models.netcdf.NetcdfVariable;
import org.isobit.models.netcdf.NetcdfWriter;

/**
 * Results as NetCDF-4 files: the analysis with the forecast's dimensions, coordinates and attributes; and statistics of
 * both. Masked points have the forecast's fill value in the analysis, NetCDF's own elsewhere. Nothing is packed: packed
 * variables become double, or float if {@code output.type: f4} asks for it; packing attributes and valid ranges are
 * dropped.
 */
public final class NetcdfResults implements ResultWriter {

  private static final List<String> BOTH = List.of("analysis", "increments");
  private static final List<String> STATISTICS = List.of("forecast_mean", "forecast_spread", "mean", "spread",
      "increment");
  private static final List<String> MEANINGS = List.of("forecast mean of ", "forecast standard deviation of ",
      "analysis mean of ", "analysis standard deviation of ", "analysis increment of the mean of ");

  private final AnalysisPlan plan;
  private final NetcdfSource source;
  private final StateLayout layout;
  private final NetcdfCoordinates coordinates;

  /** What the file of {@link NetcdfSource#example} has, once {@link #check} has read it. */
  private NetcdfCoordinates.Content example;

  public NetcdfResults(AnalysisPlan plan) {
    this.plan = plan;
    this.source = (NetcdfSource) plan.source();
    this.layout = plan.layout();
    this.coordinates = new NetcdfCoordinates(source);
  }

  @Override
  public void check() throws IOException {
    List<Integer> all = IntStream.range(0, source.labels().size()).boxed().toList();
    example = coordinates.read(source.example());
    definition(plan.results().separate() ? null : all, false, example);
    statistics(counted());
  }

  @Override
  public void write(Path directory, UsableMembers forecast, Ensemble analysis,
      AnalysisReport report) throws IOException {
    boolean increments = plan.results().increments();
    try (Progress progress = new Progress("writing members", analysis.members() * (increments ? 2L : 1L))) {
      if (plan.results().separate()) {
        separate(directory, forecast, analysis, progress);
      } else {
        together(directory.resolve("analysis.nc"), forecast, analysis, false, progress);
        if (increments) {
          together(directory.resolve("increments.nc"), forecast, analysis, true, progress);
        }
      }
    }
    statistics(directory.resolve("statistics.nc"), report);
  }

  private NetcdfType type(String field) {
    return switch (plan.results().type()) {
      case "f8" -> NetcdfType.DOUBLE;
      case "f4" -> NetcdfType.FLOAT;
      default -> source.layouts().get(field).single() ? NetcdfType.FLOAT : NetcdfType.DOUBLE;
    };
  }

  /**
   * The forecast's fill value if it is not a packed one; of increments, as of statistics, NetCDF's own one, since they
   * may have the forecast's as a value: 0, or −1.
   */
  private double fill(String field, boolean increments) {
    NetcdfSource.Layout layoutOfField = source.layouts().get(field);
    Map<String, Object> attributes = layoutOfField.attributes();
    Object fill = attributes.getOrDefault("_FillValue", attributes.get("missing_value"));
    return !increments && !layoutOfField.packed() && fill instanceof Number n ? n.doubleValue()
        : NetcdfVariable.DEFAULT_FILL;
  }

  private Map<String, Object> attributes(String field, double fill) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    NetcdfType type = type(field);
    attributes.put("_FillValue", type == NetcdfType.FLOAT ? (Object) (float) fill : (Object) fill);
    source.layouts().get(field).attributes().forEach((name, value) -> {
      if (!List.of("_FillValue", "missing_value", "scale_factor", "add_offset", "valid_range", "valid_min", "valid_max",
          "_Unsigned", "actual_range").contains(name)) {
        attributes.put(name, NetcdfCoordinates.writable(value));
      }
    });
    return attributes;
  }

  /** All members in one file. */
  private void together(Path file, UsableMembers forecast, Ensemble analysis, boolean increments, Progress progress)
      throws IOException {
    double[] member = new double[source.elements()];
    List<Integer> numbers = Arrays.stream(forecast.members()).boxed().toList();
    try (NetcdfWriter out = begin(file, numbers, increments, example)) {
      for (int m = 0; m < analysis.members(); m++) {
        try (NetcdfFile from = readsForecast(increments) ? NetcdfFile.open(source.file(numbers.get(m))) : null) {
          prepare(from, numbers.get(m), analysis, m, increments, member);
        }
        fields(out, member, increments);
        progress.step(1);
      }
    }
  }

  /** A file each, whose forecast is opened once for both. */
  private void separate(Path directory, UsableMembers forecast, Ensemble analysis, Progress progress)
      throws IOException {
    double[] member = new double[source.elements()];
    for (int m = 0; m < analysis.members(); m++) {
      int number = forecast.members()[m];
      try (NetcdfFile from = NetcdfFile.open(source.file(number))) {
        NetcdfCoordinates.Content content = coordinates.read(from);
        for (String name : plan.results().increments() ? BOTH : BOTH.subList(0, 1)) {
          boolean increments = name.equals(BOTH.get(1));
          prepare(from, number, analysis, m, increments, member);
          Path file = directory.resolve(name).resolve(source.resultFile(number));
          Files.createDirectories(file.getParent());
          try (NetcdfWriter out = begin(file, null, increments, content)) {
            fields(out, member, increments);
          }
          progress.step(1);
        }
      }
    }
  }

  /** Whether a member's forecast is needed to write its analysis or increment. */
  private boolean readsForecast(boolean increments) {
    return increments || layout.hasOthers();
  }

  /** A member's analysis or increment, fields one after the other, NaN where masked; from: where it is needed. */
  private void prepare(NetcdfFile from, int number, Ensemble analysis, int m, boolean increments, double[] member) {
    if (!readsForecast(increments)) {
      Arrays.fill(member, Double.NaN);
      layout.unpack(analysis.values(), analysis.index(m), member);
      return;
    }
    // Read a second time rather than kept.
    source.read(from, number, member);
    if (!increments) {
      layout.unpack(analysis.values(), analysis.index(m), member);
      return;
    }
    double[] forecast = new double[layout.size()];
    layout.pack(member, forecast, 0);
    for (int i = 0; i < member.length; i++) {
      member[i] = Double.isNaN(member[i]) ? Double.NaN : 0;
    }
    for (int i = 0; i < forecast.length; i++) {
      forecast[i] = analysis.values()[analysis.index(m) + i] - forecast[i];
    }
    layout.unpack(forecast, 0, member);
  }

  private NetcdfWriter begin(Path file, List<Integer> members, boolean increments, NetcdfCoordinates.Content content)
      throws IOException {
    NetcdfWriter out = new NetcdfWriter(file, definition(members, increments, content));
    coordinates.write(out, members, content);
    return out;
  }

  private NetcdfDefinition definition(List<Integer> members, boolean increments, NetcdfCoordinates.Content content) {
    NetcdfDefinition definition = empty();
    coordinates.define(definition, members, content);
    for (String field : layout.fields()) {
      Map<String, Object> attributes = attributes(field, fill(field, increments));
      if (increments) {
        attributes.remove("standard_name");
        attributes.put("long_name", "analysis increment of " + field);
      }
      definition.variable(field, type(field), attributes, coordinates.of(field, members != null));
    }
    return definition;
  }

  private NetcdfDefinition empty() {
    return new NetcdfDefinition().attribute("Conventions", "CF-1.11").attribute("source", "isobit analyse")
        .attribute("isobit_contract_version", org.isobit.kernels.Isobit.contractVersion())
        .attribute("isobit_filter", plan.method().description());
  }

  private void fields(NetcdfWriter out, double[] member, boolean increments) throws IOException {
    for (int v = 0; v < layout.fields().size(); v++) {
      NetcdfCoordinates.writeFilled(out, layout.fields().get(v), layout.ofMember(member, v),
          fill(layout.fields().get(v), increments));
    }
  }

  /** What the statistics are, and numbers of observations of some fields. */
  private NetcdfDefinition statistics(List<String> counted) {
    NetcdfDefinition definition = empty();
    coordinates.define(definition, null, example);
    for (String field : layout.fields()) {
      for (int i = 0; i < STATISTICS.size(); i++) {
        if (source.labels().size() == 1 && STATISTICS.get(i).endsWith("spread")) {
          continue; // one forecast has none
        }
        Map<String, Object> attributes = attributes(field, NetcdfVariable.DEFAULT_FILL);
        attributes.remove("standard_name");
        attributes.put("long_name", MEANINGS.get(i) + field);
        definition.variable(field + "_" + STATISTICS.get(i), type(field), attributes, coordinates.of(field, false));
      }
    }
    for (String field : counted) {
      Map<String, Object> attributes = new LinkedHashMap<>(); // in this order in every process
      attributes.put("_FillValue", -1);
      attributes.put("long_name", "observations that reach a point" + (layout.staggered() ? " of " + field : ""));
      definition.variable(countsName(field), NetcdfType.INT, attributes, coordinates.of(field, false));
    }
    return definition;
  }

  private void statistics(Path file, AnalysisReport report) throws IOException {
    double[][] states = {report.forecastMean(), report.forecastSpread(), report.mean(), report.spread(),
        report.increment()};
    List<String> counted = report.counts() == null ? List.of() : counted();
    try (NetcdfWriter out = new NetcdfWriter(file, statistics(counted))) {
      coordinates.write(out, null, example);
      for (int v = 0; v < layout.fields().size(); v++) {
        String field = layout.fields().get(v);
        for (int i = 0; i < states.length; i++) {
          if (states[i] == null) {
            continue;
          }
          NetcdfCoordinates.writeFilled(out, field + "_" + STATISTICS.get(i), layout.onGrid(states[i], v),
              NetcdfVariable.DEFAULT_FILL);
        }
      }
      for (String field : counted) {
        NetcdfCoordinates.writeFilled(out, countsName(field),
            layout.countsOnGrid(report.counts().each(), layout.fields().indexOf(field)), -1);
      }
    }
  }

  /** Each field with points of its own, or one for all. */
  private List<String> counted() {
    return layout.staggered() ? layout.fields() : layout.fields().subList(0, 1);
  }

  private String countsName(String field) {
    return layout.staggered() ? field + "_local_observations" : "local_observations";
  }
}
