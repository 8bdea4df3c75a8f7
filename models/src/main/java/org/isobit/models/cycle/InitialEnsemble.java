package org.isobit.models.cycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;

/**
 * The section {@code ensemble}: members from a file, or a mean with independent Gaussian deviations. Draws are Philox
 * numbers with the run's seed as key from stream 18·2^56 + member, as in twin experiments.
 */
final class InitialEnsemble {

  private static final long STREAM = 18L << 56;
  private static final int MOST_DIMENSIONS = 3;

  private final Path file;
  private final NpyFile given;
  private final int members;
  private final double[] mean;
  private final double variance;
  private final int[] stateShape;

  private InitialEnsemble(Path file, NpyFile given, int members, double[] mean, double variance, int[] stateShape) {
    this.file = file;
    this.given = given;
    this.members = members;
    this.mean = mean;
    this.variance = variance;
    this.stateShape = stateShape;
  }

  /**
   * Reads the section.
   *
   * @param modelSize size of the built-in model's states, or 0 for an external one
   */
  static InitialEnsemble read(Settings settings, int modelSize) throws IOException {
    return settings.has("file") ? given(settings, modelSize) : drawn(settings, modelSize);
  }

  private static InitialEnsemble given(Settings settings, int modelSize) throws IOException {
    Path file = settings.file("file");
    NpyFile npy = NpyFile.read(file);
    int[] shape = npy.shape();
    if (shape.length < 2 || shape.length > 1 + MOST_DIMENSIONS || shape[0] < 2) {
      throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText() + ", but an ensemble is members x "
          + "state, members x ny x nx or members x nz x ny x nx with at least 2 members");
    }
    int[] state = Arrays.copyOfRange(shape, 1, shape.length);
    requireSize(file, npy, StateFiles.size(state), modelSize);
    double[] values = npy.doubles();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        int size = values.length / shape[0];
        throw new IllegalArgumentException(file + ": member " + i / size + " is " + values[i] + " at point " + i % size);
      }
    }
    return new InitialEnsemble(file, npy, shape[0], null, 0, state);
  }

  private static InitialEnsemble drawn(Settings settings, int modelSize) throws IOException {
    int members = settings.intBetween("members", 2, Integer.MAX_VALUE);
    double variance = settings.positive("variance");
    if (settings.has("mean-file")) {
      Path file = settings.file("mean-file");
      NpyFile npy = NpyFile.read(file);
      int[] shape = npy.shape();
      if (shape.length < 1 || shape.length > MOST_DIMENSIONS) {
        throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText() + ", but a state is n, ny x nx or "
            + "nz x ny x nx");
      }
      requireSize(file, npy, StateFiles.size(shape), modelSize);
      return new InitialEnsemble(file, null, members, StateFiles.read(file, StateFiles.Format.NPY, shape), variance,
          shape);
    }
    if (modelSize == 0) {
      throw settings.error("mean-file", "is missing: an external model's states have the shape of ensemble.file or "
          + "ensemble.mean-file");
    }
    double[] given = settings.numbers("mean", new double[1]);
    if (given.length != 1 && given.length != modelSize) {
      throw settings.error("mean", "must be one number or as many as the model has variables, " + modelSize
          + ", but has " + given.length + " numbers");
    }
    double[] mean = given.length == modelSize ? given : new double[modelSize];
    if (given.length != modelSize) {
      Arrays.fill(mean, given[0]);
    }
    return new InitialEnsemble(null, null, members, mean, variance, new int[] {modelSize});
  }

  private static void requireSize(Path file, NpyFile npy, int size, int modelSize) {
    if (size == 0 || modelSize != 0 && size != modelSize) {
      throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText() + ", states of " + size
          + " variables" + (modelSize == 0 ? "" : ", but the model has " + modelSize));
    }
  }

  int members() {
    return members;
  }

  /** Dimensions of a state, slowest first. */
  int[] stateShape() {
    return stateShape.clone();
  }

  /** The checksum of the file that it came from, by its key; empty without a file. */
  Map<String, String> inputs() throws IOException {
    Map<String, String> inputs = new LinkedHashMap<>();
    if (file != null) {
      inputs.put(given != null ? "ensemble.file" : "ensemble.mean-file", StateFiles.sha256(file));
    }
    return inputs;
  }

  /** Makes the members. */
  Ensemble make(long seed) {
    int size = StateFiles.size(stateShape);
    if (given != null) {
      return Ensemble.of(given.doubles(), members, size);
    }
    Ensemble ensemble = Ensemble.allocate(members, size);
    double deviation = Math.sqrt(variance);
    for (int m = 0; m < members; m++) {
      int at = ensemble.index(m);
      Philox.gaussian(seed, STREAM | m, 0, size, ensemble.values(), at);
      for (int i = 0; i < size; i++) {
        ensemble.values()[at + i] = Math.fma(deviation, ensemble.values()[at + i], mean[i]);
      }
    }
    return ensemble;
  }
}
