package org.isobit.verify.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The archive of classes that the launcher has Java make. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherArchiveTest extends LauncherProject {

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
    assertTrue(errors.contains("commands start slower; tried again in a day; see "), errors);
    Process second = start("info");
    assertTrue(new String(second.getInputStream().readAllBytes()).startsWith("one none"));
    assertEquals("", new String(second.getErrorStream().readAllBytes()));
  }

  @Test
  void anArchiveThatCouldNotBeMadeIsTriedAgainADayLater() throws Exception {
    Path hindrance = folder.resolve("builds.hindrance");
    Files.writeString(training, TRAINING.replace("Files.writeString(Path.of(args[0] + \"/made\")",
        "if (Files.exists(Path.of(System.getenv(\"BUILDS\") + \".hindrance\"))) System.exit(1);\n"
            + "          Files.writeString(Path.of(args[0] + \"/made\")"));
    Files.createFile(hindrance);
    run("info");
    Path archive = archive();
    assertEquals(0, Files.size(archive));
    Files.delete(hindrance);
    run("info");
    assertEquals(0, Files.size(archive));
    Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minusSeconds(25 * 3600)));
    run("info");
    assertTrue(Files.size(archive) > 0);
  }

  @Test
  void aTrainingRunThatIsEndedLeavesNothing() throws Exception {
    Files.writeString(training, TRAINING.replace("Files.writeString(Path.of(args[0] + \"/made\")",
        "Thread.sleep(Files.exists(Path.of(System.getenv(\"BUILDS\") + \".trained\")) ? 60_000 : 0);\n"
            + "          Files.writeString(Path.of(args[0] + \"/made\")"));
    run("info");
    Files.delete(archive());
    Process ended = start("info");
    while (kept("training").isEmpty()) {
      Thread.sleep(20);
    }
    // Meanwhile another command neither waits nor trains.
    assertTrue(run("info").startsWith("one none"));
    List<ProcessHandle> children = ended.descendants().toList();
    ended.destroy();
    assertTrue(ended.waitFor() != 0);
    for (ProcessHandle child : children) {
      child.onExit().get(1, TimeUnit.MINUTES);
    }
    assertEquals(List.of(), kept("part|training|jsa"));
  }

  /** Java takes one archive: one of the user's own is made and used in place of the launcher's. */
  @Test
  void anArchiveOfOnesOwn() throws Exception {
    run("info");
    Path own = folder.resolve("own.jsa");
    assertTrue(run("-XX:ArchiveClassesAtExit=" + own, "info").contains("one none given"));
    String loaded = run("-XX:SharedArchiveFile=" + own, "-Xlog:class+load", "info");
    assertTrue(loaded.matches("(?s).*InfoCommand source: shared objects file \\(top\\).*"), loaded);
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
}
