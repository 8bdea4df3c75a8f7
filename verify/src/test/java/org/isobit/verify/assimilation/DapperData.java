package org.isobit.verify.assimilation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobit.verify.SharedData;

/** Arrays that DAPPER computed; a test that asks for one is skipped where the folder is missing. */
public final class DapperData {

  private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d+),(?: (\\d+))?,?\\)");

  /** A matrix of doubles, or a vector as one row. */
  public record Matrix(double[] values, int rows, int columns) {

    /** A copy of a row. */
    public double[] row(int r) {
      return Arrays.copyOfRange(values, r * columns, (r + 1) * columns);
    }
  }

  private DapperData() {}

  /** Reads an array by its name in the manifest, or skips the calling test. */
  public static Matrix read(String name) {
    return parse(SharedData.file("dapper/" + name + ".npy"));
  }

  private static Matrix parse(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int header = bytes.getShort(8);
      String text = new String(bytes.array(), 10, header, StandardCharsets.ISO_8859_1);
      Matcher shape = SHAPE.matcher(text);
      if (!text.contains("'<f8'") || !text.contains("'fortran_order': False") || !shape.find()) {
        throw new IllegalStateException(file + ": not what this test reads: " + text);
      }
      int first = Integer.parseInt(shape.group(1));
      boolean vector = shape.group(2) == null;
      double[] values = new double[vector ? first : first * Integer.parseInt(shape.group(2))];
      bytes.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
      return new Matrix(values, vector ? 1 : first, vector ? first : values.length / first);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
