package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that end too early, and arrays that are too large for the heap or for Java. */
class NpyLimitsTest {

  @TempDir
  Path folder;

  private static String refusal(String dictionary) {
    return assertThrows(IllegalArgumentException.class, () -> NpyHeader.parse("x.npy", dictionary, 0), dictionary)
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}",
      "{'shape':(12L,),'fortran_order':True,'descr':\"=f4\",}",
      "{ 'fortran_order' : True , 'shape' : ( ) , 'descr' : '<i4' }"})
  void aDictionaryIsRefusedWhereverItEnds(String dictionary) {
    NpyHeader.parse("x.npy", dictionary, 0);
    for (int end = 0; end < dictionary.length(); end++) {
      String message = refusal(dictionary.substring(0, end));
      assertEquals("x.npy: the .npy header needs ", message.substring(0, 29), message);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "{'descr':                   | needs a quoted string at character 9",
      "{'shape': (12               | needs ',' or ')' at character 13",
      "{'shape': (12L              | needs ',' or ')' at character 14",
      "{'descr': '<f8'             | needs '}' at character 15",
      "{'descr': '\\x3cf8'}         | has an escape sequence in a string",
      "{'\\x64escr': '<f8'}         | has an escape sequence in a string"})
  void whatIsMissingIsSaid(String dictionary, String message) {
    assertEquals("x.npy: the .npy header " + message, refusal(dictionary));
  }

  /** A file of zeros, which takes no room on most disks. */
  private Path zeros(String descr, boolean fortranOrder, String shape, long bytes) throws IOException {
    String text = "{'descr': '" + descr + "', 'fortran_order': " + (fortranOrder ? "True" : "False") + ", 'shape': "
        + shape + "}";
    Path file = folder.resolve("zeros.npy");
    try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw")) {
      to.write(NpyHeader.MAGIC);
      to.write(ByteBuffer.allocate(4).put((byte) 1).put((byte) 0).put((byte) text.length()).array());
      to.writeBytes(text);
      to.setLength(10 + text.length() + bytes);
    }
    return file;
  }

  private static String refusal(Path file, long heap) {
    return assertThrows(IllegalArgumentException.class, () -> NpyFile.read(file, heap)).getMessage();
  }

  /** Elements of an f4 file take 4 bytes of heap, others 8; Fortran order takes them twice, and an index each. */
  @ParameterizedTest
  @CsvSource({"<f4,false,24", "<f4,true,72", "<f8,false,48", "<f8,true,120", "<i4,false,48", "<i8,true,120"})
  void arraysAreBoundedByTheHeap(String descr, boolean fortranOrder, long needed) throws IOException {
    Path file = zeros(descr, fortranOrder, "(2, 3)", descr.endsWith("4") ? 24 : 48);
    assertArrayEquals(new double[6], NpyFile.read(file, needed).doubles());
    assertEquals(file + ": shape (2, 3) needs " + needed + " bytes of heap, but the limit is " + (needed - 1)
        + ": raise -Xmx", refusal(file, needed - 1));
  }

  @Test
  @EnabledOnOs(OS.LINUX) // elsewhere such a file may take its 8 GiB
  void arraysAreBoundedByWhatOneJavaArrayHolds() throws IOException {
    Path file = zeros("<f4", false, "(2147483639,)", 4L * 2147483639);
    assertEquals(file + ": shape (2147483639,) needs 8589934556 bytes of heap, but the limit is 1000: raise -Xmx",
        refusal(file, 1000));
    Path longer = zeros("<f4", false, "(2147483640,)", 4L * 2147483640);
    assertEquals(longer + ": shape (2147483640,) needs 8589934560 bytes, more than one Java array holds",
        refusal(longer, Long.MAX_VALUE));
  }

  @Test
  void aLongDimensionOfNothingIsRead() throws IOException {
    assertArrayEquals(new int[] {0, Integer.MAX_VALUE},
        NpyFile.read(zeros("<f8", false, "(0, 2147483647)", 0)).shape());
  }
}
