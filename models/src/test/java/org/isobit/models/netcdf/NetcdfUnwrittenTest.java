package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was never written is missing, as for {@code ncdump}, which prints _ there. */
class NetcdfUnwrittenTest {

  private static final double NAN = Double.NaN;

  @TempDir
  Path folder;

  private static double[] read(NetcdfFile file, String name) {
    return file.variable(name).read();
  }

  /** The values of a variable as ncdump prints them. */
  private static double[] ncdump(Path file, String variable) throws IOException {
    String text = NetcdfTools.run("ncdump", "-v", variable, "-p", "9,17", file.toString());
    String values = text.substring(text.lastIndexOf("\n " + variable + " =") + variable.length() + 4);
    return Arrays.stream(values.substring(0, values.indexOf(';')).split(","))
        .mapToDouble(x -> x.strip().equals("_") ? NAN : Double.parseDouble(x.strip())).toArray();
  }

  /**
   * Nothing was written at all, in every storage and type; without fill values even ncdump prints what memory holds.
   */
  @Test
  void variablesThatWereNeverWritten() throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("u.nc"), "netcdf u { dimensions: y = 3; x = 4; variables:\n"
        + "float a(y,x); a:_ChunkSizes = 2,3; float b(y,x); b:_ChunkSizes = 2,3; b:_DeflateLevel = 5; b:_Shuffle = "
        + "\"true\"; "
        + "b:_Fletcher32 = \"true\"; float c(y,x); c:_Storage = \"contiguous\"; double d(y,x); d:_Storage = "
        + "\"compact\";\n"
        + "float e(y,x); e:_FillValue = 0.f; e:_ChunkSizes = 2,3; short f(y,x); f:scale_factor = 0.5; f:_ChunkSizes = "
        + "2,3; int g(y,x); int64 h(y,x); uint64 i(y,x); ushort j(y,x);\n"
        + "int k(y,x); k:_Storage = \"compact\"; uint l(y,x); l:_Storage = \"compact\"; int64 m(y,x); m:_Storage = "
        + "\"compact\"; uint64 n(y,x); n:_Storage = \"compact\"; short o(y,x); o:_Storage = \"compact\"; ushort "
        + "p(y,x); p:_Storage = \"compact\";\n"
        + "float q(y,x); q:_NoFill = \"true\"; q:_ChunkSizes = 2,3; float r(y,x); r:_NoFill = \"true\"; byte s(y,x); "
        + "}");
    double[] none = new double[12];
    Arrays.fill(none, NAN);
    try (NetcdfFile open = NetcdfFile.open(file)) {
      for (String name : open.variables()) {
        assertArrayEquals(none, read(open, name), name);
        if (!List.of("q", "r", "s").contains(name)) {
          assertArrayEquals(none, ncdump(file, name), "ncdump: " + name);
        }
      }
      assertEquals(19, open.variables().size());
    }
  }

  /** NetCDF's default fill values among written ones; bytes have none. */
  @Test
  void defaultFillValues() throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("f.nc"),
        "netcdf f { dimensions: x = 2; variables: short a(x); ushort b(x);"
        + "int c(x); uint d(x); int64 e(x); uint64 f(x); float g(x); double h(x); byte i(x); ubyte j(x); data: a = _, "
        + "1; b = _, 1; c = _, 1; d = _, 1; e = _, 1; f = _, 1; g = _, 1; h = _, 1; i = -127, 1; j = 255, 1; }");
    try (NetcdfFile open = NetcdfFile.open(file)) {
      for (String name : open.variables()) {
        double first = name.equals("i") ? -127 : name.equals("j") ? 255 : NAN;
        assertArrayEquals(new double[] {first, 1}, read(open, name), name);
        assertArrayEquals(new double[] {first, 1}, ncdump(file, name), "ncdump: " + name);
      }
    }
  }

  /** Fill values that no double can tell from their neighbours, of the variable's type, another one, or several. */
  @Test
  void fillValuesOfIntegersAreComparedAsIntegers() throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("f.nc"),
        "netcdf f { dimensions: x = 3; variables: int64 a(x); a:_FillValue = "
        + "9223372036854775807; ubyte b(x); b:missing_value = -1b; short c(x); c:missing_value = 1e20, 7.; short d(x); "
        + "d:_Unsigned = \"true\"; d:missing_value = 65535.; short f(x); f:_Unsigned = \"true\"; "
        + "f:valid_range = 2s, -2s; ubyte g(x); g:valid_min = -1s; g:missing_value = -1b, -2b; int e(x); e:_Unsigned "
        + "= \"true\"; e:missing_value = 0.5; "
        + "data: a = 9223372036854775807, 1, 2; b = 255, 254, 0; c = 7, 8, 9; d = -1, -2, 3; e = -1, 0, 1; "
        + "f = 1, -2, -1; g = 255, 254, 3; }");
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertArrayEquals(new double[] {NAN, 1, 2}, read(open, "a"));
      assertArrayEquals(new double[] {NAN, 254, 0}, read(open, "b"));
      assertArrayEquals(new double[] {NAN, 8, 9}, read(open, "c"));
      assertArrayEquals(new double[] {NAN, 65534, 3}, read(open, "d"));
      assertArrayEquals(new double[] {4294967295.0, 0, 1}, read(open, "e"));
      assertArrayEquals(new double[] {NAN, 65534, NAN}, read(open, "f"));
      assertArrayEquals(new double[] {NAN, NAN, 3}, read(open, "g"));
    }
  }

  /** A record dimension is as long as its longest variable; the others were not written there. */
  @Test
  void recordsThatOneVariableHasNot() throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("r.nc"), "netcdf r { dimensions: t = UNLIMITED; x = 2; variables: "
        + "float none(t,x); float some(t,x); float all(t,x); double t(t); data: some = 1, 2; all = 1, 2, 3, 4, 5, 6; "
        + "t = 7; }");
    try (NetcdfFile open = NetcdfFile.open(file)) {
      for (String name : List.of("none", "some", "all", "t")) {
        assertArrayEquals(ncdump(file, name), read(open, name), name);
        assertEquals(3, open.variable(name).shape()[0], name);
      }
      double[] part = {9, 9, 9};
      open.variable("some").read(new long[] {2, 0}, new int[] {1, 2}, part, 1);
      assertArrayEquals(new double[] {9, NAN, NAN}, part);
    }
  }

  /** The last chunk is taken out of its index, which is how a file looks before it is written. */
  @Test
  void aChunkThatWasNeverWritten() throws IOException {
    String values = String.join(", ", IntStream.range(1, 25).mapToObj(Integer::toString).toList());
    for (String filters : List.of("", "v:_DeflateLevel = 5; v:_Shuffle = \"true\";", "v:_Fletcher32 = \"true\";")) {
      Path file = NetcdfTools.ncgen(folder.resolve("c.nc"),
          "netcdf c { dimensions: y = 4; x = 6; variables: float v(y,x); "
          + "v:_ChunkSizes = 2,3; " + filters + " data: v = " + values + "; }");
      byte[] bytes = Files.readAllBytes(file);
      int tree = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("TREE");
      assertEquals(4, bytes[tree + 6], "chunks in the index");
      bytes[tree + 6] = 3;
      // The end of the last chunk moves up: 8 bytes and three offsets behind each of the chunks with their addresses.
      System.arraycopy(bytes, tree + 24 + 4 * 40, bytes, tree + 24 + 3 * 40, 32);
      Files.write(file, bytes);
      double[] dumped = ncdump(file, "v");
      assertTrue(Double.isNaN(dumped[15]) && Double.isNaN(dumped[23]) && dumped[14] == 15, Arrays.toString(dumped));
      try (NetcdfFile open = NetcdfFile.open(file)) {
        assertArrayEquals(dumped, read(open, "v"), filters);
      }
    }
  }
}
