package org.isobit.models.analyse.internal.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.isobit.models.analyse.internal.grid.CfGrid;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.netcdf.CfTime;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfVariable;

/**
 * Members in NetCDF-4 or other HDF5 files: one file with a dimension for members, or one file for each. A field is a
 * variable; its dimensions are, in this order, those of members and time as far as there are any (of length 1, or one
 * time is chosen), then z, y and x, the last ones of these. Fields may have grids of their own, each described by its
 * own coordinates, as on staggered grids.
 */
public final class NetcdfSource implements EnsembleSource {

  /** What the configuration says: the variables, the dimension of members or null, which time or null. */
  record Choice(List<String> variables, String memberDimension, String time, double sphereRadius) {}

  /**
   * A variable as the first file has it.
   *
   * @param dimensions names of all its dimensions
   * @param shape      their lengths
   * @param member     which dimension counts members, or −1
   * @param time       which dimension counts times, or −1
   * @param timeIndex  the time chosen
   * @param attributes its attributes
   * @param single     whether float holds its values
   * @param packed     whether it is packed
   */
  public record Layout(List<String> dimensions, int[] shape, int member, int time, int timeIndex,
      Map<String, Object> attributes, boolean single, boolean packed) {

    /** The dimensions of space. */
    List<String> space() {
      List<String> space = new ArrayList<>();
      for (int d = 0; d < shape.length; d++) {
        if (d != member && d != time) {
          space.add(dimensions.get(d));
        }
      }
      return space;
    }

    int[] spaceShape() {
      int at = (member >= 0 ? 1 : 0) + (time >= 0 ? 1 : 0);
      return Arrays.copyOfRange(shape, at, shape.length);
    }
  }

  private final String name;
  private final List<Path> files;
  private final List<Path> resultFiles;
  private final List<String> labels;
  private final Choice choice;
  private final Map<String, Layout> layouts = new LinkedHashMap<>();
  private final List<Grid> grids;
  private final String gridProblem;
  private final SameCoordinates coordinates;
  private final Path example;
  private final String validTime;

  /** Of the members that were read, as far as their files say. */
  private final Map<Integer, String> times = new HashMap<>();

  /**
   * Looks at an example of the files.
   *
   * @param like states that the example must have shape, units and coordinates of, and whose grids then count, or null;
   *             nothing is read of an example of another shape
   */
  private NetcdfSource(String name, List<Path> files, List<String> labels, Choice choice, Path example,
      NetcdfSource like) throws IOException {
    this.name = name;
    this.files = files;
    resultFiles = EnsembleSource.different(files);
    this.choice = choice;
    this.example = example;
    try (NetcdfFile file = NetcdfFile.open(example)) {
      long elements = 0;
      for (String v : choice.variables()) {
        layouts.put(v, layout(file, file.variable(v)));
      }
      if (like != null) {
        requireShape(like);
      }
      for (String v : choice.variables()) {
        elements += file.variable(v).requireRoom(layouts.get(v).spaceShape());
      }
      long limit = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / Double.BYTES);
      if (elements > limit) {
        throw new IllegalArgumentException(example + ": a state of " + elements + " values is more than the " + limit
            + " that an array holds and the heap has room for");
      }
      Layout first = layouts.get(choice.variables().get(0));
      List<Grid> found = like == null ? null : like.grids;
      String problem = like == null ? null : like.gridProblem;
      if (like == null) {
        try {
          found = FieldGrids.of(file, layouts, choice.sphereRadius());
        } catch (IllegalArgumentException e) {
          problem = e.getMessage();
        }
      }
      grids = found;
      gridProblem = problem;
      coordinates = like == null ? SameCoordinates.of(file, layouts, found != null) : like.coordinates;
      if (like != null) {
        coordinates.require(file);
      }
      validTime = validTime(file);
      this.labels = labels != null ? labels : memberLabels(file, first);
    }
  }

  /** The time of a file's state, or "" if the file does not say. */
  private String validTime(NetcdfFile file) {
    String time = "";
    String of = "";
    for (Map.Entry<String, Layout> field : layouts.entrySet()) {
      Layout l = field.getValue();
      String dimension = l.time() < 0 ? "" : l.dimensions().get(l.time());
      String own = l.time() < 0 ? "" : CfTime.validTime(file, dimension,
          CfTime.index(file, dimension, l.shape()[l.time()], choice.time()));
      if (!own.isEmpty() && !time.isEmpty() && !own.equals(time)) {
        throw new IllegalArgumentException(file.path() + ": variable '" + field.getKey() + "' is of " + own + ", but '"
            + of + "' of " + time + ": a state is that of one time");
      }
      of = own.isEmpty() ? of : field.getKey();
      time = own.isEmpty() ? time : own;
    }
    return time;
  }

  private void requireShape(NetcdfSource like) {
    for (int v = 0; v < like.fields().size(); v++) {
      if (!Arrays.equals(shape(v), like.shape(v))) {
        throw new IllegalArgumentException(example + ": its field '" + like.fields().get(v) + "' has the shape "
            + Arrays.toString(shape(v)) + ", but a member's has " + Arrays.toString(like.shape(v)));
      }
    }
  }

  /** Looks at a file with all members. */
  static NetcdfSource whole(Path path, Choice choice) throws IOException {
    return new NetcdfSource(path.toString(), List.of(path), null, choice, path, null);
  }

  /**
   * Looks at the first of the members' files that can be read.
   *
   * @throws IOException              if there is none, and the system cannot read the first
   * @throws IllegalArgumentException if there is none, with the reason for the first
   */
  static NetcdfSource each(String pattern, List<Path> files, List<String> labels, Choice choice) throws IOException {
    return EnsembleSource.firstThatCanBeRead(files,
        path -> new NetcdfSource(pattern, files, labels, choice, path, null));
  }

  private Layout layout(NetcdfFile file, NetcdfVariable v) {
    int[] all = v.shape();
    List<String> dimensions = v.dimensions();
    int member = choice.memberDimension() == null ? -1 : dimensions.indexOf(choice.memberDimension());
    if (choice.memberDimension() != null && member < 0) {
      throw new IllegalArgumentException(file.path() + ": variable '" + v.name() + "' has the dimensions " + dimensions
          + ", and none of them is the member dimension '" + choice.memberDimension() + "'");
    }
    int time = -1;
    for (int d = 0; d < all.length; d++) {
      String dimension = dimensions.get(d);
      boolean named = dimension.equalsIgnoreCase("time") || !dimension.isEmpty() && file.has(dimension)
          && CfGrid.kind(file.variable(dimension)) == 'T';
      time = d != member && named && time < 0 ? d : time;
    }
    int space = all.length - (member >= 0 ? 1 : 0) - (time >= 0 ? 1 : 0);
    if (space < 1 || space > 3 || member >= all.length - space || time >= all.length - space) {
      throw new IllegalArgumentException(file.path() + ": variable '" + v.name() + "' has the dimensions " + dimensions
          + Arrays.toString(all) + ", but a field has members and time first, as far as there are any, and then one to "
          + "three dimensions of space");
    }
    int index = time < 0 ? 0 : CfTime.index(file, dimensions.get(time), all[time], choice.time());
    return new Layout(dimensions, all, member, time, index, v.attributes(), v.isSingle(), v.isPacked());
  }

  /** The member coordinate's values, if these are different whole numbers, or counts from 0. */
  private static List<String> memberLabels(NetcdfFile file, Layout layout) {
    int count = layout.shape()[layout.member()];
    String dimension = layout.dimensions().get(layout.member());
    double[] values = file.has(dimension) ? file.variable(dimension).read() : new double[0];
    List<String> labels = Arrays.stream(values).filter(x -> x == Math.rint(x) && Math.abs(x) < 0x1p53).distinct()
        .mapToObj(x -> Long.toString((long) x)).toList();
    return labels.size() == count ? labels : IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public List<String> fields() {
    return choice.variables();
  }

  @Override
  public int[] shape() {
    return shape(0);
  }

  @Override
  public int[] shape(int field) {
    return layouts.get(choice.variables().get(field)).spaceShape();
  }

  @Override
  public boolean single() {
    return layouts.values().stream().allMatch(Layout::single);
  }

  @Override
  public String typeText() {
    return layouts.values().stream().anyMatch(Layout::packed) ? "packed" : single() ? "f4" : "f8";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Grid> grids() {
    return grids;
  }

  /**
   * Refuses fields of different dimensions, where the files do not say where their points are.
   *
   * @throws IllegalArgumentException naming two such fields
   */
  public void requireOneShape() {
    Layout first = layouts.get(choice.variables().get(0));
    layouts.forEach((v, l) -> {
      if (!l.space().equals(first.space()) || !Arrays.equals(l.spaceShape(), first.spaceShape())) {
        throw new IllegalArgumentException(example + ": variable '" + v + "' has the dimensions " + l.space()
            + Arrays.toString(l.spaceShape()) + ", but '" + choice.variables().get(0) + "' has " + first.space()
            + Arrays.toString(first.spaceShape())
            + "; fields of different points need coordinates in the file, and the "
            + "section 'grid' describes one grid only");
      }
    });
  }

  /** Why {@link #grids} is null. */
  public String gridProblem() {
    return gridProblem;
  }

  /** How the first file has the variables. */
  public Map<String, Layout> layouts() {
    return layouts;
  }

  /** The file whose coordinates the results take over. */
  public Path example() {
    return example;
  }

  /** The files' valid time as text, or "". */
  public String validTime() {
    return validTime;
  }

  /** The times of members that were read, as text, each once and in order. */
  public List<String> validTimes(int[] members) {
    return Arrays.stream(members).mapToObj(times::get).filter(t -> !t.isEmpty()).distinct().sorted().toList();
  }

  /** The time that the configuration chose, or null. */
  public String time() {
    return choice.time();
  }

  @Override
  public Path resultFile(int member) {
    return choice.memberDimension() != null ? Path.of("member_" + labels.get(member) + ".nc") : resultFiles.get(member);
  }

  /** The file of a member. */
  public Path file(int member) {
    return files.get(layouts.get(choice.variables().get(0)).member() >= 0 ? 0 : member);
  }

  /** Reads the same variables of a file with one state, at a time as {@link CfTime#index} takes it. */
  public double[] readOther(Path path, String time) throws IOException {
    NetcdfSource other = new NetcdfSource(path.toString(), List.of(path), List.of("truth"),
        new Choice(choice.variables(), null, time, choice.sphereRadius()), path, this);
    double[] state = new double[elements()];
    other.read(0, state);
    return state;
  }

  /** Dimensions of equal lengths may be exchanged in another file, and only their names tell. */
  private void requireOrder(Path path, NetcdfVariable v, Layout l) {
    if (!v.dimensions().equals(l.dimensions()) && Set.copyOf(v.dimensions()).equals(Set.copyOf(l.dimensions()))) {
      throw new IllegalArgumentException(path + ": variable '" + v.name() + "' has the dimensions " + v.dimensions()
          + ", but in " + example + " their order is " + l.dimensions());
    }
  }

  @Override
  public void read(int member, double[] to) throws IOException {
    Path path = file(member);
    try (NetcdfFile file = NetcdfFile.open(path)) {
      if (!path.equals(example)) {
        coordinates.require(file);
      }
      read(file, member, to);
      times.put(member, validTime(file));
    }
  }

  /** Reads a member's values from its file, which is open and was found to be of these states before. */
  public void read(NetcdfFile file, int member, double[] to) {
    int at = 0;
    for (String name : choice.variables()) {
      NetcdfVariable v = file.variable(name);
      Layout l = layouts.get(name);
      if (!Arrays.equals(v.shape(), l.shape())) {
        throw new IllegalArgumentException(file.path() + ": variable '" + name + "' has the shape "
            + Arrays.toString(v.shape()) + ", but in " + example + " it has " + Arrays.toString(l.shape()));
      }
      requireOrder(file.path(), v, l);
      long[] start = new long[l.shape().length];
      int[] count = l.shape().clone();
      if (l.member() >= 0) {
        start[l.member()] = member;
        count[l.member()] = 1;
      }
      if (l.time() >= 0) {
        start[l.time()] = CfTime.index(file, v.dimensions().get(l.time()), l.shape()[l.time()], choice.time());
        count[l.time()] = 1;
      }
      v.read(start, count, to, at);
      at += points(choice.variables().indexOf(name));
    }
  }
}
