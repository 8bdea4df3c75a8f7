package org.isobit.models.netcdf;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * A variable of a {@link NetcdfFile}, unpacked and masked as CF (1.11, sections 2.5 and 8.1) says: a value is missing
 * where the file has {@code missing_value} or {@code _FillValue}, in place of which NetCDF's default fill value counts
 * where there is none (bytes have none), a value outside {@code valid_range}, or none since it was never written; every
 * other one is packed·{@code scale_factor} + {@code add_offset}, product then sum in double arithmetic. Numbers of all
 * HDF5 types up to 64 bits are read, each exactly. Not thread-safe.
 */
public final class NetcdfVariable {

  /** What NetCDF fills floating-point numbers with where nothing says otherwise. */
  public static final double DEFAULT_FILL = 0x1.ep+122;

  /** Numbers that are decoded at once. */
  private static final int BLOCK = 8192;

  private static final Set<String> RESERVED = Set.of("CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST",
      "_Netcdf4Dimid", "_Netcdf4Coordinates", "_NCProperties", "_nc3_strict", "DIMENSION_LABELS");

  private final Path path;
  private final String name;
  private final Hdf5Dataset dataset;
  private final Hdf5Type type;
  private final List<String> dimensions;
  private final int[] shape;
  private final Map<String, Object> attributes;
  private final double[] missing;
  private final long[] missingBits;

  /** Below this magnitude no number is one of {@link #missing}. */
  private final double unusual;
  private final double least;
  private final double greatest;
  private final double scale;
  private final double offset;
  private final boolean packed;

  /** What a negative number of an attribute lacks, where integers with a sign are to be read without. */
  private final double wrapped;

  NetcdfVariable(Path path, String name, Hdf5Dataset dataset, List<String> dimensions, int[] shape) {
    this.path = path;
    this.name = name;
    this.dataset = dataset;
    this.dimensions = List.copyOf(dimensions);
    this.shape = shape.clone();
    attributes = attributes(dataset.attributes());
    Hdf5Type stored = dataset.type();
    boolean unsigned = "true".equalsIgnoreCase(String.valueOf(attributes.get("_Unsigned")));
    type = unsigned && stored.kind() == Hdf5Type.Kind.INTEGER ? stored.withoutSign() : stored;
    wrapped = type == stored || !stored.signed() ? 0 : Math.scalb(1.0, 8 * stored.size());
    packed = attributes.containsKey("scale_factor") || attributes.containsKey("add_offset");
    scale = finite("scale_factor", 1);
    offset = finite("add_offset", 0);
    boolean filled = attributes.containsKey("_FillValue");
    missing = DoubleStream.concat(DoubleStream.of(filled ? numbers("_FillValue") : new double[] {DEFAULT_FILL}),
        DoubleStream.of(numbers("missing_value"))).toArray();
    missingBits = LongStream.concat(LongStream.of(filled ? bits("_FillValue") : defaultFill(stored)),
        LongStream.of(bits("missing_value"))).toArray();
    unusual = Arrays.stream(missing).map(Math::abs).filter(m -> !Double.isNaN(m)).min().orElse(DEFAULT_FILL);
    double[] range = numbers("valid_range");
    if (attributes.containsKey("valid_range") && isNumeric() && range.length != 2) {
      throw new IllegalArgumentException("the attribute valid_range must be two numbers, but is "
          + Arrays.toString(range));
    }
    least = range.length == 2 ? range[0] : inItsType(number("valid_min", Double.NEGATIVE_INFINITY));
    greatest = range.length == 2 ? range[1] : inItsType(number("valid_max", Double.POSITIVE_INFINITY));
  }

  /** What NetCDF fills integers with where nothing says otherwise; bytes have no such value. */
  private long[] defaultFill(Hdf5Type stored) {
    long fill = switch (stored.size()) {
      case 2 -> stored.signed() ? -32767 : 65535;
      case 4 -> stored.signed() ? -2147483647 : 4294967295L;
      default -> stored.signed() ? -9223372036854775806L : -2;
    };
    return stored.size() == 1 ? new long[0] : new long[] {type.narrow(fill)};
  }

  /** A variable's or a file's attributes without those of the file format itself. */
  static Map<String, Object> attributes(Hdf5Attributes all) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (String name : all.names()) {
      if (!RESERVED.contains(name)) {
        attributes.put(name, all.value(name));
      }
    }
    return attributes;
  }

  private double number(String attribute, double usual) {
    return switch (attributes.get(attribute)) {
      case null -> usual;
      case Number n -> n.doubleValue();
      case Object o when !type.isNumber() -> usual;
      case Object o -> throw new IllegalArgumentException("the attribute " + attribute + " must be one number, but is "
          + (o instanceof double[] d ? Arrays.toString(d) : "'" + o + "'"));
    };
  }

  private double finite(String attribute, double usual) {
    double number = number(attribute, usual);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("the attribute " + attribute + " must be a finite number, but is " + number);
    }
    return number;
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
    return isFloating() && type.size() == 4 ? (float) x : x < 0 ? x + wrapped : x;
  }

  /** The bits of an integer variable's special values; a number that no integer of its type has cannot be met. */
  private long[] bits(String attribute) {
    if (type.kind() != Hdf5Type.Kind.INTEGER) {
      return new long[0];
    }
    LongStream whole = attributes.get(attribute) instanceof Number n && !(n instanceof Double || n instanceof Float)
        ? LongStream.of(n.longValue()) : Arrays.stream(numbers(attribute))
            .filter(x -> x == Math.rint(x) && Math.abs(x) < 0x1p63).mapToLong(x -> (long) x);
    return whole.filter(x -> type.size() == 8 || type.narrow(x) == x || type.narrow(x) == x + (1L << 8 * type.size()))
        .map(type::narrow).toArray();
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
    return shape.clone();
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
    return type.kind() == Hdf5Type.Kind.FLOATING;
  }

  /**
   * Whether values are stored in single precision, and not packed.
   *
   * @return true if float holds every value
   */
  public boolean isSingle() {
    return isFloating() && type.size() <= 4 && !packed;
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
    return type.isNumber();
  }

  /**
   * Reads all values.
   *
   * @return in the order of the file; NaN where missing
   * @throws IllegalArgumentException naming the first value that is NaN or infinite, but not missing
   */
  public double[] read() {
    double[] all = new double[requireRoom(shape)];
    read(new long[shape.length], shape, all, 0);
    return all;
  }

  /**
   * Refuses a part whose values cannot be in the file, or for which an array or the heap has no room: what a damaged
   * header says is no reason to take memory.
   *
   * @param count its lengths
   * @return how many values it has
   * @throws IllegalArgumentException if there are too many
   */
  public int requireRoom(int[] count) {
    long n = Hdf5Space.product(Arrays.stream(count).asLongStream().toArray());
    if (n < 0 || n > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(where() + ": " + Arrays.toString(count) + " values are more than one Java "
          + "array holds");
    }
    long limit = Runtime.getRuntime().maxMemory();
    if (8 * n > limit) {
      throw new IllegalArgumentException(where() + ": " + Arrays.toString(count) + " values need " + 8 * n + " bytes "
          + "of heap, but the limit is " + limit + ": raise -Xmx");
    }
    if (!dataset.mayHold(n)) {
      throw new IllegalArgumentException(where() + ": " + Arrays.toString(count) + " values are more than its file "
          + "can hold: either they were never written or its header is damaged");
    }
    return (int) n;
  }

  /**
   * Reads a part. What was never written is missing.
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
      throw new IllegalArgumentException(where() + ": holds " + type.kind() + ", not numbers");
    }
    for (int d = 0; d < shape.length; d++) {
      if (start[d] < 0 || count[d] < 0 || start[d] > shape[d] - count[d]) {
        throw new IllegalArgumentException(where() + ": " + Arrays.toString(count) + " values from "
            + Arrays.toString(start) + " on lie outside of its shape " + Arrays.toString(shape));
      }
    }
    Arrays.fill(to, at, at + requireRoom(count), Double.NaN);
    Decoder decoder = new Decoder(to, at);
    try {
      dataset.read(start, count, decoder);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where() + ": cannot be read: " + e.getMessage(), e);
    }
    if (decoder.firstWrong < Integer.MAX_VALUE) {
      throw new IllegalArgumentException(where() + ": " + decoder.wrong + index(start, count, decoder.firstWrong)
          + decoder.reason);
    }
  }

  /** Makes numbers of stored elements, and notes the first that is none. */
  private final class Decoder implements Hdf5Dataset.Sink {
    private final double[] to;
    private final int begin;
    private int firstWrong = Integer.MAX_VALUE;
    private String wrong;
    private String reason;

    Decoder(double[] to, int begin) {
      this.to = to;
      this.begin = begin;
    }

    @Override
    public void accept(byte[] data, int from, int count, int at) {
      for (int i = 0; isFloating() && !packed && i < count; i += BLOCK) {
        int n = Math.min(BLOCK, count - i);
        type.floating(data, from + i * type.size(), n, to, begin + at + i);
        check(begin + at + i, n);
      }
      if (isFloating() && !packed) {
        return;
      }
      for (int i = 0; i < count; i++) {
        int element = from + i * type.size();
        to[begin + at + i] = isFloating() ? floating(type.floating(data, element), at + i)
            : integer(type.bits(data, element), at + i);
      }
    }

    /** Hardly any number needs a second look. */
    private void check(int first, int n) {
      for (int i = first; i < first + n; i++) {
        double x = to[i];
        if (!(Math.abs(x) < unusual && x >= least && x <= greatest)) {
          to[i] = floating(x, i - begin);
        }
      }
    }

    private double floating(double stored, int at) {
      for (double m : missing) {
        if (stored == m || m != m && stored != stored) {
          return Double.NaN;
        }
      }
      if (stored < least || stored > greatest) {
        return Double.NaN;
      }
      if (!Double.isFinite(stored)) {
        note(at, "is " + stored + " at ", ", which is not its missing value");
      }
      return unpacked(stored, at);
    }

    private double integer(long bits, int at) {
      for (long m : missingBits) {
        if (bits == m) {
          return Double.NaN;
        }
      }
      double stored = bits < 0 && !type.signed() ? bits + 0x1p64 : bits;
      if (stored < least || stored > greatest) {
        return Double.NaN;
      }
      if (Math.abs(bits) > 1L << 53 || bits < 0 && !type.signed()) {
        String text = type.signed() ? Long.toString(bits) : Long.toUnsignedString(bits);
        note(at, "the integer " + text + " has no double of its value, at ", "");
      }
      return unpacked(stored, at);
    }

    private double unpacked(double stored, int at) {
      double value = packed ? stored * scale + offset : stored;
      if (Double.isFinite(stored) && !Double.isFinite(value)) {
        note(at, "becomes " + value + " when it is unpacked, at ", "");
      }
      return value;
    }

    private void note(int at, String what, String why) {
      if (at < firstWrong) {
        firstWrong = at;
        wrong = what;
        reason = why;
      }
    }
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
