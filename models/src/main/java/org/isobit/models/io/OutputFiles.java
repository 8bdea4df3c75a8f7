package org.isobit.models.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Whether a file can be written where a command is told to, asked before anything long is computed. Thread-safe. */
public final class OutputFiles {

  private OutputFiles() {}

  /**
   * Refuses an output that could not be written, or would destroy an input, by whatever path: another spelling of the
   * name, a symbolic or a hard link.
   *
   * @param output the file to be written
   * @param inputs what is read; those that do not exist are passed over
   * @throws IOException              if the system cannot say
   * @throws IllegalArgumentException if the output is a directory, a symbolic link to nothing, below a file, or an input
   */
  public static void requireWritable(Path output, List<Path> inputs) throws IOException {
    if (Files.isDirectory(output)) {
      throw new IllegalArgumentException(Quoted.path(output) + ": cannot be written: it is a directory");
    }
    if (!Files.exists(output) && Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(Quoted.path(output) + ": cannot be written: it is a symbolic link to "
          + Quoted.path(Files.readSymbolicLink(output)) + ", which does not exist");
    }
    for (Path above = output.toAbsolutePath().getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        if (!Files.isDirectory(above)) {
          throw new IllegalArgumentException(Quoted.path(output) + ": cannot be written: " + Quoted.path(above)
              + " is not a directory");
        }
        break;
      }
    }
    for (Path input : inputs) {
      if (Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input)) {
        throw new IllegalArgumentException(Quoted.path(output) + ": cannot be written: it is the input "
            + (output.equals(input) ? "of the same name" : Quoted.path(input)));
      }
    }
  }
}
