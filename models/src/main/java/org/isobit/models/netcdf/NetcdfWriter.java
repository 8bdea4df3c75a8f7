package org.isobit.models.netcdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import org.isobit.models.netcdf.Hdf5Messages.Header;

/**
 * Writes a NetCDF-4 file: HDF5 with dimension scales (HDF5 File Format Specification 3.0; NetCDF-4 as in the NetCDF
 * User's Guide, appendix C), in one group, uncompressed, each variable in one piece, so that the values of many members
 * go to their places as they come. jHDF can write HDF5 but neither the references that make dimension scales nor
 * variables that do not fit in memory; hence this writer.
 *
 * <p>The file is complete when {@link #close} returns; write it where half a file does no harm, such as in an
 * {@link org.isobit.models.io.OutputDirectory}. Not thread-safe.
 */
public final class NetcdfWriter implements AutoCloseable {

  private static final int SUPERBLOCK = 48;
  private static final int ALIGNMENT = 8;
  private static final int SMALLEST_HEAP = 4096;

  /** Bytes that are written at once: few enough to stay in cache, and to cost a small file nothing. */
  private static final int ROOM = 1 << 16;

  /** How NetCDF marks a dimension that has no coordinate variable. */
  private static final String ONLY_DIMENSION = "This is a netCDF dimension but not a netCDF variable.%10d";

  /** A dataset of the file: a variable, or a dimension without one. */
  private static final class Dataset {
    final String name;
    final NetcdfType type;
    final List<String> dimensions;
    final long elements;
    final NetcdfDefinition.Variable variable;
    long header;
    long data = Hdf5Bytes.UNDEFINED;
    long written;

    Dataset(String name, NetcdfType type, List<String> dimensions, long elements,
        NetcdfDefinition.Variable variable) {
      this.name = name;
      this.type = type;
      this.dimensions = dimensions;
      this.elements = elements;
      this.variable = variable;
    }
  }

  private final Path file;
  private final NetcdfDefinition definition;
  private final List<String> dimensionNames;
  private final Map<String, Dataset> datasets = new LinkedHashMap<>();
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
  private final float[] rounded = new float[ROOM / Float.BYTES];
  private final List<byte[]> heapObjects = new ArrayList<>();
  private long heap;

  /**
   * Begins a file: everything but the values is written.
   *
   * @param file       the file, which must not exist
   * @param definition what it holds
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if an attribute cannot be written
   */
  public NetcdfWriter(Path file, NetcdfDefinition definition) throws IOException {
    this(file, definition, StandardOpenOption.CREATE_NEW);
  }

  /**
   * Begins a file in place of one that is there, such as the temporary one of {@link
   * org.isobit.models.io.AtomicFiles#replace}.
   *
   * @param file       the file, which must exist, and whose content is lost
   * @param definition what it holds
   * @return the writer
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if an attribute cannot be written
   */
  public static NetcdfWriter over(Path file, NetcdfDefinition definition) throws IOException {
    return new NetcdfWriter(file, definition, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private NetcdfWriter(Path file, NetcdfDefinition definition, OpenOption how) throws IOException {
    this.file = file;
    this.definition = definition;
    this.dimensionNames = new ArrayList<>(definition.dimensions().keySet());
    for (Entry<String, Integer> d : definition.dimensions().entrySet()) {
      datasets.put(d.getKey(), new Dataset(d.getKey(), NetcdfType.FLOAT, List.of(d.getKey()), d.getValue(), null));
    }
    for (NetcdfDefinition.Variable v : definition.variables()) {
      long elements = 1;
      for (String d : v.dimensions()) {
        elements = Math.multiplyExact(elements, (long) definition.dimensions().get(d));
      }
      datasets.put(v.name(), new Dataset(v.name(), v.type(), v.dimensions(), elements, v));
    }
    // Twice: the first pass only gives the sizes of the pieces, which do not depend on the addresses in them.
    long end = place(pieces());
    List<byte[]> pieces = pieces();
    this.channel = FileChannel.open(file, how, StandardOpenOption.WRITE);
    try {
      write(0, superblock(end));
      long at = SUPERBLOCK;
      for (byte[] piece : pieces) {
        write(at, piece);
        at += aligned(piece.length);
      }
      if (channel.size() < end) {
        channel.write(ByteBuffer.wrap(new byte[1]), end - 1);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static long aligned(long size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Gives every piece and every variable its address; returns where the file ends. */
  private long place(List<byte[]> pieces) {
    long at = SUPERBLOCK + aligned(pieces.getFirst().length);
    int i = 1;
    for (Dataset d : datasets.values()) {
      d.header = at;
      at += aligned(pieces.get(i++).length);
    }
    heap = at;
    at += pieces.get(i).length;
    for (Dataset d : datasets.values()) {
      if (d.variable != null) {
        d.data = at;
        at += aligned(d.elements * d.type.bytes());
      }
    }
    return at;
  }

  /** The root group, all datasets' headers, the heap. */
  private List<byte[]> pieces() {
    heapObjects.clear();
    List<byte[]> pieces = new ArrayList<>();
    Header root = new Header().add(Hdf5Messages.LINK_INFO, Hdf5Messages.linkInfo(datasets.size()))
        .add(Hdf5Messages.GROUP_INFO, Hdf5Messages.groupInfo());
    int order = 0;
    for (Dataset d : datasets.values()) {
      root.add(Hdf5Messages.LINK, Hdf5Messages.link(d.name, order++, d.header));
    }
    definition.attributes().forEach((name, value) -> attribute(root, name, value));
    pieces.add(root.toBytes());
    for (Dataset d : datasets.values()) {
      pieces.add(header(d));
    }
    pieces.add(heap());
    return pieces;
  }

  private byte[] superblock(long end) {
    return new Hdf5Bytes().u8(0x89).text("HDF\r\n").u8(0x1a).text("\n").u8(2).u8(8).u8(8).u8(0).u64(0)
        .u64(Hdf5Bytes.UNDEFINED).u64(end).u64(SUPERBLOCK).checked();
  }

  private byte[] header(Dataset d) {
    long[] shape = d.dimensions.stream().mapToLong(name -> definition.dimensions().get(name)).toArray();
    Object fill = d.variable == null ? null : d.variable.attributes().get("_FillValue");
    Header header = new Header()
        .add(Hdf5Messages.DATASPACE, shape.length == 0 ? Hdf5Messages.scalar() : Hdf5Messages.simple(shape))
        .add(Hdf5Messages.DATATYPE, Hdf5Messages.type(d.type))
        .add(Hdf5Messages.FILL_VALUE, Hdf5Messages.fillValue(fill == null ? null : fillBytes(d, fill)))
        .add(Hdf5Messages.LAYOUT, Hdf5Messages.contiguous(d.data, d.elements * d.type.bytes()));
    int dimension = dimensionNames.indexOf(d.name);
    if (dimension >= 0) {
      attribute(header, "CLASS", "DIMENSION_SCALE");
      attribute(header, "NAME", d.variable == null ? String.format(Locale.ROOT, ONLY_DIMENSION, d.elements) : d.name);
      attribute(header, "_Netcdf4Dimid", dimension);
      uses(header, d);
    } else if (shape.length > 0) {
      Hdf5Bytes list = new Hdf5Bytes();
      for (String name : d.dimensions) {
        heapObjects.add(new Hdf5Bytes().u64(datasets.get(name).header).toBytes());
        list.u32(1).u64(heap).u32(heapObjects.size());
      }
      header.attribute("DIMENSION_LIST", Hdf5Messages.references(), Hdf5Messages.simple(shape.length),
          list.toBytes());
    }
    if (d.variable != null) {
      d.variable.attributes().forEach((name, value) -> attribute(header, name, value));
    }
    return header.toBytes();
  }

  /** Which variables have a dimension: the way back of DIMENSION_LIST. */
  private void uses(Header header, Dataset scale) {
    Hdf5Bytes list = new Hdf5Bytes();
    int count = 0;
    for (Dataset d : datasets.values()) {
      for (int i = 0; i < d.dimensions.size(); i++) {
        if (!dimensionNames.contains(d.name) && d.dimensions.get(i).equals(scale.name)) {
          list.u64(d.header).u32(i).u32(0);
          count++;
        }
      }
    }
    if (count > 0) {
      header.attribute("REFERENCE_LIST", Hdf5Messages.useOfDimension(), Hdf5Messages.simple(count), list.toBytes());
    }
  }

  private static byte[] fillBytes(Dataset d, Object value) {
    return switch (value) {
      case Double x when d.type == NetcdfType.DOUBLE -> new Hdf5Bytes().u64(Double.doubleToLongBits(x)).toBytes();
      case Float x when d.type == NetcdfType.FLOAT -> new Hdf5Bytes().u32(Float.floatToIntBits(x)).toBytes();
      case Integer x when d.type == NetcdfType.INT -> new Hdf5Bytes().u32(x).toBytes();
      default -> throw new IllegalArgumentException("NetCDF: _FillValue of the variable '" + d.name
          + "' must have its type " + d.type + ", but is the " + value.getClass().getSimpleName() + " " + value);
    };
  }

  private static void attribute(Header header, String name, Object value) {
    switch (value) {
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header.attribute(name, Hdf5Messages.text(bytes.length + 1, bytes.length == text.length()),
            Hdf5Messages.scalar(),
            new Hdf5Bytes().bytes(bytes).u8(0).toBytes());
      }
      case Double x -> header.attribute(name, Hdf5Messages.type(NetcdfType.DOUBLE), Hdf5Messages.simple(1),
          new Hdf5Bytes().u64(Double.doubleToLongBits(x)).toBytes());
      case Float x -> header.attribute(name, Hdf5Messages.type(NetcdfType.FLOAT), Hdf5Messages.simple(1),
          new Hdf5Bytes().u32(Float.floatToIntBits(x)).toBytes());
      case Integer x -> header.attribute(name, Hdf5Messages.type(NetcdfType.INT),
          name.startsWith("_Netcdf4") ? Hdf5Messages.scalar() : Hdf5Messages.simple(1), new Hdf5Bytes().u32(x)
          .toBytes());
      case double[] all -> {
        Hdf5Bytes bytes = new Hdf5Bytes();
        for (double x : all) {
          bytes.u64(Double.doubleToLongBits(x));
        }
        header.attribute(name, Hdf5Messages.type(NetcdfType.DOUBLE), Hdf5Messages.simple(all.length),
            bytes.toBytes());
      }
      default -> throw new IllegalArgumentException("NetCDF: the attribute '" + name + "' is of "
          + value.getClass() + ", which cannot be written");
    }
  }

  /** One collection with all sequences that attributes point to. */
  private byte[] heap() {
    Hdf5Bytes objects = new Hdf5Bytes();
    for (int i = 0; i < heapObjects.size(); i++) {
      byte[] object = heapObjects.get(i);
      objects.u16(i + 1).u16(1).u32(0).u64(object.length).bytes(object);
      objects.padTo((int) aligned(objects.size()));
    }
    int size = Math.max(SMALLEST_HEAP, 16 + objects.size() + 16);
    // The rest is object 0: free space, whose size counts its own header.
    return new Hdf5Bytes().text("GCOL").u8(1).u8(0).u16(0).u64(size).bytes(objects.toBytes())
        .u16(0).u16(0).u32(0).u64(size - 16 - objects.size()).padTo(size).toBytes();
  }

  /**
   * Writes the next values of a variable, in the order of its elements; {@link NetcdfType#FLOAT} gets them rounded to
   * nearest, {@link NetcdfType#INT} needs whole numbers.
   *
   * @param variable its name
   * @param values   the values
   * @param offset   index of the first
   * @param n        how many
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if there is no such variable, that is more than it has room for, or a value is not
   *                                  of its type
   */
  public void write(String variable, double[] values, int offset, int n) throws IOException {
    Dataset d = datasets.get(variable);
    if (d == null || d.variable == null || d.written + n > d.elements) {
      throw new IllegalArgumentException("NetCDF: " + n + " values more for '" + variable + "' do not fit: "
          + (d == null || d.variable == null ? "there is no such variable"
              : d.written + " of " + d.elements + " are written"));
    }
    int bytes = d.type.bytes();
    for (int done = 0; done < n; ) {
      int now = Math.min(n - done, buffer.capacity() / bytes);
      buffer.clear();
      put(d, values, offset + done, now);
      buffer.limit(now * bytes);
      long at = d.data + d.written * bytes;
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
      d.written += now;
      done += now;
    }
  }

  /** Puts values at the begin of the buffer. */
  private void put(Dataset d, double[] values, int from, int n) {
    switch (d.type) {
      case DOUBLE -> buffer.asDoubleBuffer().put(values, from, n);
      case FLOAT -> {
        round(values, from, n, rounded);
        buffer.asFloatBuffer().put(rounded, 0, n);
      }
      case INT -> {
        for (int i = 0; i < n; i++) {
          double value = values[from + i];
          if (value != (int) value) {
            throw new IllegalArgumentException("NetCDF: the variable '" + d.name + "' holds whole numbers, not "
                + value);
          }
          buffer.putInt(Integer.BYTES * i, (int) value);
        }
      }
    }
  }

  /** A method of its own, which is compiled once for all files. */
  private static void round(double[] values, int from, int n, float[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = (float) values[from + i];
    }
  }

  private void write(long at, byte[] bytes) throws IOException {
    ByteBuffer piece = ByteBuffer.wrap(bytes);
    while (piece.hasRemaining()) {
      at += channel.write(piece, at);
    }
  }

  /**
   * Ends the file.
   *
   * @throws IOException           if the system cannot write
   * @throws IllegalStateException if values are missing
   */
  @Override
  public void close() throws IOException {
    channel.close();
    for (Dataset d : datasets.values()) {
      if (d.variable != null && d.written != d.elements) {
        throw new IllegalStateException(file + ": " + (d.elements - d.written) + " of " + d.elements + " values of '"
            + d.name + "' were not written");
      }
    }
  }
}
