package org.isobit.kernels;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed pool of daemon platform threads that runs the independent parts of one call.
 *
 * <p>Parts are claimed one by one, so which thread runs a part is not determined; parts must write disjoint outputs,
 * and then no bit depends on the number of threads. The caller works too. A call made from inside a part runs
 * serially, unless the part is the only one of its call or its pool has one thread. Workers never call foreign native
 * code. Thread-safe: concurrent callers share the threads. A call allocates nothing in the steady state.
 */
public final class Workers implements AutoCloseable {

  /** The property that sets the number of threads of {@link #shared()}. */
  public static final String PROPERTY = "isobit.threads";

  /** How often an idle worker looks for work before it sleeps: about 50 µs, the length of a small call. */
  private static final int SPINS = 2000;

  /** Callers that are helped at the same time; further ones work alone. */
  private static final int CALLERS = 16;

  /** In place of the next part of a call: there is none. */
  private static final long CLOSED = Integer.MAX_VALUE;

  private static final Workers SERIAL = new Workers(1);

  /** One unit of parallel work. */
  @FunctionalInterface
  public interface Task {
    /**
     * Runs one part.
     *
     * @param part which part, 0 … parts − 1
     * @param slot which of the pool's threads runs it, 0 … {@link Workers#threads()} − 1: an index into per-thread
     *             workspaces; no two threads of one call have the same
     */
    void run(int part, int slot);
  }

  /**
   * The call that a thread makes, one at a time; reused for its next call. A part is claimed by raising the ticket,
   * which holds the number of the call too: a thread that comes late, from an earlier call, claims nothing by what it
   * read then.
   */
  private static final class Job {
    final Thread owner = Thread.currentThread();

    /** Upper half: which call; lower half: the next part that nobody has claimed, or {@link #CLOSED}. */
    final AtomicLong ticket = new AtomicLong(CLOSED);
    final AtomicInteger unfinished = new AtomicInteger();

    /** Of the call that the ticket names: written while it is closed, read before a claim, valid if the claim holds. */
    private Task task;
    private int parts;

    /** The lowest part that failed so far, and how: guarded by this. */
    private int failedPart;
    private Throwable failure;

    synchronized void open(Task work, int count) {
      // Read before the fields are written: what was claimed by the last call's ticket then cannot have seen these.
      long call = (ticket.get() >>> 32) + 1;
      task = work;
      parts = count;
      failedPart = Integer.MAX_VALUE;
      unfinished.set(count);
      ticket.set(call << 32);
    }

    /** Ends the call, all parts of which are done; what failed, or null. */
    synchronized Throwable close() {
      ticket.set(ticket.get() | CLOSED);
      task = null;
      Throwable thrown = failure;
      failure = null;
      return thrown;
    }

    boolean hasWork() {
      long t = ticket.get();
      return (int) t < parts && ticket.get() == t;
    }

    void work(int slot) {
      Boolean outer = INSIDE.get();
      INSIDE.set(Boolean.TRUE);
      while (true) {
        long t = ticket.get();
        Task claimed = task;
        int part = (int) t;
        if (part >= parts) {
          break;
        }
        if (ticket.compareAndSet(t, t + 1)) {
          run(claimed, part, slot);
        }
      }
      INSIDE.set(outer);
    }

    private void run(Task claimed, int part, int slot) {
      try {
        if (wanted(part)) {
          // Each time: what a part runs on this thread may be foreign code that changes the control register.
          Environment.probe();
          claimed.run(part, slot);
        }
      } catch (Throwable t) {
        failed(part, t);
      } finally {
        if (unfinished.decrementAndGet() == 0) {
          LockSupport.unpark(owner);
        }
      }
    }

    /** Parts above a failed one are not begun; those below are, since the lowest failure is the one that counts. */
    private synchronized boolean wanted(int part) {
      return part < failedPart;
    }

    private synchronized void failed(int part, Throwable t) {
      if (part < failedPart) {
        failedPart = part;
        failure = t;
      }
    }
  }

  private final class Worker extends Thread {
    private final int slot;
    volatile boolean asleep;

    Worker(int slot) {
      super("isobit-worker-" + slot);
      this.slot = slot;
      setDaemon(true);
    }

    @Override
    public void run() {
      while (!closed) {
        Job job = jobWithWork();
        if (job == null) {
          rest();
        } else {
          job.work(slot);
        }
      }
    }

    private void rest() {
      for (int i = 0; i < SPINS; i++) {
        if (jobWithWork() != null || closed) {
          return;
        }
        Thread.onSpinWait();
      }
      asleep = true;
      if (jobWithWork() == null && !closed) {
        LockSupport.park(Workers.this);
      }
      asleep = false;
    }
  }

  /** The shared pool, made at its first use. */
  private static volatile Workers shared;

  /** Whether the thread is inside a part of some call. */
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> Boolean.FALSE);

  /** Each caller's job. */
  private final ThreadLocal<Job> mine = ThreadLocal.withInitial(Job::new);

  /** The jobs that workers may join, and how many there are. */
  private final AtomicReferenceArray<Job> open = new AtomicReferenceArray<>(CALLERS);
  private final AtomicInteger opened = new AtomicInteger();
  private final Worker[] workers;
  private volatile boolean closed;

  private Workers(int threads) {
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
    }
  }

  private void start() {
    for (Worker worker : workers) {
      worker.start();
    }
  }

  /**
   * The pool that calls without a pool use: {@code -Disobit.threads=N}, else one thread a processor.
   *
   * @return the shared pool; closing it has no effect
   * @throws IllegalArgumentException if the property is no positive number
   */
  public static Workers shared() {
    Workers pool = shared;
    return pool != null ? pool : makeShared();
  }

  private static synchronized Workers makeShared() {
    if (shared == null) {
      shared = of(sharedThreads(System.getProperty(PROPERTY)));
    }
    return shared;
  }

  static int sharedThreads(String property) {
    if (property == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (property.strip().matches("0*[1-9][0-9]{0,5}")) {
      return Integer.parseInt(property.strip());
    }
    throw new IllegalArgumentException("-D" + PROPERTY + " must be a positive number, but is '" + property + "'");
  }

  /**
   * The pool of the calling thread alone.
   *
   * @return a pool that runs everything on the caller
   */
  public static Workers serial() {
    return SERIAL;
  }

  /**
   * A pool of its own.
   *
   * @param threads threads that work on one call, the caller included, at least 1
   * @return the pool; close it when done
   * @throws IllegalArgumentException if {@code threads < 1}
   */
  public static Workers of(int threads) {
    Checks.positive("Workers.of", "threads", threads);
    Workers pool = new Workers(threads);
    pool.start();
    return pool;
  }

  /**
   * Number of threads that can work on one call, the caller included.
   *
   * @return at least 1
   */
  public int threads() {
    return workers.length + 1;
  }

  /**
   * Number of threads that a call of {@link #run} can have if it is made here and now: a kernel that is asked for
   * nothing but a result need not cut it into parts for one.
   *
   * @return {@link #threads()}, or 1 where a call would run serially
   */
  public int available() {
    return workers.length == 0 || INSIDE.get() ? 1 : threads();
  }

  /**
   * Runs {@code task.run(part, slot)} once for every part and returns when all are done. If parts fail, the caller gets
   * the failure of the lowest one, as if it had run them in order; parts above it may have run or not.
   *
   * @param parts number of parts
   * @param task  what to run; its parts must not depend on each other
   * @throws IllegalArgumentException if {@code parts < 0}
   * @throws IllegalStateException    if the pool is closed
   */
  public void run(int parts, Task task) {
    Checks.size("Workers.run", "parts", parts);
    if (closed) {
      throw new IllegalStateException("Workers: this pool is closed");
    }
    if (workers.length == 0 || parts <= 1 || INSIDE.get()) {
      for (int part = 0; part < parts; part++) {
        task.run(part, 0);
      }
      return;
    }
    Job job = mine.get();
    job.open(task, parts);
    int place = publish(job, parts - 1);
    job.work(0);
    if (place >= 0) {
      open.set(place, null);
      opened.decrementAndGet();
    }
    for (int spin = 0; job.unfinished.get() > 0; spin++) {
      if (spin < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(job);
      }
    }
    Throwable failure = job.close();
    if (failure != null) {
      throw rethrown(failure);
    }
  }

  /** Lets workers join a job and wakes as many as it needs; its place, or −1 if there is none left. */
  private int publish(Job job, int needed) {
    int place = 0;
    while (place < CALLERS && !open.compareAndSet(place, null, job)) {
      place++;
    }
    if (place == CALLERS) {
      return -1;
    }
    opened.incrementAndGet();
    int left = needed;
    for (int i = 0; i < workers.length && left > 0; i++, left--) {
      if (workers[i].asleep) {
        LockSupport.unpark(workers[i]);
      }
    }
    return place;
  }

  private Job jobWithWork() {
    int left = opened.get();
    for (int place = 0; place < CALLERS && left > 0; place++) {
      Job job = open.get(place);
      if (job != null) {
        if (job.hasWork()) {
          return job;
        }
        left--;
      }
    }
    return null;
  }

  /** The failure itself, as the caller would have seen it without threads. */
  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  /** Ends the threads of a pool made by {@link #of}. The shared and the serial pool stay. */
  @Override
  public void close() {
    if (this == SERIAL || this == shared) {
      return;
    }
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }
}
