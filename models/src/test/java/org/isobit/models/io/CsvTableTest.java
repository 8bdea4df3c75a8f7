package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {

  @TempDir
  Path folder;

  private CsvTable read(String text, String... wanted) throws IOException {
    return CsvTable.read(Files.writeString(folder.resolve("o.csv"), text), List.of(wanted));
  }

  @Test
  void readsNamedColumns() throws IOException {
    CsvTable table = read("\uFEFF# comment\r\nid, x,\"the, value\",sd\r\n\r\na,1,2.5e-1,nan\r\nb, -0.0 ,\"3\",inf\r\n",
        "the, value", "x", "sd");
    assertEquals(2, table.rows());
    assertArrayEquals(new double[] {0.25, 3}, table.column(0));
    assertArrayEquals(new double[] {1, -0.0}, table.column(1));
    assertArrayEquals(new double[] {Double.NaN, Double.POSITIVE_INFINITY}, table.column(2));
    assertTrue(table.place(1).endsWith("o.csv:5"));
  }

  @Test
  void allColumnsAndManyRows() throws IOException {
    CsvTable table = read("x,y\n" + "1,2\n".repeat(1000));
    assertEquals(List.of("x", "y"), table.names());
    assertEquals(1000, table.rows());
    assertEquals(0, read("x\n").rows());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'x,value\n1,2\n1,two\n' | :3: column 'value' must be a number, but is 'two'",
      "'x,value\n1,1f\n'       | :2: column 'value' must be a number, but is '1f'",
      "'x,value\n1,\n'         | :2: column 'value' is empty",
      "'x,value\n1,2,3\n'      | :2: has 3 cells, but the header names 2 columns",
      "'x,valeu\n1,2\n'        | :1: has no column 'value'; its columns are x, valeu; did you mean 'valeu'?",
      "'x;value\n1;2\n'        | not semicolons",
      "'value,value\n1,2\n'    | :1: has two columns 'value'",
      "'x,\"value\n1,2\n'      | :1: has a quoted cell",
      "'x,value\n1,\"2\"3\n'    | :2: has a quoted cell that does not end before the next comma",
      "'x,value\n1,\"2\n'       | :2: has a quoted cell that does not end before the next comma",
      "'x,value\n1,1d\n'       | :2: column 'value' must be a number, but is '1d'",
      "'x,value\n1,infinit\n'  | :2: column 'value' must be a number, but is 'infinit'",
      "'x,value\n1,\"\"\n'      | :2: column 'value' is empty",
      "'value,x\n,1\n'         | :2: column 'value' is empty",
      "'x,value\n1,2,\n'       | :2: has 3 cells, but the header names 2 columns",
      "'\n'                    | is empty"})
  void messagesNameTheLine(String text, String part) {
    String message = assertThrows(IllegalArgumentException.class, () -> read(text, "value")).getMessage();
    assertTrue(message.contains("o.csv") && message.contains(part), message);
  }

  @Test
  void quotesAndInfinitiesAtTheEdges() throws IOException {
    CsvTable table = read("value,\"last, one\"\n1,\"2\"\n-inf, \"-Infinity\" \nINF,+inf\n-nan,\" 7 \"\n", "value",
        "last, one");
    double inf = Double.POSITIVE_INFINITY;
    assertArrayEquals(new double[] {1, -inf, inf, Double.NaN}, table.column(0));
    assertArrayEquals(new double[] {2, -inf, inf, 7}, table.column(1));
    CsvTable some = read("a,value\n,1\n\"\",2\n", "value"); // cells that nobody wants may be empty
    assertArrayEquals(new double[] {1, 2}, some.column(0));
  }

  @Test
  void linesEndAsSystemsEndThem() throws IOException {
    CsvTable table = read("value\r1\r\n2\n\r3\r\r\n4");
    assertArrayEquals(new double[] {1, 2, 3, 4}, table.column(0));
    assertTrue(table.place(1).endsWith("o.csv:3"), table.place(1));
    assertTrue(table.place(3).endsWith("o.csv:7"), table.place(3));
  }

  private String refusal(String text, String... wanted) {
    String message = assertThrows(IllegalArgumentException.class, () -> read(text, wanted)).getMessage();
    assertTrue(message.length() < 1000, message);
    return message.substring(message.indexOf("o.csv"));
  }

  @Test
  void lengthsAreRefused() throws IOException {
    assertEquals("o.csv:2: is longer than 1048576 characters", refusal("value\n" + "1".repeat((1 << 20) + 1)));
    assertEquals("o.csv:2: is longer than 1048576 characters", refusal("value\n#" + " ".repeat(1 << 20)));
    assertEquals(0, read("value\n#" + " ".repeat((1 << 20) - 1)).rows());
    assertEquals("o.csv:1: has more than 4096 cells", refusal("value" + ",x".repeat(4096)));
    assertEquals("o.csv:2: has more than 4096 cells", refusal("value\n1" + ",".repeat(4096)));
    assertEquals(1, read("value" + ",x".repeat(4095) + "\n1" + ",".repeat(4095), "value").rows());
    assertEquals("o.csv:2: column 'value' must be a number, but is '" + "1".repeat(80) + "…' (1101 characters)",
        refusal("value\n" + "1".repeat(1101)));
    assertEquals(0, read("value\n0" + ".0".substring(0, 1) + "0".repeat(1098) + "\n").column(0)[0]);
  }

  @Test
  void messagesShowNoControlCharacters() {
    String bad = "\u001b]0:x\u0007\u009b\u202e";
    String shown = "\\u{1b}]0:x\\u{7}\\u{9b}\\u{202e}";
    assertEquals("o.csv:2: column '" + shown + "' must be a number, but is '" + shown + "'",
        refusal(bad + "\n" + bad + "\n"));
    assertEquals("o.csv:1: has no column 'value'; its columns are " + shown, refusal(bad + "\n1\n", "value"));
    assertEquals("o.csv:1: has two columns '" + shown + "'", refusal(bad + "," + bad + "\n1,2\n"));
    assertEquals("o.csv:2: column 't': no " + shown, assertThrows(IllegalArgumentException.class,
        () -> CsvTable.read(Files.writeString(folder.resolve("o.csv"), "t\n" + bad), List.of(), Map.of("t", text -> {
          throw new IllegalArgumentException("no " + text);
        }))).getMessage().replaceFirst(".*(?=o.csv)", ""));
  }

  /** The arrays grow by doubling: 64 rows fit at first, 128 need half as much again beside them. */
  @Test
  void rowsAreBoundedByTheHeap() throws IOException {
    Path file = Files.writeString(folder.resolve("o.csv"), "x,y\n" + "1,2\n".repeat(64));
    assertEquals(64, CsvTable.read(file, List.of(), Map.of(), 1).rows());
    Files.writeString(file, "x,y\n" + "1,2\n".repeat(65));
    long bytes = 192 * (4 + 2 * 8);
    assertEquals(65, CsvTable.read(file, List.of(), Map.of(), bytes).rows());
    assertEquals("o.csv:66: is one of more than 64 rows, which need " + bytes + " bytes of heap, but the limit is "
        + (bytes - 1) + ": raise -Xmx", assertThrows(IllegalArgumentException.class,
            () -> CsvTable.read(file, List.of(), Map.of(), bytes - 1)).getMessage().replaceFirst(".*(?=o.csv)", ""));
    assertEquals(65, CsvTable.read(file, List.of("y"), Map.of(), bytes - 1).rows());
  }

  @Test
  void nothingIsAnEndButTheEnd() throws IOException {
    assertEquals(1, read("value\n#\u0000\n1\n").rows());
    assertEquals("o.csv:2: column 'value' must be a number, but is '\\u{0}'", refusal("value\n\u0000\n"));
    assertEquals("o.csv:2: column 'value' must be a number, but is '1\\u{0}'", refusal("value\n1\u0000\n"));
    Path missing = folder.resolve("missing.csv");
    assertEquals(missing + ": no such file",
        assertThrows(IllegalArgumentException.class, () -> CsvTable.read(missing, List.of())).getMessage());
  }

  @Test
  void otherColumnsAreMadeNumbers() throws IOException {
    CsvTable table = CsvTable.read(Files.writeString(folder.resolve("o.csv"), "t,x\nab,1\nabc,2\n"), List.of("t", "x"),
        Map.of("t", String::length));
    assertArrayEquals(new double[] {2, 3}, table.column(0));
    assertArrayEquals(new double[] {1, 2}, table.column(1));
    byte[] latin = {'x', '\n', (byte) 0xe4, '\n'};
    Path file = Files.write(folder.resolve("l.csv"), latin);
    assertEquals(file + ": is not UTF-8 text",
        assertThrows(IllegalArgumentException.class, () -> CsvTable.read(file, List.of())).getMessage());
  }
}
