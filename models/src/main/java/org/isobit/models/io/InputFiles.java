package org.isobit.models.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading whole input files, with messages a user can act on. Thread-safe. */
public final class InputFiles {

  private InputFiles() {}

  /**
   * Checks that a file is there and is a readable file.
   *
   * @param file the file
   * @throws IllegalArgumentException if it is missing, a directory or not readable
   */
  public static void requireFile(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(Quoted.path(file) + ": no such file" + (file.isAbsolute() ? "" : " (in "
          + Quoted.path(Path.of("").toAbsolutePath()) + ")"));
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(Quoted.path(file) + ": is not a regular file"
          + (Files.isDirectory(file) ? " but a directory" : ""));
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(Quoted.path(file) + ": you have no permission to read it");
    }
  }

  /**
   * Reads a UTF-8 text file; a byte-order mark is dropped.
   *
   * @param file the file
   * @param most bytes that such a file has at most; no more than these are read
   * @return its text
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if it is missing, a directory, not readable, longer or not UTF-8
   */
  public static String text(Path file, int most) throws IOException {
    requireFile(file);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new IllegalArgumentException(Quoted.path(file) + ": has " + Math.max(Files.size(file), most + 1L)
            + " bytes; such a file has at most " + most);
      }
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(Quoted.path(file) + ": is not UTF-8 text", e);
    }
  }
}
