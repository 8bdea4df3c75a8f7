package org.isobit.verify.assimilation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.isobit.models.io.NpyFile;
import org.isobit.verify.SharedData;

/** Arrays that DAPPER computed; a test that asks for one is skipped where the folder is missing. */
public final class DapperData {

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
    try {
      NpyFile file = NpyFile.read(SharedData.file("dapper/" + name + ".npy"));
      int[] shape = file.shape();
      return new Matrix(file.doubles(), shape.length == 1 ? 1 : shape[0], shape[shape.length - 1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
