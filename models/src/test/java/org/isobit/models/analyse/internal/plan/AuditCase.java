package org.isobit.models.analyse.internal.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.kernels.random.Philox;
import org.isobit.models.io.NpyFile;

/** A small periodic grid, an ensemble on it and observations between its points, for what computes them again. */
final class AuditCase {

  static final int MEMBERS = 8;
  static final int NY = 9;
  static final int NX = 11;

  private AuditCase() {}

  /** Writes e.npy, o.csv and config.yaml. */
  static void write(Path folder) throws IOException {
    double[] x = new double[MEMBERS * NY * NX];
    Philox.gaussian(7, 5, 0, x.length, x, 0);
    NpyFile.write(folder.resolve("e.npy"), x, MEMBERS, NY, NX);
    StringBuilder rows = new StringBuilder("x,y,value,sd\n");
    for (int j = 0; j < 30; j++) {
      rows.append(j % 10 + 0.3).append(',').append(j % 8 + 0.1).append(',').append(0.1 * j - 1).append(",0.5\n");
    }
    Files.writeString(folder.resolve("o.csv"), rows);
    Files.writeString(folder.resolve("config.yaml"), """
        ensemble: e.npy
        grid: {x: {periodic: true}}
        observations: {file: o.csv, operator: linear}
        method:
          filter: letkf
          inflation: {kind: posterior-anomalies, factor: 1.1}
          localization: {taper: gaspari-cohn, radius: 2.5, convention: half-width}
        output: {picture: false}
        """);
  }
}
