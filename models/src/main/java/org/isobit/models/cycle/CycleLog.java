package org.isobit.models.cycle;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
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

  private final Journal journal;
  private final List<CycleRecord> records = new ArrayList<>();

  private CycleLog(Journal journal) {
    this.journal = journal;
    List<JsonElement> all = journal.records();
    for (JsonElement json : all.subList(1, all.size())) {
      records.add(CycleRecord.of(json));
    }
  }

  /**
   * Makes or opens a run's journal.
   *
   * @param identity what decides the results
   * @param notes    told if a torn record is cut off
   * @throws IllegalArgumentException naming the first key that differs from what the run began with
   */
  static CycleLog open(Path file, Map<String, String> identity, Consumer<String> notes) throws IOException {
    if (!Files.exists(file)) {
      JsonObject head = new JsonObject();
      head.addProperty("journal", 1);
      head.addProperty("contract", Isobit.contractVersion());
      head.add("configuration", Json.tree(identity));
      return new CycleLog(Journal.create(file, head));
    }
    Journal journal = Journal.open(file, notes);
    try {
      requireSame(file, journal.records().getFirst().getAsJsonObject(), identity);
      return new CycleLog(journal);
    } catch (Throwable t) {
      journal.close();
      throw t;
    }
  }

  private static void requireSame(Path file, JsonObject head, Map<String, String> identity) {
    int contract = head.get("contract").getAsInt();
    if (contract != Isobit.contractVersion()) {
      throw new IllegalArgumentException(file.getParent() + ": the run there began with version " + contract
          + " of the arithmetic contract, but this is " + Isobit.contractVersion());
    }
    JsonObject before = head.getAsJsonObject("configuration");
    TreeSet<String> keys = new TreeSet<>(identity.keySet());
    keys.addAll(before.keySet());
    for (String key : keys) {
      String was = before.has(key) ? before.get(key).getAsString() : null;
      String is = identity.get(key);
      if (was == null || !was.equals(is)) {
        throw new IllegalArgumentException(file.getParent() + ": the run there began with another configuration: " + key
            + (was == null ? " was not set" : " was '" + was + "'") + ", but " + (is == null ? "is not set now"
            : "is '" + is + "' now") + "; undo that, or choose another directory (--out)");
      }
    }
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
