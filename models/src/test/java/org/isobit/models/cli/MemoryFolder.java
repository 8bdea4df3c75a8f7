package org.isobit.models.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A temporary folder in memory, where the system has one with enough room. A run forces every file to the disk before
 * it goes on, which is most of its time, and whether that has happened shows only after a power cut: no test can tell.
 */
public final class MemoryFolder implements TempDirFactory {

  private static final Path SHARED = Path.of("/dev/shm");

  /** What a class of tests may leave there until it ends, and more. */
  private static final long ROOM = 1L << 30;

  /** Made by JUnit. */
  public MemoryFolder() {}

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) throws IOException {
    return create();
  }

  /**
   * A new folder, which the caller removes.
   *
   * @return the folder
   * @throws IOException if there cannot be one
   */
  public static Path create() throws IOException {
    return Files.isWritable(SHARED) && Files.getFileStore(SHARED).type().equals("tmpfs")
        && Files.getFileStore(SHARED).getUsableSpace() > ROOM
            ? Files.createTempDirectory(SHARED, "isobit-test-") : Files.createTempDirectory("isobit-test-");
  }
}
