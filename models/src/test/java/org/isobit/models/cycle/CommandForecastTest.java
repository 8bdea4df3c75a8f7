package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** External models: what they are given, what becomes of them when they fail, and of the run when it is ended. */
class CommandForecastTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeEach
  void example() throws IOException {
    Example.write(folder);
  }

  private String[] arguments(String out, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of(folder.resolve("external.yaml").toString(), "--set", "cycles=4",
        "--set", "output.picture=false", "--out", folder.resolve(out).toString()));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    return arguments.toArray(new String[0]);
  }

  /** A shell command that does something first and then runs the example's model. */
  private static String[] shell(String first, String... more) {
    String[] overrides = new String[2 + more.length];
    overrides[0] = "forecast.shell=true";
    overrides[1] = "forecast.command='" + first.replace("'", "''")
        + "; awk -f \"{here}/lorenz96.awk\" {in} {out}'";
    System.arraycopy(more, 0, overrides, 2, more.length);
    return overrides;
  }

  private JsonObject report(String out) throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve(out).resolve("report.json"))).getAsJsonObject();
  }

  /** The example's awk script is Lorenz-96 too: it must agree with the built-in model. */
  @Test
  void theExampleAgreesWithTheBuiltInModel() throws IOException {
    Runs.good(arguments("external"));
    String ensemble = "ensemble={members: 10, mean: 2.0, variance: 12.0}";
    Runs.good(folder.resolve("config.yaml").toString(), "--set", "cycles=4", "--set", "burn-in=0", "--set", ensemble,
        "--set", "output.picture=false", "--out", folder.resolve("model").toString());
    double[] external = NpyFile.read(folder.resolve("external/ensembles/000004.npy")).doubles();
    double[] model = NpyFile.read(folder.resolve("model/ensembles/000004.npy")).doubles();
    assertEquals(400, model.length);
    for (int i = 0; i < model.length; i++) {
      assertEquals(model[i], external[i], 1e-9, "element " + i);
    }
    assertFalse(Files.exists(folder.resolve("external/work")));
    String log = Files.readString(folder.resolve("external/logs/member-007.log"));
    assertTrue(log.contains("== cycle 4, member 7, attempt 1, "), log);
    assertTrue(log.endsWith("== exit code 0\n"), log);
  }

  /** The README shows the section that is run above. */
  @Test
  void theReadmeShowsTheExample() throws IOException {
    String example = Files.readString(folder.resolve("external.yaml"));
    String section = example.substring(example.indexOf("forecast:"), example.indexOf("\n\ntime:"));
    assertTrue(Files.readString(Path.of("README.md")).contains("```yaml\n" + section + "\n```\n"), section);
  }

  @Test
  void placeholdersNpyAndDates() throws IOException {
    // The model copies its input; what it is told goes to a file beside the configuration.
    Runs.good(arguments("npy", "cycles=2", "forecast.files=npy", "forecast.shell=true", "forecast.command="
        + "'cp {in} {out} && echo {cycle:03} {member:2} {start} {end} >> {here}/told'",
        "time={start: 2026-12-31T18:00:00Z, interval: PT6H, format: yyyyMMddHH}", "forecast.processes=1"));
    List<String> told = Files.readAllLines(folder.resolve("told"));
    assertEquals(20, told.size());
    assertEquals("001 00 2026123118 2027010100", told.getFirst());
    assertEquals("002 09 2027010100 2027010106", told.getLast());
    assertTrue(Files.readString(folder.resolve("npy/diagnostics.csv")).contains("\n2,2027010106,10,40,"));
  }

  @Test
  void aMemberThatFailsEndsTheRunWhichGoesOnLater() throws IOException {
    Runs.good(arguments("whole"));
    TreeMap<String, byte[]> expected = Runs.results(folder.resolve("whole"));
    // The same words as the example's, so that the run may be resumed; awk is replaced by a script that fails.
    Path model = folder.resolve("lorenz96.awk");
    String awk = Files.readString(model);
    Files.writeString(model, "BEGIN { if (ARGV[1] ~ /member-3-/) { print \"no licence\"; exit 7 } }\n" + awk);
    Told outcome = Runs.here(arguments("failed", "forecast.on-failure=fail", "forecast.least-members=null"));
    assertEquals(Cli.FAILED, outcome.code(), outcome.text());
    assertTrue(outcome.text().contains("isobit cycle: cycle 1: the forecast of member 3 failed: exit code 7; its log "
        + "is "),
        outcome.text());
    assertTrue(outcome.text().contains("; 0 of 4 cycles are done, and the same command goes on from there"),
        outcome.text());
    String log = Files.readString(folder.resolve("failed/logs/member-003.log"));
    assertTrue(log.contains("attempt 1") && log.contains("attempt 2") && log.contains("no licence\n== exit code 7"),
        log);
    assertFalse(log.contains("attempt 3"), log);
    Files.writeString(model, awk);
    Runs.good(arguments("failed"));
    Runs.same(expected, folder.resolve("failed"), "after a failure that was mended");
    String once = Files.readString(folder.resolve("failed/logs/member-004.log"));
    assertEquals(once.indexOf("== cycle 1,"), once.lastIndexOf("== cycle 1,"),
        "members that arrived are not run again");
  }

  @Test
  void membersThatFailAreLeftOutDownToTheMinimum() throws IOException {
    String[] reasons = shell("case {member}.{cycle} in 2.2) exit 3;; 5.3) sleep 60;; 7.3) echo 1 > {out}; exit 0;; "
        + "esac",
        "forecast.retries=0", "forecast.timeout=2", "forecast.least-members=7");
    String told = Runs.good(arguments("fewer", reasons));
    assertTrue(told.contains("cycle 2 goes on without member 2: exit code 3\n"), told);
    JsonObject report = report("fewer");
    assertEquals(10, report.get("membersAtTheBeginning").getAsInt());
    assertEquals(7, report.get("membersAtTheEnd").getAsInt());
    assertEquals("[{\"cycle\":2,\"member\":2,\"reason\":\"exit code 3\"},"
        + "{\"cycle\":3,\"member\":5,\"reason\":\"it was not done after 2 s\"},"
        + "{\"cycle\":3,\"member\":7,\"reason\":\"exit code 0, but its output is wrong: out.txt: has 1 numbers, but a "
        + "state has 40\"}]", report.get("failedMembers").toString());
    assertEquals(7, NpyFile.read(folder.resolve("fewer/ensembles/000004.npy")).shape()[0]);

    reasons[reasons.length - 1] = "forecast.least-members=8";
    Told outcome = Runs.here(arguments("toofew", reasons));
    assertEquals(Cli.FAILED, outcome.code(), outcome.text());
    assertTrue(outcome.text().contains("cycle 3: the forecast of member 5 failed: it was not done after 2 s; ")
        && outcome.text().contains("; so did those of 1 more; 7 members are left, but forecast.least-members is 8; 2 "
            + "of 4"),
        outcome.text());
  }

  /** Whoever fails waits for a while before it is tried again: all of a cycle do so at the same time. */
  @Test
  void aMemberThatFailsOnceIsTriedAgain() throws IOException {
    String[] words = shell("mkdir {here}/seen-{member}-{cycle} 2> /dev/null && exit 9", "cycles=2",
        "forecast.processes=10");
    Runs.good(arguments("tried", words));
    Runs.good(arguments("whole", words));
    Runs.same(Runs.results(folder.resolve("whole")), folder.resolve("tried"), "every first attempt failed");
    assertEquals("[]", report("tried").get("failedMembers").toString());
    assertTrue(Files.readString(folder.resolve("tried/logs/member-000.log")).contains("cycle 2, member 0, attempt 2"));
  }

  @Test
  @Tag("children")
  void killedByItsOwnModel() throws Exception {
    // The model of member 6 kills the command that runs it, once, in cycle 3; awk's parent is the shell, its is the
    // JVM.
    String[] words = shell("[ {member}.{cycle} != 6.3 ] || [ -e {here}/done ] || { touch {here}/done; sleep 0.3; "
        + "kill -9 $PPID; sleep 2; }", "forecast.processes=2");
    Path log = folder.resolve("log");
    Process process = Runs.start(log, List.of(), arguments("killed", words));
    assertEquals(137, process.waitFor(), () -> text(log));
    assertTrue(Files.readString(folder.resolve("killed/work/000003/members")).contains("\"member\":2"));
    Runs.good(arguments("killed", words));
    Runs.good(arguments("whole", words));
    Runs.same(Runs.results(folder.resolve("whole")), folder.resolve("killed"), "killed by its own model");
    String members = Files.readString(folder.resolve("killed/logs/member-002.log"));
    assertEquals(members.indexOf("== cycle 3,"), members.lastIndexOf("== cycle 3,"), "member 2 had arrived");
  }

  @Test
  @Tag("children")
  void aSignalEndsMembersAndSaysHowToGoOn() throws Exception {
    String[] words = shell("[ {cycle} -lt 3 ] || [ -e {here}/free ] || { touch {here}/waiting; exec sleep 300; }",
        "forecast.processes=2");
    Path log = folder.resolve("log");
    Process process = Runs.start(log, List.of(), arguments("stopped", words));
    for (int i = 0; i < 1200 && !Files.exists(folder.resolve("waiting")); i++) {
      Thread.sleep(50);
    }
    List<ProcessHandle> members = process.descendants().toList();
    assertFalse(members.isEmpty());
    Told second = Runs.here(arguments("stopped", words));
    assertEquals(Cli.BAD_INPUT, second.code());
    assertTrue(second.text().contains("another run is at work there (process " + process.pid() + ")"), second.text());
    process.destroy();
    assertEquals(143, process.waitFor(), () -> text(log));
    assertTrue(text(log).contains("isobit cycle: stopped after cycle 2 of 4; the same command goes on from there\n"),
        () -> text(log));
    for (ProcessHandle member : members) {
      member.onExit().get(10, TimeUnit.SECONDS);
    }
    Files.createFile(folder.resolve("free"));
    Runs.good(arguments("stopped", words));
    Runs.good(arguments("whole", words));
    Runs.same(Runs.results(folder.resolve("whole")), folder.resolve("stopped"), "stopped by SIGTERM");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
