package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same variables in all the forms that HDF5 has for them. */
class Hdf5FormatsTest {

  private static final double NAN = Double.NaN;
  private static final int SCALARS = 90;
  private static final int RECORDS = 700;

  /** Without a layout or a filter for it, h5repack leaves a dataset in the format that it has. */
  private static final String NEWEST = "-L -l v:CHUNK=2x3x4 -l w:CHUNK=3x4 -l l:CHUNK=11 -l g2:CHUNK=1x1 -l e:CHUNK=1 "
      + "-l r:CHUNK=1x1";

  @TempDir
  Path folder;

  private static String list(int n, IntFunction<Object> value) {
    return IntStream.range(0, n).mapToObj(i -> value.apply(i).toString()).collect(Collectors.joining(", "));
  }

  /** What each variable holds. */
  private static Map<String, double[]> expected() {
    Map<String, double[]> all = new LinkedHashMap<>();
    all.put("v", IntStream.range(0, 385).mapToDouble(i -> 0.25 * i - 7).toArray());
    all.put("w", IntStream.range(0, 77).mapToDouble(i -> 1 / (i + 1.0)).toArray());
    all.put("p", IntStream.range(0, 77).mapToDouble(i -> i * i - 3000).toArray());
    all.put("be", IntStream.range(0, 77).mapToDouble(i -> -0.5 * i).toArray());
    all.put("l", IntStream.range(0, 11).mapToDouble(i -> i << 20).toArray());
    all.put("g2", IntStream.range(0, 2400).mapToDouble(i -> i % 251).toArray());
    all.put("e", IntStream.range(0, RECORDS).mapToDouble(i -> 3 * i).toArray());
    // Rows of one to three values; what was not written is missing.
    all.put("r", IntStream.range(0, 120).mapToDouble(i -> i % 3 <= i / 3 % 3 ? i : NAN).toArray());
    all.put("c", new double[] {1, 2, 3, 4, 5, 6, 7});
    for (int i = 0; i < SCALARS; i++) {
      all.put("q" + i, new double[] {i});
    }
    return all;
  }

  private Path made() throws IOException {
    StringBuilder cdl = new StringBuilder("netcdf f { dimensions: t = UNLIMITED; n = UNLIMITED; s = UNLIMITED; k = "
        + "UNLIMITED; y = 7; x = 11; g = 40; h = 60; variables:\n"
        + "float v(t,y,x); v:_ChunkSizes = 2,3,4; double w(y,x); w:_ChunkSizes = 3,4;\n"
        + "short p(y,x); p:_Storage = \"contiguous\"; float be(y,x); be:_Endianness = \"big\"; be:_Storage = "
        + "\"contiguous\";\n"
        + "int64 l(x); l:_ChunkSizes = 11; ubyte g2(g,h); g2:_ChunkSizes = 1,1; short e(n); e:_ChunkSizes = 1;\n"
        + "int r(s,k); r:_ChunkSizes = 1,1; int c(y); c:_Storage = \"compact\";\n");
    IntStream.range(0, 12).forEach(i -> cdl.append("v:a" + i + " = " + i + ".5;"));
    cdl.append("v:long_name = \"" + "0123456789".repeat(7000) + "\"; string v:words = \"one\", \"zwölf\"; v:ub = 200ub;"
        + "v:us = 60000us; v:ui = 4000000000u; v:ul = 18000000000000000000ull; v:many = 1ub, 255ub;\n");
    IntStream.range(0, SCALARS).forEach(i -> cdl.append("int q" + i + ";"));
    cdl.append("\ndata: ");
    expected().forEach((name, values) -> cdl.append(name + " = ").append(name.equals("r")
        ? list(40, row -> "{" + list(row % 3 + 1, i -> row * 3 + i) + "}")
        : list(values.length, i -> name.equals("v") || name.equals("w") || name.equals("be") ? values[i]
        : (long) values[i])).append(";\n"));
    return NetcdfTools.ncgen(folder.resolve("f.nc"), cdl + "}");
  }

  private static void assertAll(Path path) throws IOException {
    try (NetcdfFile file = NetcdfFile.open(path)) {
      assertEquals(expected().keySet(), Set.copyOf(file.variables()));
      expected().forEach((name, values) -> assertArrayEquals(values, file.variable(name).read(), path + ": " + name));
      double[] part = new double[14];
      file.variable("v").read(new long[] {1, 2, 3}, new int[] {2, 2, 3}, part, 1);
      for (int i = 0; i < 12; i++) {
        assertEquals(expected().get("v")[(1 + i / 6) * 77 + (2 + i / 3 % 2) * 11 + 3 + i % 3], part[1 + i]);
      }
      assertTrue(part[0] == 0 && part[13] == 0, "nothing else is written");
      Map<String, Object> attributes = file.variable("v").attributes();
      assertEquals(70000, attributes.get("long_name").toString().length());
      assertEquals("one zwölf", attributes.get("words"));
      assertEquals(List.of(200, 60000, 4000000000L, "18000000000000000000"), List.of(attributes.get("ub"),
          attributes.get("us"), attributes.get("ui"), attributes.get("ul").toString()));
      assertArrayEquals(new double[] {1, 255}, (double[]) attributes.get("many"));
      for (int i = 0; i < 12; i++) {
        assertEquals(i + 0.5, attributes.get("a" + i));
      }
      assertEquals(List.of("t", "y", "x"), file.variable("v").dimensions());
    }
  }

  /**
   * Trees of version 1; then, in the newest format, fixed arrays of several pages, extensible arrays, trees of version
   * 2 and single chunks; each with filters in several orders; old superblocks, pages, and a block of the user's in
   * front.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", NEWEST, "-L -f GZIP=4", "-L -f FLET", "-L -f SHUF -f GZIP=1 -f FLET",
      "-f FLET -f SHUF -f GZIP=6",
      "--low=0 --high=1", NEWEST + " -S PAGE", "-u USER -b 512", "-f SHUF"})
  void everyForm(String options) throws IOException {
    Path file = made();
    assertAll(file);
    if (!options.isEmpty()) {
      Path user = Files.write(folder.resolve("user"), new byte[512]);
      Path other = folder.resolve("other.nc");
      String[] command = ("h5repack " + options.replace("USER", user.toString()) + " " + file + " " + other).split(" ");
      NetcdfTools.run(command);
      String bytes = Files.readString(other, StandardCharsets.ISO_8859_1);
      for (String signature : options.contains("-L") ? List.of("FAHD", "EAHD", "EASB", "BTHD", "BTIN", "FRHP", "FHIB",
          "GCOL")
          : List.of("TREE")) {
        assertTrue(bytes.contains(signature), signature + " is needed to test it");
      }
      assertAll(other);
    }
  }

  /** Types of the user's own, groups, texts and empty attributes stand beside numbers and do not disturb them. */
  @Test
  void whatElseAFileMayHold() throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("f.nc"), "netcdf f { types: byte enum kind {clear = 0, cloudy = 1}; "
        + "compound pair {int a; float b;}; int(*) row; opaque(3) blob; dimensions: x = 2; k = 3; variables: kind "
        + "flag(x); kind flag:_FillValue = cloudy; pair p(x); row r(x); blob o(x); string s(x); char c(x, k); float "
        + "v(x); kind v:quality = cloudy; pair v:both = {1, 2}; row v:rows = {1, 2}, {3}; v:none = \"\"; string "
        + "v:nothing = NIL; v:bytes = 1b, -1b; v:big = 9007199254740993ll; v:half = 0.1f; data: flag = clear, cloudy; "
        + "p = {1, 2}, {3, 4}; s = \"a\", \"b\"; v = 1.5, 2.5; group: g { variables: float v(x); data: v = 7, 8; } }");
    for (String repack : List.of("", "-L", "--low=0 --high=1")) {
      Path one = repack.isEmpty() ? file : folder.resolve("other.nc");
      if (!repack.isEmpty()) {
        NetcdfTools.run(("h5repack " + repack + " " + file + " " + one).split(" "));
      }
      try (NetcdfFile open = NetcdfFile.open(one)) {
        assertEquals(Set.of("flag", "p", "r", "o", "s", "c", "v"), Set.copyOf(open.variables()));
        assertArrayEquals(new double[] {1.5, 2.5}, open.variable("v").read());
        Map.of("flag", "values of an enumeration", "p", "compounds", "o", "opaque values").forEach((other, kind) ->
            assertEquals(one + ": variable '" + other + "': holds " + kind + ", not numbers",
                assertThrows(IllegalArgumentException.class, () -> open.variable(other).read()).getMessage()));
        for (String other : List.of("flag", "p", "r", "o", "s", "c")) {
          assertTrue(!open.variable(other).isNumeric() && !open.variable(other).isFloating(), other);
          assertTrue(assertThrows(IllegalArgumentException.class, () -> open.variable(other).read()).getMessage()
              .startsWith(one + ": variable '" + other + "': holds "), other);
        }
        Map<String, Object> attributes = open.variable("v").attributes();
        assertEquals(List.of("", "", "", "", ""), List.of(attributes.get("quality"), attributes.get("both"),
            attributes.get("rows"), attributes.get("none"), attributes.get("nothing")));
        assertArrayEquals(new double[] {1, -1}, (double[]) attributes.get("bytes"));
        assertEquals(9007199254740993L, attributes.get("big"));
        assertEquals(0.1f, attributes.get("half"));
      }
    }
  }

  /** So many long attributes that the heap that holds them has indirect blocks below its root. */
  @Test
  void heapsOfSeveralLevels() throws IOException {
    String text = "0123456789".repeat(390);
    Path file = NetcdfTools.ncgen(folder.resolve("f.nc"), "netcdf f { variables: int v; "
        + IntStream.range(0, 170).mapToObj(i -> "v:a" + i + " = \"" + i + text + "\";").collect(Collectors.joining())
        + " data: v = 1; }");
    try (NetcdfFile open = NetcdfFile.open(file)) {
      Map<String, Object> attributes = open.variable("v").attributes();
      assertEquals(170, attributes.size());
      assertEquals("a0", attributes.keySet().iterator().next(), "in their order");
      attributes.forEach((name, value) -> assertEquals(name.substring(1) + text, value));
    }
    assertTrue(Files.readString(file, StandardCharsets.ISO_8859_1).split("FHIB").length > 2, "indirect blocks");
  }

  /** So many chunks along a dimension without limit that an extensible array has blocks of several pages. */
  @Test
  void extensibleArraysOfPages() throws IOException {
    int n = 136000;
    Path file = NetcdfTools.ncgen(folder.resolve("f.nc"), "netcdf f { dimensions: n = UNLIMITED; variables: byte v(n); "
        + "v:_ChunkSizes = 1; data: v = " + list(n, i -> i % 101) + "; }");
    Path newest = folder.resolve("newest.nc");
    NetcdfTools.run("h5repack", "-L", "-l", "v:CHUNK=1", file.toString(), newest.toString());
    for (Path one : List.of(file, newest)) {
      try (NetcdfFile open = NetcdfFile.open(one)) {
        assertArrayEquals(IntStream.range(0, n).mapToDouble(i -> i % 101).toArray(), open.variable("v").read());
      }
    }
    assertTrue(Files.readString(newest, StandardCharsets.ISO_8859_1).contains("EASB"));
  }

  @Test
  void copiesOfNetcdfItself() throws IOException {
    Path other = folder.resolve("other.nc");
    NetcdfTools.run("nccopy", "-d", "5", "-s", "-c", "t/3,y/7,x/2", made().toString(), other.toString());
    assertAll(other);
  }

  /** Symbol tables, object headers of version 1 and no dimensions, as HDF5's first versions wrote. */
  @ParameterizedTest
  @ValueSource(strings = {"", "CHUNKED-DIMENSION-SIZES 3 4", "CHUNKED-DIMENSION-SIZES 3 4\nCOMPRESSION-TYPE GZIP\n"
      + "COMPRESSION-PARAM 5"})
  void theOldestFormat(String more) throws IOException {
    Path file = imported(folder, more);
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertEquals(List.of("v"), open.variables());
      assertArrayEquals(IntStream.range(0, 77).mapToDouble(i -> i * 0.25).toArray(), open.variable("v").read());
      assertEquals(List.of("", ""), open.variable("v").dimensions());
    }
  }

  /** A file by h5import. */
  static Path imported(Path folder, String more) throws IOException {
    Path numbers = Files.writeString(folder.resolve("numbers"), list(77, i -> i * 0.25).replace(",", ""));
    Path how = Files.writeString(folder.resolve("how"), "PATH v\nINPUT-CLASS TEXTFP\nRANK 2\nDIMENSION-SIZES 7 11\n"
        + "OUTPUT-CLASS FP\nOUTPUT-SIZE 32\nOUTPUT-ARCHITECTURE IEEE\nOUTPUT-BYTE-ORDER LE\n" + more + "\n");
    Path file = folder.resolve("old.h5");
    NetcdfTools.run("h5import", numbers.toString(), "-c", how.toString(), "-o", file.toString());
    return file;
  }

  /** The superblock says that it is at 0, but lies behind what h5jam has put in front of it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "--low=0 --high=1"})
  void filesMovedBehindSomethingElse(String repack) throws IOException {
    Path file = made();
    if (!repack.isEmpty()) {
      Path old = folder.resolve("old.nc");
      NetcdfTools.run(("h5repack " + repack + " " + file + " " + old).split(" "));
      file = old;
    }
    Path user = Files.write(folder.resolve("user"), new byte[700]);
    Path moved = folder.resolve("moved.nc");
    NetcdfTools.run("h5jam", "-i", file.toString(), "-u", user.toString(), "-o", moved.toString());
    assertAll(moved);
  }

  /** A variable of two numbers, if it has as many, without its attributes. */
  static Hdf5Messages.Header doubles(byte[] dataspace) {
    return new Hdf5Messages.Header().add(Hdf5Messages.DATASPACE, dataspace)
        .add(Hdf5Messages.DATATYPE, Hdf5Messages.type(NetcdfType.DOUBLE))
        .add(Hdf5Messages.LAYOUT, Hdf5Messages.contiguous(8192, 16));
  }

  /** A file with an extension of its superblock and so many links to a variable, v0 and so on, and one that is soft. */
  static Path crafted(Path folder, Hdf5Messages.Header extension, Hdf5Messages.Header variable, int links)
      throws IOException {
    Hdf5Messages.Header root = new Hdf5Messages.Header().add(Hdf5Messages.LINK_INFO, Hdf5Messages.linkInfo(links + 1))
        .add(Hdf5Messages.GROUP_INFO, Hdf5Messages.groupInfo());
    for (int i = 0; i < links; i++) {
      root.add(Hdf5Messages.LINK, Hdf5Messages.link("v" + i, i, 2048));
    }
    root.add(Hdf5Messages.LINK, new Hdf5Bytes().u8(1).u8(0x0c).u8(1).u64(links).u8(4).text("soft").u16(2).text("v0")
        .toBytes());
    byte[] superblock = new Hdf5Bytes().u8(0x89).text("HDF\r\n").u8(0x1a).text("\n").u8(2).u8(8).u8(8).u8(0).u64(0)
        .u64(1024).u64(8208).u64(48).checked();
    return Files.write(folder.resolve("l.h5"), new Hdf5Bytes().bytes(superblock).bytes(root.toBytes()).padTo(1024)
        .bytes(extension.toBytes()).padTo(2048).bytes(variable.toBytes()).padTo(8192)
        .u64(Double.doubleToLongBits(1.5)).u64(Double.doubleToLongBits(2.5)).toBytes());
  }

  /** A file of the writer's in which many links lead to one variable, one of them soft. */
  @Test
  void manyLinksToOneVariable() throws IOException {
    Hdf5Messages.Header variable = doubles(Hdf5Messages.simple(2)).add(0x16, new Hdf5Bytes().u8(0).u32(9).toBytes())
        .attribute("units", Hdf5Messages.text(4000, true), Hdf5Messages.scalar(), new byte[4000]);
    Path file = crafted(folder, new Hdf5Messages.Header(), variable, 9);
    assertTrue(NetcdfTools.run("h5dump", "-d", "v8", file.toString()).contains("(0): 1.5, 2.5"));
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertEquals(9, open.variables().size());
      assertArrayEquals(new double[] {1.5, 2.5}, open.variable("v8").read());
      assertEquals(file + ": its variable 'soft' is a soft or external link, which is not followed",
          assertThrows(IllegalArgumentException.class, () -> open.variable("soft")).getMessage());
    }
  }

  @Test
  void whatTheSuperblockSaysThatIsNotSupported() throws IOException {
    Map.of(0x14, "is one of several files", 0x18, "holds an image of the library's cache").forEach((type, told) -> {
      assertTrue(assertThrows(IllegalArgumentException.class, () -> NetcdfFile.open(crafted(folder,
          new Hdf5Messages.Header().add(type, new byte[32]), doubles(Hdf5Messages.simple(2)), 1))).getMessage()
          .contains("cannot be read as NetCDF-4 (HDF5): " + told), told);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"-f SOFF=2,IN", "-f NBIT", "-s 8"})
  void whatIsNotSupportedIsNamed(String options) throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("f.nc"),
        "netcdf f { dimensions: x = 8; variables: int v(x); v:units = "
        + "\"a unit of some length\"; v:_ChunkSizes = 4; data: v = 1, 2, 3, 4, 5, 6, 7, 8; }");
    Path other = folder.resolve("other.nc");
    NetcdfTools.run(("h5repack " + options + " " + file + " " + other).split(" "));
    String message = assertThrows(IllegalArgumentException.class, () -> {
      try (NetcdfFile open = NetcdfFile.open(other)) {
        open.variable("v").read();
      }
    }).getMessage();
    assertTrue(message.startsWith(other.toString()) && message.contains(options.contains("SOFF") ? "scaleoffset"
        : options.contains("NBIT") ? "nbit" : "share in a heap"), message);
  }
}
