package org.isobit.models.analyse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflationField;
import org.isobit.models.io.Settings;

/**
 * The sections {@code grid}, {@code observations} and {@code method} of a configuration: how observations from a file
 * are assimilated into an ensemble. {@code isobit analyse} does it once, {@code isobit cycle} again and again with other
 * files. Immutable, thread-safe.
 */
public final class Assimilation {

  private final Grid grid;
  private final String operator;
  private final boolean leaveOut;
  private final ObservationTable.Source source;
  private final MethodSettings method;

  private Assimilation(Grid grid, String operator, boolean leaveOut, ObservationTable.Source source,
      MethodSettings method) {
    this.grid = grid;
    this.operator = operator;
    this.leaveOut = leaveOut;
    this.source = source;
    this.method = method;
  }

  /**
   * Reads the three sections; no observation is read yet.
   *
   * @param root       the configuration
   * @param grid       its section {@code grid}, or another of that form
   * @param stateShape dimensions of a state, slowest first
   * @return how to assimilate
   * @throws IOException              if a file of coordinates cannot be read
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static Assimilation read(Settings root, Settings grid, int[] stateShape) throws IOException {
    Grid points = GridSettings.read(grid, stateShape);
    Settings observed = root.section("observations");
    String operator = observed.choiceOr("operator", "nearest", "nearest", "linear", "index");
    if (operator.equals("linear") && points instanceof ScatteredGrid) {
      throw observed.error("operator", "must be nearest or index where points are scattered, but is linear");
    }
    boolean leaveOut = observed.choiceOr("outside", "refuse", "refuse", "ignore").equals("ignore");
    ObservationTable.Source source = ObservationTable.Source.of(observed,
        operator.equals("index") ? 0 : points.dimensions());
    MethodSettings method = MethodSettings.read(root.section("method"), points);
    return new Assimilation(points, operator, leaveOut, source, method);
  }

  Grid grid() {
    return grid;
  }

  MethodSettings method() {
    return method;
  }

  /** Reads the observations that the configuration names. */
  Network network() throws IOException {
    return network(source.file());
  }

  private Network network(Path file) throws IOException {
    return Network.tie(operator, leaveOut, grid, new ObservationTable.Source(file, source.columns()).read());
  }

  /**
   * The file that the configuration names; for cycles, a pattern of names.
   *
   * @return {@code observations.file}, relative to the configuration's folder
   */
  public Path file() {
    return source.file();
  }

  /**
   * The filter with its options, for reports.
   *
   * @return for example {@code LETKF[...]}
   */
  public String filter() {
    return method.description();
  }

  /**
   * The grid in a few words, for reports.
   *
   * @return its sizes and geometry
   */
  public String gridDescription() {
    return grid.description();
  }

  /**
   * Assimilates the observations of a file, in place; all or nothing.
   *
   * @param ensemble forecast in, analysis out
   * @param file     the observations, with the columns that the configuration names
   * @param cycle    seed, number and threads
   * @return what was assimilated, and how far the ensemble was from it
   * @throws IOException              if the system cannot read the file
   * @throws IllegalArgumentException naming what is wrong in the file
   * @throws org.isobit.kernels.NumericalException as {@link org.isobit.models.assimilation.Filter#analyse} does
   */
  public Outcome assimilate(Ensemble ensemble, Path file, Cycle cycle) throws IOException {
    return assimilate(ensemble, file, cycle, null);
  }

  /**
   * The field of adaptive inflation before the first cycle.
   *
   * @param size variables of a state
   * @return a new field, or null if the configuration has no adaptive inflation
   * @throws IOException              if the system cannot read the file it begins with
   * @throws IllegalArgumentException if that file does not fit
   */
  public InflationField inflation(int size) throws IOException {
    return method.start(size);
  }

  /**
   * Assimilates the observations of a file with adaptive inflation, in place; all or nothing.
   *
   * @param ensemble forecast in, analysis out
   * @param file     the observations, with the columns that the configuration names
   * @param cycle    seed, number and threads
   * @param field    the field as the cycle before left it, or {@link #inflation}; this cycle's on return; null without
   *                 adaptive inflation
   * @return what was assimilated, and how far the ensemble was from it
   * @throws IOException              if the system cannot read the file
   * @throws IllegalArgumentException naming what is wrong in the file, or if the configuration has adaptive inflation
   *                                  and there is no field
   * @throws org.isobit.kernels.NumericalException as {@link org.isobit.models.assimilation.Filter#analyse} does
   */
  public Outcome assimilate(Ensemble ensemble, Path file, Cycle cycle, InflationField field) throws IOException {
    if (method.adaptive() != null && field == null) {
      throw new IllegalArgumentException("method.adaptive-inflation needs the field of the cycle before");
    }
    Network network = network(file);
    Departures before = Departures.of(ensemble, network.observations());
    method.filter(field).analyse(ensemble, network.observations(), cycle);
    Map<String, Integer> leftOut = new LinkedHashMap<>();
    leftOut.put("outsideTheGrid", network.outside());
    return new Outcome(network.read(), network.observations().count(), leftOut,
        AnalysisStatistics.of(before, Departures.of(ensemble, network.observations()), network.observations()));
  }

  /**
   * What one assimilation did.
   *
   * @param read    rows of the observation file
   * @param used    observations assimilated
   * @param leftOut how many were not, by reason
   * @param statistics what the observations say of it
   */
  public record Outcome(int read, int used, Map<String, Integer> leftOut, AnalysisStatistics statistics) {

    /**
     * Innovations of the forecast.
     *
     * @return the figures
     */
    public InnovationStatistics before() {
      return statistics.before();
    }

    /**
     * Innovations of the analysis.
     *
     * @return the figures
     */
    public InnovationStatistics after() {
      return statistics.after();
    }
  }
}
