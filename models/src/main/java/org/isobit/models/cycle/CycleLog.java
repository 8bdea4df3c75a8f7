package org.isobit.models.cycle;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.isobit.kernels.Isobit;

/**
 * A run's journal: first what decides its results, then one record a cycle. A cycle is done when its record is on the
 * disk, and not before. Not thread-safe.
 */
final class CycleLog implements AutoCloseable {

  /** The version of the records: of other programs' runs nothing is believed. */
  private static final int FORMAT = 2;

  private final Journal journal;
  private final List<CycleRecord> records = new ArrayList<>();

  private CycleLog(Path file, Journal journal) {
    this.journal = journal;
    List<JsonElement> all = journal.records();
    for (int i = 1; i < all.size(); i++) {
      try {
        records.add(CycleRecord.of(all.get(i), i - 1));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(file + ":" + (i + 1) + ": this record of the journal is not one of cycle "
            + (i - 1) + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Makes a run's journal, or reads it without changing anything.
   *
   * @param identity what decides the results
   * @param notes    told what happened to an earlier run
   * @throws IllegalArgumentException naming a damaged record, or the first key that differs from what the run began
   *     with
   */
  static CycleLog open(RunDirectory directory, Map<String, String> identity,
      Consumer<String> notes) throws IOException {
    if (!directory.hasJournal()) {
      return create(directory, identity);
    }
    CycleLog log = read(directory);
    String difference = difference(log.journal.records().getFirst(), identity);
    if (difference == null) {
      return log;
    }
    if (log.records.size() > 1 || directory.hasMoreThan(log.records.size() - 1)) {
      throw new IllegalArgumentException(directory.root() + ": " + difference
          + "; undo that, or choose another directory (--out)");
    }
    notes.accept(directory.root() + ": beginning anew, since no cycle was done there; " + difference);
    directory.forget();
    return create(directory, identity);
  }

  private static CycleLog create(RunDirectory directory, Map<String, String> identity) throws IOException {
    JsonObject head = new JsonObject();
    head.addProperty("journal", FORMAT);
    head.addProperty("contract", Isobit.contractVersion());
    head.add("configuration", Json.tree(identity));
    return new CycleLog(directory.journal(), Journal.create(head, directory.journal(), directory.journalCopy()));
  }

  private static CycleLog read(RunDirectory directory) throws IOException {
    Path file = directory.journal();
    Journal journal;
    try {
      journal = Journal.open(file, directory.journalCopy());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(directory.withWayOn(e.getMessage()), e);
    }
    JsonElement head = journal.records().getFirst();
    JsonElement format = head.isJsonObject() ? head.getAsJsonObject().get("journal") : null;
    if (format == null || !format.toString().equals(Integer.toString(FORMAT))) {
      throw new IllegalArgumentException(file + ": is of format " + format
          + ", but this version of isobit cycle goes on "
          + "with runs of format " + FORMAT + "; choose another directory (--out)");
    }
    return new CycleLog(file, journal);
  }

  /** The first thing that differs from what a run began with, or null. */
  private static String difference(JsonElement first, Map<String, String> identity) {
    JsonObject head = first.getAsJsonObject();
    int contract = head.get("contract").getAsInt();
    if (contract != Isobit.contractVersion()) {
      return "the run there began with version " + contract + " of the arithmetic contract, but this is "
          + Isobit.contractVersion();
    }
    JsonObject before = head.getAsJsonObject("configuration");
    TreeSet<String> keys = new TreeSet<>(identity.keySet());
    keys.addAll(before.keySet());
    for (String key : keys) {
      String was = before.has(key) ? before.get(key).getAsString() : null;
      String is = identity.get(key);
      if (was == null || !was.equals(is)) {
        return "the run there began with another configuration: " + key + (was == null ? " was not set"
            : " was '" + was + "'") + ", but " + (is == null ? "is not set now" : "is '" + is + "' now");
      }
    }
    return null;
  }

  /** Makes the journal's files whole, and is ready for more records. */
  void mend(Consumer<String> notes) throws IOException {
    journal.mend(notes);
  }

  /** All cycles done, the initial ensemble as number 0 first. */
  List<CycleRecord> records() {
    return List.copyOf(records);
  }

  /** The last cycle done, or null before the initial ensemble is there. */
  CycleRecord last() {
    return records.isEmpty() ? null : records.getLast();
  }

  /** Puts a cycle on the disk. */
  void append(CycleRecord record) throws IOException {
    journal.append(record.json());
    records.add(record);
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
