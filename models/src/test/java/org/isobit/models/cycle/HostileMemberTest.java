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
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** External models that answer with something else, print without end, or leave processes behind. */
@Timeout(300) // a guard against hanging, which is what most of these did
class HostileMemberTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeEach
  void example() throws IOException {
    Example.write(folder);
  }

  /** What a member does in place of its forecast, and the reason for which it is left out then. */
  private record Hostile(String command, String reason) {}

  /** A run of two cycles with ten members and a model in shell; in cycle 1, the first members do something else. */
  private String[] arguments(String files, List<String> hostile, String... overrides) {
    StringBuilder model = new StringBuilder("case {member}.{cycle} in ");
    for (int m = 0; m < hostile.size(); m++) {
      model.append(m).append(".1) ").append(hostile.get(m)).append(";; ");
    }
    model.append("*) cp {in} {out};; esac");
    List<String> arguments = new ArrayList<>(List.of(folder.resolve("external.yaml").toString(), "--out",
        folder.resolve("out").toString()));
    // A member that fails waits for a while: all that do so wait at the same time.
    List<String> all = new ArrayList<>(List.of("cycles=2", "output.picture=false", "forecast.retries=0",
        "forecast.least-members=2", "forecast.processes=" + Math.max(2, hostile.size()), "forecast.files=" + files,
        "forecast.shell=true", "forecast.command='" + model.toString().replace("'", "''") + "'"));
    all.addAll(List.of(overrides));
    all.forEach(override -> arguments.addAll(List.of("--set", override)));
    return arguments.toArray(new String[0]);
  }

  /** Without these members, each for its reason, which stands in the report; the others go on. */
  private void leftOut(String files, List<Hostile> hostile, String... overrides) throws IOException {
    Runs.good(arguments(files, hostile.stream().map(Hostile::command).toList(), overrides));
    JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("out/report.json"))).getAsJsonObject();
    assertEquals(hostile.size(), report.getAsJsonArray("failedMembers").size(), report::toString);
    for (int m = 0; m < hostile.size(); m++) {
      JsonObject failed = report.getAsJsonArray("failedMembers").get(m).getAsJsonObject();
      assertEquals(m, failed.get("member").getAsInt(), report::toString);
      assertEquals(1, failed.get("cycle").getAsInt(), report::toString);
      String told = failed.get("reason").getAsString();
      assertTrue(told.matches(hostile.get(m).reason()), told);
    }
    assertEquals(10 - hostile.size(), NpyFile.read(folder.resolve("out/ensembles/000002.npy")).shape()[0]);
    assertFalse(Files.exists(folder.resolve("out/work")));
    removeOut();
  }

  private void removeOut() throws IOException {
    try (var all = Files.walk(folder.resolve("out"))) {
      for (Path p : all.toList().reversed()) {
        Files.delete(p);
      }
    }
  }

  private static final String WRONG = "exit code 0, but its output is wrong: ";

  @Test
  void answersThatAreNoRegularFile() throws IOException {
    leftOut("text", List.of(new Hostile("mkfifo {out}", WRONG + "out.txt: is not a regular file"),
        new Hostile("mkdir {out}; touch {out}/x", WRONG + "out.txt: is not a regular file but a directory"),
        new Hostile("ln -s /dev/zero {out}", WRONG + "out.txt: is not a regular file"),
        new Hostile("ln -s nowhere {out}", WRONG + "out.txt: no such file"),
        new Hostile("ln -s {out} {out}", WRONG + "out.txt: no such file"),
        new Hostile("true", WRONG + "out.txt: no such file"),
        // A regular file of no size that may be read for ever, or until something happens.
        new Hostile("ln -s /proc/kmsg {out}", WRONG + "out.txt: has 0 numbers, but a state has 40")));
    leftOut("npy", List.of(new Hostile("mkfifo {out}", WRONG + "out.npy: is not a regular file"),
        new Hostile("ln -s /proc/kmsg {out}", WRONG + "out.npy: is empty")));
  }

  /** Its folder's name differs from run to run, also where a message does not show it as it is. */
  @Test
  void theReasonNamesNoFolder() throws IOException {
    folder = Files.createDirectory(folder.resolve("a\u0007b"));
    Example.write(folder);
    leftOut("text", List.of(new Hostile("true", WRONG + "out.txt: no such file")));
  }

  /** A link to a state is a state: it is read before its folder goes. */
  @Test
  void aLinkToAStateIsAnAnswer() throws IOException {
    Runs.good(arguments("npy",
        List.of("ln -s in.npy {out}", "ln {in} {out}", "cp {in} {here}/mine; ln -s {here}/mine {out}")));
    assertEquals(10, NpyFile.read(folder.resolve("out/ensembles/000002.npy")).shape()[0]);
    assertTrue(Files.readString(folder.resolve("out/report.json")).contains("\"failedMembers\": []"));
  }

  private static String last(String value) {
    return "{ cat {in} | sed 5d; echo " + value + "; } > {out}";
  }

  @Test
  void valuesBeyondTheRange() throws IOException {
    String beyond = ", where values of magnitude 1.0E20 and more count as blown up";
    List<Hostile> hostile = new ArrayList<>();
    for (String value : List.of("1e300", "-1e300", "1e20")) {
      hostile.add(new Hostile(last(value), WRONG + "out.txt: is " + Double.parseDouble(value) + " at point 39"
          + beyond));
    }
    hostile.add(new Hostile(last("NaN"), WRONG + "out.txt: is NaN at point 39"));
    hostile.add(new Hostile(last("-Infinity"), WRONG + "out.txt: is -Infinity at point 39"));
    leftOut("text", hostile);
    leftOut("text", List.of(new Hostile(last("50"), WRONG
        + "out.txt: is 50.0 at point 39, where values of magnitude 50.0 and more count as blown up")),
        "forecast.blown-up=50");
    // The range may change in a run that goes on: what arrived before is looked at again.
    Told outcome = Runs.here(arguments("text", List.of(last("1e18"))));
    assertEquals(Cli.FAILED, outcome.code(), outcome.text());
    assertTrue(outcome.text().contains("cycle 1: the analysis failed"), outcome.text());
    leftOut("text", List.of(new Hostile(last("1e18"), WRONG
        + "out.txt: is 1.0E18 at point 39, where values of magnitude 1.0E10 and more count as blown up")),
        "forecast.blown-up=1e10");
    outcome = Runs.here(arguments("text", List.of(), "forecast.blown-up=0"));
    assertEquals(Cli.BAD_INPUT, outcome.code());
    assertTrue(outcome.text().contains("forecast.blown-up: must be positive, but is 0"), outcome.text());
  }

  /** Sparse files: sizes are checked before anything is read. */
  @Test
  void gigabytes() throws IOException {
    leftOut("text", List.of(new Hostile("truncate -s 8G {out}",
        WRONG + "out.txt: has 8589934592 bytes, but the 40 numbers that a state has take at most 81536"),
        new Hostile("{ cat {in}; echo 1; } > {out}", WRONG + "out.txt: has more than 40 numbers, but a state has 40"),
        new Hostile("printf %01000d 0 | tr 0 x > {out}",
            WRONG + "out.txt: value 0 is 'xxxxx.*…' \\(1000 characters\\), which is not a number")));
    Path large = folder.resolve("large.npy");
    NpyFile.write(large, new double[1], 1);
    byte[] header = new String(Files.readAllBytes(large), java.nio.charset.StandardCharsets.ISO_8859_1)
        .replace("(1,), }         ", "(1000000000,), }").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.write(large, java.util.Arrays.copyOf(header, 128));
    leftOut("npy", List.of(new Hostile("truncate -s 8G {out}", WRONG + "out.npy: is not a \\.npy file .*"),
        new Hostile("cp {here}/large.npy {out}; truncate -s 8000000128 {out}",
            WRONG + "out.npy: has the shape \\(1000000000,\\), but a state has \\[40\\]")));
  }

  @Test
  void aLogStaysSmallAndAPipeIsEmptied() throws IOException {
    Runs.good(arguments("text",
        List.of("echo first; yes out | head -c 30000000; echo; echo last; cp {in} {out}")));
    Path log = folder.resolve("out/logs/member-000.log");
    String text = Files.readString(log);
    assertTrue(text.length() < 600_000, () -> "length " + text.length());
    assertTrue(text.contains("attempt 1, ") && text.contains("\nfirst\nout\n"), text.substring(0, 200));
    assertTrue(text.matches("(?s).*\n== 294757\\d\\d bytes that came here were dropped\n.*"),
        () -> text.replaceAll("(out\n)+", "out..."));
    assertTrue(text.contains("\nlast\n== exit code 0\n"), text.substring(text.length() - 200));
  }

  /** A time that nobody else sleeps for, on this machine. */
  private static String own(String command) {
    return command.replaceAll("sleep (3[0-9]+)", "sleep $1." + ProcessHandle.current().pid());
  }

  private static List<String> asleep() {
    return ProcessHandle.allProcesses().map(p -> p.info().commandLine().orElse(""))
        .filter(line -> line.endsWith("." + ProcessHandle.current().pid()) && line.contains("sleep 3")).toList();
  }

  @Test
  void childrenThatLeftTheProcessGroup() throws IOException {
    List<Hostile> hostile = new ArrayList<>();
    for (String leaves : List.of("sleep 302 &", "setsid sleep 303 & sleep 0.2;",
        "(setsid nohup sleep 304 > /dev/null 2>&1 &);",
        "(cd /; setsid sh -c \"sleep 305 & sleep 306\" < /dev/null > /dev/null 2>&1 &); sleep 0.2;",
        "(env -i /usr/bin/setsid /bin/sleep 307 > /dev/null 2>&1 &); sleep 0.2;",
        "(setsid sh -c \"cd /; env -i /bin/sleep 308 & sleep 309\" > /dev/null 2>&1 &); sleep 0.2;")) {
      hostile.add(new Hostile(own(leaves + " sleep 301"), "it was not done after 1 s"));
    }
    leftOut("text", hostile, "forecast.timeout=1");
    assertEquals(List.of(), asleep());
  }

  /** A member that ended well takes along what it started; an answer that it would still change is as it was read. */
  @Test
  void whatAMemberLeavesBehindEndsWithIt() throws IOException {
    Runs.good(arguments("text",
        List.of(own("cp {in} {out}; (setsid sh -c \"sleep 1; echo > {here}/late; sleep 300\" &)"))));
    assertFalse(Files.exists(folder.resolve("late")));
    assertEquals(List.of(), asleep());
  }
}
