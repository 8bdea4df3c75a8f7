package org.isobit.models.analyse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.NpyType;
import org.isobit.models.io.Settings;

/**
 * Everything a run needs, read and checked, except the ensemble's values.
 *
 * @param ensemble   the forecast
 * @param grid       where its points are
 * @param network    the observations in use
 * @param method     the filter
 * @param seed       key of all random numbers
 * @param cycle      number of the cycle
 * @param truth      a state to compare with, or null
 * @param output     the directory to make
 * @param type       element type of the results
 * @param increments whether each member's increment is written
 * @param picture    whether a picture is drawn
 * @param settings   all values in use, defaults included
 */
record AnalysisPlan(EnsembleFile ensemble, Grid grid, Network network, MethodSettings method, long seed, long cycle,
    double[] truth, Path output, NpyType type, boolean increments, boolean picture, Map<String, Object> settings) {

  /** Reads a configuration; {@code out}, if given, is the output directory. */
  static AnalysisPlan read(Settings root, Path out) throws IOException {
    // First all keys, so that a misspelt one is reported before any large file is read.
    EnsembleFile ensemble = EnsembleFile.open(root.file("ensemble"));
    Assimilation assimilation = Assimilation.read(root, root.sectionOrEmpty("grid"), ensemble.stateShape());
    long seed = root.integer("seed", 1);
    long cycle = root.integer("cycle", 0);
    if (cycle < 0 || cycle >= 1L << 56) {
      throw root.error("cycle", "must be in 0 to 2^56 - 1, but is " + cycle);
    }
    Path truthFile = root.string("truth", null) == null ? null : root.file("truth");
    Settings output = root.sectionOrEmpty("output");
    Path directory = output.file("directory", "analysis");
    NpyType type = type(output.choiceOr("type", "same", "same", "f8", "f4"), ensemble.type());
    boolean increments = output.flag("member-increments", true);
    boolean picture = output.flag("picture", true);
    root.finish();

    Network network = assimilation.network();
    double[] truth = truthFile == null ? null : truth(truthFile, ensemble);
    return new AnalysisPlan(ensemble, assimilation.grid(), network, assimilation.method(), seed,
        cycle, truth, out == null ? directory : out, type, increments, picture, root.resolved());
  }

  private static NpyType type(String word, NpyType input) {
    return switch (word) {
      case "f8" -> NpyType.FLOAT64;
      case "f4" -> NpyType.FLOAT32;
      default -> input == NpyType.FLOAT32 ? NpyType.FLOAT32 : NpyType.FLOAT64;
    };
  }

  private static double[] truth(Path path, EnsembleFile ensemble) throws IOException {
    NpyFile file = NpyFile.read(path);
    if (!Arrays.equals(file.shape(), ensemble.stateShape())) {
      throw new IllegalArgumentException(path + ": has the shape " + file.shapeText() + ", but a state has "
          + Arrays.toString(ensemble.stateShape()));
    }
    double[] truth = file.doubles();
    for (int i = 0; i < truth.length; i++) {
      if (!Double.isFinite(truth[i])) {
        throw new IllegalArgumentException(path + ": is " + truth[i] + " at point " + i);
      }
    }
    return truth;
  }
}
