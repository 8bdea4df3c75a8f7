package org.isobit.models.cycle;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.isobit.models.io.AtomicFiles;

/**
 * A list of records that only grows, each on the disk before {@link #append} returns, in one file or in several that
 * hold the same. A record is a line as {@link JournalLines} has it.
 *
 * <p>Opening only reads. The records are all those of which any of the files holds a line whose checksum fits; they
 * must have the numbers from 0 on without a gap. Whatever else stands there is a record that was being written when a
 * process or machine died, or damage, and {@link #mend} writes those files anew: not before its caller has seen that
 * what the last record tells of is there. The files hold no time and no place, so that an interrupted run has the
 * journal of an uninterrupted one. Thread-safe.
 */
final class Journal implements AutoCloseable {

  private final Path file;
  private final List<JsonElement> records = new ArrayList<>();
  private final List<FileChannel> channels = new ArrayList<>();
  private long length;

  /** What was read, and what should have been; let go when the files are mended. */
  private List<JournalLines> found;
  private String content;

  private Journal(List<JournalLines> found) {
    this.found = found;
    this.file = found.getFirst().file();
    TreeMap<Integer, String> all = new TreeMap<>();
    for (JournalLines lines : found) {
      lines.good().forEach((number, line) -> JournalLines.add(all, number, line, file));
    }
    StringBuilder text = new StringBuilder();
    all.forEach((number, line) -> {
      if (number != records.size()) {
        throw damaged(records.size());
      }
      records.add(JournalLines.record(line));
      text.append(line).append('\n');
    });
    if (records.isEmpty()) {
      throw found.stream().allMatch(JournalLines::isEmpty)
          ? new IllegalArgumentException(file + ": is empty; all records of the journal are lost")
          : damaged(0);
    }
    content = text.toString();
  }

  private IllegalArgumentException damaged(int number) {
    return new IllegalArgumentException(file + ":" + (number + 1) + ": this record of the journal is "
        + "damaged; its checksum does not fit" + (found.size() == 1 ? "" : ", and " + found.getLast().file()
        + " does not have it either"));
  }

  /** Makes a journal with its first record, each file whole or not at all, and {@linkplain #open opens} it. */
  static Journal create(JsonElement first, Path... files) throws IOException {
    for (Path file : files) {
      AtomicFiles.writeText(file, JournalLines.line(0, first) + "\n");
    }
    return open(files);
  }

  /**
   * Reads a journal and changes nothing.
   *
   * @param files where it is, the one that messages name first; one that is missing counts as empty
   * @throws IllegalArgumentException naming file and line if a record is damaged in all of them
   */
  static Journal open(Path... files) throws IOException {
    List<JournalLines> found = new ArrayList<>();
    for (Path file : files) {
      found.add(JournalLines.read(file));
    }
    return new Journal(found);
  }

  /**
   * Makes the files hold the records and nothing else, and is ready for more.
   *
   * @param notes told in one sentence of each file that was written anew
   */
  synchronized void mend(Consumer<String> notes) throws IOException {
    for (JournalLines lines : found) {
      String mended = lines.mending(content, records.size());
      if (mended != null) {
        AtomicFiles.writeText(lines.file(), content);
        notes.accept(mended);
      }
    }
    for (JournalLines lines : found) {
      channels.add(FileChannel.open(lines.file(), StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }
    length = channels.getFirst().size();
    found = null;
    content = null;
  }

  /** All records so far, the first one included. */
  synchronized List<JsonElement> records() {
    return List.copyOf(records);
  }

  /**
   * Appends a record to a {@linkplain #mend mended} journal; when this returns, it is on the disk.
   *
   * @throws IOException if the system cannot write; the journal then holds what it held before
   */
  synchronized void append(JsonElement record) throws IOException {
    if (channels.isEmpty()) {
      throw new IllegalStateException("this journal is not open for writing");
    }
    byte[] bytes = (JournalLines.line(records.size(), record) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      for (FileChannel channel : channels) {
        for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
          channel.write(rest);
        }
        channel.force(true);
      }
      length = channels.getFirst().position();
    } catch (IOException e) {
      takeBack(e);
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    records.add(record);
  }

  private void takeBack(IOException e) {
    for (FileChannel channel : channels) {
      try {
        channel.truncate(length);
      } catch (IOException again) {
        e.addSuppressed(again); // the next mend cuts the torn record off
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
