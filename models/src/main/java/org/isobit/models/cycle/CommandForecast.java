package org.isobit.models.cycle;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isobit.models.analyse.internal.source.BlowUp;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Progress;
import org.isobit.models.io.Quoted;

/**
 * Forecasts by an external command, run once for each member. What a member answers is read once, when its processes
 * have ended, and kept as an array of our own in the cycle's work folder, where a journal notes who has arrived: a run
 * that is killed does not repeat them. Every attempt has a folder of its own: a process that outlives a killed run
 * writes where nobody reads.
 */
final class CommandForecast implements ForecastStep {

  private final CommandSettings settings;
  private final Exchange exchange;
  private final BlowUp blowUp;
  private final RunDirectory directory;
  private final Stop stop;
  private final Progress progress;

  CommandForecast(CommandSettings settings, Exchange exchange, BlowUp blowUp, RunDirectory directory, Stop stop,
      Progress progress) {
    this.settings = settings;
    this.exchange = exchange;
    this.blowUp = blowUp;
    this.directory = directory;
    this.stop = stop;
    this.progress = progress;
  }

  @Override
  public String description() {
    return settings.description();
  }

  @Override
  public Result advance(State from, int cycle) throws IOException {
    Path work = directory.work(cycle);
    Files.createDirectories(work);
    String[] failures = new String[from.members().length];
    try (Journal arrived = arrived(work.resolve("members"), cycle)) {
      Map<Integer, String> known = known(arrived);
      ExecutorService pool = Executors.newFixedThreadPool(settings.processes());
      try {
        List<Future<String>> tasks = new ArrayList<>();
        for (int m = 0; m < failures.length; m++) {
          int row = m;
          tasks.add(pool.submit(() -> member(from, row, cycle, work, known, arrived)));
        }
        for (int m = 0; m < failures.length; m++) {
          failures[m] = result(tasks.get(m));
        }
      } finally {
        pool.shutdownNow(); // where one of them could not read or write, the others are given up
      }
    }
    stop.check();
    return collect(from, failures);
  }

  /** Who has arrived. What is damaged there is forgotten: those members are run again. */
  private static Journal arrived(Path list, int cycle) throws IOException {
    JsonObject head = new JsonObject();
    head.addProperty("cycle", cycle);
    Journal arrived;
    try {
      arrived = Journal.open(list);
    } catch (IllegalArgumentException e) {
      arrived = Journal.create(head, list);
    }
    arrived.mend(_ -> { });
    return arrived;
  }

  /** Members that have arrived: number to SHA-256 of their state. */
  private static Map<Integer, String> known(Journal arrived) {
    Map<Integer, String> known = new HashMap<>();
    List<JsonElement> records = arrived.records();
    for (JsonElement record : records.subList(1, records.size())) {
      known.put(record.getAsJsonObject().get("member").getAsInt(),
          record.getAsJsonObject().get("sha256").getAsString());
    }
    return known;
  }

  private static String result(Future<String> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop.Stopped();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /**
   * Brings one member to the end of the cycle, where its row of the ensemble then is; returns null, or why it could
   * not, and the row is what it was.
   */
  private String member(State from, int row, int cycle, Path work, Map<Integer, String> known, Journal arrived)
      throws IOException {
    int member = from.members()[row];
    Path kept = work.resolve("member-" + member + ".npy");
    String failure = known.containsKey(member) ? keptBefore(from, row, kept, known.get(member)) : "it has not arrived";
    for (int attempt = 1; failure != null && attempt <= 1 + settings.retries(); attempt++) {
      stop.check();
      failure = attempt(from, row, cycle, attempt, work);
      if (failure == null) {
        JsonObject record = new JsonObject();
        record.addProperty("member", member);
        record.addProperty("sha256", StateFiles.writeState(kept, from.ensemble().values(),
            from.ensemble().index(row), exchange.shape()));
        arrived.append(record);
      } else {
        stop.checkAfterFailure();
      }
    }
    progress.step(1);
    return failure;
  }

  /** Takes what an earlier run kept; returns null, or why that cannot be used. */
  private String keptBefore(State from, int row, Path kept, String sha256) throws IOException {
    double[] state;
    try {
      state = StateFiles.readOwn(kept, sha256, exchange.shape());
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    return putIfSound(from, row, state);
  }

  private String putIfSound(State from, int row, double[] state) {
    String problem = blowUp.problem(state, 0, state.length);
    if (problem == null) {
      System.arraycopy(state, 0, from.ensemble().values(), from.ensemble().index(row), state.length);
    }
    return problem;
  }

  private String attempt(State from, int row, int cycle, int attempt, Path work) throws IOException {
    int member = from.members()[row];
    Path folder = Files.createTempDirectory(work, "member-" + member + "-");
    Path in = folder.resolve("in." + exchange.suffix()).toAbsolutePath();
    Path out = folder.resolve("out." + exchange.suffix()).toAbsolutePath();
    Ensemble ensemble = from.ensemble();
    exchange.write(in, ensemble.values(), ensemble.index(row), cycle - 1);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("in", in);
    values.put("out", out);
    values.put("member", member);
    values.put("cycle", cycle);
    values.put("start", exchange.times().text(cycle - 1));
    values.put("end", exchange.times().text(cycle));
    values.put("here", settings.here());
    String failure = new MemberProcess(settings.words(values), CommandSettings.environment(values), folder,
        new MemberLog(directory.log(member)), settings.timeout())
        .run("cycle " + cycle + ", member " + member + ", attempt " + attempt, stop);
    if (failure == null) {
      String problem = answer(out, cycle, from, row);
      String name = out.getFileName().toString(); // its folder differs from run to run
      failure = problem == null ? null : "exit code 0, but its output is wrong: "
          + problem.replace(out.toString(), name).replace(Quoted.path(out), name);
    }
    RunDirectory.deleteWork(folder);
    return failure;
  }

  /** Takes what a member answered; returns null, or what is wrong with it. */
  private String answer(Path out, int cycle, State from, int row) {
    double[] state;
    try {
      state = exchange.read(out, cycle);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    } catch (IOException e) {
      return Cli.message(e); // it vanished, became shorter or cannot be read: the member's fault, not the run's
    }
    String problem = putIfSound(from, row, state);
    return problem == null ? null : out + ": " + problem;
  }

  /** The members that arrived, without the rows of those that did not. */
  private Result collect(State from, String[] failures) {
    Ensemble ensemble = from.ensemble();
    List<Failed> failed = new ArrayList<>();
    List<Integer> there = new ArrayList<>();
    for (int m = 0; m < failures.length; m++) {
      if (failures[m] == null) {
        there.add(from.members()[m]);
      } else {
        failed.add(new Failed(from.members()[m], failures[m]));
      }
    }
    if (!failed.isEmpty() && (!settings.goOn() || there.size() < settings.least())) {
      Failed first = failed.getFirst();
      throw new RunFailure("the forecast of member " + first.member() + " failed: " + first.reason() + "; its log is "
          + directory.log(first.member()) + (failed.size() == 1 ? "" : "; so did those of "
          + (failed.size() - 1) + " more") + (settings.goOn() ? "; " + there.size()
          + " members are left, but forecast.least-members is " + settings.least() : ""));
    }
    if (failed.isEmpty()) {
      return new Result(from, failed);
    }
    int[] members = there.stream().mapToInt(Integer::intValue).toArray();
    Ensemble left = Ensemble.allocate(members.length, ensemble.size());
    int next = 0;
    for (int m = 0; m < failures.length; m++) {
      if (failures[m] == null) {
        System.arraycopy(ensemble.values(), ensemble.index(m), left.values(), left.index(next++), ensemble.size());
      }
    }
    return new Result(new State(left, members, from.inflation()), failed);
  }
}
