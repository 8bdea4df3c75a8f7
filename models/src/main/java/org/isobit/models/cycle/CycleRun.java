package org.isobit.models.cycle;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.device.AcceleratorException;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.analyse.internal.plan.Assimilation;
import org.isobit.models.analyse.internal.result.Fields;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Progress;
import org.isobit.models.scores.EnsembleScores;

/**
 * A run of cycles, from its beginning or from where an earlier one ended. A cycle's files are written whole, then its
 * record is forced to the journal; only then is the cycle done, and when its ensemble has been read again, what it
 * replaces is removed. A run that goes on first reads everything that it relies on; nothing is written or removed
 * before that. Whatever is found beyond the last record belongs to a cycle that was not finished: it is removed and
 * made again, with the same bits, since every random number is a function of seed, cycle and purpose. Used once.
 */
final class CycleRun {

  private final CyclePlan plan;
  private final PrintWriter notes;
  private final DeviceUse devices;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private RunDirectory directory;
  private CycleLog log;
  private Diagnostics diagnostics;
  private Stop stop;
  private long phaseBegin;

  /** A run that tells in single lines on {@code notes} what it is about to do, and notes what ran on a device. */
  CycleRun(CyclePlan plan, PrintWriter notes, DeviceUse devices) {
    this.plan = plan;
    this.notes = notes;
    this.devices = devices;
  }

  /**
   * Runs all cycles that are not done yet.
   *
   * @return what to tell on standard output
   * @throws RunFailure   if a forecast or an analysis fails, or the disk is full; the run may be resumed
   * @throws Stop.Stopped if the process was asked to end; the run may be resumed
   */
  String run() throws IOException {
    try (RunDirectory opened = open()) {
      directory = opened;
      try (CycleLog opening = openLog()) {
        log = opening;
        return cycles();
      }
    }
  }

  /** What ends this run before its time; null before its cycles begin. */
  Stop stop() {
    return stop;
  }

  private RunDirectory open() throws IOException {
    try {
      return RunDirectory.open(plan.output(), plan.exchange().ownSuffix());
    } catch (FileSystemException e) {
      throw e; // no such place, or no permission: the configuration's
    } catch (IOException e) {
      throw new RunFailure("the system cannot read or write: " + Cli.message(e), e);
    }
  }

  private CycleLog openLog() throws IOException {
    try {
      return CycleLog.open(directory, plan.identity(), this::tell);
    } catch (IOException e) {
      throw new RunFailure("the system cannot read or write: " + Cli.message(e), e);
    }
  }

  private String cycles() throws IOException {
    int done = log.last() == null ? 0 : log.last().cycle();
    if (done > plan.cycles()) {
      throw new IllegalArgumentException(plan.output() + ": " + done + " cycles are done there, more than the "
          + plan.cycles() + " that 'cycles' asks for");
    }
    CycleReport report = new CycleReport(plan, directory);
    diagnostics = new Diagnostics(directory.root().resolve("diagnostics.csv"), plan.times());
    State found = load();
    try (Stop stopping = new Stop(notes)) {
      stop = stopping;
      State state = guarded("beginning: ", () -> {
        log.mend(this::tell);
        directory.sweep(done, plan.keep());
        return found == null ? begin() : found;
      });
      guarded("beginning: ", () -> {
        diagnostics.writeAll(log.records());
        return null;
      });
      if (done > 0) {
        tell(done == plan.cycles() ? "all " + done + " cycles are done; writing the results again"
            : "going on after cycle " + done + " of " + plan.cycles());
      }
      stop.progress("after cycle " + done + " of " + plan.cycles());
      State last = loop(state, done);
      guarded("results: ", () -> {
        finish(report, done, last);
        return null;
      });
      return report.table(log.records());
    }
  }

  private void finish(CycleReport report, int resumedAfter, State last) throws IOException {
    report.writeResults(log.records());
    if (plan.exchange().netcdf() != null) {
      plan.exchange().saveMembers(directory, last.ensemble(), last.members(), plan.cycles());
    }
    directory.sweep(plan.cycles(), plan.keep());
    String problem = plan.picture() ? report.draw(log.records()) : null;
    if (problem != null) {
      tell("no picture: " + problem);
    }
    report.writeRun(resumedAfter, seconds, devices);
  }

  private void tell(String line) {
    notes.println("isobit cycle: " + line);
    notes.flush();
  }

  /**
   * The state to go on from, or null where none has been recorded; all that is kept of the run must be what it wrote.
   */
  private State load() {
    try {
      return read();
    } catch (IOException e) {
      throw failure("beginning: ", e);
    }
  }

  private State read() throws IOException {
    CycleRecord last = log.last();
    int newest = directory.newestEnsemble();
    boolean lost = directory.hasMoreThan(last == null ? -1 : last.cycle());
    if (last == null) {
      if (lost) {
        throw new IllegalArgumentException(directory.withWayOn(directory.journal() + ": has no record of a cycle, but "
            + directory.ensemble(newest) + " is there; the journal has lost its records"));
      }
      return null;
    }
    if (lost) {
      throw new IllegalArgumentException(directory.withWayOn(directory.journal() + ": ends with cycle " + last.cycle()
          + ", but the ensemble there is " + directory.ensemble(newest) + "; the journal has lost its last record"));
    }
    try {
      directory.requireWritten(log.records(), plan.keep());
      return read(last);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(directory.withWayOn(e.getMessage()), e);
    }
  }

  private State read(CycleRecord last) throws IOException {
    int[] shape = plan.ensemble().stateShape();
    int members = last.members().length;
    double[] values = StateFiles.readOwn(directory.ensemble(last.cycle()), last.ensemble(), members, shape);
    InflationField inflation = last.inflation() == null ? null
        : InflationField.of(StateFiles.readOwn(directory.inflation(last.cycle()), last.inflation(), 2, shape));
    return new State(Ensemble.of(values, members, StateFiles.size(shape)), last.members(), inflation);
  }

  /** The initial ensemble, which counts as cycle 0. */
  private State begin() throws IOException {
    int[] shape = plan.ensemble().stateShape();
    State state = State.complete(plan.ensemble().make(plan.seed()),
        plan.assimilation().inflation(StateFiles.size(shape)));
    String sha256 = StateFiles.writeAtomically(directory.ensemble(0), state.ensemble(), shape);
    double spread = spread(state.ensemble());
    log.append(new CycleRecord(0, state.members(), List.of(), null, 0, 0, Map.of(), null, null, spread, spread, null,
        null, sha256, writeInflation(state, 0), null, null));
    return state;
  }

  private String writeInflation(State state, int cycle) throws IOException {
    return state.inflation() == null ? null : StateFiles.writeAtomically(directory.inflation(cycle),
        state.inflation().toArray(), 2, plan.ensemble().stateShape());
  }

  private State loop(State begin, int done) throws IOException {
    State state = begin;
    boolean external = plan.command() != null;
    try (Progress progress = new Progress("cycling", plan.steps(done, state.members().length))) {
      ForecastStep forecast = external ? new CommandForecast(plan.command(), plan.exchange(), plan.blowUp(), directory,
          stop, progress)
          : plan.model();
      for (int c = done + 1; c <= plan.cycles(); c++) {
        stop.check();
        int cycle = c;
        State from = state;
        state = guarded("cycle " + c + ": ", () -> cycle(from, cycle, forecast));
        stop.progress("after cycle " + c + " of " + plan.cycles());
        if (!external) {
          progress.step(1);
        }
      }
    }
    return state;
  }

  /** One cycle, up to its record in the journal. */
  private State cycle(State from, int cycle, ForecastStep forecast) throws IOException {
    phaseBegin = System.nanoTime();
    List<Path> files = plan.observationFiles(cycle); // before the forecast, which may take hours
    double[] truth = plan.truth(cycle);
    ForecastStep.Result result = forecast.advance(from, cycle);
    end("forecast");
    State state = result.state();
    Ensemble ensemble = state.ensemble();
    double forecastSpread = spread(ensemble);
    Double forecastRmse = rmse(ensemble, truth);
    Assimilation.Outcome outcome = files.stream().allMatch(Objects::isNull) ? null
        : plan.assimilation().assimilate(ensemble, files, plan.times().end(cycle),
            Cycle.of(plan.seed(), cycle).with(devices), state.inflation());
    end("analysis");
    String sha256 = StateFiles.writeAtomically(directory.ensemble(cycle), ensemble, plan.ensemble().stateShape());
    boolean fields = plan.keep().fields(cycle);
    String mean = fields ? plan.exchange().save(directory.mean(cycle), ensemble.mean(), cycle) : null;
    String spread = fields && ensemble.members() > 1
        ? plan.exchange().save(directory.spread(cycle), ensemble.spread(), cycle) : null;
    CycleRecord record = new CycleRecord(cycle, state.members(), result.failed(),
        outcome == null ? null : checksums(files), outcome == null ? 0 : outcome.read(),
        outcome == null ? 0 : outcome.used(), outcome == null ? Map.of() : outcome.leftOut(),
        outcome == null ? null : outcome.before(), outcome == null ? null : outcome.after(), forecastSpread,
        spread(ensemble), forecastRmse, rmse(ensemble, truth), sha256,
        writeInflation(state, cycle), mean, spread);
    boolean replaces = !plan.keep().ensemble(cycle - 1, cycle);
    if (replaces) {
      // Before it is recorded: a run goes on from what is recorded alone.
      StateFiles.requireWritten(directory.ensemble(cycle), sha256);
    }
    log.append(record);
    diagnostics.append(record);
    if (replaces) {
      Files.deleteIfExists(directory.ensemble(cycle - 1));
      Files.deleteIfExists(directory.inflation(cycle - 1));
    }
    if (plan.command() != null) {
      RunDirectory.deleteWork(directory.work(cycle));
    }
    result.failed().forEach(f -> tell("cycle " + cycle + " goes on without member " + f.member() + ": " + f.reason()));
    end("files");
    return state;
  }

  private static String checksums(List<Path> files) throws IOException {
    List<String> checksums = new ArrayList<>();
    for (Path file : files) {
      checksums.add(file == null ? "-" : StateFiles.sha256(file));
    }
    return String.join(" ", checksums);
  }

  private void end(String phase) {
    long now = System.nanoTime();
    seconds.merge(phase, (now - phaseBegin) / 1e9, Double::sum);
    phaseBegin = now;
  }

  /** NaN of one deterministic forecast. */
  private static double spread(Ensemble ensemble) {
    return ensemble.members() == 1 ? Double.NaN : scores(ensemble).spread();
  }

  /** Of the mean, or of the one forecast; null without a truth. */
  private static Double rmse(Ensemble ensemble, double[] truth) {
    return truth == null ? null : ensemble.members() == 1 ? Fields.rms(Fields.difference(ensemble.mean(), truth))
        : scores(ensemble).rmse(truth);
  }

  private static EnsembleScores scores(Ensemble ensemble) {
    EnsembleScores scores = new EnsembleScores(ensemble.size(), ensemble.members());
    scores.read(ensemble.values(), ensemble.ld());
    return scores;
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  /** Runs a step; whatever goes wrong is told with the place and how to go on. */
  private <T> T guarded(String where, Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + e.getMessage() + rest(), e);
    } catch (NumericalException | AcceleratorException e) {
      throw new RunFailure(where + "the analysis failed: " + e.getMessage() + rest(), e);
    } catch (RunFailure e) {
      throw new RunFailure(where + e.getMessage() + rest(), e);
    } catch (IOException e) {
      throw failure(where, e);
    }
  }

  private RunFailure failure(String where, IOException e) {
    return new RunFailure(where + "the system cannot read or write: " + Cli.message(e) + rest(), e);
  }

  private String rest() {
    int done = log.last() == null ? 0 : log.last().cycle();
    return "; " + done + " of " + plan.cycles() + " cycles are done, and the same command goes on from there";
  }
}
