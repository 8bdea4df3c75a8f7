package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      "'\n'                    | is empty"})
  void messagesNameTheLine(String text, String part) {
    String message = assertThrows(IllegalArgumentException.class, () -> read(text, "value")).getMessage();
    assertTrue(message.contains("o.csv") && message.contains(part), message);
  }
}
