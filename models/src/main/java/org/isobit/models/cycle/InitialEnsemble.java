package org.isobit.models.cycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.random.Philox;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.analyse.internal.source.BlowUp;
import org.isobit.models.analyse.internal.source.NetcdfStates;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The section {@code ensemble}: members from a file or, as NetCDF, from one each, or a mean with independent Gaussian
 * deviations; or one deterministic forecast. Draws are Philox numbers with the run's seed as key from stream 18·2^56 +
 * member, as in twin experiments.
 */
final class InitialEnsemble {

  private static final long STREAM = 18L << 56;
  private static final int MOST_DIMENSIONS = 3;

  private final Ensemble given;
  private final int members;
  private final double[] mean;
  private final double variance;
  private final int[] stateShape;
  private final Map<String, String> inputs;

  private InitialEnsemble(Ensemble given, int members, double[] mean, double variance, int[] stateShape,
      Map<String, String> inputs) {
    this.inputs = inputs;
    this.given = given;
    this.members = members;
    this.mean = mean;
    this.variance = variance;
    this.stateShape = stateShape;
  }

  /** The section's keys. */
  static final Keys KEYS = Keys.of(
      Key.of("file", Form.FILE, "members x state"),
      Key.of("files", Form.FILE, "NetCDF, a file a member with {member}, from 0 on, in its name").when("files: netcdf"),
      Key.of("forecast", Form.FILE, "instead: the state of one deterministic forecast")
          .when("filters that need no spread"),
      Key.of("members", Form.INTEGER, "how many, where they are drawn or have files of their own").atLeast(2),
      Key.of("mean", Form.NUMBERS, "mean of what is drawn: one number, or one for each variable").usual(0.0)
          .when("models of the catalogue"),
      Key.of("mean-file", Form.FILE, "the mean from a file"),
      Key.of("variance", Form.NUMBER, "variance of what is drawn, of every variable").positive());

  /**
   * Reads the section.
   *
   * @param modelSize size of the built-in model's states, or 0 for an external one
   * @param netcdf    the kind of NetCDF files that states come in, or null
   * @param start     when the first cycle begins
   * @param blowUp    which members of a file are refused
   */
  static InitialEnsemble read(Settings settings, int modelSize, NetcdfStates netcdf, AnalysisTime start, BlowUp blowUp)
      throws IOException {
    if (settings.has("forecast")) {
      return single(settings, modelSize, netcdf, start, blowUp);
    }
    if (settings.has("files")) {
      if (netcdf == null) {
        throw settings.error("files", "is for 'forecast.files: netcdf'; give 'file', members x state");
      }
      return each(settings, netcdf, start, blowUp);
    }
    return settings.has("file") ? given(settings, modelSize, netcdf, blowUp)
        : drawn(settings, modelSize, netcdf, start);
  }

  private static InitialEnsemble single(Settings settings, int modelSize, NetcdfStates netcdf, AnalysisTime start,
      BlowUp blowUp) throws IOException {
    for (String other : List.of("file", "files", "members", "mean", "mean-file", "variance")) {
      if (settings.has(other)) {
        throw settings.error(other, "is for ensembles; beside it there cannot be 'forecast'");
      }
    }
    Path file = settings.file("forecast");
    int[] shape;
    double[] values;
    if (netcdf != null && NetcdfFile.hasItsName(file)) {
      shape = netcdf.shape();
      values = netcdf.read(file, start);
    } else {
      NpyFile npy = NpyFile.read(file);
      shape = npy.shape();
      requireState(file, npy, modelSize, netcdf);
      values = StateFiles.read(file, StateFiles.Format.NPY, shape);
    }
    requireSound(file, 0, blowUp.problem(values, 0, values.length));
    return new InitialEnsemble(Ensemble.of(values, 1, values.length), 1, null, 0, shape,
        Map.of("ensemble.forecast", StateFiles.sha256(file)));
  }

  /** Refuses what is not one state. */
  private static void requireState(Path file, NpyFile npy, int modelSize, NetcdfStates netcdf) {
    int[] shape = npy.shape();
    requireShape(file, npy, shape, netcdf);
    if (shape.length < 1 || netcdf == null && shape.length > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText()
          + ", but a state is n, ny x nx or nz x ny x nx");
    }
    requireSize(file, npy, StateFiles.size(shape), modelSize);
  }

  private static InitialEnsemble each(Settings settings, NetcdfStates netcdf, AnalysisTime start, BlowUp blowUp)
      throws IOException {
    int members = settings.intBetween("members", 2, 1_000_000);
    Path pattern = settings.file("files");
    Template template = Template.of(pattern.toString(), List.of("member"), what -> settings.error("files", what));
    if (!template.names("member")) {
      throw settings.error("files", "must hold {member}, such as initial_{member:03}.nc, but is '" + pattern + "'");
    }
    int[] shape = netcdf.shape();
    int size = StateFiles.size(shape);
    Ensemble all = Ensemble.allocate(members, size);
    StringBuilder checksums = new StringBuilder();
    for (int m = 0; m < members; m++) {
      Path file = Path.of(template.fill(Map.of("member", m)));
      System.arraycopy(netcdf.read(file, start), 0, all.values(), all.index(m), size);
      requireSound(file, m, blowUp.problem(all.values(), all.index(m), size));
      checksums.append(m == 0 ? "" : " ").append(StateFiles.sha256(file));
    }
    return new InitialEnsemble(all, members, null, 0, shape, Map.of("ensemble.files", checksums.toString()));
  }

  private static void requireSound(Path file, int member, String problem) {
    if (problem != null) {
      throw new IllegalArgumentException(file + ": member " + member + " " + problem);
    }
  }

  private static void requireShape(Path file, NpyFile npy, int[] state, NetcdfStates netcdf) {
    if (netcdf != null && !Arrays.equals(state, netcdf.shape())) {
      throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText() + ", but states like "
          + netcdf.template() + " have " + Arrays.toString(netcdf.shape()));
    }
  }

  private static InitialEnsemble given(Settings settings, int modelSize, NetcdfStates netcdf, BlowUp blowUp)
      throws IOException {
    Path file = settings.file("file");
    NpyFile npy = NpyFile.read(file);
    int[] shape = npy.shape();
    if (shape.length < 2 || netcdf == null && shape.length > 1 + MOST_DIMENSIONS || shape[0] < 1) {
      throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText() + ", but an ensemble is members x "
          + "state, members x ny x nx or members x nz x ny x nx");
    }
    int[] state = Arrays.copyOfRange(shape, 1, shape.length);
    requireShape(file, npy, state, netcdf);
    requireSize(file, npy, StateFiles.size(state), modelSize);
    double[] values = npy.doubles();
    int size = StateFiles.size(state);
    for (int m = 0; m < shape[0]; m++) {
      requireSound(file, m, blowUp.problem(values, m * size, size));
    }
    return new InitialEnsemble(Ensemble.of(values, shape[0], size), shape[0], null, 0, state,
        Map.of("ensemble.file", StateFiles.sha256(file)));
  }

  private static InitialEnsemble drawn(Settings settings, int modelSize, NetcdfStates netcdf, AnalysisTime start)
      throws IOException {
    int members = settings.intBetween("members", 2, Integer.MAX_VALUE);
    double variance = settings.positive("variance");
    if (settings.has("mean-file")) {
      Path file = settings.file("mean-file");
      if (netcdf != null && NetcdfFile.hasItsName(file)) {
        return new InitialEnsemble(null, members, netcdf.read(file, start), variance, netcdf.shape(),
            Map.of("ensemble.mean-file", StateFiles.sha256(file)));
      }
      NpyFile npy = NpyFile.read(file);
      int[] shape = npy.shape();
      requireState(file, npy, modelSize, netcdf);
      return new InitialEnsemble(null, members, StateFiles.read(file, StateFiles.Format.NPY, shape), variance,
          shape, Map.of("ensemble.mean-file", StateFiles.sha256(file)));
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
    return new InitialEnsemble(null, members, mean, variance, new int[] {modelSize}, Map.of());
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
  Map<String, String> inputs() {
    return inputs;
  }

  /** Makes the members. */
  Ensemble make(long seed) {
    int size = StateFiles.size(stateShape);
    if (given != null) {
      return given;
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
