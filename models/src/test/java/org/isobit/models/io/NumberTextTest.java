package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberTextTest {

  @TempDir
  Path folder;

  private double[] read(String text, int size) throws IOException {
    return NumberText.read(Files.writeString(folder.resolve("s.txt"), text), size, "a state");
  }

  private String refusal(String text, int size) {
    String message = assertThrows(IllegalArgumentException.class, () -> read(text, size)).getMessage();
    return message.substring(message.indexOf("s.txt"));
  }

  @Test
  void numbersStandBetweenBlanks() throws IOException {
    assertArrayEquals(new double[] {1, -2.5, Double.NaN, Double.NEGATIVE_INFINITY}, read("\n 1\t-2.5\r\f\nnan -inf", 4));
    assertArrayEquals(new double[] {7, 8}, read("\ufeff7 8", 2));
    assertEquals("s.txt: value 1 is '\\u{feff}8', which is not a number", refusal("7 \ufeff8", 2));
    assertArrayEquals(new double[0], read(" \n", 0));
    assertArrayEquals(new double[] {0x1p-3}, read("0x1p-3", 1));
    assertArrayEquals(new double[] {1.0}, read("1" + "0".repeat(1093) + "e-1093", 1), 1e-15);
  }

  @Test
  void whatIsNoStateIsRefused() throws IOException {
    assertEquals("s.txt: has 1 numbers, but a state has 2", refusal("1", 2));
    assertEquals("s.txt: has more than 2 numbers, but a state has 2", refusal("1 2 3", 2));
    assertEquals("s.txt: has more than 0 numbers, but a state has 0", refusal("1", 0));
    assertEquals("s.txt: value 1 is '2f', which is not a number", refusal("1 2f", 2));
    assertEquals("s.txt: value 0 is '\\u{7f}\\u{202e}', which is not a number", refusal("\u007f\u202e", 1));
    assertEquals("s.txt: value 0 is '" + "7".repeat(80) + "…' (1101 characters), which is not a number",
        refusal("7".repeat(60_000), 1));
    assertEquals("s.txt: has 66337 bytes, but the 2 numbers that a state has take at most 66336",
        refusal(" ".repeat(66_337), 2));
    assertEquals("s.txt: has 0 numbers, but a state has 2", refusal(" ".repeat(66_336), 2));
    assertEquals("s.txt: has 0 numbers, but a state has 2", refusal("", 2));
    assertArrayEquals(new double[0], read("", 0));
    Path file = Files.write(folder.resolve("l.txt"), new byte[] {(byte) 0xff});
    assertEquals(file + ": is not UTF-8 text",
        assertThrows(IllegalArgumentException.class, () -> NumberText.read(file, 1, "a state")).getMessage());
    for (String text : java.util.List.of("", " 1", "1 ", "\u00001", "1\u0000", "1\u001f", "x", "1.d", "0x1p3F")) {
      assertThrows(NumberFormatException.class, () -> NumberText.of(text), text);
    }
    assertEquals("s.txt: value 0 is '1\\u{0}2', which is not a number", refusal("1\u00002", 2));
    assertEquals("s.txt: value 1 is '\\u{0}', which is not a number", refusal("1 \u0000", 2));
    Path missing = folder.resolve("missing");
    assertEquals(missing + ": no such file",
        assertThrows(IllegalArgumentException.class, () -> NumberText.read(missing, 1, "a state")).getMessage());
  }
}
