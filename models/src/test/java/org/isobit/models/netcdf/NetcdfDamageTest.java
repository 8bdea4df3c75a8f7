package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged files are refused, or read as HDF5's own tool reads them. */
class NetcdfDamageTest {

  private static final int VALUES = 20 * 24;

  @TempDir
  Path folder;

  private static float value(int i) {
    return (float) (280 + 9 * Math.sin(1.7 * i));
  }

  private Path made(String storage, String repack) throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("m.nc"),
        "netcdf m { dimensions: y = 20; x = 24; variables: float x(x); "
        + "x:units = \"degrees_east\"; float v(y,x); v:units = \"K\"; " + storage + "\ndata: x = "
        + IntStream.range(0, 24).mapToObj(Integer::toString).collect(Collectors.joining(", ")) + "; v = "
        + IntStream.range(0, VALUES).mapToObj(i -> Float.toString(value(i))).collect(Collectors.joining(", ")) + "; }");
    if (repack.isEmpty()) {
      return file;
    }
    Path other = folder.resolve("repacked.nc");
    NetcdfTools.run(("h5repack " + repack + " " + file + " " + other).split(" "));
    return other;
  }

  private static double[] read(Path file) throws IOException {
    try (NetcdfFile open = NetcdfFile.open(file)) {
      return open.variable("v").read();
    }
  }

  /** What h5dump writes of the variable as raw numbers, or null if it refuses the file. */
  private double[] h5dump(Path file) throws IOException {
    Path raw = folder.resolve("raw");
    Files.deleteIfExists(raw);
    NetcdfTools.Outcome outcome = NetcdfTools.attempt("h5dump", "-d", "/v", "-o", raw.toString(), "-b", "LE",
        file.toString());
    if (outcome.code() != 0 || outcome.output().contains("unable to print data") || !Files.exists(raw)) {
      return null;
    }
    ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[numbers.remaining() / Float.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.getFloat();
    }
    return values;
  }

  /** Bits of files with checksums are flipped, one at a time: what is read, if anything, is what was written. */
  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', value = {
      "v:_ChunkSizes = 7,9; v:_Fletcher32 = \"\"true\"\";|",
          "v:_ChunkSizes = 7,9; v:_Fletcher32 = \"\"true\"\";|-L -l v:CHUNK=7x9",
      "v:_ChunkSizes = 7,9; v:_Fletcher32 = \"\"true\"\"; v:_DeflateLevel = 5; v:_Shuffle = \"\"true\"\";|",
      "v:_ChunkSizes = 7,9; v:_DeflateLevel = 5; v:_Shuffle = \"\"true\"\";|",
      "v:_ChunkSizes = 7,9; v:_DeflateLevel = 5; v:_Shuffle = \"\"true\"\";|-L -l v:CHUNK=7x9",
      "v:_ChunkSizes = 7,9; v:_DeflateLevel = 5;|--low=0 --high=1"}, delimiter = '|')
  void flippedBitsWhereThereAreChecksums(String storage, String repack) throws IOException {
    Path file = made(storage.replace("\"\"", "\""), repack == null ? "" : repack);
    byte[] whole = Files.readAllBytes(file);
    double[] right = read(file);
    assertArrayEquals(IntStream.range(0, VALUES).mapToDouble(i -> value(i)).toArray(), right);
    Path damaged = folder.resolve("damaged.nc");
    Random random = new Random(11);
    int refused = 0;
    for (int trial = 0; trial < 700; trial++) {
      int bit = random.nextInt(8 * whole.length);
      Files.write(damaged, flipped(whole, bit));
      try {
        assertArrayEquals(right, read(damaged), "bit " + bit);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith(damaged + ": ") && !e.getMessage().contains("\n"), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 140, refused + " refused");
  }

  private static byte[] flipped(byte[] whole, int bit) {
    byte[] other = whole.clone();
    other[bit / 8] ^= (byte) (1 << bit % 8);
    return other;
  }

  /** Without checksums everybody reads the flipped bit of a value; what else we read must be what h5dump reads. */
  @ParameterizedTest
  @CsvSource(value = {"v:_ChunkSizes = 7,9;|", "v:_ChunkSizes = 7,9;|-L -l v:CHUNK=7x9", "v:_Storage = contiguous;|",
      "v:_ChunkSizes = 7,9;|--low=0 --high=1"}, delimiter = '|')
  void flippedBitsWhereThereAreNone(String storage, String repack) throws IOException {
    Path file = made(storage.replace("contiguous", "\"contiguous\""), repack == null ? "" : repack);
    compareFlips(file, 120, 3);
  }

  @Test
  void flippedBitsOfTheOldestFormat() throws IOException {
    compareFlips(Hdf5FormatsTest.imported(folder,
        "CHUNKED-DIMENSION-SIZES 3 4\nCOMPRESSION-TYPE GZIP\nCOMPRESSION-PARAM 5"), 400, 7);
  }

  private void compareFlips(Path file, int trials, long seed) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    double[] right = read(file);
    assertArrayEquals(right, h5dump(file));
    Path damaged = folder.resolve("damaged.nc");
    Random random = new Random(seed);
    int refused = 0;
    for (int trial = 0; trial < trials; trial++) {
      int bit = random.nextInt(8 * whole.length);
      Files.write(damaged, flipped(whole, bit));
      try {
        double[] read = read(damaged);
        if (!Arrays.equals(read, right)) {
          assertArrayEquals(h5dump(damaged), read, "bit " + bit);
        }
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith(damaged + ": ") && !e.getMessage().contains("\n"), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > trials / 10, refused + " refused");
  }

  private String messageFor(byte[] bytes) throws IOException {
    Path damaged = Files.write(folder.resolve("damaged.nc"), bytes);
    String message = assertThrows(IllegalArgumentException.class, () -> read(damaged)).getMessage();
    assertTrue(message.startsWith(damaged + ": variable 'v': cannot be read: "), message);
    return message;
  }

  private static int find(byte[] bytes, String signature) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(signature);
  }

  private static void put(byte[] bytes, int at, long value, int size) {
    for (int i = 0; i < size; i++) {
      bytes[at + i] = (byte) (value >>> 8 * i);
    }
  }

  /**
   * Each thing that a tree of version 1, which has no checksum, can say wrongly of its chunks, and what h5dump makes of
   * it.
   */
  @Test
  void damagedIndexes() throws IOException {
    byte[] whole = Files.readAllBytes(made("v:_ChunkSizes = 7,9; v:_DeflateLevel = 5; v:_Shuffle = \"true\";", ""));
    int tree = find(whole, "TREE");
    int entry = tree + 24; // size, mask, three offsets, address
    int next = entry + 40;
    Object[][] cases = {
        {entry + 4, 1L, 4, "leaves out shuffling alone"}, {entry + 4, 4L, 4, "leaves out one that there is not"},
        {entry + 4, 2L, 4, "bytes and not 252"}, {entry + 4, 3L, 4, "bytes and not 252"},
        {entry, 0L, 4, "has 0 bytes"}, {entry, 0x7ffffL, 4, "does not lie in the file"},
        {entry, 100L, 4, "does not have"},
        {entry + 32, 1L << 40, 8, "does not lie in the file"}, {entry + 32, -2L, 8, "does not lie in the file"},
        {entry + 32, address(whole, next + 32), 8, "overlap in the file"},
        {next + 16, 8L, 8, "the offset 8, but chunks of [7, 9]"}, {next + 16, 0L, 8, "are not in order"},
        {next + 16, 90L, 8, "are not in order"}, {next + 24, 4L, 8, "offset in an element"},
        {entry + 8, 7L, 8, "are not in order"}, {tree + 4, 0L, 1, "its kind is 0 and not 1"},
        {tree + 6, 10L, 2, "damaged"}, {tree + 6, 8L, 2, "chunks are missing"}, {tree + 6, 1L, 2, "chunks are missing"},
        {tree + 6, 0L, 2, "chunks are missing"}, {tree, 0L, 1, "does not begin with TREE"},
        {entry + 8 * 40 + 16, 27L, 8, "lies outside"}};
    for (Object[] one : cases) {
      byte[] bytes = whole.clone();
      put(bytes, (Integer) one[0], (Long) one[1], (Integer) one[2]);
      String message = messageFor(bytes);
      assertTrue(message.contains((String) one[3]), one[3] + ": " + message);
    }
  }

  /**
   * A tree of several levels, of which one node after the other loses chunks, or names a chunk that the next one has.
   */
  @Test
  void nodesThatLoseChunks() throws IOException {
    byte[] whole = Files.readAllBytes(made("v:_ChunkSizes = 1,3; v:_DeflateLevel = 1;", ""));
    int nodes = 0;
    for (int at = find(whole, "TREE"); at >= 0; at = new String(whole, StandardCharsets.ISO_8859_1)
        .indexOf("TREE", at + 1)) {
      nodes++;
      for (int less : new int[] {1, 2, whole[at + 6]}) {
        byte[] bytes = whole.clone();
        bytes[at + 6] -= (byte) less;
        assertTrue(messageFor(bytes).contains("chunks are missing"));
      }
      byte[] bytes = whole.clone();
      bytes[at + 5] ^= 1;
      assertTrue(messageFor(bytes).contains("damaged"));
    }
    assertTrue(nodes >= 3, nodes + " nodes");
  }

  private static long address(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
  }

  /** One byte after the other of the indexes that have checksums. */
  @ParameterizedTest
  @CsvSource({"FAHD, 2, 28", "FADB, 2, 60", "EAHD, t, 60", "EAIB, t, 40", "EADB, t, 60", "BTHD, tt, 30",
      "BTLF, tt, 60"})
  void everyByteOfAnIndexCounts(String signature, String kind, int length) throws IOException {
    Path file = switch (kind) {
      case "2" -> made("v:_ChunkSizes = 7,9;", "");
      default -> NetcdfTools.ncgen(folder.resolve("m.nc"),
          "netcdf m { dimensions: t = UNLIMITED; s = UNLIMITED; variables: "
          + "float v(t" + (kind.equals("tt") ? ",s" : "") + "); v:_ChunkSizes = " + (kind.equals("tt") ? "2,2" : "2")
          + "; data: v = " + (kind.equals("tt") ? "{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}" : IntStream.range(0, 90)
              .mapToObj(Integer::toString).collect(Collectors.joining(", "))) + "; }");
    };
    Path newest = folder.resolve("newest.nc");
    NetcdfTools.run("h5repack", "-L", "-l", "v:CHUNK=" + (kind.equals("t") ? "2" : kind.equals("tt") ? "2x2" : "7x9"),
        file.toString(), newest.toString());
    byte[] whole = Files.readAllBytes(newest);
    read(newest);
    // Of a signature that groups have too, the last one.
    int at = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf(signature);
    assertTrue(at > 0, signature);
    for (int i = 0; i < length; i++) {
      byte[] bytes = whole.clone();
      bytes[at + i] ^= 0x10;
      String message = messageFor(bytes);
      assertTrue(message.contains("damaged"), message);
    }
  }

  /** Heaps and lists of many attributes, and those of many variables. */
  @ParameterizedTest
  @CsvSource({"FRHP, 140", "FHDB, 500", "FHIB, 53", "BTHD, 36", "BTLF, 60", "OHDR, 200", "OCHK, 80"})
  void everyByteOfAHeapCounts(String signature, int length) throws IOException {
    String attributes = IntStream.range(0, 60).mapToObj(i -> "v:a" + i + " = \"some text of an attribute\";")
        .collect(Collectors.joining());
    for (String declared : new String[] {"float v(x);" + attributes, IntStream.range(0, 60).mapToObj(i ->
        "float variable" + i + "(x);").collect(Collectors.joining()) + "float v(x);"}) {
      Path file = NetcdfTools.ncgen(folder.resolve("m.nc"), "netcdf m { dimensions: x = 2; variables: " + declared
          + " data: v = 1, 2; }");
      byte[] whole = Files.readAllBytes(file);
      int at = find(whole, signature);
      assertTrue(at > 0 || declared.contains("variable1"), signature);
      for (int i = 0; i < length && at > 0; i++) {
        byte[] bytes = whole.clone();
        bytes[at + i] ^= 0x20;
        Path damaged = Files.write(folder.resolve("damaged.nc"), bytes);
        String message = assertThrows(IllegalArgumentException.class, () -> read(damaged), signature + " byte " + i)
            .getMessage();
        assertTrue(message.startsWith(damaged + ": ") && !message.contains("\n"), message);
      }
    }
  }

  /** Files of HDF5 before 1.6.3 have the two bytes of each half of the checksum exchanged. */
  @Test
  void fletchersChecksum() throws IOException {
    byte[] whole = Files.readAllBytes(made("v:_ChunkSizes = 20,24; v:_Fletcher32 = \"true\";", ""));
    int end = (int) address(whole, find(whole, "TREE") + 24 + 32) + 4 * VALUES;
    byte[] exchanged = whole.clone();
    for (int i = 0; i < 4; i++) {
      exchanged[end + i] = whole[end + (i ^ 1)];
    }
    Path old = Files.write(folder.resolve("old.nc"), exchanged);
    assertArrayEquals(h5dump(old), read(old));
    byte[] wrong = whole.clone();
    put(wrong, end, 0, 4);
    assertTrue(messageFor(wrong).contains("its chunk at [0, 0] is damaged: its Fletcher-32 checksum is wrong"));
  }

  /** A file that lost its end is refused by its superblock, whatever is missing. */
  @Test
  void filesThatAreCutOff() throws IOException {
    for (String repack : new String[] {"", "-L", "--low=0 --high=1"}) {
      byte[] whole = Files.readAllBytes(made("v:_ChunkSizes = 7,9;", repack));
      for (int length : new int[] {whole.length - 1, whole.length / 2, 100, 50, 20, 8, 1, 0}) {
        Path cut = Files.write(folder.resolve("cut.nc"), Arrays.copyOf(whole, length));
        String message = assertThrows(IllegalArgumentException.class, () -> read(cut)).getMessage();
        assertTrue(message.startsWith(cut + ": cannot be read as NetCDF-4 (HDF5): "), message);
      }
    }
  }
}
