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
import org.isobit.models.io.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** External models that answer with something else, print without end, or leave processes behind. */
@Timeout(300) // a guard against hanging, which is what most of these did
class HostileMemberTest {

  @TempDir
  Path folder;

  @BeforeEach
  void example() throws IOException {
    CycleExample.write(folder);
  }

  /** A run of two cycles with ten members and a model in shell, which does something else for member 3 in cycle 1. */
  private String[] arguments(String files, String hostile, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of(folder.resolve("external.yaml").toString(), "--out",
        folder.resolve("out").toString()));
    List<String> all = new ArrayList<>(List.of("cycles=2", "output.picture=false", "forecast.retries=0",
        "forecast.least-members=2", "forecast.files=" + files, "forecast.shell=true",
        "forecast.command='if [ {member}.{cycle} = 3.1 ]; then " + hostile.replace("'", "''")
            + "; else cp {in} {out}; fi'"));
    all.addAll(List.of(overrides));
    all.forEach(override -> arguments.addAll(List.of("--set", override)));
    return arguments.toArray(new String[0]);
  }

  /** Without the member, for a reason that stands in the report; the other nine go on. */
  private void leftOut(String reason, String... arguments) throws IOException {
    Runs.good(arguments);
    JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("out/report.json"))).getAsJsonObject();
    assertEquals(1, report.getAsJsonArray("failedMembers").size(), report::toString);
    String told = report.getAsJsonArray("failedMembers").get(0).getAsJsonObject().get("reason").getAsString();
    assertTrue(told.matches(reason), told);
    assertEquals(9, NpyFile.read(folder.resolve("out/ensembles/000002.npy")).shape()[0]);
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
    leftOut(WRONG + "out.txt: is not a regular file", arguments("text", "mkfifo {out}"));
    leftOut(WRONG + "out.npy: is not a regular file", arguments("npy", "mkfifo {out}"));
    leftOut(WRONG + "out.txt: is not a regular file but a directory", arguments("text", "mkdir {out}; touch {out}/x"));
    leftOut(WRONG + "out.txt: is not a regular file", arguments("text", "ln -s /dev/zero {out}"));
    leftOut(WRONG + "out.txt: no such file", arguments("text", "ln -s nowhere {out}"));
    leftOut(WRONG + "out.txt: no such file", arguments("text", "ln -s {out} {out}"));
    leftOut(WRONG + "out.txt: no such file", arguments("text", "true"));
    // A regular file of no size that may be read for ever, or until something happens.
    leftOut(WRONG + "out.txt: has 0 numbers, but a state has 40", arguments("text", "ln -s /proc/kmsg {out}"));
    leftOut(WRONG + "out.npy: is empty", arguments("npy", "ln -s /proc/kmsg {out}"));
  }

  /** Its folder's name differs from run to run, also where a message does not show it as it is. */
  @Test
  void theReasonNamesNoFolder() throws IOException {
    folder = Files.createDirectory(folder.resolve("a\u0007b"));
    CycleExample.write(folder);
    leftOut(WRONG + "out.txt: no such file", arguments("text", "true"));
  }

  /** A link to a state is a state: it is read before its folder goes. */
  @Test
  void aLinkToAStateIsAnAnswer() throws IOException {
    for (String link : List.of("ln -s in.npy {out}", "ln {in} {out}", "cp {in} {here}/mine; ln -s {here}/mine {out}")) {
      Runs.good(arguments("npy", link));
      assertEquals(10, NpyFile.read(folder.resolve("out/ensembles/000002.npy")).shape()[0]);
      assertTrue(Files.readString(folder.resolve("out/report.json")).contains("\"failedMembers\": []"));
      removeOut();
    }
  }

  @Test
  void valuesBeyondTheRange() throws IOException {
    String first = "{ cat {in} | sed 5d; echo %s; } > {out}";
    String beyond = ", where values of magnitude 1.0E20 and more count as blown up";
    for (String value : List.of("1e300", "-1e300", "1e20")) {
      leftOut(WRONG + "out.txt: is " + Double.parseDouble(value) + " at point 39" + beyond,
          arguments("text", first.formatted(value)));
    }
    leftOut(WRONG + "out.txt: is NaN at point 39", arguments("text", first.formatted("NaN")));
    leftOut(WRONG + "out.txt: is -Infinity at point 39", arguments("text", first.formatted("-Infinity")));
    leftOut(WRONG + "out.txt: is 50.0 at point 39, where values of magnitude 50.0 and more count as blown up",
        arguments("text", first.formatted("50"), "forecast.blown-up=50"));
    // The range may change in a run that goes on: what arrived before is looked at again.
    String[] arguments = arguments("text", first.formatted("1e18"));
    Runs.Outcome outcome = Runs.here(arguments);
    assertEquals(Cli.FAILED, outcome.code(), outcome.text());
    assertTrue(outcome.text().contains("cycle 1: the analysis failed"), outcome.text());
    leftOut(WRONG + "out.txt: is 1.0E18 at point 39, where values of magnitude 1.0E10 and more count as blown up",
        arguments("text", first.formatted("1e18"), "forecast.blown-up=1e10"));
    outcome = Runs.here(arguments("text", "true", "forecast.blown-up=0"));
    assertEquals(Cli.BAD_INPUT, outcome.code());
    assertTrue(outcome.text().contains("forecast.blown-up: must be positive, but is 0"), outcome.text());
  }

  /** Sparse files: sizes are checked before anything is read. */
  @Test
  void gigabytes() throws IOException {
    leftOut(WRONG + "out.txt: has 8589934592 bytes, but the 40 numbers that a state has take at most 81536",
        arguments("text", "truncate -s 8G {out}"));
    leftOut(WRONG + "out.npy: is not a \\.npy file .*", arguments("npy", "truncate -s 8G {out}"));
    Path large = folder.resolve("large.npy");
    NpyFile.write(large, new double[1], 1);
    byte[] header = new String(Files.readAllBytes(large), java.nio.charset.StandardCharsets.ISO_8859_1)
        .replace("(1,), }         ", "(1000000000,), }").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.write(large, java.util.Arrays.copyOf(header, 128));
    leftOut(WRONG + "out.npy: has the shape \\(1000000000,\\), but a state has \\[40\\]",
        arguments("npy", "cp {here}/large.npy {out}; truncate -s 8000000128 {out}"));
    leftOut(WRONG + "out.txt: has more than 40 numbers, but a state has 40",
        arguments("text", "{ cat {in}; echo 1; } > {out}"));
    leftOut(WRONG + "out.txt: value 0 is 'xxxxx.*…' \\(1000 characters\\), which is not a number",
        arguments("text", "printf %01000d 0 | tr 0 x > {out}"));
  }

  @Test
  void aLogStaysSmallAndAPipeIsEmptied() throws IOException {
    Runs.good(arguments("text", "echo first; yes out | head -c 30000000; echo; echo last; cp {in} {out}"));
    Path log = folder.resolve("out/logs/member-003.log");
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

  private void goneWithTheMember(String hostile) throws IOException {
    leftOut("it was not done after 1 s", arguments("text", own(hostile + " sleep 301"), "forecast.timeout=1"));
    assertEquals(List.of(), asleep(), hostile);
  }

  @Test
  void childrenThatLeftTheProcessGroup() throws IOException {
    goneWithTheMember("sleep 302 &");
    goneWithTheMember("setsid sleep 303 & sleep 0.2;");
    goneWithTheMember("(setsid nohup sleep 304 > /dev/null 2>&1 &);");
    goneWithTheMember("(cd /; setsid sh -c \"sleep 305 & sleep 306\" < /dev/null > /dev/null 2>&1 &); sleep 0.2;");
    goneWithTheMember("(env -i /usr/bin/setsid /bin/sleep 307 > /dev/null 2>&1 &); sleep 0.2;");
    goneWithTheMember("(setsid sh -c \"cd /; env -i /bin/sleep 308 & sleep 309\" > /dev/null 2>&1 &); sleep 0.2;");
  }

  /** A member that ended well takes along what it started; an answer that it would still change is as it was read. */
  @Test
  void whatAMemberLeavesBehindEndsWithIt() throws IOException {
    Runs.good(arguments("text",
        own("cp {in} {out}; (setsid sh -c \"sleep 1; echo > {here}/late; sleep 300\" &)")));
    assertFalse(Files.exists(folder.resolve("late")));
    assertEquals(List.of(), asleep());
  }
}
