package org.isobit.gpu.local;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.ReentrantLock;
import org.isobit.gpu.Device;
import org.isobit.gpu.Ending;
import org.isobit.kernels.LocalAccelerator;
import org.isobit.kernels.localization.FloatLocalProblems;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalRules;

/**
 * {@link LocalAccelerator} on a device, by {@link LocalAnalysesCuda} and {@link FloatLocalAnalysesCuda}, which keep
 * their streams and memory from session to session. Observations go up again only if they are others. Thread-safe.
 */
public final class LocalCuda implements LocalAccelerator, AutoCloseable {

  private final Device device;
  private final ReentrantLock lock = new ReentrantLock(true);
  private LocalAnalysesCuda doubles;
  private FloatLocalAnalysesCuda floats;

  /** What the device has of observations, by the object that stands for them. */
  private WeakReference<Object> ofDoubles = new WeakReference<>(null);
  private WeakReference<Object> ofFloats = new WeakReference<>(null);

  /**
   * Nothing is asked of the device yet.
   *
   * @param device the device, which must stay open until this is closed
   */
  public LocalCuda(Device device) {
    this.device = device;
  }

  @Override
  public Session begin(LocalProblems p) {
    LocalEnsemble ensemble = new LocalEnsemble(p.rows(), p.fields(), p.points(), p.batch(), p.forecast(), p.mean(),
        p.analysis());
    LocalRule rule = new LocalRule(LocalRules.forms(p.rows(), p.vectors()), p.whole(), p.degrees(), p.amplification(),
        p.unobserved(), p.largestCondition());
    return begin(() -> {
      doubles = doubles == null ? new LocalAnalysesCuda(device) : doubles;
      if (!ofDoubles.refersTo(p.observed())) {
        ofDoubles.clear();
        doubles.observe(p.observations(), p.stride(), p.byObservation(), p.innovation());
        ofDoubles = new WeakReference<>(p.observed());
      }
    }, new Own(p.rows(), p.observations()) {
      @Override
      void analyse(LocalLists lists, int[] status, double[] condition) {
        LocalOutcome outcome = doubles.analyse(ensemble, lists, rule);
        System.arraycopy(outcome.status(), 0, status, 0, lists.targets());
        System.arraycopy(outcome.condition(), 0, condition, 0, lists.targets());
      }
    });
  }

  @Override
  public Session begin(FloatLocalProblems p) {
    FloatLocalEnsemble ensemble = new FloatLocalEnsemble(p.rows(), p.fields(), p.points(), p.batch(), p.forecast(),
        p.mean(), p.analysis());
    LocalRule rule = new LocalRule(LocalRules.forms(p.rows(), p.vectors()), p.whole(), p.degrees(), p.amplification(),
        p.unobserved(), p.largestCondition());
    return begin(() -> {
      floats = floats == null ? new FloatLocalAnalysesCuda(device) : floats;
      if (!ofFloats.refersTo(p.observed())) {
        ofFloats.clear();
        floats.observe(p.observations(), p.stride(), p.byObservation(), p.innovation());
        ofFloats = new WeakReference<>(p.observed());
      }
    }, new Own(p.rows(), p.observations()) {
      @Override
      void analyse(LocalLists lists, int[] status, double[] condition) {
        LocalOutcome outcome = floats.analyse(ensemble, lists, rule);
        System.arraycopy(outcome.status(), 0, status, 0, lists.targets());
        System.arraycopy(outcome.condition(), 0, condition, 0, lists.targets());
      }
    });
  }

  /** Waits for the session before, and prepares one. */
  private Session begin(Runnable preparation, Own session) {
    lock.lock();
    try {
      if (lock.getHoldCount() > 1) {
        throw new IllegalStateException("local analysis: this thread's session before has not ended");
      }
      preparation.run();
      return session;
    } catch (Throwable t) {
      lock.unlock();
      throw t;
    }
  }

  /** A session, which holds the lock until it is closed. */
  private abstract class Own implements Session {
    private final int rows;
    private final int observations;
    private boolean ended;

    Own(int rows, int observations) {
      this.rows = rows;
      this.observations = observations;
    }

    abstract void analyse(LocalLists lists, int[] status, double[] condition);

    @Override
    public final void analyse(TargetLists lists, int[] status, double[] condition) {
      if (ended) {
        throw new IllegalStateException("local analysis: the session has ended");
      }
      int targets = lists.targets();
      if (status.length < targets || condition.length < targets) {
        throw new IllegalArgumentException("local analysis: there are " + targets
            + " targets, but room for the status of " + status.length + " and the condition of " + condition.length);
      }
      analyse(LocalLists.of(rows, observations, lists), status, condition);
    }

    @Override
    public final void close() {
      if (!ended) {
        ended = true;
        lock.unlock();
      }
    }
  }

  /** Frees streams and memory, after the session that is under way. */
  @Override
  public void close() {
    lock.lock();
    try {
      Ending ending = new Ending().close(doubles).close(floats);
      doubles = null;
      floats = null;
      ofDoubles.clear();
      ofFloats.clear();
      ending.finish();
    } finally {
      lock.unlock();
    }
  }
}
