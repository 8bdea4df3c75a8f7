package org.isobit.models.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.dynamics.profile.StateLayout.Axis;
import org.isobit.models.dynamics.profile.StateLayout.Field;
import org.isobit.models.netcdf.NetcdfDefinition;
import org.isobit.models.netcdf.NetcdfType;
import org.isobit.models.netcdf.NetcdfWriter;

/** A trajectory as a NetCDF file: a variable for each field, over time and its axes, with the bits of the states. */
final class TrajectoryFile implements ModelRun.Sink, AutoCloseable {

  /** Numbers of a variable that are collected before they are written. */
  private static final int PIECE = 1 << 14;

  private final NetcdfWriter writer;
  private final StateLayout layout;
  private final List<Column> columns = new ArrayList<>();

  /** A variable, some times of which are waiting. */
  private final class Column {
    final String name;
    final int offset;
    final int size;
    final double[] waiting;
    int count;

    Column(String name, int offset, int size) {
      this.name = name;
      this.offset = offset;
      this.size = size;
      waiting = new double[size * Math.max(1, PIECE / size)];
    }

    void add(double[] from) throws IOException {
      System.arraycopy(from, offset, waiting, count, size);
      count += size;
      if (count == waiting.length) {
        flush();
      }
    }

    void flush() throws IOException {
      writer.write(name, waiting, 0, count);
      count = 0;
    }
  }

  /**
   * Begins the file.
   *
   * @param file       an empty file
   * @param profile    what the model's variables are
   * @param kept       how many times there will be
   * @param attributes of the file
   */
  TrajectoryFile(Path file, ModelProfile profile, int kept, Map<String, Object> attributes) throws IOException {
    layout = profile.layout();
    NetcdfDefinition definition = new NetcdfDefinition();
    attributes.forEach(definition::attribute);
    definition.dimension(StateLayout.TIME, kept).variable(StateLayout.TIME, NetcdfType.DOUBLE,
        attributes("time since the end of the spin-up", profile.timeUnit()), List.of(StateLayout.TIME));
    for (Axis axis : layout.axes()) {
      definition.dimension(axis.name(), axis.size()).variable(axis.name(), NetcdfType.DOUBLE,
          attributes(axis.says(), axis.unit()), List.of(axis.name()));
    }
    for (Field field : layout.fields()) {
      List<String> dimensions = new ArrayList<>(List.of(StateLayout.TIME));
      field.axes().forEach(axis -> dimensions.add(axis.name()));
      definition.variable(field.name(), NetcdfType.DOUBLE, attributes(field.says(), field.unit()), dimensions);
    }
    writer = NetcdfWriter.over(file, definition);
    columns.add(new Column(StateLayout.TIME, 0, 1));
    for (int f = 0; f < layout.fields().size(); f++) {
      columns.add(new Column(layout.fields().get(f).name(), layout.offset(f), layout.fields().get(f).size()));
    }
    for (Axis axis : layout.axes()) {
      double[] coordinates = new double[axis.size()];
      for (int i = 0; i < coordinates.length; i++) {
        coordinates[i] = axis.at(i);
      }
      writer.write(axis.name(), coordinates, 0, coordinates.length);
    }
  }

  private static Map<String, Object> attributes(String says, String unit) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (!says.isEmpty()) {
      attributes.put("long_name", says);
    }
    if (!unit.isEmpty()) {
      attributes.put("units", unit);
    }
    return attributes;
  }

  @Override
  public void take(double time, double[] state) throws IOException {
    columns.getFirst().add(new double[] {time});
    for (Column column : columns.subList(1, columns.size())) {
      column.add(state);
    }
  }

  /** Writes what is waiting. */
  void finish() throws IOException {
    for (Column column : columns) {
      column.flush();
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
