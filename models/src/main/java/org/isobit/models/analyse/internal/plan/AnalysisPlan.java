package org.isobit.models.analyse.internal.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.GridSettings;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.observation.ObservationSettings;
import org.isobit.models.analyse.internal.observation.ObservationTable;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.analyse.internal.source.BlowUp;
import org.isobit.models.analyse.internal.source.CommonMask;
import org.isobit.models.analyse.internal.source.EnsembleSettings;
import org.isobit.models.analyse.internal.source.EnsembleSource;
import org.isobit.models.analyse.internal.source.NetcdfSource;
import org.isobit.models.analyse.internal.transform.TransformSettings;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.netcdf.CfTime;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * Everything a run needs, read and checked, except the ensemble's values.
 *
 * @param source       the forecast's files
 * @param minimum      how many members are enough
 * @param blowUp       which members are left out as blown up
 * @param assimilation observations, filter and transforms
 * @param tables       what the observation files hold
 * @param seed         key of all random numbers
 * @param cycle        number of the cycle
 * @param time         the time of the analysis, or null where it does not matter
 * @param truth        a state to compare with, or null
 * @param results      what is written, and where
 * @param audit        what to compute again, or null
 * @param settings     all values in use, defaults included
 */
public record AnalysisPlan(EnsembleSource source, int minimum, BlowUp blowUp, Assimilation assimilation,
    List<ObservationTable> tables, long seed, long cycle, AnalysisTime time, double[] truth, Results results,
    Audit.Draw audit, Map<String, Object> settings) {

  /**
   * What is written.
   *
   * @param directory  the directory to make
   * @param type       {@code same}, {@code f8} or {@code f4}
   * @param separate   whether each member gets a file of its own
   * @param increments whether each member's increment is written
   * @param pictures   whether pictures are drawn
   * @param layer      of three-dimensional fields, which one is drawn
   */
  public record Results(Path directory, String type, boolean separate, boolean increments, boolean pictures,
      int layer) {}

  /** What a cycle's configuration has in common with that of a single analysis. */
  public static final Keys ASSIMILATION = Keys.of(
      Key.section("grid", "where the points are; NetCDF files know it themselves", GridSettings.KEYS),
      Key.section("transforms", "of bounded fields, taken back after the analysis", TransformSettings.KEYS),
      Key.section("method", "the filter with its options", MethodSettings.KEYS).required());

  /** The keys of a configuration. */
  public static final Keys KEYS = Keys.of(
      Key.of("ensemble", Form.FILE, "the ensemble: an .npy file, members x state, or a section").or(Form.SECTION)
          .with(EnsembleSettings.KEYS).required(),
      Key.of("observations", Form.SECTION, "the observations, one section or several").or(Form.SECTIONS)
          .with(ObservationSettings.KEYS).required(),
      Key.of("analysis-time", Form.TEXT, "of the state: a moment or a number").or(Form.NUMBER)
          .when("localisation in time, and filters that depend on the season, for which a number counts days from the "
              + "beginning of a year on"),
      Key.of("seed", Form.INTEGER, "key of all random numbers").usual(1),
      Key.of("cycle", Form.INTEGER, "number of the cycle, so that each draws numbers of its own").usual(0).atLeast(0),
      Key.of("truth", Form.FILE, "a state to compare with"),
      Key.section("output", "what is written", Keys.of(
          Key.of("directory", Form.FILE, "the directory to make").usual("analysis"),
          Key.word("type", "of the numbers: as the ensemble's file, or that", "same", "f8", "f4").usual("same"),
          Key.word("members", "in one file, or a file a member", "together", "separate")
              .usual("(as the ensemble came)"),
          Key.of("member-increments", Form.FLAG, "whether each member's increment is written").usual(true),
          Key.of("picture", Form.FLAG, "whether pictures are drawn").usual(true),
          Key.of("picture-layer", Form.INTEGER, "which layer is drawn").usual(0).atLeast(0)
              .when("states of three dimensions")))).and(ASSIMILATION);

  /**
   * Reads a configuration.
   *
   * @param out    the output directory, or null
   * @param audit  what to compute again, or null
   */
  public static AnalysisPlan read(Settings root, Path out, Audit.Draw audit) throws IOException {
    root.describedBy(KEYS);
    // First all keys, so that a misspelt one is reported before any large file is read.
    Settings gridSection = root.sectionOrEmpty("grid");
    boolean described = gridSection.keys().stream().allMatch("sphere-radius"::equals);
    EnsembleSettings ensemble = EnsembleSettings.read(root, described
        ? gridSection.positive("sphere-radius", GridSettings.EARTH) : GridSettings.EARTH);
    EnsembleSource source = ensemble.source();
    StateLayout layout = layout(ensemble, described ? source.grids() : null, gridSection, described);
    Assimilation assimilation = Assimilation.read(root, layout);
    if (source.labels().size() == 1) {
      assimilation.requireNoSpread();
    }
    if (audit != null && !assimilation.method().choice().provider().options().contains(Option.PARTS)) {
      throw new IllegalArgumentException("--audit: the filter " + assimilation.method().name()
          + " does not say that some points can be computed again by themselves");
    }
    long seed = root.integer("seed", 1);
    long cycle = root.integer("cycle", 0);
    if (cycle < 0 || cycle >= 1L << 56) {
      throw root.error("cycle", "must be in 0 to 2^56 - 1, but is " + cycle);
    }
    Path truthFile = root.string("truth", null) == null ? null : root.file("truth");
    Settings output = root.sectionOrEmpty("output");
    Path directory = output.file("directory", "analysis");
    String type = output.choiceOr("type", "same", "same", "f8", "f4");
    boolean separate = output.choiceOr("members", ensemble.each() ? "separate" : "together", "together", "separate")
        .equals("separate");
    boolean increments = output.flag("member-increments", true);
    boolean pictures = output.flag("picture", true);
    int layers = java.util.stream.IntStream.range(0, source.fields().size()).map(v -> layout.grid(v).shape()[0]).max()
        .orElseThrow();
    int layer = layout.grid().shape().length < 3 ? 0 : output.intBetween("picture-layer", 0, 0, layers - 1);
    AnalysisTime time = time(root, assimilation, source);
    root.finish();

    List<ObservationTable> tables = assimilation.tables(time);
    double[] truth = truthFile == null ? null : truth(truthFile, source, layout);
    return new AnalysisPlan(source, ensemble.minimum(), ensemble.blowUp(), assimilation, tables, seed, cycle, time,
        truth, new Results(out == null ? directory : out, type, separate, increments, pictures, layer), audit,
        root.resolved());
  }

  /** The time of the analysis: as the configuration says, or that of the files; null where it does not matter. */
  private static AnalysisTime time(Settings root, Assimilation assimilation, EnsembleSource source) {
    String given = root.string("analysis-time", null);
    if (!assimilation.needsTime()) {
      if (given != null) {
        throw root.error("analysis-time", "is for localisation in time, but method.localization has no section 'time', "
            + "and for filters that depend on the season");
      }
      return null;
    }
    String valid = source instanceof NetcdfSource netcdf ? netcdf.validTime() : "";
    AnalysisTime own = valid.isEmpty() ? null : AnalysisTime.of(Instant.parse(valid));
    AnalysisTime time = own;
    if (given != null) {
      try {
        time = given.matches("[-+.0-9eE]+") ? AnalysisTime.of(root.number("analysis-time"))
            : AnalysisTime.of(CfTime.moment(given));
      } catch (IllegalArgumentException e) {
        throw root.error("analysis-time", "must be a moment such as 2026-01-01T06:00:00Z, or a number where times of "
            + "observations are numbers of the same unit, but is '" + given + "'");
      }
      if (own != null && !own.equals(time)) {
        throw root.error("analysis-time", "is " + time + ", but the states in " + source.name() + " are those of " + own
            + "; 'ensemble.time' chooses among the times of a file");
      }
    }
    assimilation.requireTime(time, "give 'analysis-time'" + (source instanceof NetcdfSource
        ? ", since the files' own time is not known" : ""));
    return time;
  }

  /** The points of a state: those that the first member that can be read does not mask, or that none does. */
  private static StateLayout layout(EnsembleSettings ensemble, List<Grid> own, Settings gridSection, boolean described)
      throws IOException {
    EnsembleSource source = ensemble.source();
    if (!(source instanceof NetcdfSource netcdf)) {
      return StateLayout.whole(GridSettings.read(gridSection, source.shape()), source.fields());
    }
    if (described && own == null) {
      throw new IllegalArgumentException(netcdf.gridProblem());
    }
    List<Grid> grids = own;
    if (own == null) {
      netcdf.requireOneShape();
      grids = Collections.nCopies(source.fields().size(), GridSettings.read(gridSection, source.shape()));
    }
    double[] member = new double[source.elements()];
    CommonMask mask = ensemble.common() ? new CommonMask(grids) : null;
    Exception first = null;
    boolean mayGo = ensemble.minimum() < source.labels().size();
    int read = 0;
    for (int m = 0; m < source.labels().size() && (mask != null || read == 0); m++) {
      try {
        source.read(m, member);
        read++;
        if (mask != null && (!mayGo || mask.isUsable(member, ensemble.blowUp()))) {
          mask.add(member);
        }
      } catch (IllegalArgumentException | IOException e) {
        first = first == null ? e : first;
      }
    }
    if (read == 0 && first instanceof IOException unreadable) {
      throw unreadable;
    }
    if (read == 0) {
      throw (IllegalArgumentException) first;
    }
    return mask != null ? mask.layout(source.fields()) : StateLayout.of(grids, source.fields(), member);
  }

  private static double[] truth(Path path, EnsembleSource source, StateLayout layout) throws IOException {
    double[] all;
    if (source instanceof NetcdfSource netcdf) {
      all = netcdf.readOther(path, netcdf.time());
      String difference = layout.difference(all);
      if (difference != null) {
        throw new IllegalArgumentException(path + ": " + difference);
      }
    } else {
      NpyFile file = NpyFile.read(path);
      if (!Arrays.equals(file.shape(), source.shape())) {
        throw new IllegalArgumentException(path + ": has the shape " + file.shapeText() + ", but a state has "
            + Arrays.toString(source.shape()));
      }
      all = file.doubles();
      for (int i = 0; i < all.length; i++) {
        if (!Double.isFinite(all[i])) {
          throw new IllegalArgumentException(path + ": is " + all[i] + " at point " + i);
        }
      }
    }
    double[] truth = new double[layout.size()];
    layout.pack(all, truth, 0);
    return truth;
  }

  public StateLayout layout() {
    return assimilation.layout();
  }

  public MethodSettings method() {
    return assimilation.method();
  }
}
