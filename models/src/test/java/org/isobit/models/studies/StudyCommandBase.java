package org.isobit.models.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EveryEngine;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What tests of a study's command share: a folder, runs and what they say and leave. */
@Isolated
public abstract class StudyCommandBase {

  /** Removed after each test. */
  @TempDir(factory = MemoryFolder.class)
  protected Path folder;

  /** What the last run has said. */
  protected String text;

  private final String study;

  /** Tests of the study of a name. */
  protected StudyCommandBase(String study) {
    this.study = study;
  }

  /** Runs the study; returns the exit code. */
  protected final int run(String... arguments) {
    Told told = Told.of(new StudyCommand(), Stream.concat(Stream.of(study), Stream.of(arguments))
        .toArray(String[]::new));
    text = told.text();
    return told.code();
  }

  /** Runs the study where it must succeed; returns what it leaves. */
  protected final TreeMap<String, String> left(Path out, String... arguments) throws IOException {
    assertEquals(Cli.OK, run(Stream.concat(Stream.of(arguments), Stream.of("--out", out.toString()))
        .toArray(String[]::new)), text);
    return files(out);
  }

  /**
   * A study that was ended leaves some of its files, and what it was writing: it goes on from there, and ends with all
   * files of the one that was not.
   *
   * @param whole     folder of the one that was not ended
   * @param names     what is left
   * @param partial   a file that was being written; null: none
   * @param arguments of the study
   * @return where it went on
   */
  protected final Path goesOn(Path whole, Collection<String> names, String partial, String... arguments)
      throws IOException {
    Path cut = folder.resolve("cut");
    for (String name : names) {
      Files.createDirectories(cut.resolve(name).getParent());
      Files.copy(whole.resolve(name), cut.resolve(name));
    }
    if (partial != null) {
      Files.writeString(cut.resolve(partial), "{");
    }
    TreeMap<String, String> files = left(cut, arguments);
    long before = names.stream().filter(name -> name.startsWith("runs/")).count();
    assertTrue(text.contains(" runs, " + before + " of them from before"), text);
    if (partial != null) {
      files.remove(partial);
      Files.delete(cut.resolve(partial));
    }
    assertEquals(files(whole), files);
    return cut;
  }

  /** Every file of a folder, a character a byte. */
  protected static TreeMap<String, String> files(Path folder) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  /** Files that must be there. */
  protected static void contains(Map<String, String> files, String... names) {
    assertTrue(files.keySet().containsAll(List.of(names)), files.keySet().toString());
  }

  /** Runs a program that writes a file on every engine; it must be this text each time. */
  protected final void sameOnEveryEngine(Class<?> program, String expected) throws Exception {
    Path file = folder.resolve("written.json");
    EveryEngine.sameBytes(program, List.of(), folder, List.of("written.json"), file.toString());
    assertEquals(Files.readString(file), expected);
  }
}
