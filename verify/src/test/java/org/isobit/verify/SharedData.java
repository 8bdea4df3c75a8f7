package org.isobit.verify;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reference data that is not part of this repository: {@code ../shared/data} beside the reactor's root, or the folder
 * that {@code -Disobit.shared=DIR} names. Tests that need a missing file are skipped with a message.
 */
public final class SharedData {

  /** The property that names the folder. */
  public static final String PROPERTY = "isobit.shared";

  private SharedData() {}

  /**
   * A file of the folder; the calling test is skipped where it does not exist.
   *
   * @param relative path inside the folder, for example {@code dapper/E_f.npy}
   * @return the file
   */
  public static Path file(String relative) {
    Path file = folder().resolve(relative);
    if (!Files.exists(file)) {
      return abort("skipped: " + file + " does not exist; -D" + PROPERTY
          + "=DIR names another folder of reference data");
    }
    return file;
  }

  private static Path folder() {
    String named = System.getProperty(PROPERTY, "");
    return named.isEmpty()
        ? ReactorRoot.find().resolveSibling("shared").resolve("data")
        : Path.of(named).toAbsolutePath().normalize();
  }
}
