package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The resources were written by NumPy 2.4. */
class NpyFileTest {

  private static final double[] RAMP = {-2, -0.75, 0.5, 1.75, 3, 4.25};

  @TempDir
  Path folder;

  private static Path resource(String name) {
    try {
      return Path.of(NpyFileTest.class.getResource(name).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c_f8", "big_f8", "c_f4", "big_f4", "fortran_f4", "version2_f8", "version3_f8"})
  void readsWhatNumpyWrote(String name) throws IOException {
    NpyFile file = NpyFile.read(resource(name + ".npy"));
    assertArrayEquals(new int[] {2, 3}, file.shape());
    assertArrayEquals(RAMP, file.doubles());
    assertEquals(name.endsWith("f4") ? NpyType.FLOAT32 : NpyType.FLOAT64, file.type());
  }

  @Test
  void fortranOrderOfThreeDimensionsBecomesC() throws IOException {
    NpyFile file = NpyFile.read(resource("fortran_f8.npy"));
    assertArrayEquals(new int[] {2, 3, 4}, file.shape());
    assertArrayEquals(IntStream.range(0, 24).asDoubleStream().toArray(), file.doubles());
  }

  @Test
  void integersBecomeDoublesOfTheSameValueOrAreRefused() throws IOException {
    assertArrayEquals(new double[] {-1, 2, 3, 2147483647}, NpyFile.read(resource("c_i4.npy")).doubles());
    assertArrayEquals(new double[] {-1, 0x1p53}, NpyFile.read(resource("big_i8.npy")).doubles());
    assertMessage("9007199254740993", resource("inexact_i8.npy"));
  }

  @Test
  void scalarsEmptyArraysAndSpecialValues() throws IOException {
    assertEquals("()", NpyFile.read(resource("scalar_f8.npy")).shapeText());
    assertArrayEquals(new double[] {2.5}, NpyFile.read(resource("scalar_f8.npy")).doubles());
    assertEquals("(0, 3)", NpyFile.read(resource("empty_f8.npy")).shapeText());
    NpyFile special = NpyFile.read(resource("vector_f8.npy"));
    assertEquals("(6,)", special.shapeText());
    assertArrayEquals(bits(0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Double.MIN_VALUE),
        bits(special.doubles()));
  }

  private static long[] bits(double... x) {
    return DoubleStream.of(x).mapToLong(Double::doubleToLongBits).toArray();
  }

  @Test
  void refusesTypesItCannotRead() {
    assertMessage(": the .npy header has elements of type '|b1'; f8, f4, i4 and i8 of either byte order can be read",
        resource("bool.npy"));
    assertMessage(": the .npy header describes a structured type; give one plain array a file",
        resource("structured.npy"));
    assertMessage(": the .npy header has elements of type '|O'; f8", resource("object.npy"));
  }

  @Test
  void writesTheBytesThatNumpyWrites() throws IOException {
    Path file = folder.resolve("a.npy");
    NpyFile.write(file, RAMP, 2, 3);
    assertArrayEquals(Files.readAllBytes(resource("c_f8.npy")), Files.readAllBytes(file));
    NpyFile.write(file, new float[] {-2, -0.75f, 0.5f, 1.75f, 3, 4.25f}, 2, 3);
    assertArrayEquals(Files.readAllBytes(resource("c_f4.npy")), Files.readAllBytes(file));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> NpyFile.write(file, RAMP, 2, 4)).getMessage()
        .contains("(2, 4)"));
  }

  @Test
  void roundTripOfMoreThanOneBuffer() throws IOException {
    double[] x = IntStream.range(0, 300_007).mapToDouble(i -> 1.0 / (i + 1)).toArray();
    Path file = folder.resolve("long.npy");
    NpyFile.write(file, x, 300_007);
    assertArrayEquals(x, NpyFile.read(file).doubles());
    double[] pieces = new double[x.length];
    try (NpyReader reader = NpyReader.open(file)) {
      for (int at = 0; at < x.length; at += 100_003) {
        reader.read(pieces, at, Math.min(100_003, x.length - at));
      }
      assertThrows(IOException.class, () -> reader.read(pieces, 0, 1));
    }
    assertArrayEquals(x, pieces);
  }

  @Test
  void aWriterChecksTheNumberOfElements() throws IOException {
    NpyWriter writer = new NpyWriter(new java.io.ByteArrayOutputStream(), NpyType.FLOAT64, 2);
    assertThrows(IllegalArgumentException.class, () -> writer.write(RAMP, 0, 3));
    writer.write(RAMP, 0, 1);
    assertThrows(IllegalStateException.class, writer::close);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "needs '{'                        | ['descr']",
      "unknown key 'exec'               | {'descr': '<f8', 'exec': True}",
      "lacks the key shape              | {'descr': '<f8', 'fortran_order': False}",
      "key shape twice                  | {'shape': (1,), 'shape': (1,)}",
      "True or False                    | {'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}",
      "non-negative integer             | {'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
      "needs ',' or ')'                 | {'descr': '<f8', 'fortran_order': False, 'shape': (1e3,)}",
      "in parentheses                   | {'descr': '<f8', 'fortran_order': False, 'shape': (1)}",
      "more elements than any file      | {'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
      "more elements than any file      | {'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
      "more elements than any file      | {'descr': '<f8', 'fortran_order': False, 'shape': (2305843009213693952,)}",
      "needs 8000000000 bytes of data   | {'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,)}",
      "needs '}'                        | {'descr': '<f8, 'fortran_order': False, 'shape': (1,)}",
      "escape                           | {'descr': '<f8\\x00', 'fortran_order': False, 'shape': (1,)}",
      "'<c16'                           | {'descr': '<c16', 'fortran_order': False, 'shape': (1,)}",
      "''                               | {'descr': '', 'fortran_order': False, 'shape': (1,)}",
      "closing brace                    | {'descr': '<f8', 'fortran_order': False, 'shape': (1,)} import os",
      "needs ','                        | {'descr': '<f8', 'fortran_order': False, 'shape': (1 2)}",
      "more than 64 dimensions          | {'descr': '<f8', 'fortran_order': False, 'shape': "
      + "(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)}",
      "needs ',' or ')'                 | {'descr': '<f8', 'fortran_order': False, 'shape': (1LL,)}",
      "non-negative integer             | {'descr': '<f8', 'fortran_order': False, 'shape': (L,)}",
      "needs a quoted string            | {descr: '<f8', 'fortran_order': False, 'shape': (1,)}",
      "needs a quoted string            | {'descr': '<f8",
      "'\\u{1b}[2J'                      | {'descr': '\u001b[2J', 'fortran_order': False, 'shape': (1,)}",
      "unknown key '\\u{9b}'            | {'\u009b': 1}",
      "more elements than any file      | {'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296, "
      + "0)}",
      "lacks the key descr              | {}",
      "lacks the key fortran_order      | {'descr': '<f8', 'shape': (1,)}",
      "needs '}'                        | {'descr': '<f8' 'fortran_order': False, 'shape': (1,)}",
  })
  void refusesHostileHeaders(String message, String dictionary) throws IOException {
    assertMessage(message, file(1, dictionary.length() + 1, dictionary + "\n", 8));
  }

  @Test
  void otherWritersFormsAreRead() throws IOException {
    for (String dictionary : List.of("{'descr': '<f8', 'fortran_order': False, 'shape': (3L,), }\n",
        "{\"descr\": \"<f8\", \"fortran_order\": False, \"shape\": (3,)}\n",
        "{'shape':(3,),'fortran_order':True,'descr':'=f8'}",
        " { 'shape' : ( 3 , ) , 'fortran_order' : False , 'descr' : '<f8' , } \n", "{'descr': '<f8',\n"
        + "'fortran_order': False, 'shape': (3L, 1L)}")) {
      assertEquals(3, NpyFile.read(file(1, dictionary.length(), dictionary, 24)).doubles().length, dictionary);
    }
    String ones = "1, ".repeat(64);
    String most = "{'descr': '<f8', 'fortran_order': True, 'shape': (" + ones + ")}";
    assertEquals(64, NpyFile.read(file(2, most.length(), most, 8)).shape().length);
  }

  /** Every shorter file, headers of all versions. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void truncatedFilesAreRefused(int version) throws IOException {
    String good = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}\n";
    Path whole = file(version, good.length(), good, 16);
    NpyFile.read(whole);
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length++) {
      Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(bytes, length));
      assertMessage(length < 10 ? "is not a .npy file" : length < bytes.length - 16
          ? "the .npy header claims a length of" : "it is truncated", cut);
    }
    Path long1 = file(version, 65_535, "x".repeat(65_535), 0);
    assertMessage("needs '{' at character 0", long1);
    if (version > 1) {
      Path long2 = file(version, 65_537, "x".repeat(65_537), 0);
      assertEquals(long2 + ": the .npy header claims a length of 65537 bytes",
          assertThrows(IllegalArgumentException.class, () -> NpyFile.read(long2)).getMessage());
      assertMessage("needs '{'", file(version, 65_536, "x".repeat(65_536), 0));
    }
  }

  @Test
  void refusesBrokenFiles() throws IOException {
    String good = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}\n";
    assertMessage("truncated", file(1, good.length(), good, 15));
    assertMessage("needs 16 bytes of data, but the file has 17", file(1, good.length(), good, 17));
    String hollow = "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 2147483648)}";
    assertMessage("shape (0, 2147483648) has a dimension above 2^31 - 1", file(1, hollow.length(), hollow, 0));
    assertMessage("version 4.0", file(4, good.length(), good, 16));
    assertMessage("length of 4294967295 bytes", file(2, -1, good, 16));
    assertMessage("length of 65000 bytes, but the file has " + (10 + good.length() + 16), file(1, 65_000, good, 16));
    assertMessage("not a .npy file", Files.writeString(folder.resolve("text.npy"), "1,2,3\n4,5,6\n"));
    assertMessage("not a .npy file", Files.write(folder.resolve("none.npy"), new byte[0]));
    assertMessage("a directory", folder);
    assertMessage("no such file", folder.resolve("missing.npy"));
  }

  private Path file(int version, int length, String dictionary, int data) throws IOException {
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0, (byte) length, (byte) (length >>> 8),
        (byte) (length >>> 16), (byte) (length >>> 24)};
    int used = version == 1 ? 10 : 12;
    byte[] text = dictionary.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(start, used + text.length + data);
    System.arraycopy(text, 0, all, used, text.length);
    return Files.write(folder.resolve("hostile.npy"), all);
  }

  private static void assertMessage(String part, Path file) {
    String message = assertThrows(IllegalArgumentException.class, () -> NpyFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    String said = message.substring(file.toString().length()); // the name may hold the word that is looked for
    assertTrue(said.contains(part), message);
    assertTrue(said.chars().allMatch(c -> c >= ' ') && said.length() < 2500, message);
  }

  @Test
  void numpyReadsWhatIsWritten() throws Exception {
    NpyFile.write(folder.resolve("d.npy"), RAMP, 3, 2);
    NpyFile.write(folder.resolve("f.npy"), new float[] {1.5f}, 1);
    String script = """
        import sys
        try:
            import numpy as np
        except ImportError:
            sys.exit(77)
        d, f = np.load('d.npy'), np.load('f.npy')
        assert d.dtype == '<f8' and d.shape == (3, 2) and (d.ravel() == [-2, -.75, .5, 1.75, 3, 4.25]).all()
        assert f.dtype == '<f4' and f.shape == (1,) and f[0] == 1.5
        """;
    Process python;
    try {
      python = new ProcessBuilder("python3", "-c", script).directory(folder.toFile()).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      assumeTrue(false, "python3 is not there");
      return;
    }
    if (!python.waitFor(2, TimeUnit.MINUTES)) {
      python.destroyForcibly();
    }
    assertTrue(python.waitFor() >= 0);
    assumeTrue(python.exitValue() != 77, "numpy is not there");
    assertEquals(0, python.exitValue());
  }
}
