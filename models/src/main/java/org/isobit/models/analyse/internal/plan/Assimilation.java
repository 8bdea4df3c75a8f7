package org.isobit.models.analyse.internal.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.analyse.internal.grid.GridSettings;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.observation.AnalysisStatistics;
import org.isobit.models.analyse.internal.observation.Departures;
import org.isobit.models.analyse.internal.observation.Fate;
import org.isobit.models.analyse.internal.observation.InnovationStatistics;
import org.isobit.models.analyse.internal.observation.ObservationNetwork;
import org.isobit.models.analyse.internal.observation.ObservationSettings;
import org.isobit.models.analyse.internal.observation.ObservationTable;
import org.isobit.models.analyse.internal.observation.ObservationTimes;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.analyse.internal.source.NetcdfStates;
import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.analyse.internal.transform.StateTransforms;
import org.isobit.models.analyse.internal.transform.TransformSettings;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FieldFilter;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.io.Settings;
import org.isobit.models.method.MethodChoice;
import org.isobit.models.method.RadiiChoice;
import org.isobit.models.method.Registries;

/**
 * The sections {@code observations}, {@code method} and {@code transforms} of a configuration: how observations from
 * files are assimilated into an ensemble. {@code isobit analyse} does it once, {@code isobit cycle} again and again
 * with other files. Immutable, thread-safe.
 */
public final class Assimilation {

  private final StateLayout layout;
  private final List<ObservationSettings> observed;
  private final MethodSettings method;
  private final TransformSettings transforms;
  private final ObservationTimes times;

  private Assimilation(StateLayout layout, List<ObservationSettings> observed, MethodSettings method,
      TransformSettings transforms, ObservationTimes times) {
    this.times = times;
    this.layout = layout;
    this.observed = observed;
    this.method = method;
    this.transforms = transforms;
  }

  /**
   * Reads the sections for states of one field without masked points; no observation is read yet.
   *
   * @param root       the configuration
   * @param grid       its section {@code grid}, or another of that form
   * @param stateShape dimensions of a state, slowest first
   * @return how to assimilate
   * @throws IOException              if a file of coordinates cannot be read
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static Assimilation read(Settings root, Settings grid, int[] stateShape) throws IOException {
    return read(root, StateLayout.whole(GridSettings.read(grid, stateShape), List.of("state")));
  }

  /**
   * Reads the sections for states in NetCDF files, on the grid that those describe; no observation is read yet.
   *
   * @param root   the configuration
   * @param states the kind of files
   * @return how to assimilate
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static Assimilation read(Settings root, NetcdfStates states) {
    return read(root, states.layout());
  }

  /** Reads the sections for states of any layout. */
  static Assimilation read(Settings root, StateLayout layout) {
    ObservationTimes times = ObservationTimes.read(root);
    List<ObservationSettings> observed = ObservationSettings.read(root, layout, times);
    MethodSettings method = MethodSettings.read(root.section("method"), layout);
    List<String> types = observed.stream().map(ObservationSettings::type).distinct().toList();
    try {
      method.requireTypes(types);
    } catch (IllegalArgumentException e) {
      throw root.error("method", "does not fit: " + e.getMessage());
    }
    root.section("method").optional("localization").ifPresent(localization -> {
      try {
        MethodChoice.requireTypes(LocalizationSettings.types(localization), types);
      } catch (IllegalArgumentException e) {
        throw root.section("method").error("localization", "does not fit: " + e.getMessage());
      }
    });
    TransformSettings transforms = TransformSettings.read(root, layout.fields());
    if (method.plain() instanceof FieldFilter filter) {
      MadeFor.require(root.section("method"), filter, layout, transforms);
    }
    return new Assimilation(layout, observed, method, transforms, times);
  }

  /** The same with another filter, for tests that plant a fault. */
  Assimilation with(MethodSettings other) {
    return new Assimilation(layout, observed, other, transforms, times);
  }

  StateLayout layout() {
    return layout;
  }

  MethodSettings method() {
    return method;
  }

  /**
   * Whether observations count by their time.
   *
   * @return true if {@code method.localization} has a section {@code time}
   */
  public boolean isLocalInTime() {
    return times != null;
  }

  /**
   * Whether the time of the analysis matters.
   *
   * @return true if observations count by their time, or the filter depends on the season
   */
  public boolean needsTime() {
    return times != null || seasonal();
  }

  private boolean seasonal() {
    return method.plain() instanceof FieldFilter filter && filter.seasonal();
  }

  /**
   * Refuses a time of analysis that localisation in time, or a filter that depends on the season, cannot take; where
   * none matters, none is refused.
   *
   * @param analysis a time, or null if there is none
   * @param named    for the message, how a configuration gives one
   * @throws IllegalArgumentException if there is none, or it is a moment where a number is wanted, or the reverse
   */
  public void requireTime(AnalysisTime analysis, String named) {
    if (times != null) {
      times.require(analysis, named);
    }
    if (seasonal() && analysis == null) {
      throw new IllegalArgumentException("method.filter: " + method.name()
          + " depends on the season, and so needs the time of the analysis: " + named);
    }
  }

  /**
   * Refuses what needs the spread of an ensemble, for one deterministic forecast.
   *
   * @throws IllegalArgumentException naming the key
   */
  public void requireNoSpread() {
    if (!method.choice().provider().options().contains(Option.SINGLE)) {
      throw new IllegalArgumentException("method.filter: " + method.name() + " needs the spread of an ensemble, which "
          + "one deterministic forecast does not have; for one there are the filters " + Registries.filters()
              .those(f -> f.options().contains(Option.SINGLE) && !f.options().contains(Option.MODEL)));
    }
    for (ObservationSettings section : observed) {
      if (section.gross() < Double.POSITIVE_INFINITY && section.grossTotal()) {
        throw new IllegalArgumentException("observations.gross-error.deviation: must be observation for one "
            + "deterministic forecast, which has no spread, but is total");
      }
    }
  }

  /** How times of observations are counted, or null. */
  public ObservationTimes times() {
    return times;
  }

  /** Reads the observations that the configuration names; the time of the analysis may be null where none matters. */
  List<ObservationTable> tables(AnalysisTime analysis) throws IOException {
    List<ObservationTable> tables = new ArrayList<>();
    for (ObservationSettings section : observed) {
      tables.add(section.source().read(analysis));
    }
    return tables;
  }

  /**
   * An analysis that was done.
   *
   * @param network    what was assimilated
   * @param before     departures of the forecast
   * @param after      departures of the analysis
   * @param transforms of each field, or null
   */
  public record Done(ObservationNetwork network, Departures before, Departures after, FieldTransform[] transforms) {}

  /** Watches an analysis: sees the ensemble as the filter does, right before and after it. */
  public interface Watch {
    /** May replace the network, by one that gives the same. Transforms are those of each field, or null. */
    ObservationNetwork before(Ensemble forecast, ObservationNetwork network, FieldTransform[] transforms)
        throws IOException;

    void after(Ensemble analysis) throws IOException;
  }

  /**
   * Assimilates tables, in place; all or nothing. The time may be null where it does not matter; the field is that of
   * adaptive inflation, or null.
   */
  public Done run(Ensemble ensemble, List<ObservationTable> tables, AnalysisTime time, List<String> labels,
      Cycle cycle, InflationField field, Watch watch) throws IOException {
    FieldTransform[] fitted = transforms.fit(ensemble, layout);
    Ensemble states = transforms.any() ? ensemble.copy() : ensemble;
    StateTransforms.forward(states, layout, fitted, labels);
    ObservationNetwork network = ObservationNetwork.tie(observed, tables, layout, fitted, offset()).check(states);
    Departures before = Departures.of(states, network.observations());
    ObservationNetwork watched = watch == null ? network : watch.before(states, network, fitted);
    Filter filter = method.filter(field);
    if (seasonal()) {
      filter = ((FieldFilter) filter).on(time.dayOfYear());
    }
    filter.analyse(states, watched.observations(), cycle);
    if (watch != null) {
      watch.after(states);
    }
    Departures after = Departures.of(states, network.observations());
    if (transforms.any()) {
      StateTransforms.inverse(states, layout, fitted);
      StateTransforms.requireFinite(states, layout, fitted, labels);
      ensemble.copyFrom(states);
    }
    return new Done(network, before, after, fitted);
  }

  /** What is observed less the variable, as the filter says. */
  private double offset() {
    return method.plain() instanceof FieldFilter filter ? filter.offset() : 0;
  }

  /**
   * Refuses a run of more cycles than the filter was given something for.
   *
   * @param last number of the last cycle
   * @throws IllegalArgumentException naming what is too short
   */
  public void requireCycle(long last) {
    method.choice().requireCycle(last);
  }

  /**
   * The files that the configuration names; for cycles, patterns of names.
   *
   * @return {@code observations.file} of each section of observations, relative to the configuration's folder
   */
  public List<Path> files() {
    return observed.stream().map(section -> section.source().file()).toList();
  }

  /**
   * Files that the filter was made of, whose content decides the analyses.
   *
   * @return the files by the names of their keys
   */
  public Map<String, Path> inputs() {
    Map<String, Path> inputs = new LinkedHashMap<>();
    MethodChoice choice = method.choice();
    choice.provider().keys().files(choice.own()).forEach((key, file) -> inputs.put("method." + key, file));
    if (method.radii() != null && method.radii().file() != null) {
      inputs.put("method.localization." + RadiiChoice.FILE, method.radii().file());
    }
    return inputs;
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
    return layout.description();
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
   * Assimilates the observations of other files than the configuration names, in place; all or nothing.
   *
   * @param ensemble forecast in, analysis out
   * @param files    for each section of observations a file with the columns that the section names, or null where
   *                 there is none; not all of them null
   * @param analysis the time of the analysis; null only where it does not {@linkplain #needsTime matter}
   * @param cycle    seed, number and threads
   * @param field    the field of adaptive inflation as the cycle before left it, or {@link #inflation}; this cycle's on
   *                 return; null without adaptive inflation
   * @return what was assimilated, and how far the ensemble was from it
   * @throws IOException              if the system cannot read a file
   * @throws IllegalArgumentException naming what is wrong in a file, or if the configuration has adaptive inflation and
   *                                  there is no field
   * @throws org.isobit.kernels.NumericalException as {@link org.isobit.models.assimilation.Filter#analyse} does
   */
  public Outcome assimilate(Ensemble ensemble, List<Path> files, AnalysisTime analysis, Cycle cycle,
      InflationField field) throws IOException {
    requireTime(analysis, "it was not given");
    if (method.adaptive() != null && field == null) {
      throw new IllegalArgumentException("method.adaptive-inflation needs the field of the cycle before");
    }
    List<ObservationSettings> sections = new ArrayList<>();
    for (int i = 0; i < observed.size(); i++) {
      if (files.get(i) != null) {
        sections.add(observed.get(i).withFile(files.get(i)));
      }
    }
    Assimilation now = new Assimilation(layout, sections, method, transforms, times);
    Done done = now.run(ensemble, now.tables(analysis), analysis,
        IntStream.range(0, ensemble.members()).mapToObj(Integer::toString).toList(), cycle, field, null);
    Map<String, Integer> leftOut = new LinkedHashMap<>();
    for (Fate fate : Fate.values()) {
      leftOut.put(fate.key(), done.network().leftOut().getOrDefault(fate, 0));
    }
    return new Outcome(done.network().read(), done.network().observations().count(), leftOut,
        AnalysisStatistics.of(done.before(), done.after(), done.network().observations()));
  }

  /**
   * What one assimilation did.
   *
   * @param read    rows of the observation files
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
