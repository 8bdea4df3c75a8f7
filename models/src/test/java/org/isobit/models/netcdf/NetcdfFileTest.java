package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that NetCDF's own ncgen made. */
class NetcdfFileTest {

  private static final double NAN = Double.NaN;

  @TempDir
  Path folder;

  private Path made(String variables, String data) throws IOException {
    return NetcdfTools.ncgen(folder.resolve("m.nc"),
        "netcdf m { dimensions: time = UNLIMITED; y = 2; x = 3;\nvariables: " + variables + "\ndata: " + data + "}");
  }

  private double[] read(String declaration, String values) throws IOException {
    try (NetcdfFile file = NetcdfFile.open(made(declaration, "v = " + values + ";"))) {
      return file.variable("v").read();
    }
  }

  @Test
  void packedShorts() throws IOException {
    assertArrayEquals(new double[] {1 * 0.01 + 273.15, NAN, -3 * 0.01 + 273.15}, read(
        "short v(x); v:scale_factor = 0.01; v:add_offset = 273.15; v:_FillValue = -32767s;", "1, _, -3"));
    assertArrayEquals(new double[] {NAN, 0.5, 65535 * 0.5}, read("short v(x); v:scale_factor = 0.5f; v:_Unsigned = "
        + "\"true\"; v:_FillValue = -2s;", "_, 1, -1"));
    assertArrayEquals(new double[] {255, 0, NAN}, read("ubyte v(x); v:missing_value = 7ub;", "255, 0, 7"));
    assertArrayEquals(new double[] {-1, 2, 3}, read("byte v(x);", "-1, 2, 3"));
  }

  @Test
  void missingValues() throws IOException {
    assertArrayEquals(new double[] {1, NAN, 0.1f}, read("float v(x); v:missing_value = 1e20;", "1, 1e20, 0.1"));
    assertArrayEquals(new double[] {1, NAN, NAN}, read("double v(x); v:_FillValue = NaN; v:missing_value = -9.;",
        "1, NaN, -9"));
    assertArrayEquals(new double[] {NAN, 2, NAN}, read("float v(x);", "_, 2, _"));
    assertArrayEquals(new double[] {NAN, 2, NAN}, read("int v(x); v:valid_range = 0, 5;", "-1, 2, 9"));
    assertArrayEquals(new double[] {NAN, 0.1f, NAN}, read("float v(x); v:valid_min = 0.1; v:valid_max = 7.f;",
        "0.09, 0.1, 9"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> read("float v(y, x);", "1,2,3,4,NaN,6"))
        .getMessage().endsWith("m.nc: variable 'v': is NaN at [1, 1], which is not its missing value"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> read("double v(x); v:_FillValue = 0.;",
        "1, 2, Infinity")).getMessage().contains("is Infinity at [2]"));
  }

  /** What NetCDF fills with is missing too where only {@code missing_value} is given, as for its own Python library. */
  @Test
  void defaultFillBesideMissingValues() throws IOException {
    assertArrayEquals(new double[] {NAN, NAN, 3}, read("short v(x); v:missing_value = -9s;", "-32767, -9, 3"));
    assertArrayEquals(new double[] {NAN, NAN, 3},
        read("float v(x); v:missing_value = -9.f;", "9.96920996838687e+36, -9, 3"));
    assertArrayEquals(new double[] {-127, NAN, 3}, read("byte v(x); v:missing_value = -9b;", "-127, -9, 3"));
    assertArrayEquals(new double[] {-32767, NAN, 3}, read("short v(x); v:_FillValue = -9s;", "-32767, -9, 3"));
  }

  /** A missing value that no integer of the variable's type has is met by none, not by the one with its lowest bits. */
  @Test
  void missingValuesOfAnotherType() throws IOException {
    assertArrayEquals(new double[] {99999 - 131072, 1, 2},
        read("short v(x); v:missing_value = 99999;", "-31073, 1, 2"));
    assertArrayEquals(new double[] {NAN, 1, 2}, read("short v(x); v:missing_value = -31073;", "-31073, 1, 2"));
    assertArrayEquals(new double[] {NAN, 1, 2}, read("ubyte v(x); v:missing_value = -1;", "255, 1, 2"));
  }

  @Test
  void packingThatMakesNoNumbers() throws IOException {
    for (String[] wrong : new String[][] {{"short v(x); v:scale_factor = NaN;", "scale_factor must be a finite number"},
        {"float v(x); v:add_offset = -Infinityf;", "add_offset must be a finite number, but is -Infinity"},
        {"double v(x); v:scale_factor = 1e200;", "variable 'v': becomes Infinity when it is unpacked, at [1]"},
        {"double v(x); v:valid_range = 1.;", "valid_range must be two numbers, but is [1.0]"}}) {
      String message = assertThrows(IllegalArgumentException.class, () -> read(wrong[0], "1, 1e200, 3")).getMessage();
      assertTrue(message.contains(wrong[1]), message);
    }
    // What is outside of the valid range need not have a double of its value.
    assertArrayEquals(new double[] {NAN, 1, NAN}, read("int64 v(x); v:valid_range = 0ll, 5ll;",
        "-9007199254740993, 1, 9007199254740993"));
    assertArrayEquals(new double[] {NAN, 1, 2}, read("uint64 v(x); v:valid_max = 5ull;", "18446744073709551614, 1, 2"));
  }

  /** NetCDF keeps a variable that has a dimension's name and other dimensions under a name of its own. */
  @Test
  void variablesNamedAsADimension() throws IOException {
    Path file = NetcdfTools.ncgen(folder.resolve("n.nc"), "netcdf n { dimensions: x = 3; y = 2; variables: float x(y); "
        + "float v(x); data: x = 7, 8; v = 1, 2, 3; }");
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertEquals(java.util.Set.of("x", "v"), java.util.Set.copyOf(open.variables()));
      assertArrayEquals(new double[] {7, 8}, open.variable("x").read());
      assertEquals(List.of("y"), open.variable("x").dimensions());
      assertEquals(List.of("x"), open.variable("v").dimensions());
    }
  }

  @Test
  void integersOfAllSizesAreExactOrRefused() throws IOException {
    assertArrayEquals(new double[] {9007199254740992.0, -1, 0}, read("int64 v(x);", "9007199254740992, -1, 0"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> read("int64 v(x);", "9007199254740993, 1, 1"))
        .getMessage().contains("the integer 9007199254740993 has no double"));
    assertArrayEquals(new double[] {4294967294.0, 0, 1}, read("uint v(x);", "4294967294, 0, 1"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> read("uint64 v(x);", "1, 2, 18446744073709551615"))
        .getMessage().contains("the integer 18446744073709551615 has no double of its value, at [2]"));
  }

  @Test
  void dimensionsAttributesAndParts() throws IOException {
    Path path = made("double time(time); time:units = \"hours since 2026-01-01\"; float x(x); "
        + "float v(time, y, x); v:units = \"K\"; v:factors = 1.5, 2.5; :title = \"t\"; string s(x);",
        "time = 6, 12; x = 1, 2, 3; v = 0,1,2,3,4,5,6,7,8,9,10,11;");
    Path packed = folder.resolve("packed.nc");
    NetcdfTools.run("nccopy", "-d", "5", "-s", "-c", "time/1,y/1,x/2", path.toString(), packed.toString());
    for (Path one : List.of(path, packed)) {
      try (NetcdfFile file = NetcdfFile.open(one)) {
        NetcdfVariable v = file.variable("v");
        assertEquals(List.of("time", "y", "x"), v.dimensions());
        assertArrayEquals(new int[] {2, 2, 3}, v.shape());
        assertEquals("K", v.text("units"));
        assertArrayEquals(new double[] {1.5, 2.5}, (double[]) v.attributes().get("factors"));
        assertTrue(v.isSingle());
        double[] to = new double[5];
        v.read(new long[] {1, 0, 1}, new int[] {1, 2, 2}, to, 1);
        assertArrayEquals(new double[] {0, 7, 8, 10, 11}, to);
        assertFalse(file.has("y"), "a dimension without a variable");
        assertEquals(List.of("time"), file.variable("time").dimensions());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> file.variable("s").read()).getMessage()
            .contains("variable 's': holds String, not numbers"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> file.variable("tiem")).getMessage()
            .contains("has no variable 'tiem'; its variables are"));
      }
    }
  }

  @Test
  void kindsOfVariables() throws IOException {
    Path path = made("float f(x); double d(x); float fp(x); fp:scale_factor = 2.f; short s(x); s:add_offset = 1.; int "
        + "i(x); char c(x);", "f = 1, 2, 3;");
    try (NetcdfFile file = NetcdfFile.open(path)) {
      String[] names = {"f", "d", "fp", "s", "i", "c"};
      boolean[][] is = {{true, true, false, true}, {true, false, false, true}, {true, false, true, true},
          {false, false, true, true}, {false, false, false, true}, {false, false, false, false}};
      for (int v = 0; v < names.length; v++) {
        NetcdfVariable variable = file.variable(names[v]);
        assertEquals(names[v], variable.name());
        assertArrayEquals(is[v], new boolean[] {variable.isFloating(), variable.isSingle(), variable.isPacked(),
            variable.isNumeric()}, names[v]);
      }
    }
    Path wrong = made("float v(x); v:scale_factor = 1.f, 2.f;", "v = 1, 2, 3;");
    try (NetcdfFile file = NetcdfFile.open(wrong)) {
      assertEquals(wrong + ": the variable 'v' cannot be read: the attribute scale_factor must be one number, but is "
          + "[1.0, 2.0]", assertThrows(IllegalArgumentException.class, () -> file.variable("v")).getMessage());
    }
    Path text = made("float v(x); v:add_offset = \"a\";", "v = 1, 2, 3;");
    try (NetcdfFile file = NetcdfFile.open(text)) {
      assertTrue(assertThrows(IllegalArgumentException.class, () -> file.variable("v")).getMessage()
          .endsWith("the attribute add_offset must be one number, but is 'a'"));
    }
  }

  @Test
  void partsThatDoNotFit() throws IOException {
    try (NetcdfFile file = NetcdfFile.open(made("float v(y, x);", "v = 1, 2, 3, 4, 5, 6;"))) {
      NetcdfVariable v = file.variable("v");
      for (long[] one : new long[][] {{-1, 0, 1, 1}, {0, -1, 1, 1}, {0, 0, 3, 1}, {1, 0, 2, 1}, {0, 3, 1, 1},
          {0, 0, 1, -1}}) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> v.read(new long[] {one[0], one[1]},
            new int[] {(int) one[2], (int) one[3]}, new double[9], 0)).getMessage()
            .contains("lie outside of its shape [2, 3]"));
      }
      double[] none = {7};
      v.read(new long[] {2, 3}, new int[] {0, 0}, none, 1);
      assertEquals(7, none[0]);
      assertEquals(4_000_000, v.requireRoom(new int[] {2000, 2000}));
      assertTrue(assertThrows(IllegalArgumentException.class, () -> v.requireRoom(new int[] {1 << 16, 1 << 15}))
          .getMessage().contains("[65536, 32768] values are more than one Java array holds"));
      int[] many = {1 << 15, 1 << 15};
      assertTrue(assertThrows(IllegalArgumentException.class, () -> v.requireRoom(many)).getMessage()
          .startsWith(file.path() + ": variable 'v': [32768, 32768] values "));
    }
  }

  @Test
  void whatIsNoNetcdf4File() throws IOException {
    Path file = folder.resolve("f.nc");
    Files.writeString(file, "no");
    assertTrue(assertThrows(IllegalArgumentException.class, () -> NetcdfFile.open(file)).getMessage()
        .contains("f.nc: cannot be read as NetCDF-4 (HDF5): No valid HDF5 signature found"));
    NetcdfTools.ncgen(file, "netcdf c { dimensions: x = 1; variables: float v(x); }", "classic");
    assertTrue(assertThrows(IllegalArgumentException.class, () -> NetcdfFile.open(file)).getMessage()
        .contains("'nccopy -k nc4' makes a NetCDF-4 file of it"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> NetcdfFile.open(folder.resolve("no.nc")))
        .getMessage().contains("no such file"));
    assertTrue(NetcdfFile.hasItsName(Path.of("a/b.NC")) && !NetcdfFile.hasItsName(Path.of("a.nc/b.npy")));
  }

  /** Whatever is cut off or broken: one message, never a hang or another exception. */
  @Test
  void damagedFiles() throws IOException {
    byte[] whole = Files.readAllBytes(made("float v(time, y, x); v:_FillValue = -1.f;",
        "v = 0,1,2,3,4,5,6,7,8,9,10,11;"));
    Random random = new Random(5);
    Path file = folder.resolve("d.nc");
    int refused = 0;
    for (int trial = 0; trial < 300; trial++) {
      byte[] broken = trial % 3 == 0 ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      for (int i = 0; i < 4 && trial % 3 > 0; i++) {
        broken[random.nextInt(Math.min(broken.length, trial % 3 == 1 ? 600 : broken.length))] = (byte) random.nextInt();
      }
      Files.write(file, broken);
      try (NetcdfFile open = NetcdfFile.open(file)) {
        open.variable("v").read();
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith(file.toString()) && !e.getMessage().contains("\n"), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 100, refused + " refused");
  }
}
