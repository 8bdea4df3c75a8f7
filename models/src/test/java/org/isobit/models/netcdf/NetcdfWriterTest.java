package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetcdfWriterTest {

  @TempDir
  Path folder;

  private static NetcdfDefinition definition() {
    Map<String, Object> temperature = new LinkedHashMap<>();
    temperature.put("_FillValue", -999f);
    temperature.put("units", "K");
    temperature.put("range", new double[] {0.1, 2});
    temperature.put("long_name", "Lufttemperatur in °C");
    return new NetcdfDefinition().dimension("member", 2).dimension("lat", 2).dimension("lon", 3)
        .variable("member", NetcdfType.INT, Map.of(), List.of("member"))
        .variable("lat", NetcdfType.DOUBLE, Map.of("units", "degrees_north"), List.of("lat"))
        .variable("T", NetcdfType.FLOAT, temperature, List.of("member", "lat", "lon"))
        .variable("S", NetcdfType.DOUBLE, Map.of("valid_min", 0.1, "flag", 3, "x", 1.5f), List.of("lat", "lon"))
        .variable("t", NetcdfType.DOUBLE, Map.of(), List.of())
        .attribute("Conventions", "CF-1.11");
  }

  private Path written() throws IOException {
    Path file = folder.resolve("w.nc");
    try (NetcdfWriter out = new NetcdfWriter(file, definition())) {
      double[] x = IntStream.range(0, 12).mapToDouble(i -> 0.1 * i).toArray();
      x[5] = -999;
      out.write("T", x, 0, 6);
      out.write("S", x, 3, 6);
      out.write("T", x, 6, 6);
      out.write("lat", new double[] {-30.5, 1e300}, 0, 2);
      out.write("member", new double[] {7, 11}, 0, 2);
      out.write("t", new double[] {Math.PI}, 0, 1);
    }
    return file;
  }

  @Test
  void ncdumpReadsWhatWasWritten() throws IOException {
    String text = NetcdfTools.ncdump(written()).replaceAll("\\s+", " ");
    for (String part : List.of("dimensions: member = 2 ; lat = 2 ; lon = 3 ; variables: int member(member) ;",
        "double lat(lat) ; lat:units = \"degrees_north\" ;",
        "float T(member, lat, lon) ; T:_FillValue = -999.f ; T:units = \"K\" ; T:range = 0.10000000000000001, 2. ; "
            + "T:long_name = \"Lufttemperatur in °C\" ;",
        "double S(lat, lon) ;", "double t ; // global attributes: :Conventions = \"CF-1.11\" ;",
        "member = 7, 11 ;", "lat = -30.5, 1.0000000000000001e+300 ;",
        "T = 0, 0.100000001, 0.200000003, 0.300000012, 0.400000006, _, 0.600000024,",
        "S = 0.30000000000000004, 0.40000000000000002, -999, 0.60000000000000009,", "t = 3.1415926535897931 ;")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
    assertTrue(!text.contains("lon(lon)"), "a dimension without a variable: " + text);
  }

  @Test
  void h5dumpFollowsTheReferencesBetweenVariablesAndDimensions() throws IOException {
    String text = NetcdfTools.run("h5dump", written().toString()).replaceAll("\\s+", " ");
    assertTrue(text.contains("ATTRIBUTE \"DIMENSION_LIST\" { DATATYPE H5T_VLEN { H5T_REFERENCE { H5T_STD_REF_OBJECT } "
        + "}"),
        text);
    assertTrue(text.replaceAll("DATASET \\d+", "DATASET")
        .contains("(0): (DATASET \"/member\"), (1): (DATASET \"/lat\"), "
        + "(2): (DATASET \"/lon\")"), text);
    assertTrue(text.matches(".*\"REFERENCE_LIST\".*\"dataset\".*\"dimension\".*\"/T\".*"), text);
    assertTrue(text.contains("\"DIMENSION_SCALE\""), text);
  }

  /** The C library reads every byte of it: a compressed copy of its making has the same content. */
  @Test
  void nccopyCopiesIt() throws IOException {
    Path copy = folder.resolve("copy.nc");
    Path file = written();
    NetcdfTools.run("nccopy", "-d", "1", file.toString(), copy.toString());
    assertEquals(NetcdfTools.ncdump(file).replace("netcdf w", ""), NetcdfTools.ncdump(copy).replace("netcdf copy", ""));
  }

  @Test
  void ourReaderReadsIt() throws IOException {
    try (NetcdfFile file = NetcdfFile.open(written())) {
      assertEquals(List.of("S", "T", "lat", "member", "t"), file.variables().stream().sorted().toList());
      NetcdfVariable t = file.variable("T");
      assertEquals(List.of("member", "lat", "lon"), t.dimensions());
      assertEquals("Lufttemperatur in °C", t.text("long_name"));
      double[] x = t.read();
      assertEquals(0.1f, x[1]);
      assertTrue(Double.isNaN(x[5]));
      double[] part = new double[3];
      t.read(new long[] {1, 0, 1}, new int[] {1, 2, 1}, part, 1);
      assertArrayEquals(new double[] {0, 0.7f, 1.0f}, part);
      assertArrayEquals(new double[] {Math.PI}, file.variable("t").read());
    }
  }

  @Test
  void fillValuesOfEachType() throws IOException {
    Path file = folder.resolve("fill.nc");
    NetcdfDefinition definition = new NetcdfDefinition().dimension("x", 2)
        .variable("d", NetcdfType.DOUBLE, Map.of("_FillValue", -1e300), List.of("x"))
        .variable("i", NetcdfType.INT, Map.of("_FillValue", -7), List.of("x"));
    try (NetcdfWriter out = new NetcdfWriter(file, definition)) {
      out.write("d", new double[] {-1e300, 1}, 0, 2);
      out.write("i", new double[] {2, -7}, 0, 2);
    }
    String text = NetcdfTools.ncdump(file).replaceAll("\\s+", " ");
    assertTrue(text.contains("d = _, 1 ;") && text.contains("i = 2, _ ;"), text);
    String header = NetcdfTools.run("h5dump", "-p", "-H", file.toString()).replaceAll("\\s+", " ");
    assertTrue(header.contains("VALUE -1e+300") && header.contains("VALUE -7"), header);
  }

  @Test
  void whatWasNotWrittenIsCounted() throws IOException {
    NetcdfWriter out = new NetcdfWriter(folder.resolve("part.nc"), definition());
    out.write("T", new double[5], 0, 5);
    assertTrue(assertThrows(IllegalStateException.class, out::close).getMessage().matches(
        "(?s).*(7 of 12 values of 'T'|2 of 2 values of '(member|lat)'|6 of 6 values of 'S'|1 of 1 values of 't').* "
        + "not written.*"));
  }

  @Test
  void aFileNeedsNoVariable() throws IOException {
    Path file = folder.resolve("empty.nc");
    new NetcdfWriter(file, new NetcdfDefinition().attribute("title", "")).close();
    assertTrue(NetcdfTools.ncdump(file).contains(":title = \"\" ;"));
  }

  @Test
  void hundredsOfVariablesAndLongAttributes() throws IOException {
    NetcdfDefinition many = new NetcdfDefinition().dimension("x", 2);
    for (int v = 0; v < 300; v++) {
      many.variable("v" + v, NetcdfType.INT, Map.of("text", "a".repeat(200)), List.of("x"));
    }
    Path file = folder.resolve("many.nc");
    try (NetcdfWriter out = new NetcdfWriter(file, many)) {
      for (int v = 0; v < 300; v++) {
        out.write("v" + v, new double[] {v, -v}, 0, 2);
      }
    }
    assertTrue(NetcdfTools.ncdump(file).contains("v299 = 299, -299 ;"));
  }

  @Test
  void whatCannotBeWrittenIsRefused() throws IOException {
    NetcdfDefinition d = definition();
    assertTrue(assertThrows(IllegalArgumentException.class, () -> d.dimension("lat", 9)).getMessage()
        .contains("'lat' cannot have the length 9: it has the length 2"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> d.variable("u", NetcdfType.INT, Map.of(),
        List.of("z"))).getMessage().contains("'z', which is not defined"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> d.variable("T", NetcdfType.INT, Map.of(),
        List.of())).getMessage().contains("two variables 'T'"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> d.variable("lon", NetcdfType.INT, Map.of(),
        List.of("lat", "lon"))).getMessage().contains("must be its only dimension"));
    NetcdfDefinition wrong = new NetcdfDefinition().dimension("x", 1)
        .variable("v", NetcdfType.DOUBLE, Map.of("_FillValue", 1f), List.of("x"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new NetcdfWriter(folder.resolve("a.nc"), wrong))
        .getMessage().contains("_FillValue of the variable 'v' must have its type DOUBLE"));
    NetcdfWriter out = new NetcdfWriter(folder.resolve("b.nc"), definition());
    assertTrue(assertThrows(IllegalArgumentException.class, () -> out.write("lat", new double[3], 0, 3)).getMessage()
        .contains("0 of 2 are written"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> out.write("member", new double[] {0.5}, 0, 1))
        .getMessage().contains("whole numbers, not 0.5"));
    assertTrue(assertThrows(IllegalStateException.class, out::close).getMessage().contains("were not written"));
  }

  /** A flipped byte anywhere in the headers is found by the checksums of HDF5. */
  @Test
  void checksumsAreThoseOfHdf5() {
    assertEquals(0x17770551, Hdf5Bytes.checksum("Four score and seven years ago".getBytes()));
    assertEquals(0xdeadbeef, Hdf5Bytes.checksum(new byte[0]));
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyIfAsked() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    Path file = folder.resolve("there.nc");
    assertThrows(NoSuchFileException.class, () -> NetcdfWriter.over(file, definition()));
    Files.write(file, new byte[2 * whole.length]);
    assertThrows(FileAlreadyExistsException.class, () -> new NetcdfWriter(file, definition()));
    NetcdfDefinition small = new NetcdfDefinition().dimension("t", 1).variable("t", NetcdfType.DOUBLE, Map.of(),
        List.of("t"));
    try (NetcdfWriter out = NetcdfWriter.over(file, small)) {
      out.write("t", new double[] {1.5}, 0, 1);
    }
    assertTrue(Files.size(file) < whole.length);
    try (NetcdfFile read = NetcdfFile.open(file)) {
      assertArrayEquals(new double[] {1.5}, read.variable("t").read());
    }
  }
}
