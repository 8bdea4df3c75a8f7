package org.isobit.models.netcdf;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.InputFiles;
import org.isobit.models.io.Similar;

/**
 * A NetCDF-4 or other HDF5 file, read by jHDF: the variables of its root group. Messages name file, variable and value.
 * Not thread-safe.
 */
public final class NetcdfFile implements AutoCloseable {

  private static final String ONLY_DIMENSION = "This is a netCDF dimension but not a netCDF variable";

  private final Path path;
  private final HdfFile file;
  private final Map<String, Dataset> variables = new LinkedHashMap<>();
  private final Map<Long, String> names = new HashMap<>();

  private NetcdfFile(Path path, HdfFile file) {
    this.path = path;
    this.file = file;
    for (Node node : file) {
      if (node instanceof Dataset dataset) {
        names.put(node.getAddress(), node.getName());
        Attribute scale = node.getAttributes().get("NAME");
        if (scale == null || !(scale.getData() instanceof String text) || !text.startsWith(ONLY_DIMENSION)) {
          variables.put(node.getName(), dataset);
        }
      }
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
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(4);
    }
    if (start.length == 4 && start[0] == 'C' && start[1] == 'D' && start[2] == 'F') {
      throw new IllegalArgumentException(path + ": is a NetCDF file of the classic format; 'nccopy -k nc4' makes a "
          + "NetCDF-4 file of it, which can be read");
    }
    HdfFile file = null;
    try {
      file = new HdfFile(path);
      return new NetcdfFile(path, file);
    } catch (RuntimeException e) {
      if (file != null) {
        file.close();
      }
      throw new IllegalArgumentException(path + ": cannot be read as NetCDF-4 (HDF5): " + oneLine(e), e);
    }
  }

  /** What jHDF, which reports damage by all kinds of exceptions, says in one line. */
  static String oneLine(RuntimeException e) {
    String message = e instanceof HdfException ? e.getMessage() : e.toString();
    return message == null ? e.getClass().getSimpleName() : message.strip().replaceAll("\\s*\\R\\s*", " ");
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
    return NetcdfVariable.attributes(file);
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
    Dataset dataset = variables.get(name);
    if (dataset == null) {
      throw new IllegalArgumentException(path + ": has no variable '" + name + "'; its variables are "
          + String.join(", ", variables.keySet()) + Similar.hint(name, variables.keySet()));
    }
    try {
      return new NetcdfVariable(path, name, dataset, dimensions(dataset));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(path + ": the variable '" + name + "' cannot be read: " + oneLine(e), e);
    }
  }

  /** Names of the dimensions: by dimension scales, for a coordinate variable its own; '' where the file does not say. */
  private List<String> dimensions(Dataset dataset) {
    int rank = dataset.getDimensions().length;
    List<String> dimensions = new ArrayList<>();
    Attribute list = dataset.getAttributes().get("DIMENSION_LIST");
    Object[] scales = list == null ? new Object[0] : (Object[]) list.getData();
    boolean own = dataset.getAttributes().containsKey("CLASS") && rank == 1;
    for (int d = 0; d < rank; d++) {
      String name = own ? dataset.getName() : "";
      if (d < scales.length && first(scales[d]) instanceof Long address) {
        name = names.getOrDefault(address, "");
      }
      dimensions.add(name);
    }
    return dimensions;
  }

  private static Object first(Object sequence) {
    return switch (sequence) {
      case long[] a when a.length > 0 -> a[0];
      case Object[] a when a.length > 0 -> a[0];
      case Collection<?> c when !c.isEmpty() -> c.iterator().next();
      case null, default -> null;
    };
  }

  @Override
  public void close() {
    file.close();
  }
}
