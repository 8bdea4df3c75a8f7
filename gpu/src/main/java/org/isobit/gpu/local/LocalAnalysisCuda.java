// Master of FloatLocalAnalysisCuda: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.gpu.batch.BatchGramCuda;
import org.isobit.gpu.batch.BatchRationalCuda;
import org.isobit.gpu.ensemble.EnsembleCuda;

/**
 * Local analyses of an ensemble transform Kalman filter (Hunt, Kostelich and Szunyogh 2007, Physica D 230, 112–126) on a
 * device, one point a problem, class EXACT.
 *
 * <p>With s the observed anomalies near a point times √ρ (observations × members), d the innovations times √ρ, c =
 * {@code degrees}, f the amplification and x the anomalies of a field at the point: the mean moves by
 * f·x·(c·I + sᵀs)⁻¹·sᵀd and x becomes f·(I + sᵀs ÷ c)^−½·x. {@link #inMemberSpace} solves this with B = sᵀs, forming the
 * transform or not; {@link #inObservationSpace} with s·sᵀ of a given order, rows of zeros filling it up. Chains and order
 * are those of the filters' scalar local analysis, whose switches between the three ways are functions of sizes; the caller
 * groups points by them. {@link BatchRationalCuda} does the linear algebra.
 *
 * <p>Points go in batches as large as the device's memory lets; where it does not, the batch is halved. Each method waits,
 * and returns for each point the status of {@link BatchRationalCuda#status}: a point that is not 0 was left as it was. At
 * most 4096 observations are near a point. {@link IllegalArgumentException} for sizes that do not fit.
 *
 * <p>Not thread-safe: an object belongs to its stream, whose memory it keeps until it is closed.
 */
public final class LocalAnalysisCuda implements AutoCloseable {

  private static final int THREADS = 64;

  /** As in local.cu. */
  private static final int GRAM_THREADS = 128;
  private static final int TILE = 16;
  private static final int MOST_TERMS = 4096;

  /** Points of a batch at most: more do not make a device busier. */
  private static final int MOST_LANES = 1 << 16;

  private final Stream stream;
  private final KernelFunction gram;
  private final KernelFunction observed;
  private final KernelFunction load;
  private final KernelFunction product;
  private final KernelFunction mean;
  private final KernelFunction store;
  private final BatchRationalCuda rational;
  private final BatchGramCuda grams;
  private final EnsembleCuda ensemble;
  private IntDeviceArray target;
  private DeviceArray work;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public LocalAnalysisCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("local");
    gram = module.function("local_gram_double");
    observed = module.function("local_observed_double");
    load = module.function("local_load_double");
    product = module.function("local_product_double");
    mean = module.function("local_mean_double");
    store = module.function("local_store_double");
    rational = new BatchRationalCuda(stream);
    grams = new BatchGramCuda(stream);
    ensemble = new EnsembleCuda(stream);
  }

  /**
   * Analyses points whose problems have the order of the members.
   *
   * @param field         the ensemble
   * @param observations  observations and lists
   * @param points        numbers of the points
   * @param formed        whether the transform is formed: for many fields
   * @param degrees       c, the number of members less one
   * @param amplification f, 1 without inflation
   * @return for each point its status, 0 if it was analysed
   */
  public int[] inMemberSpace(LocalField field, LocalObservations observations, int[] points, boolean formed,
      double degrees, double amplification) {
    return run(field, observations, points, 0, formed, degrees, amplification);
  }

  /**
   * Analyses points whose problems have the order of the observations near them, rounded up.
   *
   * @param field         the ensemble
   * @param observations  observations and lists
   * @param points        numbers of the points, none with more than {@code order} observations
   * @param order         order of the problems, at least 1
   * @param degrees       c, the number of members less one
   * @param amplification f, 1 without inflation
   * @return for each point its status, 0 if it was analysed
   */
  public int[] inObservationSpace(LocalField field, LocalObservations observations, int[] points, int order,
      double degrees, double amplification) {
    DeviceChecks.positive("local analysis", "order", order);
    return run(field, observations, points, order, false, degrees, amplification);
  }

  private int[] run(LocalField field, LocalObservations observations, int[] points, int order, boolean formed,
      double degrees, double amplification) {
    check(field, observations, points, order);
    int[] status = new int[points.length];
    int lanes = Math.min(points.length, MOST_LANES);
    for (int first = 0; first < points.length;) {
      int count = Math.min(lanes, points.length - first);
      try {
        prepare(field, order, count);
        Batch batch = new Batch(field, observations, count, order, degrees, amplification);
        target.copyFrom(points, first, 0, count, stream);
        if (order > 0) {
          inObservationSpace(batch);
        } else {
          inMemberSpace(batch, formed);
        }
      } catch (DeviceMemoryException e) {
        if (count == 1) {
          throw e;
        }
        free();
        lanes = (count + 1) / 2;
        continue;
      }
      System.arraycopy(rational.status(), 0, status, first, count);
      first += count;
    }
    return status;
  }

  private void check(LocalField field, LocalObservations observations, int[] points, int order) {
    if (observations.stride() < field.members()) {
      throw new IllegalArgumentException("local analysis: the stride " + observations.stride() + " is less than the "
          + field.members() + " members");
    }
    DeviceChecks.vector("local analysis", "start", observations.start(), 0, field.points() + 1L);
    if (order > MOST_TERMS || field.members() > MOST_TERMS) {
      throw new IllegalArgumentException("local analysis: at most " + MOST_TERMS + " members and observations near a "
          + "point, but there are " + field.members() + " and " + order);
    }
    for (int point : points) {
      if (point < 0 || point >= field.points()) {
        throw new IllegalArgumentException("local analysis: there are " + field.points() + " points, but no number "
            + point);
      }
    }
  }

  /** A batch: sizes, and where its arrays start in {@code work}. */
  private record Batch(LocalField field, LocalObservations observations, int lanes, int order, double degrees,
      double amplification) {

    int members() {
      return field.members();
    }

    int largest() {
      return Math.max(members(), order);
    }

    long square() {
      return (long) largest() * largest() * lanes;
    }

    /** Vectors of all fields and one more. */
    long vectors() {
      return (field.fields() + 1L) * largest() * lanes;
    }

    long x() {
      return square();
    }

    long y() {
      return x() + vectors();
    }

    long z() {
      return y() + vectors();
    }

    /** Observed anomalies of observation space, then the innovation and what comes of it. */
    long s() {
      return z() + vectors();
    }

    long r() {
      return s() + (long) members() * order * lanes;
    }

    long d() {
      return r() + (long) largest() * lanes;
    }

    long end() {
      return d() + (long) largest() * lanes;
    }

    double gain() {
      return amplification / degrees;
    }
  }

  private void prepare(LocalField field, int order, int count) {
    long needed = new Batch(field, null, count, order, 1.0, 1.0).end();
    if (work == null || work.length() < needed) {
      freeWork();
      work = stream.device().doubles(needed);
    }
    if (target == null || target.length() < count) {
      if (target != null) {
        target.close();
        target = null;
      }
      target = stream.device().ints(count);
    }
  }

  private void inMemberSpace(Batch b, boolean formed) {
    LocalObservations o = b.observations;
    int n = b.members();
    int fields = b.field.fields();
    long w = b.x() + (long) fields * n * b.lanes;
    load(b);
    gram.set(0, n).set(1, b.lanes).set(2, target, 0).set(3, o.start(), 0).set(4, o.index(), 0).set(5, o.weight(), 0)
        .set(6, o.byObservation(), 0).set(7, (long) o.stride()).set(8, o.innovation(), 0).set(9, work, 0).set(10, work, w)
        .launch(stream, b.lanes, 1, 1, GRAM_THREADS, TILE * (n + 1) * Double.BYTES);
    rational.factor(n, b.lanes, work, 0, b.degrees);
    if (formed) {
      rational.rotate(1, work, w);
      rational.inverse(1, work, w, work, b.r());
      rational.rotateBack(1, work, b.r());
      scale(b, n, b.gain(), b.r());
      means(b, n, b.r(), b.x());
      rational.matrix(work, 0);
      scale(b, (long) n * n, b.amplification, 0);
      product(b, fields, n, n, b.x(), 0, n, 1, false, b.y());
      store(b, b.y(), 1.0);
    } else {
      rational.rotate(fields + 1, work, b.x());
      rational.inverse(1, work, w, work, b.r());
      scale(b, n, b.gain(), b.r());
      means(b, n, b.r(), b.x());
      rational.inverseRoot(fields, work, b.x(), work, b.y());
      rational.rotateBack(fields, work, b.y());
      store(b, b.y(), b.amplification);
    }
  }

  private void inObservationSpace(Batch b) {
    LocalObservations o = b.observations;
    int n = b.order;
    int fields = b.field.fields();
    load(b);
    observed.set(0, b.members()).set(1, n).set(2, b.lanes).set(3, target, 0).set(4, o.start(), 0).set(5, o.index(), 0)
        .set(6, o.weight(), 0).set(7, o.byObservation(), 0).set(8, (long) o.stride()).set(9, o.innovation(), 0)
        .set(10, work, b.s()).set(11, work, b.d()).launch(stream, blocks(b), n, 1, THREADS, 0);
    grams.gram(n, b.members(), b.lanes, work, b.s(), 0.0, work, 0);
    rational.factor(n, b.lanes, work, 0, b.degrees);
    product(b, fields, n, b.members(), b.x(), b.s(), n, 1, false, b.z());
    rational.rotate(fields, work, b.z());
    rational.rotate(1, work, b.d());
    rational.inverse(1, work, b.d(), work, b.r());
    scale(b, n, b.gain(), b.r());
    means(b, n, b.r(), b.z());
    rational.dividedDifference(fields, work, b.z(), work, b.y());
    rational.rotateBack(fields, work, b.y());
    scale(b, (long) fields * n, 1.0 / b.degrees, b.y());
    product(b, fields, b.members(), n, b.y(), b.s(), 1, n, true, b.x());
    store(b, b.x(), b.amplification);
  }

  private static int blocks(Batch b) {
    return (b.lanes + THREADS - 1) / THREADS;
  }

  private void load(Batch b) {
    load.set(0, b.members()).set(1, (long) b.field.points()).set(2, b.field.size()).set(3, b.lanes).set(4, target, 0)
        .set(5, b.field.forecast(), 0).set(6, work, b.x()).launch(stream, blocks(b), b.field.fields(), 1, THREADS, 0);
  }

  private void product(Batch b, int rows, int columns, int terms, long a, long factor, long strideTerm,
      long strideColumn, boolean add, long c) {
    product.set(0, columns).set(1, terms).set(2, b.lanes).set(3, work, a).set(4, work, factor).set(5, strideTerm)
        .set(6, strideColumn).set(7, add ? 1 : 0).set(8, work, c).launch(stream, blocks(b), rows, 1, THREADS, 0);
  }

  private void scale(Batch b, long elements, double factor, long at) {
    ensemble.scale(1, elements * b.lanes, factor, work, at, elements * b.lanes);
  }

  private void means(Batch b, int n, long r, long z) {
    mean.set(0, n).set(1, (long) b.field.points()).set(2, b.lanes).set(3, target, 0)
        .set(4, rational.statusOnDevice(), 0).set(5, work, r).set(6, work, z).set(7, b.field.mean(), 0)
        .launch(stream, blocks(b), b.field.fields(), 1, THREADS, 0);
  }

  private void store(Batch b, long y, double factor) {
    store.set(0, b.members()).set(1, (long) b.field.points()).set(2, b.field.size()).set(3, b.lanes).set(4, target, 0)
        .set(5, rational.statusOnDevice(), 0).set(6, work, y).set(7, factor).set(8, b.field.analysis(), 0)
        .launch(stream, blocks(b), b.field.fields(), 1, THREADS, 0);
  }

  private void freeWork() {
    if (work != null) {
      work.close();
      work = null;
    }
  }

  /** Frees what grows with a batch. */
  private void free() {
    freeWork();
    rational.release();
    if (target != null) {
      target.close();
      target = null;
    }
  }

  /** Frees the memory. */
  @Override
  public void close() {
    free();
    rational.close();
  }
}
