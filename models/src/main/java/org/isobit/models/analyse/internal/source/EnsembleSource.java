package org.isobit.models.analyse.internal.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.isobit.models.analyse.internal.grid.Grid;

/**
 * Where the members of a forecast come from: files of one format. A member's values are its fields, one after the
 * other, each with all points of the grid; points that the file masks are NaN. Not thread-safe.
 */
public interface EnsembleSource {

  /** Opens a member's file. */
  interface Opener<S> {
    S open(Path file) throws IOException;
  }

  /**
   * What the first file that can be read opens as: a member that is damaged or out of reach is told of when its turn
   * comes.
   *
   * @param files the members' files, at least one
   * @throws IOException              if there is none, and the system cannot read the first
   * @throws IllegalArgumentException if there is none, with the reason for the first
   */
  static <S> S firstThatCanBeRead(List<Path> files, Opener<S> opener) throws IOException {
    IOException unreadable = null;
    IllegalArgumentException wrong = null;
    for (Path file : files) {
      try {
        return opener.open(file);
      } catch (IOException e) {
        unreadable = unreadable == null && wrong == null ? e : unreadable;
      } catch (IllegalArgumentException e) {
        wrong = unreadable == null && wrong == null ? e : wrong;
      }
    }
    if (unreadable != null) {
      throw unreadable;
    }
    throw wrong;
  }

  /**
   * Names of files that are different as the files are: those without folders or, where members differ in these alone,
   * as the deepest common folder sees them.
   *
   * @param files at least one, none twice
   */
  static List<Path> different(List<Path> files) {
    List<Path> names = files.stream().map(Path::getFileName).toList();
    if (new HashSet<>(names).size() == names.size()) {
      return names;
    }
    List<Path> all = files.stream().map(f -> f.toAbsolutePath().normalize()).toList();
    Path folder = all.get(0).getParent();
    for (Path file : all) {
      while (!file.startsWith(folder)) {
        folder = folder.getParent();
      }
    }
    return all.stream().map(folder::relativize).toList();
  }

  /** Names of the members that there should be. */
  List<String> labels();

  /** Names of the fields of a state. */
  List<String> fields();

  /** Dimensions of the first field, slowest first. */
  int[] shape();

  /** Dimensions of a field, slowest first. */
  default int[] shape(int field) {
    return shape();
  }

  /** Whether single precision holds every value of the files. */
  boolean single();

  /**
   * The file of a member in results with a file for each, below their folder.
   *
   * @param member its position in {@link #labels}
   */
  Path resultFile(int member);

  /** The element type, for reports: {@code f8}, {@code f4}, … */
  String typeText();

  /** For messages: the file, or the pattern of their names. */
  String name();

  /**
   * The grids of the fields that the files describe, the same object for fields that share one; null if they do not.
   */
  default List<Grid> grids() {
    return null;
  }

  /**
   * Reads a member.
   *
   * @param member its position in {@link #labels}
   * @param to     receives the fields one after the other
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException naming what is wrong with it
   */
  void read(int member, double[] to) throws IOException;

  /** Points of a field's grid. */
  default int points(int field) {
    int points = 1;
    for (int s : shape(field)) {
      points *= s;
    }
    return points;
  }

  /** Elements of a member as read. */
  default int elements() {
    int elements = 0;
    for (int v = 0; v < fields().size(); v++) {
      elements = Math.addExact(elements, points(v));
    }
    return elements;
  }
}
