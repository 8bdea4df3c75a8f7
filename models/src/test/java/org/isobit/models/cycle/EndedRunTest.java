package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Progress;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs that end before their last cycle, by a failure or a signal: what is left, and what is said. */
@Timeout(120)
@Isolated
class EndedRunTest {

  private static final String WRONG = "index,value,sd\n9,1,1\n";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Told told = new Told(new StringWriter());
  private Path out;

  /** Something that happens while a run is at work. */
  private interface Meanwhile {
    void happen() throws IOException, InterruptedException;
  }

  /** What a run tells; at one of its lines something may happen. */
  private static final class Told extends PrintWriter {
    private final StringWriter text;
    private String when;
    private Meanwhile meanwhile;

    private Told(StringWriter text) {
      super(text);
      this.text = text;
    }

    @Override
    public void println(String line) {
      super.println(line);
      if (when != null && line.contains(when)) {
        try {
          meanwhile.happen();
        } catch (IOException | InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @BeforeEach
  void write() throws IOException {
    out = folder.resolve("out");
    NpyFile.write(folder.resolve("mean.npy"), new double[] {1, 2, 3, 4}, 4);
    for (int c = 1; c <= 4; c++) {
      Files.writeString(folder.resolve("o" + c + ".csv"), "index,value,sd\n0,1.5,0.5\n2,3.25,1\n");
    }
    Files.writeString(folder.resolve("model.yaml"), """
        cycles: 4
        forecast: {model: {name: lorenz96, size: 4, forcing: 8.0}, integrator: {scheme: heun, step: 0.01}}
        ensemble: {members: 5, mean: [1, 2, 3, 4], variance: 0.5}
        observations: {file: 'o{cycle}.csv', operator: index}
        method:
          filter: letkf
          localization: {taper: gaspari-cohn, radius: 2, convention: half-width}
          adaptive-inflation: {method: miyoshi-2011}
        output: {picture: false}
        """);
    Files.writeString(folder.resolve("command.yaml"), """
        cycles: 4
        forecast: {command: '[ {member}.{cycle} != 1.3 ] || exit 4; cp {in} {out}', shell: true}
        ensemble: {members: 3, mean-file: mean.npy, variance: 0.5}
        observations: {file: 'o{cycle}.csv', operator: index}
        method: {filter: etkf}
        output: {picture: false}
        """);
  }

  private CycleRun made(String config, String... overrides) throws IOException {
    return new CycleRun(CyclePlan.read(Settings.read(folder.resolve(config), List.of(overrides)), folder, out, null),
        told, new DeviceUse(_ -> { }));
  }

  private List<String> names(String name) throws IOException {
    try (Stream<Path> all = Files.list(out.resolve(name))) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Each cycle takes away what it replaces, not only the end of the run. */
  @Test
  void whatIsReplacedGoesWithItsCycle() throws IOException {
    Files.writeString(folder.resolve("o4.csv"), WRONG);
    assertThrows(IllegalArgumentException.class, () -> made("model.yaml").run());
    assertEquals(List.of("000003.npy"), names("ensembles"));
    assertEquals(List.of("000003.npy"), names("inflation"));
    out = folder.resolve("every");
    Files.writeString(folder.resolve("o3.csv"), WRONG);
    assertThrows(IllegalArgumentException.class, () -> made("model.yaml", "output.ensembles=3").run());
    assertEquals(List.of("000000.npy", "000002.npy"), names("ensembles"));
    assertEquals(List.of("000000.npy", "000002.npy"), names("inflation"));
  }

  @Test
  void theWorkOfACycleGoesWithIt() throws IOException {
    assertThrows(RunFailure.class, () -> made("command.yaml").run());
    assertEquals(List.of("000003"), names("work"));
  }

  /** An ensemble is given up only for one that was read again. */
  @Test
  void anEnsembleThatIsNotWhatWasWritten() throws IOException {
    made("model.yaml", "cycles=1").run();
    Path written = out.resolve("ensembles/000002.npy");
    told.when = "going on after cycle 1 of 4";
    told.meanwhile = () -> Files.createSymbolicLink(out.resolve("mean/000002.npy"), written);
    String message = assertThrows(IllegalArgumentException.class, () -> made("model.yaml").run()).getMessage();
    assertTrue(message.startsWith("cycle 2: " + written + ": is not what the run wrote"), message);
    assertEquals(List.of("000001.npy", "000002.npy"), names("ensembles"));
  }

  /** Ends a run as a signal does when it tells something, and returns all that it told. */
  private String stopped(String line, String config, String... overrides) throws Exception {
    CycleRun run = made(config, overrides);
    Thread ending = new Thread(() -> run.stop().shutDown());
    told.when = line;
    told.meanwhile = () -> {
      ending.start();
      for (boolean known = false; !known; Thread.sleep(1)) {
        try {
          run.stop().check();
        } catch (Stop.Stopped e) {
          known = true;
        }
      }
    };
    assertThrows(Stop.Stopped.class, run::run);
    ending.join();
    Runtime.getRuntime().removeShutdownHook(run.stop().hook);
    told.when = null;
    return told.text.toString();
  }

  @Test
  void aSignalBeforeTheFirstCycle() throws Exception {
    made("model.yaml").run();
    TreeMap<String, byte[]> whole = Runs.results(out);
    out = folder.resolve("stopped");
    made("model.yaml", "cycles=1").run();
    assertEquals("isobit cycle: going on after cycle 1 of 4\n"
        + "isobit cycle: stopped after cycle 1 of 4; the same command goes on from there\n",
        stopped("going on", "model.yaml"));
    made("model.yaml").run();
    Runs.same(whole, out, "stopped");
  }

  @Test
  void aSignalBetweenCycles() throws Exception {
    String[] fewer = {"forecast.on-failure=continue", "forecast.least-members=2"};
    made("command.yaml", fewer).run();
    TreeMap<String, byte[]> whole = Runs.results(out);
    told.text.getBuffer().setLength(0);
    out = folder.resolve("stopped");
    assertEquals("isobit cycle: cycle 3 goes on without member 1: exit code 4\n"
        + "isobit cycle: stopped after cycle 3 of 4; the same command goes on from there\n",
        stopped("without member 1", "command.yaml", fewer));
    made("command.yaml", fewer).run();
    Runs.same(whole, out, "stopped");
  }

  private static void await(Path file, String content) throws Exception {
    while (!Files.exists(file) || !Files.readString(file).contains(content)) {
      Thread.sleep(5);
    }
  }

  /** Who ends with the signal that ends the run, even before it comes, has not failed; and nobody begins any more. */
  @Test
  void aMemberThatTheSignalEnds() throws Exception {
    CyclePlan plan = CyclePlan.read(Settings.read(folder.resolve("command.yaml"), List.of("forecast.processes=1",
        "forecast.command='exit 4; cp {in} {out}'")), folder, out, null);
    Stop stop = new Stop(told, TimeUnit.DAYS.toMillis(1), TimeUnit.DAYS.toMillis(1));
    try (RunDirectory directory = RunDirectory.open(out, "npy"); Progress progress = new Progress("test", 3)) {
      CommandForecast forecast = new CommandForecast(plan.command(), plan.exchange(), plan.blowUp(), directory, stop,
          progress);
      Thread ending = new Thread(stop::shutDown);
      Thread signal = new Thread(() -> {
        try {
          await(directory.log(0), "exit code 4");
          ending.start();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
      signal.start();
      assertThrows(Stop.Stopped.class, () -> forecast.advance(State.complete(plan.ensemble().make(1), null), 1));
      signal.join();
      stop.close();
      ending.join();
    }
    Runtime.getRuntime().removeShutdownHook(stop.hook);
    assertEquals(List.of("member-000.log"), names("logs"));
  }

  /** No analysis begins after a signal, even where all members have arrived. */
  @Test
  void aSignalAfterTheLastMember() throws Exception {
    CyclePlan plan = CyclePlan.read(Settings.read(folder.resolve("command.yaml"), List.of()), folder, out, null);
    Stop stop = new Stop(told, 1, 1);
    try (RunDirectory directory = RunDirectory.open(out, "npy"); Progress progress = new Progress("test", 6)) {
      CommandForecast forecast = new CommandForecast(plan.command(), plan.exchange(), plan.blowUp(), directory, stop,
          progress);
      forecast.advance(State.complete(plan.ensemble().make(1), null), 1);
      stop.shutDown();
      assertThrows(Stop.Stopped.class, () -> forecast.advance(State.complete(plan.ensemble().make(1), null), 1));
    }
    stop.close();
    Runtime.getRuntime().removeShutdownHook(stop.hook);
  }

  @Test
  void anInterrupt() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    String command = "forecast.command='[ -e {here}/free ] || exec sleep 297; cp {in} {out}'";
    CycleRun run = made("command.yaml", command);
    boolean[] interrupted = new boolean[1];
    Thread running = new Thread(() -> {
      assertThrows(Stop.Stopped.class, run::run);
      interrupted[0] = Thread.interrupted();
    });
    running.start();
    await(out.resolve("logs/member-000.log"), "member 0");
    running.interrupt();
    running.join();
    assertTrue(interrupted[0], "who was interrupted stays so");
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().matches("pool-\\d+-thread-\\d+")) {
        thread.join();
      }
    }
    Files.createFile(folder.resolve("free"));
    made("command.yaml", command).run();
    assertTrue(Files.exists(out.resolve("report.json")));
  }

  /** Members of a cycle that another configuration began are none of this one's. */
  @Test
  void anotherConfigurationTakesNoMembersOver() throws IOException {
    String command = "forecast.command='[ {member} != 1 ] || [ -e {here}/free ] || exit 4; cp {in} {out}'";
    assertThrows(RunFailure.class, () -> made("command.yaml", command).run());
    assertTrue(Files.exists(out.resolve("work/000001/member-0.npy")));
    Files.createFile(folder.resolve("free"));
    made("command.yaml", command, "seed=2").run();
    TreeMap<String, byte[]> taken = Runs.results(out);
    out = folder.resolve("clean");
    made("command.yaml", command, "seed=2").run();
    Runs.same(taken, out, "as if nothing had been there");
  }

  @Test
  void aRunClosesItsFiles() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.exists(open));
    made("command.yaml", "cycles=2").run();
    Path root = out.toRealPath();
    try (Stream<Path> all = Files.list(open)) {
      for (Path file : all.toList()) {
        assertFalse(leadsTo(file).startsWith(root), () -> "open: " + leadsTo(file));
      }
    }
  }

  private static Path leadsTo(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link; // closed meanwhile
    }
  }
}
