package org.isobit.models.netcdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a NetCDF file will hold: dimensions, variables, attributes, in the order in which they are given. Attribute
 * values are texts, {@code Double}, {@code Float}, {@code Integer}, or {@code double[]}. A variable of one dimension
 * and its name is that dimension's coordinate variable. Not thread-safe; {@link NetcdfWriter} takes its content over.
 */
public final class NetcdfDefinition {

  /** Bytes of an attribute's value: with its name and type it must fit into 65535. */
  private static final int LONGEST_ATTRIBUTE = 65_000;

  /**
   * A variable.
   *
   * @param name       its name
   * @param type       its elements' type
   * @param dimensions names of its dimensions, slowest first; none for a scalar
   * @param attributes its attributes; {@code _FillValue} also becomes the file's fill value and must have the type
   */
  record Variable(String name, NetcdfType type, List<String> dimensions, Map<String, Object> attributes) {}

  private final Map<String, Integer> dimensions = new LinkedHashMap<>();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  /** An empty file. */
  public NetcdfDefinition() {}

  /**
   * Adds a dimension.
   *
   * @param name its name
   * @param size its length, positive
   * @return this
   * @throws IllegalArgumentException if another of that name has another length, or the name cannot be one
   */
  public NetcdfDefinition dimension(String name, int size) {
    checkName(name);
    Integer known = dimensions.putIfAbsent(name, size);
    if (size < 1 || known != null && known != size) {
      throw new IllegalArgumentException("NetCDF: the dimension '" + name + "' cannot have the length " + size
          + (known == null ? "" : ": it has the length " + known));
    }
    return this;
  }

  /**
   * Adds a variable.
   *
   * @param name           its name
   * @param type           its elements' type
   * @param itsAttributes  its attributes
   * @param itsDimensions  names of its dimensions, slowest first
   * @return this
   * @throws IllegalArgumentException if there is one of that name, or no such dimension, or an attribute is longer than
   *                                  65 000 bytes
   */
  public NetcdfDefinition variable(String name, NetcdfType type, Map<String, ?> itsAttributes,
      List<String> itsDimensions) {
    checkName(name);
    for (String dimension : itsDimensions) {
      if (!dimensions.containsKey(dimension)) {
        throw new IllegalArgumentException("NetCDF: the variable '" + name + "' has the dimension '" + dimension
            + "', which is not defined");
      }
    }
    if (dimensions.containsKey(name) && !List.of(name).equals(itsDimensions)) {
      throw new IllegalArgumentException("NetCDF: the variable '" + name
          + "' has a dimension's name, so that must be its "
          + "only dimension, but its dimensions are " + itsDimensions);
    }
    itsAttributes.forEach((attribute, value) -> requireShort("'" + name + "'", attribute, value));
    if (variables.putIfAbsent(name, new Variable(name, type, List.copyOf(itsDimensions),
        new LinkedHashMap<>(itsAttributes))) != null) {
      throw new IllegalArgumentException("NetCDF: there are two variables '" + name + "'");
    }
    return this;
  }

  /**
   * Adds an attribute of the file.
   *
   * @param name  its name
   * @param value its value
   * @return this
   * @throws IllegalArgumentException if it is longer than 65 000 bytes
   */
  public NetcdfDefinition attribute(String name, Object value) {
    requireShort("the file", name, value);
    attributes.put(name, value);
    return this;
  }

  /** What is longer stands elsewhere than in an object's header, which is not written here. */
  private static void requireShort(String owner, String name, Object value) {
    long bytes = switch (value) {
      case String text -> text.getBytes(StandardCharsets.UTF_8).length;
      case double[] numbers -> (long) Double.BYTES * numbers.length;
      default -> Double.BYTES;
    };
    if (bytes > LONGEST_ATTRIBUTE) {
      throw new IllegalArgumentException("NetCDF: the attribute '" + name + "' of " + owner + " has " + bytes
          + " bytes, but " + LONGEST_ATTRIBUTE + " at most can be written");
    }
  }

  private static void checkName(String name) {
    if (name.isBlank() || name.contains("/")) {
      throw new IllegalArgumentException("NetCDF: '" + name + "' cannot be a name");
    }
  }

  Map<String, Integer> dimensions() {
    return dimensions;
  }

  List<Variable> variables() {
    return new ArrayList<>(variables.values());
  }

  Map<String, Object> attributes() {
    return attributes;
  }
}
