package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that say absurd things under checksums that are right: neither heap nor stack may end of them. */
class NetcdfHostileTest {

  /** Far more than files of some ten thousand bytes need. */
  private static final long MOST_ALLOCATED = 400L << 20;

  /** A block with a checksum at its end. */
  private record Block(int at, int length) {}

  @TempDir
  Path folder;

  private Path made() throws IOException {
    return NetcdfTools.ncgen(folder.resolve("m.nc"), "netcdf m { dimensions: t = UNLIMITED; y = 6; x = 5; variables: "
        + "float v(t,y,x); v:_ChunkSizes = 1,3,5; v:_DeflateLevel = 5; v:_Shuffle = \"true\"; v:units = \"K\"; "
        + "v:_FillValue = -1.f; double c(y,x); c:_Storage = \"contiguous\"; int k(x); k:_Storage = \"compact\"; "
        + "string k:words = \"one\", \"two\"; float x(x); :title = \"t\";\ndata: v = "
        + IntStream.range(0, 90).mapToObj(Integer::toString).collect(Collectors.joining(", ")) + "; c = "
        + IntStream.range(0, 30).mapToObj(Integer::toString).collect(Collectors.joining(", "))
        + "; k = 1, 2, 3, 4, 5; x = 0, 1, 2, 3, 4; }");
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The superblock, object headers with what continues them, and blocks of known length. */
  private static List<Block> blocks(byte[] bytes) {
    List<Block> blocks = new ArrayList<>(List.of(new Block(0, 48)));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("OHDR"); at >= 0; at = text.indexOf("OHDR", at + 4)) {
      int flags = bytes[at + 5];
      int begin = at + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
      int sizeBytes = 1 << (flags & 3);
      int size = sizeBytes == 1 ? bytes[begin] & 0xff : little(bytes).getShort(begin) & 0xffff;
      int end = begin + sizeBytes + size;
      blocks.add(new Block(at, end + 4 - at));
      int head = (flags & 4) != 0 ? 6 : 4;
      for (int m = begin + sizeBytes; m + head <= end; m += head + (little(bytes).getShort(m + 1) & 0xffff)) {
        if (bytes[m] == 0x10) {
          blocks.add(new Block((int) little(bytes).getLong(m + head), (int) little(bytes).getLong(m + head + 8)));
        }
      }
    }
    int head = text.indexOf("FRHP");
    if (head >= 0) {
      blocks.add(new Block(head, 146));
    }
    for (int at = text.indexOf("BTHD"); at >= 0; at = text.indexOf("BTHD", at + 4)) {
      blocks.add(new Block(at, 38));
    }
    return blocks;
  }

  private static void seal(byte[] bytes, Block block) {
    int sum = Hdf5Bytes.checksum(Arrays.copyOfRange(bytes, block.at, block.at + block.length - 4));
    little(bytes).putInt(block.at + block.length - 4, sum);
  }

  private static void readEverything(Path path) throws IOException {
    try (NetcdfFile file = NetcdfFile.open(path)) {
      for (String name : file.variables()) {
        try {
          NetcdfVariable v = file.variable(name);
          v.attributes();
          if (v.isNumeric()) {
            v.read();
          }
        } catch (IllegalArgumentException e) {
          assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
        }
      }
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().startsWith(path + ": ") && !e.getMessage().contains("\n"), e.getMessage());
    }
  }

  @Test
  @Timeout(600)
  void absurdFieldsUnderRightChecksums() throws IOException {
    Path newest = folder.resolve("newest.nc");
    Path made = made();
    NetcdfTools.run("h5repack", "-L", "-l", "v:CHUNK=1x3x5", made.toString(), newest.toString());
    Random random = new Random(17);
    long[] values = {0, 1, 2, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000L, 0xffffffffL, 1L << 40, Long.MAX_VALUE,
        -1, -2};
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path damaged = folder.resolve("damaged.nc");
    for (Path source : List.of(made, newest)) {
      byte[] whole = Files.readAllBytes(source);
      List<Block> blocks = blocks(whole);
      for (Block block : blocks) {
        byte[] same = whole.clone();
        seal(same, block);
        assertArrayEquals(whole, same, "checksum of the block at " + block.at);
      }
      readEverything(source);
      for (int trial = 0; trial < 1500; trial++) {
        byte[] bytes = whole.clone();
        Block block = blocks.get(random.nextInt(blocks.size()));
        int width = 1 << random.nextInt(4);
        int at = block.at + random.nextInt(block.length - 4);
        long value = random.nextInt(4) == 0 ? random.nextLong() : values[random.nextInt(values.length)];
        for (int i = 0; i < width && at + i < block.at + block.length - 4; i++) {
          bytes[at + i] = (byte) (value >>> 8 * i);
        }
        seal(bytes, block);
        Files.write(damaged, bytes);
        long before = threads.getCurrentThreadAllocatedBytes();
        readEverything(damaged);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_ALLOCATED, allocated + " bytes for " + width + " bytes " + value + " at " + at);
      }
    }
  }

  /** Declared lengths cost nothing until they are asked for. */
  @Test
  void hugeVariables() throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("h.nc"),
        "netcdf h { dimensions: a = 2147483647; b = 30000; c = 2; variables: "
        + "float big(a,a); big:_ChunkSizes = 1,1; float wide(b,b); wide:_ChunkSizes = 1,30000; wide:_DeflateLevel = 1; "
        + "float v(c); data: v = 1, 2; }");
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertArrayEquals(new double[] {1, 2}, open.variable("v").read());
      assertTrue(assertThrows(IllegalArgumentException.class, () -> open.variable("big")).getMessage()
          .contains("the variable 'big' cannot be read: it has a dimension of the length 2147483647"));
      NetcdfVariable wide = open.variable("wide");
      String message = assertThrows(IllegalArgumentException.class, wide::read).getMessage();
      assertTrue(message.startsWith(file + ": variable 'wide': [30000, 30000] values "), message);
      double[] part = new double[2];
      wide.read(new long[] {29999, 7}, new int[] {1, 2}, part, 0);
      assertTrue(Double.isNaN(part[0]) && Double.isNaN(part[1]));
      assertTrue(assertThrows(IllegalArgumentException.class,
          () -> wide.read(new long[] {29999, 0}, new int[] {2, 1}, part,
          0)).getMessage().contains("[2, 1] values from [29999, 0] on lie outside of its shape [30000, 30000]"));
      assertEquals(2, wide.requireRoom(new int[] {1, 2}));
    }
  }

  /** Ten million values out of few bytes are possible, more than deflate can make of them are not. */
  @Test
  void whatInflatesToMuch() throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("i.nc"), "netcdf i { dimensions: n = UNLIMITED; variables: byte v(n); "
        + "v:_ChunkSizes = 4000000; v:_DeflateLevel = 9; data: v = 5, 6; }");
    assertTrue(Files.size(file) < 50_000, Files.size(file) + " bytes");
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertArrayEquals(new double[] {5, 6}, open.variable("v").read());
    }
    byte[] bytes = Files.readAllBytes(file);
    int entry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("TREE") + 24;
    little(bytes).putInt(entry, 20);
    Path damaged = Files.write(folder.resolve("d.nc"), bytes);
    try (NetcdfFile open = NetcdfFile.open(damaged)) {
      assertTrue(assertThrows(IllegalArgumentException.class, () -> open.variable("v").read()).getMessage()
          .contains("its chunk at [0] is damaged: 20 bytes cannot be inflated to 4000000"));
    }
  }

  /** A dataspace without elements has no dimensions either. */
  @Test
  void noElementsInTwoDimensions() throws IOException {
    byte[] space = new Hdf5Bytes().u8(2).u8(2).u8(0).u8(2).u64(3).u64(3).toBytes();
    Path file = Hdf5FormatsTest.crafted(folder, new Hdf5Messages.Header(), Hdf5FormatsTest.doubles(space), 1);
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertTrue(assertThrows(IllegalArgumentException.class, () -> open.variable("v0")).getMessage()
          .contains("its number of dimensions without elements is 2 and not 0"));
    }
  }

  /**
   * A symbol table, which has no checksum, whose many entries lead to the same long node of soft links, or one whose
   * names lie in each other.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(60)
  void symbolsInEachOthersPlace(boolean names) throws IOException {
    int nodes = names ? 1 : 20000;
    int symbols = 10000;
    int heap = names ? 400000 : 8;
    int tree = 168 + heap;
    int node = tree + 32 + 16 * nodes;
    int end = node + 8 + 40 * symbols;
    Hdf5Bytes bytes = new Hdf5Bytes().u8(0x89).text("HDF\r\n").u8(0x1a).text("\n").u32(0).u8(0).u8(8).u8(8).u8(0).u16(4)
        .u16(16).u32(0).u64(0).u64(-1).u64(end).u64(-1).u64(0).u64(96).u64(0).u64(0).u64(0);
    bytes.u8(1).u8(0).u16(1).u32(1).u32(24).u32(0).u16(0x11).u16(16).u32(0).u64(tree).u64(136);
    bytes.text("HEAP").u32(0).u64(heap).u64(-1).u64(168).bytes("x".repeat(heap - 1).getBytes(StandardCharsets.US_ASCII))
        .u8(0);
    bytes.text("TREE").u8(0).u8(0).u16(nodes).u64(-1).u64(-1);
    for (int i = 0; i < nodes; i++) {
      bytes.u64(0).u64(node);
    }
    bytes.u64(0).text("SNOD").u8(1).u8(0).u16(symbols);
    for (int i = 0; i < symbols; i++) {
      bytes.u64(names ? i : 0).u64(96).u32(names ? 0 : 2).u32(0).u64(0).u64(0);
    }
    assertEquals(end, bytes.size());
    Path file = Files.write(folder.resolve("s.h5"), bytes.toBytes());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertTrue(assertThrows(IllegalArgumentException.class, () -> NetcdfFile.open(file)).getMessage()
        .endsWith("the list of variables is damaged: it is longer than the file"));
    assertTrue(threads.getCurrentThreadAllocatedBytes() - before < MOST_ALLOCATED);
  }

  /** A hundred texts that are all the same object of a heap. */
  @Test
  void textsInEachOthersPlace() throws IOException {
    byte[] type = new Hdf5Bytes().u8(0x19).u8(1).u16(0).u32(16).bytes(Hdf5Messages.text(1, true)).toBytes();
    Hdf5Bytes texts = new Hdf5Bytes();
    for (int i = 0; i < 100; i++) {
      texts.u32(3000).u64(4096).u32(1);
    }
    Path file = Hdf5FormatsTest.crafted(folder, new Hdf5Messages.Header(),
        Hdf5FormatsTest.doubles(Hdf5Messages.simple(2))
        .attribute("one", type, Hdf5Messages.simple(1), new Hdf5Bytes().u32(3000).u64(4096).u32(1).toBytes())
        .attribute("all", type, Hdf5Messages.simple(100), texts.toBytes()), 1);
    byte[] heap = new Hdf5Bytes().text("GCOL").u8(1).u8(0).u16(0).u64(4096).u16(1).u16(0).u32(0).u64(3000)
        .text("x".repeat(3000)).u16(0).u16(0).u32(0).u64(4096 - 32 - 3000).toBytes();
    byte[] bytes = Files.readAllBytes(file);
    System.arraycopy(heap, 0, bytes, 4096, heap.length);
    Files.write(file, bytes);
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertTrue(assertThrows(IllegalArgumentException.class, () -> open.variable("v0")).getMessage()
          .endsWith("the variable 'v0' is damaged: its attributes are longer than the file"));
    }
  }
}
