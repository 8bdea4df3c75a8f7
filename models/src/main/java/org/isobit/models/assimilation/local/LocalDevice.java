package org.isobit.models.assimilation.local;

import org.isobit.kernels.device.LocalAccelerator;
import org.isobit.models.assimilation.localization.Neighbours;

/**
 * Local analyses by a device, in parts: the lists of some tiles, one after the other, whose targets it analyses in one
 * call. Not thread-safe.
 */
final class LocalDevice implements AutoCloseable {

  /** Neighbours, and targets, of what goes to the device in one call, about. */
  private static final int ENTRIES = 1 << 22;
  private static final int TARGETS = 1 << 16;

  /** Targets among which one thread looks for refused ones. */
  private static final int SHARE = 256;

  private final LocalAccelerator.Session session;
  private final Neighbours lists = new Neighbours();
  private int[] status = {};
  private double[] condition = {};

  LocalDevice(LocalAccelerator.Session session) {
    this.session = session;
  }

  /** Whether some target of a tile is near more observations than a device takes. */
  static boolean tooLong(Neighbours tile) {
    return tile.longest() > LocalAccelerator.MOST_TERMS;
  }

  boolean isEmpty() {
    return lists.targets == 0;
  }

  /** Whether the part is as large as a call shall be. */
  boolean isFull() {
    return !isEmpty() && (lists.total() > ENTRIES || lists.targets > TARGETS);
  }

  /** Adds the tile that follows. */
  void add(Neighbours tile) {
    if (isEmpty()) {
      lists.begin(tile.first, 0);
    }
    lists.append(tile);
  }

  /** Analyses the part's targets. */
  void analyse() {
    if (status.length < lists.targets) {
      status = new int[lists.targets];
      condition = new double[lists.targets];
    }
    session.analyse(lists.lists(), status, condition);
  }

  /** Begins a new part. */
  void clear() {
    lists.begin(0, 0);
  }

  Neighbours lists() {
    return lists;
  }

  int[] status() {
    return status;
  }

  double[] condition() {
    return condition;
  }

  /** In how many shares threads look for refused targets. */
  int shares() {
    return (lists.targets + SHARE - 1) / SHARE;
  }

  int from(int share) {
    return share * SHARE;
  }

  int to(int share) {
    return Math.min(lists.targets, (share + 1) * SHARE);
  }

  @Override
  public void close() {
    session.close();
  }
}
