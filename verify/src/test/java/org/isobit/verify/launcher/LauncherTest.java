package org.isobit.verify.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the launcher builds, and what a running process sees of that. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest extends LauncherProject {

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

  /** Sources that are as they were are not read again, and any change of them is seen. */
  @Test
  void sourcesAreReadAgainOnlyWhenTheyChanged() throws Exception {
    Path sums = folder.resolve("bin/sha256sum");
    Files.writeString(sums, "#!/usr/bin/env bash\necho read >> \"$BUILDS.read\"\n"
        + "PATH=${PATH#*:} exec sha256sum \"$@\"\n");
    assertTrue(sums.toFile().setExecutable(true));
    run("info");
    Thread.sleep(5500); // a file that has just changed may change again unseen
    run("info");
    long before = Files.size(folder.resolve("builds.read"));
    run("info");
    assertEquals(before, Files.size(folder.resolve("builds.read")));
    FileTime time = Files.getLastModifiedTime(source);
    Files.writeString(source, MAIN.formatted("two")); // as long, with the old time
    Files.setLastModifiedTime(source, time);
    assertTrue(run("info").startsWith("two"));
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
}
