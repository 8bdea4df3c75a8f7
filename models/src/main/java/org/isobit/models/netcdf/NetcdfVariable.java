package org.isobit.models.netcdf;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A variable of a {@link NetcdfFile}, unpacked and masked as CF (1.11, sections 2.5 and 8.1) says: a value is missing
 * where the file has {@code _FillValue}, {@code missing_value}, NetCDF's default fill value, or a value outside
 * {@code valid_range}; every other one is packed·{@code scale_factor} + {@code add_offset}, product then sum in double
 * arithmetic. Numbers of all HDF5 types up to 64 bits are read, each exactly. Not thread-safe.
 */
public final class NetcdfVariable {

  /** What NetCDF fills with where nothing says otherwise. */
  private static final double DEFAULT_FILL = 0x1.ep+122;

  private static final Set<String> RESERVED = Set.of("CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST",
      "_Netcdf4Dimid", "_Netcdf4Coordinates", "_NCProperties", "_nc3_strict", "DIMENSION_LABELS");

  private final Path path;
  private final String name;
  private final Dataset dataset;
  private final List<String> dimensions;
  private final Map<String, Object> attributes;
  private final double[] missing;
  private final double least;
  private final double greatest;
  private final double scale;
  private final double offset;
  private final boolean packed;
  private final long unsigned;

  NetcdfVariable(Path path, String name, Dataset dataset, List<String> dimensions) {
    this.path = path;
    this.name = name;
    this.dataset = dataset;
    this.dimensions = List.copyOf(dimensions);
    attributes = attributes(dataset);
    packed = attributes.containsKey("scale_factor") || attributes.containsKey("add_offset");
    scale = number("scale_factor", 1);
    offset = number("add_offset", 0);
    boolean treatUnsigned = "true".equalsIgnoreCase(String.valueOf(attributes.get("_Unsigned")));
    unsigned = !treatUnsigned ? 0 : dataset.getJavaType() == byte.class ? 1L << 8
        : dataset.getJavaType() == short.class ? 1L << 16 : 0;
    boolean named = attributes.containsKey("_FillValue") || attributes.containsKey("missing_value");
    missing = named ? concat(numbers("_FillValue"), numbers("missing_value"))
        : isFloating() ? new double[] {DEFAULT_FILL} : new double[0];
    double[] range = numbers("valid_range");
    least = range.length == 2 ? range[0] : inItsType(number("valid_min", Double.NEGATIVE_INFINITY));
    greatest = range.length == 2 ? range[1] : inItsType(number("valid_max", Double.POSITIVE_INFINITY));
  }

  /** A variable's or a file's attributes without those of the file format itself. */
  static Map<String, Object> attributes(Node node) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    node.getAttributes().values().stream().filter(a -> !RESERVED.contains(a.getName()))
        .forEach(a -> attributes.put(a.getName(), value(a)));
    return attributes;
  }

  /** Attributes as text, single numbers or double[]. */
  private static Object value(Attribute attribute) {
    Object data;
    try {
      data = attribute.getData();
    } catch (RuntimeException e) {
      return ""; // of a type that has no meaning here
    }
    if (data instanceof String text) {
      return text;
    }
    if (data instanceof String[] texts) {
      return String.join(" ", texts);
    }
    if (data instanceof Number number) {
      return number;
    }
    if (data != null && data.getClass().isArray() && data.getClass().getComponentType().isPrimitive()) {
      if (Array.getLength(data) == 1) {
        return Array.get(data, 0);
      }
      double[] numbers = new double[Array.getLength(data)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = ((Number) Array.get(data, i)).doubleValue();
      }
      return numbers;
    }
    return "";
  }

  private static double[] concat(double[] a, double[] b) {
    double[] c = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, c, a.length, b.length);
    return c;
  }

  private double number(String attribute, double usual) {
    return switch (attributes.get(attribute)) {
      case null -> usual;
      case Number n -> n.doubleValue();
      case Object o -> throw new IllegalArgumentException(where() + ": the attribute " + attribute
          + " must be one number, but is " + (o instanceof double[] d ? Arrays.toString(d) : "'" + o + "'"));
    };
  }

  /** Values to compare with stored ones: rounded to the variable's own type, and unsigned where it is. */
  private double[] numbers(String attribute) {
    double[] all = attributes.get(attribute) instanceof double[] d ? d.clone()
        : attributes.containsKey(attribute) ? new double[] {number(attribute, 0)} : new double[0];
    for (int i = 0; i < all.length; i++) {
      all[i] = inItsType(all[i]);
    }
    return all;
  }

  private double inItsType(double x) {
    return dataset.getJavaType() == float.class ? (float) x : x < 0 && unsigned > 0 ? x + unsigned : x;
  }

  private String where() {
    return path + ": variable '" + name + "'";
  }

  /**
   * Its name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Its lengths.
   *
   * @return a copy, slowest first; empty for a scalar
   */
  public int[] shape() {
    return dataset.getDimensions().clone();
  }

  /**
   * Its dimensions' names.
   *
   * @return slowest first; "" where the file has no dimension scale
   */
  public List<String> dimensions() {
    return dimensions;
  }

  /**
   * Its attributes without those of the file format itself.
   *
   * @return text, a number, or {@code double[]}
   */
  public Map<String, Object> attributes() {
    return attributes;
  }

  /**
   * A text attribute.
   *
   * @param attribute its name
   * @return its text, or "" if there is none
   */
  public String text(String attribute) {
    return attributes.get(attribute) instanceof String text ? text : "";
  }

  /**
   * Whether values are stored as floating point.
   *
   * @return true for float and double
   */
  public boolean isFloating() {
    return dataset.getJavaType() == float.class || dataset.getJavaType() == double.class;
  }

  /**
   * Whether values are stored in single precision, and not packed.
   *
   * @return true if float holds every value
   */
  public boolean isSingle() {
    return dataset.getJavaType() == float.class && !packed;
  }

  /**
   * Whether values are packed: stored in steps.
   *
   * @return true if there is a scale factor or an offset
   */
  public boolean isPacked() {
    return packed;
  }

  /**
   * Whether values are numbers.
   *
   * @return false for texts, references and compounds
   */
  public boolean isNumeric() {
    return dataset.getJavaType().isPrimitive() || Number.class.isAssignableFrom(dataset.getJavaType());
  }

  /**
   * Reads all values.
   *
   * @return in the order of the file; NaN where missing
   * @throws IllegalArgumentException naming the first value that is NaN or infinite, but not missing
   */
  public double[] read() {
    int[] shape = shape();
    double[] all = new double[product(shape)];
    read(new long[shape.length], shape, all, 0);
    return all;
  }

  private int product(int[] shape) {
    long n = 1;
    for (int s : shape) {
      n *= s;
    }
    if (n > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(where() + ": " + Arrays.toString(shape) + " values are more than one Java "
          + "array holds");
    }
    return (int) n;
  }

  /**
   * Reads a part.
   *
   * @param start index of its first value in each dimension
   * @param count its lengths
   * @param to    receives the values, NaN where missing
   * @param at    where in there
   * @throws IllegalArgumentException naming the first value that is NaN or infinite, but not missing; or if the file is
   *                                  damaged
   */
  public void read(long[] start, int[] count, double[] to, int at) {
    if (!isNumeric()) {
      throw new IllegalArgumentException(where() + ": holds " + dataset.getJavaType().getSimpleName()
          + ", not numbers");
    }
    Object data;
    try {
      data = count.length == 0 ? dataset.getData() : dataset.getData(start, count);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(where() + ": cannot be read: " + NetcdfFile.oneLine(e), e);
    }
    int end = flatten(data, to, at);
    for (int i = at; i < end; i++) {
      double stored = to[i];
      if (isMissing(stored)) {
        to[i] = Double.NaN;
      } else if (!Double.isFinite(stored)) {
        throw new IllegalArgumentException(where() + ": is " + stored + " at " + index(start, count, i - at)
            + ", which is not its missing value");
      } else if (packed) {
        to[i] = stored * scale + offset;
      }
    }
  }

  private boolean isMissing(double stored) {
    for (double m : missing) {
      if (stored == m || m != m && stored != stored) {
        return true;
      }
    }
    return stored < least || stored > greatest;
  }

  /** Elements of nested arrays, or of one number, in order; returns where they end. */
  private int flatten(Object data, double[] to, int at) {
    switch (data) {
      case double[] a -> System.arraycopy(a, 0, to, at, a.length);
      case float[] a -> {
        for (int i = 0; i < a.length; i++) {
          to[at + i] = a[i];
        }
      }
      case short[] a -> {
        for (int i = 0; i < a.length; i++) {
          to[at + i] = a[i] < 0 ? a[i] + unsigned : a[i];
        }
      }
      case byte[] a -> {
        for (int i = 0; i < a.length; i++) {
          to[at + i] = a[i] < 0 ? a[i] + unsigned : a[i];
        }
      }
      case int[] a -> {
        for (int i = 0; i < a.length; i++) {
          to[at + i] = a[i];
        }
      }
      case long[] a -> {
        for (int i = 0; i < a.length; i++) {
          to[at + i] = exact(a[i]);
        }
      }
      case Object[] a -> {
        int end = at;
        for (Object inner : a) {
          end = flatten(inner, to, end);
        }
        return end;
      }
      case Number n -> {
        to[at] = n instanceof Long l ? exact(l) : n.doubleValue();
        return at + 1;
      }
      case null, default -> throw new IllegalArgumentException(where() + ": holds no numbers that can be read");
    }
    return at + Array.getLength(data);
  }

  private double exact(long value) {
    if (Math.abs(value) > 1L << 53) {
      throw new IllegalArgumentException(where() + ": the integer " + value + " has no double of its value");
    }
    return value;
  }

  private static String index(long[] start, int[] count, int i) {
    String[] index = new String[count.length];
    for (int d = count.length - 1; d >= 0; d--) {
      index[d] = String.format(Locale.ROOT, "%d", start[d] + i % count[d]);
      i /= count[d];
    }
    return "[" + String.join(", ", index) + "]";
  }
}
