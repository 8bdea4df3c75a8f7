package org.isobit.models.assimilation.localization;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.isobit.kernels.Workers;

/**
 * What is near each of many targets, read tile by tile. Short lists are held; long ones are found anew at every
 * reading, so that memory does not grow with targets × neighbours. The lists are the same either way. Immutable,
 * thread-safe, but for windows.
 */
public class NeighbourLists {

  /** Targets of a tile at most: their lists stay in the cache. */
  private static final int LARGEST_TILE = 256;

  /** Tiles have a multiple of so many targets, so that local analyses fill their lanes. */
  private static final int GRAIN = 16;

  /** Neighbours of all targets together up to which lists are held: 48 MB. */
  private static final long MOST_HELD = 4_000_000;

  /** Tiles from which the number of all neighbours is estimated. */
  private static final int SAMPLED = 16;

  private final NeighbourSearch search;

  /** Targets of a tile. */
  private final int tile;

  /** All tiles, or null if they are found anew. */
  private final Neighbours[] held;

  /** Lengths of the lists of each tile that was found before, where lists are kept but not held; else null. */
  private final AtomicReferenceArray<int[]> lengths;

  /** Lists that are not held, with tiles for so many targets at a time. */
  private NeighbourLists(NeighbourSearch search, int capacity) {
    this.search = search;
    this.tile = tile(capacity);
    this.held = null;
    this.lengths = null;
  }

  /** Lists that are found anew at every reading. */
  static NeighbourLists passing(NeighbourSearch search) {
    return new NeighbourLists(search, search.targets());
  }

  NeighbourLists(NeighbourSearch search, Workers workers) {
    this.search = search;
    this.tile = tile(search.targets());
    this.held = hold(workers);
    this.lengths = held == null ? new AtomicReferenceArray<>(tiles()) : null;
  }

  /** About how many neighbours all targets have together, from some tiles. */
  private double estimate() {
    int tiles = tiles();
    if (tiles <= SAMPLED) {
      return 0.0;
    }
    Reader reader = reader();
    double total = 0.0;
    for (int i = 0; i < SAMPLED; i++) {
      total += reader.tile((int) ((2L * i + 1) * tiles / (2 * SAMPLED))).total();
    }
    return total / SAMPLED * tiles;
  }

  private Neighbours[] hold(Workers workers) {
    if (estimate() > MOST_HELD) {
      return null;
    }
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

  /** Few targets make small tiles, so that there is something to share between threads. */
  private static int tile(int targets) {
    int sixteenth = (targets / 16 / GRAIN + 1) * GRAIN;
    return sixteenth < LARGEST_TILE ? sixteenth : LARGEST_TILE;
  }

  /**
   * Number of targets.
   *
   * @return how many lists there are
   */
  public int targets() {
    return search.targets();
  }

  /** Number of the first target among all that were searched for. */
  int origin() {
    return 0;
  }

  /**
   * What a point is called in messages.
   *
   * @param point its number here
   * @return its number among all
   */
  public int name(int point) {
    return point;
  }

  /**
   * A window onto these lists, which is moved from some consecutive targets to others.
   *
   * @param capacity most targets at a time
   * @param names    what targets are called in messages
   * @return the window, at no target yet
   */
  public Window window(int capacity, int[] names) {
    return new Window(search, capacity, names);
  }

  /** Lists of some consecutive targets, numbered from 0. Must not be moved while someone reads. */
  public static final class Window extends NeighbourLists {
    private final int capacity;
    private final int[] names;
    private int origin;
    private int number;

    private Window(NeighbourSearch search, int capacity, int[] names) {
      super(search, capacity);
      this.capacity = capacity;
      this.names = names;
    }

    /**
     * Most targets at a time.
     *
     * @return how many
     */
    public int capacity() {
      return capacity;
    }

    /**
     * Shows some consecutive targets of all.
     *
     * @param first the first one
     * @param n     how many
     */
    public void move(int first, int n) {
      origin = first;
      number = n;
    }

    @Override
    public int targets() {
      return number;
    }

    @Override
    int origin() {
      return origin;
    }

    @Override
    public int name(int point) {
      return names[origin + point];
    }
  }

  /**
   * Number of tiles.
   *
   * @return how many
   */
  public int tiles() {
    return (targets() + tile - 1) / tile;
  }

  /**
   * How long each target's list is. Nothing is searched for again that was found before.
   *
   * @param workers threads that search
   * @return lengths, one for each target
   */
  public int[] counts(Workers workers) {
    int[] counts = new int[targets()];
    Reader[] readers = new Reader[workers.threads()];
    workers.run(tiles(), (number, slot) -> {
      if (readers[slot] == null) {
        readers[slot] = reader();
      }
      int[] known = lengths == null ? null : lengths.get(number);
      int[] found = known == null ? readers[slot].tile(number).counts() : known;
      System.arraycopy(found, 0, counts, number * tile, found.length);
    });
    return counts;
  }

  /**
   * What one thread reads with.
   *
   * @return a new reader
   */
  public Reader reader() {
    return new Reader();
  }

  /** Reads tiles, in any order; serves one thread at a time. */
  public final class Reader {
    private final Neighbours found = new Neighbours();
    private NeighbourSearch.Scratch scratch;

    private Reader() {}

    /**
     * Whether it reads these lists.
     *
     * @param lists some lists
     * @return true if they are its own
     */
    public boolean reads(NeighbourLists lists) {
      return lists == NeighbourLists.this;
    }

    /**
     * The lists of a tile, to be kept.
     *
     * @param number which tile
     * @return lists of their own
     */
    public Neighbours copy(int number) {
      return held != null ? held[number] : tile(number).copy();
    }

    /**
     * The lists of a tile.
     *
     * @param number which tile
     * @return lists that are valid until the next call
     */
    public Neighbours tile(int number) {
      if (held != null) {
        return held[number];
      }
      if (scratch == null) {
        scratch = search.new Scratch();
      }
      int first = number * tile;
      found.begin(origin() + first, targets() - first < tile ? targets() - first : tile);
      search.fill(found, scratch);
      found.first = first;
      if (lengths != null && lengths.get(number) == null) {
        lengths.set(number, found.counts());
      }
      return found;
    }
  }
}
