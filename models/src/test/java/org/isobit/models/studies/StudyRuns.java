package org.isobit.models.studies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isobit.models.cli.Told;

/** Runs of studies, and what they leave. */
public final class StudyRuns {

  private StudyRuns() {}

  /** Runs a study with arguments, its name first. */
  public static Told of(String study, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = study;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Told.of(new StudyCommand(), all);
  }

  /** Every file of a folder, a character a byte. */
  public static TreeMap<String, String> files(Path folder) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }
}
