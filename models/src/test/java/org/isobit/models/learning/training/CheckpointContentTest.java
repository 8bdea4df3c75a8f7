package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.models.learning.FloatProblems;
import org.isobit.models.learning.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lengths in a checkpoint that a checksum vouches for, but no run writes, are refused by name. */
class CheckpointContentTest {

  @TempDir
  Path temporary;

  /** A checkpoint of a run without identity and history. */
  private Path written(int parameters, int vector, int best, int watch) throws IOException {
    Path file = temporary.resolve("made");
    CheckpointWriter.write(file, Double.BYTES, out -> {
      out.integer(0);
      out.integer(0);
      out.whole(0);
      out.whole(0);
      out.numbers(new double[parameters]);
      out.integer(1);
      out.numbers(new double[vector]);
      out.numbers(new double[best]);
      out.numbers(new double[0]);
      out.numbers(new double[watch]);
    });
    return file;
  }

  @Test
  void lengthsMustFitTheParameters() throws IOException {
    Checkpoint least = Checkpoint.read(written(3, 3, 0, 0));
    assertArrayEquals(new double[3], least.parameters());
    assertEquals(0, least.epochs());
    assertEquals(3, Checkpoint.read(written(3, 3, 3, 4)).parameters().length);
    assertEquals(0, Checkpoint.read(written(0, 0, 0, 0)).parameters().length);
    for (int parameters : new int[] {0, 3}) {
      refused("optimizer has an impossible length", written(parameters, 2, 0, 0));
      refused("best parameters has an impossible length", written(parameters, parameters, 2, 0));
      refused("early stopping has an impossible length", written(parameters, parameters, 0, 3));
    }
    refused("best parameters has an impossible length", written(0, 0, 3, 4));
  }

  /** Numbers that fill whole pieces of what is read and written at a time, and one more. */
  @Test
  void longArraysComeBack() throws IOException {
    for (int n : new int[] {1 << 13, (1 << 14) + 1}) {
      Path file = temporary.resolve("long");
      double[] numbers = Problems.gaussian(1, n);
      CheckpointWriter.write(file, Double.BYTES, out -> out.numbers(numbers));
      assertArrayEquals(numbers, CheckpointReader.read(file, Double.BYTES, in -> in.doubles("numbers", n)));
      float[] floats = FloatProblems.gaussian(1, n);
      CheckpointWriter.write(file, Float.BYTES, out -> out.numbers(floats));
      assertArrayEquals(floats, CheckpointReader.read(file, Float.BYTES, in -> in.floats("numbers", n)));
    }
  }

  @Test
  void countsMustFitTheFile() throws IOException {
    Path file = temporary.resolve("counts");
    CheckpointWriter.write(file, Double.BYTES, out -> {
      out.integer(3);
      out.whole(0);
      out.whole(0);
    });
    refused("identity: 3 entries cannot be in 16 bytes", file);
  }

  /** The smallest file that could be one has a header and a checksum: 24 bytes. */
  @Test
  void shortFilesAreRefused() throws IOException {
    Path file = temporary.resolve("short");
    Files.writeString(file, "x".repeat(23));
    assertEquals(file + ": it is no checkpoint: it has 23 bytes", refusal(file));
    Files.writeString(file, "x".repeat(24));
    assertEquals(file + ": it is no checkpoint: it does not begin with ISOBITCP", refusal(file));
  }

  private static void refused(String why, Path file) {
    assertEquals(file + ": this checkpoint cannot be used: " + why, refusal(file));
  }

  private static String refusal(Path file) {
    return assertThrows(IllegalArgumentException.class, () -> Checkpoint.read(file)).getMessage();
  }
}
