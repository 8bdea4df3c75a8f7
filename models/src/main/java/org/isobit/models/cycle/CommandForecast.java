package org.isobit.models.cycle;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.cli.Progress;

/**
 * Forecasts by an external command, run once for each member. Members that arrived are noted in a journal of the cycle's
 * work folder, so that a run that is killed does not repeat them. Every attempt has a folder of its own: a process that
 * outlives a killed run writes where nobody reads.
 */
final class CommandForecast implements Forecast {

  private final CommandSettings settings;
  private final Exchange exchange;
  private final RunDirectory directory;
  private final Stop stop;
  private final Progress progress;

  CommandForecast(CommandSettings settings, Exchange exchange, RunDirectory directory, Stop stop, Progress progress) {
    this.settings = settings;
    this.exchange = exchange;
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
    Path list = work.resolve("members");
    JsonObject head = new JsonObject();
    head.addProperty("cycle", cycle);
    String[] failures = new String[from.members().length];
    try (Journal arrived = Files.exists(list) ? Journal.open(list, _ -> { }) : Journal.create(list, head)) {
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
    return collect(from, cycle, work, failures);
  }

  /** Members that have arrived: number to SHA-256 of their output. */
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

  private Path output(Path work, int member) {
    return work.resolve("member-" + member + "." + exchange.suffix());
  }

  /** Brings one member to the end of the cycle; returns null, or why it could not. */
  private String member(State from, int row, int cycle, Path work, Map<Integer, String> known, Journal arrived)
      throws IOException {
    int member = from.members()[row];
    Path output = output(work, member);
    if (known.containsKey(member) && Files.exists(output)
        && StateFiles.sha256(output).equals(known.get(member))) {
      progress.step(1);
      return null;
    }
    String failure = null;
    for (int attempt = 1; attempt <= 1 + settings.retries(); attempt++) {
      stop.check();
      failure = attempt(from, row, cycle, attempt, work, output);
      if (failure == null) {
        JsonObject record = new JsonObject();
        record.addProperty("member", member);
        record.addProperty("sha256", StateFiles.sha256(output));
        arrived.append(record);
        break;
      }
      stop.checkAfterFailure();
    }
    progress.step(1);
    return failure;
  }

  private String attempt(State from, int row, int cycle, int attempt, Path work, Path output) throws IOException {
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
    String failure = new MemberProcess(settings.words(values), folder, directory.log(member), settings.timeout())
        .run("cycle " + cycle + ", member " + member + ", attempt " + attempt, stop);
    if (failure == null) {
      try {
        exchange.read(out, cycle);
        StateFiles.force(out);
        Files.move(out, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IllegalArgumentException e) {
        failure = "exit code 0, but its output is wrong: "
            + e.getMessage().replace(out.toString(), out.getFileName().toString());
      }
    }
    RunDirectory.deleteWork(folder);
    return failure;
  }

  private Result collect(State from, int cycle, Path work, String[] failures) throws IOException {
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
    int[] members = there.stream().mapToInt(Integer::intValue).toArray();
    Ensemble ensemble = Ensemble.allocate(members.length, from.ensemble().size());
    for (int m = 0; m < members.length; m++) {
      double[] state = exchange.read(output(work, members[m]), cycle);
      System.arraycopy(state, 0, ensemble.values(), ensemble.index(m), state.length);
    }
    return new Result(new State(ensemble, members, from.inflation()), failed);
  }
}
