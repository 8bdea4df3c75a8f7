package org.isobit.models.analyse.internal.observation;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.isobit.models.io.NpyFile;

/** The error covariance of a section's rows as its file has it: {@code .npy}, rows × rows of the observation file. */
final class ErrorMatrix {

  private ErrorMatrix() {}

  /**
   * Rows and columns of the observations in use.
   *
   * @return row-major without gaps
   * @throws IllegalArgumentException if the file's shape is not that of the observation file's rows
   */
  static double[] of(NetworkPart part) {
    NpyFile file;
    try {
      file = NpyFile.read(part.settings().covariance());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + part.settings().covariance(), e);
    }
    int all = part.read();
    int[] shape = file.shape();
    if (shape.length != 2 || shape[0] != all || shape[1] != all) {
      throw new IllegalArgumentException(part.settings().covariance() + ": has the shape " + file.shapeText() + ", but "
          + part.settings().source().file() + " has " + all + " rows, which need (" + all + ", " + all + ")");
    }
    double[] whole = file.doubles();
    int[] kept = part.kept();
    double[] some = new double[Math.multiplyExact(kept.length, kept.length)];
    for (int i = 0; i < kept.length; i++) {
      for (int j = 0; j < kept.length; j++) {
        some[i * kept.length + j] = whole[part.rows()[kept[i]] * all + part.rows()[kept[j]]];
      }
    }
    return some;
  }
}
