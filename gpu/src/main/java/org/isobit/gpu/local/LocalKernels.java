// Master of FloatLocalKernels: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.DeviceArena;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.gpu.batch.BatchGramCuda;
import org.isobit.gpu.batch.BatchPath;
import org.isobit.gpu.batch.BatchRationalCuda;
import org.isobit.gpu.batch.RationalTables;
import org.isobit.gpu.ensemble.EnsembleCuda;

/**
 * Local analyses of some targets whose problems are alike: by one kernel, {@link LocalBlocks}, or here by those of
 * batches, where what a step leaves to the next lies in the device's memory, element e of problem b at e·lanes + b. No
 * call waits. Not thread-safe: an object belongs to its stream.
 */
final class LocalKernels implements AutoCloseable {

  private static final int THREADS = 64;
  private static final int MOST_BLOCKS = 65535;

  /** Threads of the kernel of Gram matrices, as in local.cu, and what it takes of shared memory at most. */
  private static final int GRAM_THREADS = 128;
  private static final int TILE = 16;
  private static final int GRAM_SHARED = 48 << 10;

  private final Stream stream;
  private final KernelFunction gram;
  private final KernelFunction observed;
  private final KernelFunction load;
  private final KernelFunction product;
  private final KernelFunction mean;
  private final KernelFunction store;
  private final KernelFunction kept;
  private final BatchRationalCuda rational;
  private final BatchGramCuda grams;
  private final EnsembleCuda ensemble;
  private final LocalBlocks blocks;
  private final BatchPath path;
  private DeviceArray work;

  LocalKernels(Stream stream, RationalTables tables, BatchPath path) {
    this.stream = stream;
    this.path = path;
    blocks = new LocalBlocks(stream, tables);
    KernelModule module = stream.device().module("local");
    gram = module.function("local_gram_double");
    observed = module.function("local_observed_double");
    load = module.function("local_load_double");
    product = module.function("local_product_double");
    mean = module.function("local_mean_double");
    store = module.function("local_store_double");
    kept = module.function("local_kept_double");
    grams = new BatchGramCuda(stream);
    ensemble = new EnsembleCuda(stream);
    rational = new BatchRationalCuda(stream, path, tables);
  }

  /** Targets that are analysed together, where their numbers are, and where the results go. */
  record Targets(IntDeviceArray number, int first, int count, IntDeviceArray status, DeviceArray condition) {

    Targets part(int from, int n) {
      return new Targets(number, first + from, n, status, condition);
    }
  }

  /** How so many targets run, null for a thread each. */
  LocalPath path(int rows, int vectors, int order, boolean formed, int targets) {
    return LocalPath.choose(stream.device(), path, LocalPath.way(order, formed), order > 0 ? order : rows, vectors,
        Double.BYTES, targets);
  }

  /** What some launches of one thread a problem need of an arena, for the largest of them. */
  static final class Need {
    private long work;
    private long state;
    private long scratch;
    private int lanes;

    /** One launch more. */
    Need add(int rows, int vectors, int order, int count) {
      int n = order > 0 ? order : rows;
      work = Math.max(work, new Sizes(rows, vectors, order, count).end());
      state = Math.max(state, BatchRationalCuda.stateElements(n, count));
      scratch = Math.max(scratch, BatchRationalCuda.scratchElements(n, count));
      lanes = Math.max(lanes, count);
      return this;
    }

    long bytes() {
      return lanes == 0 ? 0 : DeviceArena.bytes(work, Double.BYTES) + DeviceArena.bytes(state, Double.BYTES)
          + DeviceArena.bytes(scratch, Double.BYTES) + DeviceArena.bytes(lanes, Double.BYTES)
          + DeviceArena.bytes(lanes, Integer.BYTES);
    }
  }

  /** Bytes that one problem takes. */
  static long bytes(int rows, int vectors, int order) {
    int n = order > 0 ? order : rows;
    return (new Sizes(rows, vectors, order, 1).end() + BatchRationalCuda.stateElements(n, 1)
        + BatchRationalCuda.scratchElements(n, 1)) * Double.BYTES;
  }

  /** Cuts what is needed. */
  void reserve(Need need, DeviceArena arena) {
    if (need.lanes > 0) {
      work = arena.doubles(need.work);
      rational.reserve(need.state, need.scratch, need.lanes, arena);
    }
  }

  /** Where the arrays of problems start in {@link #work}. */
  private record Sizes(int members, int vectors, int order, int lanes) {

    int largest() {
      return Math.max(members, order);
    }

    long x() {
      return (long) largest() * largest() * lanes;
    }

    /** All vectors and one more. */
    long several() {
      return (vectors + 1L) * largest() * lanes;
    }

    long y() {
      return x() + several();
    }

    long z() {
      return y() + several();
    }

    long moved() {
      return order > 0 ? z() + several() : z();
    }

    /** Observed anomalies of observation space, then the innovation and what comes of it. */
    long s() {
      return moved() + (long) vectors * lanes;
    }

    long r() {
      return s() + (long) members * order * lanes;
    }

    long d() {
      return r() + (long) largest() * lanes;
    }

    long end() {
      return d() + (long) largest() * lanes;
    }
  }

  /** What one launch works on. */
  private record Batch(LocalField field, LocalObservations observations, Targets targets, int order, LocalRule rule,
      Sizes at) {

    int lanes() {
      return targets.count;
    }

    int members() {
      return field.members();
    }

    int n() {
      return order > 0 ? order : members();
    }

    int vectors() {
      return field.vectors();
    }

    double amplification() {
      return rule.amplification(); // float: return (float) rule.amplification();
    }

    double gain() {
      return rule.amplification() / rule.degrees(); // float: return (float) (rule.amplification() / rule.degrees());
    }

    double degrees() {
      return rule.degrees(); // float: return (float) rule.degrees();
    }
  }

  /** Targets that nothing is near. */
  void keep(LocalField field, LocalObservations observations, Targets targets, LocalRule rule) {
    Batch b = new Batch(field, observations, targets, 0, rule, null);
    kept.set(0, (long) b.lanes()).set(1, targets.status, targets.first).set(2, targets.condition, targets.first)
        .launch(stream, b.lanes(), THREADS);
    // Nothing is read of what is given for vectors and moved means.
    store(b, field.forecast(), 0, 1.0, field.forecast(), 0);
  }

  /**
   * Targets whose problems have an order in observation space, or 0 for the order of the members; without a path after
   * {@link #reserve}.
   */
  void analyse(LocalField field, LocalObservations observations, Targets targets, int order, LocalRule rule,
      LocalPath path) {
    if (path != null) {
      blocks.analyse(field, observations, targets, order, rule, path);
      return;
    }
    Batch b = new Batch(field, observations, targets, order, rule,
        new Sizes(field.members(), field.vectors(), order, targets.count));
    load(b);
    if (order > 0) {
      inObservationSpace(b);
    } else {
      inMemberSpace(b);
    }
  }

  private void reduce(Batch b) {
    rational.factor(b.n(), b.lanes(), work, 0, b.degrees());
    double limit = b.rule.largestCondition(); // float: float limit = (float) b.rule.largestCondition();
    boolean exact = true; // float: boolean exact = false;
    rational.judge(limit, exact, b.targets.status, b.targets.first, b.targets.condition, b.targets.first);
  }

  private void inMemberSpace(Batch b) {
    LocalObservations o = b.observations;
    int n = b.members();
    int vectors = b.vectors();
    long w = b.at.x() + (long) vectors * n * b.lanes();
    int leading = (n + 4) / 4 * 4 + 1;
    int tile = Math.min(TILE, GRAM_SHARED / (leading * Double.BYTES));
    gram.set(0, n).set(1, tile).set(2, b.lanes()).set(3, b.targets.number, b.targets.first).set(4, o.start(), 0)
        .set(5, o.index(), 0).set(6, o.weight(), 0).set(7, o.byObservation(), 0).set(8, (long) o.stride())
        .set(9, o.innovation(), 0).set(10, work, 0).set(11, work, w)
        .launch(stream, b.lanes(), 1, 1, GRAM_THREADS, tile * leading * Double.BYTES);
    reduce(b);
    if (b.rule.formed()) {
      rational.rotate(1, work, w);
      rational.inverse(1, work, w, work, b.at.r());
      rational.rotateBack(1, work, b.at.r());
      scale(b, n, b.gain(), b.at.r());
      means(b, n, b.at.r(), b.at.x());
      rational.matrix(work, 0);
      scale(b, (long) n * n, b.amplification(), 0);
      product(b, vectors, n, n, b.at.x(), 0, n, 1, false, b.at.y());
      store(b, work, b.at.y(), 1.0, work, b.at.moved());
    } else {
      rational.rotate(vectors + 1, work, b.at.x());
      rational.inverse(1, work, w, work, b.at.r());
      scale(b, n, b.gain(), b.at.r());
      means(b, n, b.at.r(), b.at.x());
      rational.inverseRoot(vectors, work, b.at.x(), work, b.at.y());
      rational.rotateBack(vectors, work, b.at.y());
      store(b, work, b.at.y(), b.amplification(), work, b.at.moved());
    }
  }

  private void inObservationSpace(Batch b) {
    LocalObservations o = b.observations;
    int n = b.order;
    int vectors = b.vectors();
    observed.set(0, b.members()).set(1, n).set(2, b.lanes()).set(3, b.targets.number, b.targets.first)
        .set(4, o.start(), 0)
        .set(5, o.index(), 0).set(6, o.weight(), 0).set(7, o.byObservation(), 0).set(8, (long) o.stride())
        .set(9, o.innovation(), 0).set(10, work, b.at.s()).set(11, work, b.at.d())
        .launch(stream, blocks(b), n, 1, THREADS, 0);
    grams.gram(n, b.members(), b.lanes(), work, b.at.s(), 0.0, work, 0);
    reduce(b);
    product(b, vectors, n, b.members(), b.at.x(), b.at.s(), n, 1, false, b.at.z());
    rational.rotate(vectors, work, b.at.z());
    rational.rotate(1, work, b.at.d());
    rational.inverse(1, work, b.at.d(), work, b.at.r());
    scale(b, n, b.gain(), b.at.r());
    means(b, n, b.at.r(), b.at.z());
    rational.dividedDifference(vectors, work, b.at.z(), work, b.at.y());
    rational.rotateBack(vectors, work, b.at.y());
    scale(b, (long) vectors * n, 1.0 / b.degrees(), b.at.y());
    product(b, vectors, b.members(), n, b.at.y(), b.at.s(), 1, n, true, b.at.x());
    store(b, work, b.at.x(), b.amplification(), work, b.at.moved());
  }

  private static int blocks(Batch b) {
    return (b.lanes() + THREADS - 1) / THREADS;
  }

  private static int rows(int vectors) {
    return Math.min(vectors, MOST_BLOCKS);
  }

  private void load(Batch b) {
    LocalField f = b.field;
    load.set(0, f.members()).set(1, f.batch()).set(2, f.vectors()).set(3, (long) f.points()).set(4, f.size())
        .set(5, b.lanes()).set(6, b.targets.number, b.targets.first).set(7, f.forecast(), 0).set(8, work, b.at.x())
        .launch(stream, blocks(b), rows(f.vectors()), 1, THREADS, 0);
  }

  private void product(Batch b, int rows, int columns, int terms, long a, long factor, long strideTerm,
      long strideColumn, boolean add, long c) {
    product.set(0, rows).set(1, columns).set(2, terms).set(3, b.lanes()).set(4, work, a).set(5, work, factor)
        .set(6, strideTerm).set(7, strideColumn).set(8, add ? 1 : 0).set(9, work, c)
        .launch(stream, blocks(b), rows(rows), 1, THREADS, 0);
  }

  private void scale(Batch b, long elements, double factor, long at) {
    ensemble.scale(1, elements * b.lanes(), factor, work, at, elements * b.lanes());
  }

  private void means(Batch b, int n, long r, long z) {
    LocalField f = b.field;
    mean.set(0, n).set(1, f.batch()).set(2, f.vectors()).set(3, (long) f.points()).set(4, b.lanes())
        .set(5, b.targets.number, b.targets.first).set(6, b.targets.status, b.targets.first).set(7, work, r)
        .set(8, work, z).set(9, f.mean(), 0).set(10, work, b.at.moved())
        .launch(stream, blocks(b), rows(f.vectors()), 1, THREADS, 0);
  }

  private void store(Batch b, DeviceArray y, long at, double factor, DeviceArray moved, long movedAt) {
    LocalField f = b.field;
    double unobserved = b.rule.unobserved(); // float: float unobserved = (float) b.rule.unobserved();
    store.set(0, f.members()).set(1, f.batch()).set(2, f.vectors()).set(3, (long) f.points()).set(4, f.size())
        .set(5, b.lanes()).set(6, b.targets.number, b.targets.first).set(7, b.observations.start(), 0)
        .set(8, b.targets.status, b.targets.first).set(9, y, at).set(10, factor).set(11, unobserved)
        .set(12, b.rule.whole() ? 1 : 0).set(13, moved, movedAt).set(14, f.forecast(), 0).set(15, f.mean(), 0)
        .set(16, f.analysis(), 0).launch(stream, blocks(b), rows(f.vectors()), 1, THREADS, 0);
  }

  /** Frees the memory. */
  @Override
  public void close() {
    rational.close();
  }
}
