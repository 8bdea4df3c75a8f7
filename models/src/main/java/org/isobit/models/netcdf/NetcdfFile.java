package org.isobit.models.netcdf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.io.InputFiles;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Similar;

/**
 * A NetCDF-4 or other HDF5 file, of the variables of its root group. Whatever has a checksum is checked when it is
 * read, and so are lengths and addresses before memory is taken for them. Messages name file, variable and value.
 * Not thread-safe.
 */
public final class NetcdfFile implements AutoCloseable {

  private static final String ONLY_DIMENSION = "This is a netCDF dimension but not a netCDF variable";

  /** How NetCDF begins the name of a variable that has a dimension's name and other dimensions. */
  private static final String NO_COORDINATE = "_nc4_non_coord_";
  private static final String DIMENSION_LIST = "DIMENSION_LIST";

  /** A dataset of the root group, or why it cannot be read. */
  private record Found(Hdf5Dataset dataset, long[] scales, String problem) {}

  private final Path path;
  private final Hdf5File file;
  private final Map<String, Object> attributes;
  private final Map<String, Found> variables = new LinkedHashMap<>();
  private final Set<String> elsewhere = new HashSet<>();
  private final Map<Long, String> names = new HashMap<>();

  /** Lengths of dimensions by the addresses of their scales: of one without limit, that of its longest variable. */
  private final Map<Long, Long> lengths = new HashMap<>();

  private NetcdfFile(Path path, Hdf5File file) {
    this.path = path;
    this.file = file;
    Hdf5Header root = file.input().header(file.root(), "the root group");
    attributes = NetcdfVariable.attributes(new Hdf5Attributes(file.input(), root, "the root group"));
    Hdf5Group.links(file.input(), root).forEach((link, address) -> {
      String name = link.startsWith(NO_COORDINATE) ? link.substring(NO_COORDINATE.length()) : link;
      String what = "the variable '" + name + "'";
      if (address == Hdf5Bytes.UNDEFINED) {
        elsewhere.add(name);
        return;
      }
      Hdf5Header header = file.input().header(address, what);
      if (header.has(Hdf5Messages.LAYOUT)) {
        names.put(address, name);
        Found found = found(file, header, what);
        if (found.problem != null || !isOnlyDimension(found.dataset.attributes())) {
          variables.put(name, found);
        }
        if (found.problem == null) {
          measure(address, found);
        }
      }
    });
  }

  /** What is damaged or not supported in a variable matters only to those who ask for it. */
  private static Found found(Hdf5File file, Hdf5Header header, String what) {
    try {
      Hdf5Dataset dataset = new Hdf5Dataset(file.input(), header, what);
      Hdf5Attributes own = dataset.attributes();
      return new Found(dataset, own.has(DIMENSION_LIST) ? own.references(DIMENSION_LIST) : new long[0], null);
    } catch (IllegalArgumentException e) {
      return new Found(null, null, e.getMessage());
    }
  }

  private static boolean isOnlyDimension(Hdf5Attributes attributes) {
    return attributes.has("NAME") && attributes.value("NAME") instanceof String text && text.startsWith(ONLY_DIMENSION);
  }

  private void measure(long address, Found found) {
    long[] shape = found.dataset.space().shape();
    if (shape.length == 1 && found.dataset.attributes().has("CLASS")) {
      lengths.merge(address, shape[0], Math::max);
    }
    for (int d = 0; d < Math.min(shape.length, found.scales.length); d++) {
      lengths.merge(found.scales[d], shape[d], Math::max);
    }
  }

  /**
   * Opens a file.
   *
   * @param path the file
   * @return it
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if there is no such file or it is no HDF5 file
   */
  public static NetcdfFile open(Path path) throws IOException {
    InputFiles.requireFile(path);
    Hdf5File file = null;
    try {
      file = Hdf5File.open(path);
      return new NetcdfFile(path, file);
    } catch (IllegalArgumentException e) {
      if (file != null) {
        file.close();
      }
      requireNotClassic(path);
      throw new IllegalArgumentException(path + ": cannot be read as NetCDF-4 (HDF5): " + e.getMessage(), e);
    }
  }

  private static void requireNotClassic(Path path) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(4);
    }
    if (start.length == 4 && start[0] == 'C' && start[1] == 'D' && start[2] == 'F') {
      throw new IllegalArgumentException(path + ": is a NetCDF file of the classic format; 'nccopy -k nc4' makes a "
          + "NetCDF-4 file of it, which can be read");
    }
  }

  /**
   * Whether a file is named as NetCDF or HDF5 files are.
   *
   * @param file its name
   * @return whether it ends in {@code .nc}, {@code .nc4}, {@code .cdf}, {@code .h5}, {@code .hdf5} or {@code .hdf}
   */
  public static boolean hasItsName(Path file) {
    return file.getFileName().toString().toLowerCase(java.util.Locale.ROOT).matches(".*\\.(nc|nc4|cdf|h5|hdf5|hdf)");
  }

  /**
   * Where it is.
   *
   * @return the file
   */
  public Path path() {
    return path;
  }

  /**
   * The names of all variables, coordinate variables among them.
   *
   * @return in the file's order
   */
  public List<String> variables() {
    return List.copyOf(variables.keySet());
  }

  /**
   * The file's own attributes.
   *
   * @return text, a number, or {@code double[]}, as of a {@linkplain NetcdfVariable#attributes variable}
   */
  public Map<String, Object> attributes() {
    return attributes;
  }

  /**
   * Whether there is a variable.
   *
   * @param name its name
   * @return true if so
   */
  public boolean has(String name) {
    return variables.containsKey(name);
  }

  /**
   * A variable.
   *
   * @param name its name
   * @return it
   * @throws IllegalArgumentException if there is none of that name, with those that there are
   */
  public NetcdfVariable variable(String name) {
    Found found = variables.get(name);
    if (found == null && elsewhere.contains(name)) {
      throw new IllegalArgumentException(Quoted.path(path) + ": its variable " + Quoted.of(name)
          + " is a soft or external "
          + "link, which is not followed");
    }
    if (found == null) {
      throw new IllegalArgumentException(Quoted.path(path) + ": has no variable " + Quoted.of(name)
          + "; its variables are "
          + Quoted.line(String.join(", ", variables.keySet())) + Similar.hint(name, variables.keySet()));
    }
    try {
      if (found.problem != null) {
        throw new IllegalArgumentException(found.problem);
      }
      return new NetcdfVariable(path, name, found.dataset, dimensions(name, found), shape(found));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Quoted.path(path) + ": the variable " + Quoted.of(name) + " cannot be read: "
          + Quoted.sentence(e.getMessage()), e);
    }
  }

  /**
   * Names of the dimensions: by dimension scales, for a coordinate variable its own; '' where the file does not say.
   */
  private List<String> dimensions(String variable, Found found) {
    int rank = found.dataset.space().shape().length;
    boolean own = found.dataset.attributes().has("CLASS") && rank == 1;
    List<String> dimensions = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      dimensions.add(d < found.scales.length ? names.getOrDefault(found.scales[d], "") : own ? variable : "");
    }
    return dimensions;
  }

  /** Lengths of the dimensions: a variable with fewer records than its unlimited dimension was not written there. */
  private int[] shape(Found found) {
    long[] own = found.dataset.space().shape();
    int[] shape = new int[own.length];
    for (int d = 0; d < own.length; d++) {
      boolean grows = found.dataset.space().most()[d] == -1 && d < found.scales.length;
      long length = grows ? Math.max(own[d], lengths.getOrDefault(found.scales[d], 0L)) : own[d];
      if (length > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException("it has a dimension of the length " + length + ", more than one array "
            + "holds");
      }
      shape[d] = (int) length;
    }
    return shape;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
