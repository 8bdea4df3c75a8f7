package org.isobit.models.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** A format, and what reads it. */
public interface FuzzTarget {

  /** Its name, a word. */
  String format();

  /** Files that are good, to be changed. */
  List<byte[]> corpus();

  /** Where an input has to lie to be read. */
  Path file();

  /**
   * Makes lengths and checksums fit again, so that changes behind them are seen; by chance, or as the format needs it.
   *
   * @param bytes  a changed file
   * @param random decides
   * @return the same or others
   */
  default byte[] mended(byte[] bytes, RandomGenerator random) {
    return bytes;
  }

  /**
   * Reads an input as the program does. What is wrong inside it is an {@link IllegalArgumentException}, what the system
   * refuses an {@link IOException}; nothing else is documented.
   *
   * @param file  the input
   * @param bytes its content
   * @throws AssertionError if it was accepted although a checksum in it is wrong
   */
  void read(Path file, byte[] bytes) throws IOException;
}
