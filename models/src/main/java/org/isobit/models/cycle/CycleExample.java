package org.isobit.models.cycle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.random.Philox;
import org.isobit.models.dynamics.Integrator;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.NpyType;
import org.isobit.models.io.NpyWriter;

/**
 * Two small examples with one truth and one set of observations: Lorenz-96 as built in, and as an external model, an
 * awk script.
 */
final class CycleExample {

  private static final long SEED = 2026;
  private static final int SIZE = 40;
  private static final int CYCLES = 120;
  private static final int SPIN_UP = 1000;
  private static final double STEP = 0.05;
  private static final double DEVIATION = 1.0;

  private CycleExample() {}

  /**
   * Writes truth, observations, configurations and the external model.
   *
   * @throws IllegalArgumentException if one of the files exists and differs: somebody has worked on it
   */
  static void write(Path target) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : List.of("config.yaml", "external.yaml", "lorenz96.awk")) {
      files.put(name, resource(name));
    }
    double[][] truth = truth();
    for (int c = 1; c <= CYCLES; c++) {
      files.put(String.format(Locale.ROOT, "observations/%06d.csv", c),
          observations(c, truth[c - 1]).getBytes(StandardCharsets.UTF_8));
      files.put(String.format(Locale.ROOT, "truth/%06d.npy", c), npy(truth[c - 1]));
    }
    double[] background = new double[SIZE];
    Arrays.fill(background, 2.0);
    files.put("background.npy", npy(background));
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

  private static byte[] npy(double[] state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NpyWriter writer = new NpyWriter(bytes, NpyType.FLOAT64, SIZE)) {
      writer.write(state, 0, SIZE);
    }
    return bytes.toByteArray();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = CycleExample.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** A trajectory on the attractor. */
  private static double[][] truth() {
    Integrator integrator = new RungeKutta4();
    Lorenz96 model = new Lorenz96(SIZE, 8.0);
    double[] state = new double[SIZE];
    Arrays.fill(state, 8.0);
    state[0] += 0.01;
    integrator.advance(model, STEP, SPIN_UP, state);
    double[][] truth = new double[CYCLES][];
    for (int c = 0; c < CYCLES; c++) {
      integrator.advance(model, STEP, 1, state);
      truth[c] = state.clone();
    }
    return truth;
  }

  private static String observations(int cycle, double[] truth) {
    StringBuilder csv = new StringBuilder("index,value,sd\n");
    for (int i = 0; i < SIZE; i++) {
      double value = truth[i] + DEVIATION * Philox.gaussian(SEED, cycle, i);
      csv.append(String.format(Locale.ROOT, "%d,%.4f,%.1f%n", i, value, DEVIATION));
    }
    return csv.toString().replace("\r\n", "\n");
  }
}
