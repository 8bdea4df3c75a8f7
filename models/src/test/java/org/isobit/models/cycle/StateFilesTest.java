package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.io.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** States as files, and what is refused. */
class StateFilesTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("state");
  }

  private void refused(String message, Executable read) {
    assertEquals(file + ": " + message, assertThrows(IllegalArgumentException.class, read).getMessage());
  }

  private double[] text(String content, int size) throws IOException {
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    return StateFiles.read(file, StateFiles.Format.TEXT, new int[] {size});
  }

  @Test
  void numbersAsText() throws IOException {
    assertArrayEquals(new double[] {1, -2.5e-300, 3}, text("1 -2.5e-300\n3\n", 3));
    assertArrayEquals(new double[] {1, 2, 3}, text("\uFEFF1\t2\r\n\f3", 3));
    assertArrayEquals(new double[] {7}, text(" ".repeat(60_000) + "7", 1));
    assertArrayEquals(new double[] {0.1}, text("0.1" + "0".repeat(397), 1));
    refused("has 2 numbers, but a state has 3", () -> text("1 2", 3));
    refused("has more than 3 numbers, but a state has 3", () -> text("1 2 3 4", 3));
    refused("has 0 numbers, but a state has 3", () -> text("", 3));
    refused("value 1 is 'x', which is not a number", () -> text("1 x 3", 3));
    refused("value 1 is '\\u{feff}2', which is not a number", () -> text("1 \uFEFF2 3", 3));
    refused("value 0 is '1\\u{0}2', which is not a number", () -> text("1\0" + "2", 2));
    refused("value 0 is '\\u{1b}[2J', which is not a number", () -> text("\u001b[2J", 1));
    refused("value 0 is '" + "1".repeat(80) + "…' (1101 characters), which is not a number",
        () -> text("1".repeat(1200), 1));
    refused("is NaN at point 1", () -> text("1 NaN 3", 3));
    refused("is -Infinity at point 2", () -> text("1 2 -1e999", 3));
    int most = 65536 + 400 * 2;
    assertArrayEquals(new double[] {1, 2}, text("1 2" + " ".repeat(most - 3), 2));
    refused("has " + (most + 1) + " bytes, but the 2 numbers that a state has take at most " + most,
        () -> text("1 2" + " ".repeat(most - 2), 2));
    Files.delete(file);
    refused("no such file", () -> StateFiles.read(file, StateFiles.Format.TEXT, new int[] {1}));
  }

  @Test
  void arrays() throws IOException {
    Path npy = file = folder.resolve("state.npy");
    NpyFile.write(npy, new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, StateFiles.read(npy, StateFiles.Format.NPY, new int[] {2, 3}));
    refused("has the shape (2, 3), but a state has [6]",
        () -> StateFiles.read(npy, StateFiles.Format.NPY, new int[] {6}));
    NpyFile.write(npy, new double[] {1, Double.NaN}, 2);
    refused("is NaN at point 1", () -> StateFiles.read(npy, StateFiles.Format.NPY, new int[] {2}));
    Files.delete(npy);
    refused("no such file", () -> StateFiles.read(npy, StateFiles.Format.NPY, new int[] {2}));
    Files.write(npy, new byte[0]);
    refused("is empty", () -> StateFiles.read(npy, StateFiles.Format.NPY, new int[] {2}));
  }

  @Test
  void whatIsWrittenForAModel() throws IOException {
    double[] values = {9, 0.1, -0.0, 1e300, 9};
    StateFiles.write(file, StateFiles.Format.TEXT, values, 1, new int[] {3});
    assertEquals("0.1\n-0.0\n1.0E300\n", Files.readString(file));
    StateFiles.write(file, StateFiles.Format.NPY, values, 1, new int[] {1, 3});
    assertArrayEquals(new double[] {0.1, -0.0, 1e300}, NpyFile.read(file).doubles());
    assertArrayEquals(new int[] {1, 3}, NpyFile.read(file).shape());
    StateFiles.force(file);
    assertEquals("npy txt nc", StateFiles.Format.NPY.suffix() + " " + StateFiles.Format.TEXT.suffix() + " "
        + StateFiles.Format.NETCDF.suffix());
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Test
  void ownArraysHaveTheirChecksum() throws Exception {
    double[] values = {1, 2, 3, 4, 5, 6};
    String sha = StateFiles.writeAtomically(file, Ensemble.of(values, 2, 3), new int[] {3});
    assertEquals(sha256(file), sha);
    assertEquals(sha, StateFiles.sha256(file));
    assertArrayEquals(values, StateFiles.readOwn(file, sha, 2, new int[] {3}));
    assertArrayEquals(new int[] {2, 3}, NpyFile.read(file).shape());
    refused("has the shape (2, 3), not [3, 2]", () -> StateFiles.readOwn(file, sha, 3, new int[] {2}));
    refused("has the shape (2, 3), not [6]", () -> StateFiles.readOwn(file, sha, new int[] {6}));
    assertEquals(sha, StateFiles.writeAtomically(file, values, 2, new int[] {3}));
    StateFiles.requireWritten(file, sha);
    String one = StateFiles.writeState(file, values, 2, new int[] {3});
    assertEquals(sha256(file), one);
    assertArrayEquals(new double[] {3, 4, 5}, StateFiles.readOwn(file, one, new int[] {3}));
    assertFalse(one.equals(sha));
    refused("is not what the run wrote: its SHA-256 differs from the journal's",
        () -> StateFiles.requireWritten(file, sha));
    refused("is not what the run wrote: its SHA-256 differs from the journal's",
        () -> StateFiles.readOwn(file, sha, new int[] {3}));
    assertEquals(24, StateFiles.size(new int[] {2, 3, 4}));
    Files.delete(file);
    refused("no such file", () -> StateFiles.requireWritten(file, sha));
  }

  @Test
  void whatCannotBeWrittenIsNamed() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("way"), "");
    Path under = inTheWay.resolve("x");
    String message = assertThrows(IllegalArgumentException.class,
        () -> StateFiles.writeState(under, new double[1], 0, new int[] {1})).getMessage();
    assertTrue(message.startsWith(under + ": ") && message.contains(inTheWay.toString()), message);
    assertTrue(Arrays.equals(new byte[0], Files.readAllBytes(inTheWay)));
  }
}
