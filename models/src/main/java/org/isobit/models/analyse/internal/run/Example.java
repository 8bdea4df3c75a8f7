package org.isobit.models.analyse.internal.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.random.Philox;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.NpyType;
import org.isobit.models.io.NpyWriter;

/**
 * A small example made from nothing but random numbers: a forecast ensemble of smooth fields on a domain that is
 * periodic in x, a truth drawn from the same law, and noisy observations of it, none of them in one corner.
 */
public final class Example {

  private static final long SEED = 2026;
  private static final int MEMBERS = 24;
  static final int NX = 72;
  static final int NY = 48;
  private static final int OBSERVATIONS = 140;
  private static final double DEVIATION = 0.3;

  /** Half-width of the running mean that makes fields smooth, and how often it is applied. */
  private static final int REACH = 3;
  private static final int PASSES = 3;

  private static final String CONFIG = """
      # An example for isobit analyse, made by isobit analyse --example.
      ensemble: ensemble.npy          # 24 members of 48 x 72 (y, x)
      truth: truth.npy                # optional: only to see how close the analysis comes

      grid:
        x: {origin: 0.0, spacing: 1.0, periodic: true}
        y: {origin: 0.0, spacing: 1.0}

      observations:
        file: observations.csv        # columns x, y, value, sd
        operator: linear              # bilinear between the four grid points around; or nearest

      method:
        filter: letkf                 # or lestkf, eakf, getkf, serial-ensrf, denkf, enkf, etkf, estkf, seik
        localization: {taper: gaspari-cohn, radius: 6.0, convention: half-width}
        inflation: {kind: posterior-anomalies, factor: 1.02}

      seed: 1

      output:
        directory: analysis
      """;

  private Example() {}

  /**
   * Writes ensemble, truth, observations and configuration.
   *
   * @throws IllegalArgumentException if one of the files exists and differs: somebody has worked on it
   */
  public static void write(Path target) throws IOException {
    double[] background = field(0);
    double[] truth = sum(background, field(1));
    double[] ensemble = new double[MEMBERS * NX * NY];
    for (int m = 0; m < MEMBERS; m++) {
      System.arraycopy(sum(background, field(2 + m)), 0, ensemble, m * NX * NY, NX * NY);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("ensemble.npy", npy(ensemble, MEMBERS, NY, NX));
    files.put("truth.npy", npy(truth, NY, NX));
    files.put("observations.csv", observations(truth).getBytes(StandardCharsets.UTF_8));
    files.put("config.yaml", CONFIG.getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = target.resolve(file.getKey());
      if (Files.exists(path) && !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
        throw new IllegalArgumentException(path + ": exists and differs from the example's; choose another directory");
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      AtomicFiles.write(target.resolve(file.getKey()), out -> out.write(file.getValue()));
    }
  }

  private static byte[] npy(double[] values, long... shape) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NpyWriter writer = new NpyWriter(bytes, NpyType.FLOAT64, shape)) {
      writer.write(values, 0, values.length);
    }
    return bytes.toByteArray();
  }

  private static double[] sum(double[] a, double[] b) {
    double[] s = new double[a.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = a[i] + b[i];
    }
    return s;
  }

  /** A smooth random field of variance 1: white noise under repeated running means, periodic in x, mirrored in y. */
  private static double[] field(long stream) {
    return field(SEED, stream);
  }

  /** The same from another seed. */
  static double[] field(long seed, long stream) {
    double[] field = new double[NX * NY];
    Philox.gaussian(seed, stream, 0, field.length, field, 0);
    double[] impulse = new double[4 * PASSES * REACH];
    impulse[2 * PASSES * REACH] = 1;
    for (int pass = 0; pass < PASSES; pass++) {
      field = runningMean(field, true);
      field = runningMean(field, false);
      double[] wider = new double[impulse.length];
      for (int i = REACH; i < impulse.length - REACH; i++) {
        for (int k = -REACH; k <= REACH; k++) {
          wider[i] += impulse[i + k];
        }
        wider[i] /= 2 * REACH + 1;
      }
      impulse = wider;
    }
    double variance = 0;
    for (double w : impulse) {
      variance += w * w;
    }
    for (int i = 0; i < field.length; i++) {
      field[i] /= variance; // its square root for each of the two directions
    }
    return field;
  }

  private static double[] runningMean(double[] field, boolean alongX) {
    double[] out = new double[field.length];
    for (int j = 0; j < NY; j++) {
      for (int i = 0; i < NX; i++) {
        double s = 0;
        for (int k = -REACH; k <= REACH; k++) {
          s += alongX ? field[j * NX + Math.floorMod(i + k, NX)] : field[mirrored(j + k) * NX + i];
        }
        out[j * NX + i] = s / (2 * REACH + 1);
      }
    }
    return out;
  }

  private static int mirrored(int j) {
    return j < 0 ? -1 - j : j >= NY ? 2 * NY - 1 - j : j;
  }

  private static String observations(double[] truth) {
    StringBuilder csv = new StringBuilder("# made by isobit analyse --example\nx,y,value,sd\n");
    long stream = MEMBERS + 2;
    int draw = 0;
    for (int made = 0; made < OBSERVATIONS; draw++) {
      double x = Philox.uniform(SEED, stream, 2L * draw) * NX;
      double y = Philox.uniform(SEED, stream, 2L * draw + 1) * (NY - 1);
      if (x > 0.65 * NX && y < 0.5 * NY) {
        continue; // nothing is observed in this corner
      }
      x = Math.floor(x * 100) / 100;
      y = Math.floor(y * 100) / 100;
      double value = bilinear(truth, x, y) + DEVIATION * Philox.gaussian(SEED, stream + 1, draw);
      csv.append(String.format(Locale.ROOT, "%.2f,%.2f,%.4f,%.2f%n", x, y, value, DEVIATION));
      made++;
    }
    return csv.toString().replace("\r\n", "\n");
  }

  private static double bilinear(double[] field, double x, double y) {
    int i = (int) x;
    int j = Math.min((int) y, NY - 2);
    double f = x - i;
    double g = y - j;
    int i1 = (i + 1) % NX;
    return (1 - g) * ((1 - f) * field[j * NX + i] + f * field[j * NX + i1])
        + g * ((1 - f) * field[(j + 1) * NX + i] + f * field[(j + 1) * NX + i1]);
  }
}
