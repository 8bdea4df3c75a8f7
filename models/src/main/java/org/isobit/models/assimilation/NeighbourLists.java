package org.isobit.models.assimilation;

import java.util.concurrent.atomic.AtomicLong;
import org.isobit.kernels.Workers;

/**
 * What is near each of many targets, read tile by tile. Short lists are held; long ones are found anew at every reading,
 * so that memory does not grow with targets × neighbours. The lists are the same either way. Immutable, thread-safe.
 */
final class NeighbourLists {

  /** Targets of a tile at most: their lists stay in the cache. */
  private static final int LARGEST_TILE = 256;

  /** Tiles have a multiple of so many targets, so that local analyses fill their lanes. */
  private static final int GRAIN = 16;

  /** Neighbours of all targets together up to which lists are held: 48 MB. */
  private static final long MOST_HELD = 4_000_000;

  private final NeighbourSearch search;

  /** Targets of a tile. */
  private final int tile;

  /** All tiles, or null if they are found anew. */
  private final Neighbours[] held;

  NeighbourLists(NeighbourSearch search, Workers workers) {
    this.search = search;
    // Few targets make small tiles, so that there is something to share between threads.
    int sixteenth = (search.targets() / 16 / GRAIN + 1) * GRAIN;
    this.tile = sixteenth < LARGEST_TILE ? sixteenth : LARGEST_TILE;
    this.held = hold(workers);
  }

  private Neighbours[] hold(Workers workers) {
    Neighbours[] tiles = new Neighbours[tiles()];
    AtomicLong total = new AtomicLong();
    Reader[] readers = new Reader[workers.threads()];
    workers.run(tiles.length, (number, slot) -> {
      if (total.get() > MOST_HELD) {
        return;
      }
      if (readers[slot] == null) {
        readers[slot] = reader();
      }
      tiles[number] = readers[slot].tile(number).copy();
      total.addAndGet(tiles[number].total());
    });
    return total.get() > MOST_HELD ? null : tiles;
  }

  int targets() {
    return search.targets();
  }

  int tiles() {
    return (targets() + tile - 1) / tile;
  }

  /** How long each target's list is. */
  int[] counts(Workers workers) {
    int[] counts = new int[targets()];
    Reader[] readers = new Reader[workers.threads()];
    workers.run(tiles(), (number, slot) -> {
      if (readers[slot] == null) {
        readers[slot] = reader();
      }
      Neighbours near = readers[slot].tile(number);
      for (int t = 0; t < near.targets; t++) {
        counts[near.first + t] = near.count(t);
      }
    });
    return counts;
  }

  /** What one thread reads with. */
  Reader reader() {
    return new Reader();
  }

  /** Reads tiles, in any order; serves one thread at a time. */
  final class Reader {
    private final Neighbours found = new Neighbours();
    private NeighbourSearch.Scratch scratch;

    /** Whether it reads these lists. */
    boolean reads(NeighbourLists lists) {
      return lists == NeighbourLists.this;
    }

    /** The lists of a tile; valid until the next call. */
    Neighbours tile(int number) {
      if (held != null) {
        return held[number];
      }
      if (scratch == null) {
        scratch = search.new Scratch();
      }
      int first = number * tile;
      found.begin(first, targets() - first < tile ? targets() - first : tile);
      search.fill(found, scratch);
      return found;
    }
  }
}
