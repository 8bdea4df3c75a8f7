package org.isobit.verify.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a small project, with a program in Maven's place that compiles it: when it builds, and what a running
 * process sees of that.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest {

  /** In Maven's place: a module's sources into a jar, which the other gets too, and a line into the file "builds". */
  private static final String MAVEN = """
      #!/usr/bin/env bash
      set -eu
      echo built >> "$BUILDS"
      if [ -e "$BUILDS.wait" ]; then
        mv "$BUILDS.wait" "$BUILDS.waiting"
        while [ -e "$BUILDS.waiting" ]; do sleep 0.05; done
      fi
      mkdir -p verify/target/lib bench/target/lib verify/target/classes
      fast="-J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC"
      "$JAVA_HOME/bin/javac" $fast -proc:none -d verify/target/classes $(find verify/src/main -name '*.java')
      "$JAVA_HOME/bin/jar" $fast -c -f verify/target/isobit-verify-1.jar -C verify/target/classes .
      cp verify/target/isobit-verify-1.jar bench/target/isobit-bench-1.jar
      cp verify/target/isobit-verify-1.jar verify/target/lib/library.jar
      cp verify/target/isobit-verify-1.jar bench/target/lib/library.jar
      """;

  private static final String MAIN = """
      package org.isobit.models.info;
      import java.nio.file.*;
      public class InfoCommand {
        public static void main(String[] args) throws Exception {
          System.out.println("%s " + (args.length == 0 ? "none" : args[0]) + " " + System.getProperty("flag") + " "
              + Runtime.getRuntime().maxMemory());
          if (args.length == 2) {
            while (!Files.exists(Path.of(args[1]))) {
              Thread.sleep(20);
            }
            System.out.println(Class.forName("org.isobit.models.info.Late").getMethod("text").invoke(null));
          }
        }
      }
      """;

  private static final String LATE = """
      package org.isobit.models.info;
      public class Late {
        public static String text() {
          return "late";
        }
      }
      """;

  /** What the archive of classes is made by: it loads the command, and notes that it ran. */
  private static final String TRAINING = """
      package org.isobit.verify;
      import java.nio.file.*;
      public class TrainingRun {
        public static void main(String[] args) throws Exception {
          Files.writeString(Path.of(args[0] + "/made"), Class.forName("org.isobit.models.info.InfoCommand").getName());
          Files.writeString(Path.of(System.getenv("BUILDS") + ".trained"), "once\\n", StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
        }
      }
      """;

  @TempDir
  Path temporary;

  private Path folder;
  private Path source;
  private Path training;

  @BeforeEach
  void makeProject() throws IOException {
    folder = Files.createDirectory(temporary.resolve("a checkout"));
    Files.copy(ReactorRoot.find().resolve("isobit"), folder.resolve("isobit"));
    assertTrue(folder.resolve("isobit").toFile().setExecutable(true));
    Files.createDirectories(folder.resolve(".mvn"));
    Files.writeString(folder.resolve(".mvn/maven.config"), "-T2\n");
    Files.writeString(folder.resolve("pom.xml"),
        "<p>\n  <isobit.jvm.flags>-Xmx64m</isobit.jvm.flags>\n"
            + "  <isobit.command.flags>-Dflag=given</isobit.command.flags>\n</p>\n");
    for (String module : List.of("verify", "bench")) {
      Path java = Files.createDirectories(folder.resolve(module).resolve("src/main/java"));
      Files.writeString(folder.resolve(module).resolve("pom.xml"), "<p/>\n");
      Files.writeString(java.resolve("InfoCommand.java"), MAIN.formatted("one"));
      Files.writeString(java.resolve("Late.java"), LATE);
    }
    training = folder.resolve("verify/src/main/java/TrainingRun.java");
    Files.writeString(training, TRAINING);
    source = folder.resolve("verify/src/main/java/InfoCommand.java");
    Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, MAVEN);
    assertTrue(maven.toFile().setExecutable(true));
  }

  @Test
  void buildsByContentAndNotByTime() throws Exception {
    assertEquals("one none given", words(run("info"), 3));
    assertEquals(1, builds());
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(3600)));
    Files.setLastModifiedTime(folder.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
    Files.createDirectories(folder.resolve("verify/src/test/java"));
    Files.writeString(folder.resolve("verify/src/test/java/Test.java"), "not part of a jar");
    assertEquals("one none given", words(run("info"), 3));
    assertEquals(1, builds());

    // Other content with an old time, as a copy that keeps times leaves it.
    Files.writeString(source, MAIN.formatted("two"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    assertEquals("two none given", words(run("info"), 3));
    assertEquals(2, builds());
  }

  @Test
  void aRunningProcessKeepsItsJars() throws Exception {
    Path sign = folder.resolve("sign");
    Process running = start("info", "wait", sign.toString());
    try (BufferedReader lines = running.inputReader()) {
      assertTrue(lines.readLine().startsWith("one wait"));
      for (String text : List.of("two", "three")) {
        Files.writeString(source, MAIN.formatted(text));
        Files.delete(folder.resolve("verify/src/main/java/Late.java"));
        assertTrue(run("info").startsWith(text));
        Files.writeString(folder.resolve("verify/src/main/java/Late.java"), LATE + "// " + text + '\n');
      }
      Files.createFile(sign);
      assertEquals("late", lines.readLine());
    }
    assertEquals(0, running.waitFor());
    // Now that nobody uses them, the next build removes the earlier ones.
    Files.writeString(source, MAIN.formatted("four"));
    assertTrue(run("info").startsWith("four"));
    try (Stream<Path> kept = Files.list(folder.resolve(".launcher"))) {
      assertEquals(1, kept.filter(Files::isDirectory).count());
    }
  }

  @Test
  void processesThatStartTogetherBuildOnce() throws Exception {
    List<Process> together = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      together.add(start("info"));
    }
    for (Process process : together) {
      assertTrue(new String(process.getInputStream().readAllBytes()).startsWith("one"));
      assertEquals(0, process.waitFor());
    }
    assertEquals(1, builds());
  }

  @Test
  void aFailedBuildIsSaidAndLeavesTheEarlierOne() throws Exception {
    run("info");
    Files.writeString(source, "no Java");
    Process failed = start("info");
    String errors = new String(failed.getErrorStream().readAllBytes());
    assertEquals(2, failed.waitFor());
    assertTrue(errors.contains("the build failed; see ") && !errors.contains("one"), errors);
    Files.writeString(source, MAIN.formatted("one"));
    assertTrue(run("info").startsWith("one"));
    assertEquals(2, builds());
  }

  /** As a user who may read a checkout that another one has built, and not write there. */
  @Test
  void aBuildIsUsedWithoutWriting() throws Exception {
    run("info");
    Path inUse;
    try (Stream<Path> files = Files.walk(folder.resolve(".launcher"))) {
      inUse = files.filter(file -> file.endsWith("in-use")).findFirst().orElseThrow();
    }
    Files.setLastModifiedTime(inUse, FileTime.from(Instant.EPOCH));
    run("info");
    assertEquals(FileTime.from(Instant.EPOCH), Files.getLastModifiedTime(inUse));
  }

  @Test
  void sourcesThatCannotAllBeCopiedAreNotBuilt() throws Exception {
    Path tar = folder.resolve("bin/tar");
    Files.writeString(tar, """
        #!/usr/bin/env bash
        PATH=${PATH#*:} tar "$@"
        case "$1" in -x*) rm -f "$4/verify/src/main/java/Late.java"; exit 1;; esac
        """);
    assertTrue(tar.toFile().setExecutable(true));
    Process failed = start("info");
    String errors = new String(failed.getErrorStream().readAllBytes());
    assertEquals(2, failed.waitFor(), errors);
    assertTrue(errors.contains("the sources could not be copied to "), errors);
    assertFalse(Files.exists(folder.resolve("builds")));
    assertEquals(List.of(), unfinished());
  }

  @Test
  void aBuildThatIsEndedLeavesNothing() throws Exception {
    Files.createFile(folder.resolve("builds.wait"));
    Process ended = start("info");
    while (!Files.exists(folder.resolve("builds.waiting"))) {
      Thread.sleep(20);
    }
    assertEquals(1, unfinished().size());
    ended.destroy();
    assertTrue(ended.waitFor() != 0);
    assertEquals(List.of(), unfinished());
    // What stands for Maven is still there, and nobody builds beside it.
    Process next = start("info");
    try (BufferedReader errors = next.errorReader()) {
      assertEquals("isobit: waiting for a build by another process", errors.readLine());
      Files.delete(folder.resolve("builds.waiting"));
      assertTrue(new String(next.getInputStream().readAllBytes()).startsWith("one"));
    }
    assertEquals(0, next.waitFor());
  }

  private List<Path> unfinished() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".launcher"))) {
      return files.filter(file -> file.toString().matches(".*\\.(tree|part)")).toList();
    }
  }

  @Test
  void classesAreArchivedOnceAndTakenFromThere() throws Exception {
    assertTrue(run("info").startsWith("one none"));
    String loaded = run("-Xlog:class+load", "info");
    assertTrue(loaded.matches("(?s).*InfoCommand source: shared objects file.*"), loaded);
    assertTrue(run("-XX:+UseParallelGC", "info").startsWith("one none"));
    assertTrue(run("-Xshare:off", "info").startsWith("one none"));
    assertEquals("once\n", Files.readString(folder.resolve("builds.trained")));
    try (Stream<Path> kept = Files.walk(folder.resolve(".launcher"), 2)) {
      assertEquals(List.of(), kept.filter(f -> f.toString().matches(".*(part|training)")).toList());
    }
  }

  @Test
  void withoutAnArchiveCommandsRunAsWell() throws Exception {
    Files.writeString(training, TRAINING.replace("\"/made\"", "\"/no/folder\""));
    Process first = start("info");
    assertTrue(new String(first.getInputStream().readAllBytes()).startsWith("one none"));
    String errors = new String(first.getErrorStream().readAllBytes());
    assertTrue(errors.contains("no archive of classes could be made, commands start slower; see "), errors);
    Process second = start("info");
    assertTrue(new String(second.getInputStream().readAllBytes()).startsWith("one none"));
    assertEquals("", new String(second.getErrorStream().readAllBytes()));
  }

  /** Java refuses two collectors, also if one of them comes from the environment. */
  @Test
  void optionsOfTheEnvironment() throws Exception {
    run("info"); // what stands for Maven has a collector of its own
    try (Stream<Path> built = Files.walk(folder.resolve(".launcher"), 2)) {
      Files.delete(built.filter(f -> f.toString().endsWith(".jsa")).findFirst().orElseThrow());
    }
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      Process process = of("env", variable + "=-XX:+UseParallelGC", folder.resolve("isobit").toString(), "info");
      String told = new String(process.getInputStream().readAllBytes());
      assertEquals(0, process.waitFor(), variable);
      assertEquals("one none given", words(told.substring(told.indexOf("one")), 3));
    }
    assertTrue(run("-Xlog:class+load", "info").contains("InfoCommand source: shared objects file"));
  }

  @Test
  void optionsOfTheVirtualMachineAndTheVersion() throws Exception {
    assertEquals("one none other", words(run("-Dflag=other", "info"), 3));
    assertTrue(Long.parseLong(run("info").strip().split(" ")[3]) <= 64L << 20);
    long memory = Long.parseLong(run("-Xmx256m", "-XX:+UseSerialGC", "info").strip().split(" ")[3]);
    assertTrue(memory > 200L << 20 && memory <= 256L << 20, "heap " + memory);
    assertEquals("one --version given", words(run("--version"), 3));
    assertEquals("one -V given", words(run("-V"), 3));
    Process unknown = start("frobnicate");
    assertTrue(new String(unknown.getErrorStream().readAllBytes()).contains("there is no command 'frobnicate'"));
    assertEquals(2, unknown.waitFor());
    assertFalse(run("help").isBlank());
  }

  @Test
  void aFolderThatNoClassPathCanName() throws Exception {
    folder = Files.move(folder, temporary.resolve("a:b"));
    Process failed = start("info");
    String errors = new String(failed.getErrorStream().readAllBytes());
    assertEquals(2, failed.waitFor(), errors);
    assertTrue(errors.contains("has a colon in its name"), errors);
  }

  /** In the C locale, as in that of cron and of batch systems, Java would know names of ASCII characters alone. */
  @Test
  void namesInTheLocaleOfBatchSystems() throws Exception {
    Files.writeString(folder.resolve("bin/mvn"), MAVEN + "echo ${LC_ALL:-$LC_CTYPE} >> \"$BUILDS.locale\"\n");
    for (String locale : List.of("LC_ALL=C", "LANG=POSIX", "LC_CTYPE=C", "LC_CTYPE=C LANG=C.UTF-8")) {
      Process process = of("bash", "-c", "unset LC_ALL LC_CTYPE LANG; exec env " + locale
          + " \"$0\" info $'z\\303\\274g'", folder.resolve("isobit").toString());
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("one züg given", words(told, 3));
      assertEquals("", new String(process.getErrorStream().readAllBytes()).replaceAll("isobit: building.*\n", ""));
      assertEquals(0, process.waitFor());
    }
    assertEquals("C.UTF-8\n", Files.readString(folder.resolve("builds.locale")));
  }

  /** The test's own Java may not be able to name the folder. */
  @Test
  void anArchiveInAFolderWhoseNameIsNotAscii() throws Exception {
    Process process = of("bash", "-c", "cp -r \"$0\" \"$0\"$'\\303\\274' && cd \"$0\"$'\\303\\274' && "
        + "LC_ALL=C ./isobit info && LC_ALL=C ./isobit -Xlog:class+load info; rm -rf \"$PWD\"", folder.toString());
    String told = new String(process.getInputStream().readAllBytes());
    String errors = new String(process.getErrorStream().readAllBytes());
    assertEquals(0, process.waitFor(), errors);
    assertTrue(told.contains("InfoCommand source: shared objects file"), errors);
  }

  private int builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  private static String words(String line, int count) {
    return String.join(" ", List.of(line.split(" ")).subList(0, count));
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("isobit").toString()));
    command.addAll(List.of(arguments));
    return of(command.toArray(new String[0]));
  }

  private Process of(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("BUILDS", folder.resolve("builds").toString());
    builder.environment().merge("PATH", folder.resolve("bin").toString(),
        (path, bin) -> bin + File.pathSeparator + path);
    return builder.start();
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    String output = new String(process.getInputStream().readAllBytes());
    String errors = new String(process.getErrorStream().readAllBytes());
    assertEquals(0, process.waitFor(), errors);
    return output;
  }
}
