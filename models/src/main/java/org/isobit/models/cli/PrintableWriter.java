package org.isobit.models.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.isobit.models.io.Quoted;

/**
 * What a command prints: characters of an input that a terminal might obey or not show become escape sequences; ends of
 * lines and tabulators stay. Thread-safe if the writer behind it is.
 */
final class PrintableWriter extends FilterWriter {

  private char high;

  PrintableWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    synchronized (lock) {
      StringBuilder printable = new StringBuilder(length);
      for (int i = offset; i < offset + length; i++) {
        add(text.charAt(i), printable);
      }
      out.append(printable);
    }
  }

  /** Halves of a pair may come in two calls. */
  private void add(char c, StringBuilder to) {
    if (high != 0) {
      if (Character.isLowSurrogate(c)) {
        Quoted.escape(Character.toCodePoint(high, c), to);
        high = 0;
        return;
      }
      Quoted.escape(high, to);
      high = 0;
    }
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else if (c == '\n' || c == '\t' || c == '\r' && System.lineSeparator().equals("\r\n")) {
      to.append(c);
    } else {
      Quoted.escape(c, to);
    }
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), 0, 1);
  }
}
