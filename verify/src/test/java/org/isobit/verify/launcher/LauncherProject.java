package org.isobit.verify.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small project with the launcher, and a program in Maven's place that compiles it. */
abstract class LauncherProject {

  /** In Maven's place: a module's sources into a jar, which the other gets too, and a line into the file "builds". */
  static final String MAVEN = """
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

  static final String MAIN = """
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

  static final String LATE = """
      package org.isobit.models.info;
      public class Late {
        public static String text() {
          return "late";
        }
      }
      """;

  /** What the archive of classes is made by: it loads the command, and notes that it ran. */
  static final String TRAINING = """
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

  Path folder;
  Path source;
  Path training;

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

  Path archive() throws IOException {
    return kept("jsa").getFirst();
  }

  /** Files of these endings; the launcher may work meanwhile, and what goes while the folder is walked is not there. */
  List<Path> kept(String endings) throws IOException {
    List<Path> kept = new ArrayList<>();
    Files.walkFileTree(folder.resolve(".launcher"), Set.of(), 2, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.toString().matches(".*\\.(" + endings + ")")) {
          kept.add(file);
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
          return FileVisitResult.CONTINUE;
        }
        throw e;
      }
    });
    return kept;
  }

  List<Path> unfinished() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".launcher"))) {
      return files.filter(file -> file.toString().matches(".*\\.(tree|part)")).toList();
    }
  }

  int builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  static String words(String line, int count) {
    return String.join(" ", List.of(line.split(" ")).subList(0, count));
  }

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("isobit").toString()));
    command.addAll(List.of(arguments));
    return of(command.toArray(new String[0]));
  }

  Process of(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("BUILDS", folder.resolve("builds").toString());
    builder.environment().merge("PATH", folder.resolve("bin").toString(),
        (path, bin) -> bin + File.pathSeparator + path);
    return builder.start();
  }

  String run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    String output = new String(process.getInputStream().readAllBytes());
    String errors = new String(process.getErrorStream().readAllBytes());
    assertEquals(0, process.waitFor(), errors);
    return output;
  }
}
