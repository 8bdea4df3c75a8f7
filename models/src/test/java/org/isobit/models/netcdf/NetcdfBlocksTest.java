package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables that are longer than what is read, decoded or written at once. */
class NetcdfBlocksTest {

  /** More than a megabyte of doubles, and no multiple of any block. */
  private static final int N = 150_001;

  /** A number of all three types. */
  private static final int FILL = 2_000_000_000;

  @TempDir
  Path folder;

  private static boolean isMissing(int i) {
    return i % 4099 == 8;
  }

  private static double[] numbers(double missing, DoubleUnaryOperator number) {
    return IntStream.range(0, N).mapToDouble(i -> isMissing(i) ? missing : number.applyAsDouble(i - 70_000)).toArray();
  }

  private static double tenth(double x) {
    return 0.1 * x;
  }

  private static double wholeNumber(double x) {
    return x;
  }

  private Path written() throws IOException {
    Path file = folder.resolve("w.nc");
    NetcdfDefinition definition = new NetcdfDefinition().dimension("x", N)
        .variable("d", NetcdfType.DOUBLE, Map.of("_FillValue", (double) FILL), List.of("x"))
        .variable("f", NetcdfType.FLOAT, Map.of("_FillValue", (float) FILL), List.of("x"))
        .variable("i", NetcdfType.INT, Map.of("_FillValue", FILL), List.of("x"));
    try (NetcdfWriter out = new NetcdfWriter(file, definition)) {
      inPieces(out, "d", numbers(FILL, NetcdfBlocksTest::tenth));
      inPieces(out, "f", numbers(FILL, NetcdfBlocksTest::tenth));
      inPieces(out, "i", numbers(FILL, NetcdfBlocksTest::wholeNumber));
    }
    return file;
  }

  private static void inPieces(NetcdfWriter out, String variable, double[] values) throws IOException {
    int at = 0;
    for (int piece : new int[] {1, 8191, 8192, 8193, 0, 16383, 16384, 16385, values.length}) {
      int n = Math.min(piece, values.length - at);
      out.write(variable, values, at, n);
      at += n;
    }
  }

  private static double[] expected(String variable) {
    return switch (variable) {
      case "d" -> numbers(Double.NaN, NetcdfBlocksTest::tenth);
      case "f" -> numbers(Double.NaN, x -> (float) tenth(x));
      default -> numbers(Double.NaN, NetcdfBlocksTest::wholeNumber);
    };
  }

  @Test
  void everyNumberIsInItsPlace() throws IOException {
    Path file = written();
    Path chunked = folder.resolve("chunked.nc");
    NetcdfTools.run("nccopy", "-d", "1", "-s", "-c", "x/20011", file.toString(), chunked.toString());
    for (String variable : List.of("d", "f", "i")) {
      double[] expected = expected(variable);
      assertArrayEquals(expected, dumped(file, variable), variable);
      for (Path one : List.of(file, chunked)) {
        try (NetcdfFile open = NetcdfFile.open(one)) {
          NetcdfVariable v = open.variable(variable);
          assertArrayEquals(expected, v.read(), one + " " + variable);
          double[] part = new double[140_005];
          v.read(new long[] {9001}, new int[] {140_000}, part, 3);
          double[] around = new double[140_005];
          System.arraycopy(expected, 9001, around, 3, 140_000);
          assertArrayEquals(around, part, one + " " + variable);
        }
      }
    }
  }

  /** What NetCDF's own program reads. */
  private static double[] dumped(Path file, String variable) throws IOException {
    String text = NetcdfTools.run("ncdump", "-p", "9,17", "-v", variable, file.toString());
    String all = text.substring(text.indexOf("\n " + variable + " = ") + variable.length() + 5);
    return Arrays.stream(all.substring(0, all.indexOf(';')).split(",")).map(String::strip)
        .mapToDouble(x -> x.equals("_") ? Double.NaN : variable.equals("f") ? Float.parseFloat(x)
            : Double.parseDouble(x)).toArray();
  }

  @Test
  void numbersOfTheOtherByteOrder() throws IOException {
    int n = 20_001;
    String values = IntStream.range(0, n).mapToObj(i -> i == 17_000 ? "_" : i + ".5").collect(Collectors.joining(","));
    Path file = NetcdfTools.ncgen(folder.resolve("b.nc"), "netcdf b { dimensions: x = " + n + "; variables: "
        + "float f(x); f:_Endianness = \"big\"; double d(x); d:_Endianness = \"big\"; "
        + "data: f = " + values + "; d = " + values + "; }");
    double[] expected = IntStream.range(0, n).mapToDouble(i -> i == 17_000 ? Double.NaN : i + 0.5).toArray();
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertArrayEquals(expected, open.variable("f").read());
      assertArrayEquals(expected, open.variable("d").read());
    }
  }

  @Test
  void theFirstNumberThatIsNoneIsNamed() throws IOException {
    assertEquals("is Infinity at [140000]", refused(140_000, 149_999));
    assertEquals("is Infinity at [8200]", refused(8200, 140_000));
  }

  private String refused(int... wrong) throws IOException {
    Path file = folder.resolve(wrong[0] + ".nc");
    double[] values = numbers(FILL, NetcdfBlocksTest::tenth);
    for (int at : wrong) {
      values[at] = Double.POSITIVE_INFINITY;
    }
    try (NetcdfWriter out = new NetcdfWriter(file, new NetcdfDefinition().dimension("x", N)
        .variable("d", NetcdfType.DOUBLE, Map.of("_FillValue", (double) FILL), List.of("x")))) {
      out.write("d", values, 0, N);
    }
    try (NetcdfFile open = NetcdfFile.open(file)) {
      String message = assertThrows(IllegalArgumentException.class, () -> open.variable("d").read()).getMessage();
      assertTrue(message.startsWith(file + ": variable 'd': ") && message.endsWith(", which is not its missing value"),
          message);
      return message.substring(message.indexOf("is "), message.lastIndexOf(','));
    }
  }

  @Test
  void aNumberThatIsNotWholeIsRefusedInEveryBlock() throws IOException {
    double[] values = numbers(FILL, NetcdfBlocksTest::wholeNumber);
    values[N - 1] = 0.5;
    NetcdfWriter out = new NetcdfWriter(folder.resolve("i.nc"), new NetcdfDefinition().dimension("x", N)
        .variable("i", NetcdfType.INT, Map.of(), List.of("x")));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> out.write("i", values, 0, N)).getMessage()
        .endsWith("whole numbers, not 0.5"));
    assertThrows(IllegalStateException.class, out::close);
  }
}
