package org.isobit.models.io;

import java.io.IOException;
import java.io.Reader;

/**
 * The lines of a text, none of which is longer than it may be. Ends at a line feed, a return, or both. Not thread-safe.
 */
final class BoundedLines {

  private final String source;
  private final Reader in;
  private final int longest;
  private final StringBuilder line = new StringBuilder();
  private long number;
  private boolean skipLineFeed;

  /**
   * Lines of a reader.
   *
   * @param source  what messages call the text
   * @param in      the text, buffered
   * @param longest most characters of a line
   */
  BoundedLines(String source, Reader in, int longest) {
    this.source = source;
    this.in = in;
    this.longest = longest;
  }

  /** The number of the line read last, from 1. */
  long number() {
    return number;
  }

  /**
   * The next line without its end, or null.
   *
   * @throws IllegalArgumentException naming the line if it is too long
   */
  String next() throws IOException {
    line.setLength(0);
    int c = in.read();
    if (skipLineFeed && c == '\n') {
      c = in.read();
    }
    skipLineFeed = false;
    if (c < 0) {
      return null;
    }
    number++;
    for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
      if (line.length() == longest) {
        throw new IllegalArgumentException(source + ":" + number + ": is longer than " + longest + " characters");
      }
      line.append((char) c);
    }
    skipLineFeed = c == '\r';
    return line.toString();
  }
}
