package org.isobit.kernels;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed pool of daemon platform threads that runs the independent parts of one call.
 *
 * <p>Parts are claimed one by one, so which thread runs a part is not determined; parts must write disjoint outputs,
 * and then no bit depends on the number of threads. The caller works too. A call made from inside a part runs
 * serially. Workers never call foreign native code. Thread-safe: concurrent callers share the threads.
 */
public final class Workers implements AutoCloseable {

  /** The property that sets the number of threads of {@link #shared()}. */
  public static final String PROPERTY = "isobit.threads";

  /** How often an idle worker looks for work before it sleeps: about 50 µs, the length of a small call. */
  private static final int SPINS = 2000;

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

  private static final class Job {
    final Task task;
    final int parts;
    final Thread owner = Thread.currentThread();
    final AtomicInteger next = new AtomicInteger();
    final AtomicInteger unfinished;
    final AtomicInteger slots = new AtomicInteger(1);

    /** The lowest part that failed so far, and how: guarded by this. */
    private int failedPart = Integer.MAX_VALUE;
    private Throwable failure;

    Job(Task task, int parts) {
      this.task = task;
      this.parts = parts;
      this.unfinished = new AtomicInteger(parts);
    }

    void work(int slot) {
      Boolean outer = INSIDE.get();
      INSIDE.set(Boolean.TRUE);
      for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
        try {
          if (wanted(part)) {
            // Each time: what a part runs on this thread may be foreign code that changes the control register.
            Environment.probe();
            task.run(part, slot);
          }
        } catch (Throwable t) {
          failed(part, t);
        } finally {
          if (unfinished.decrementAndGet() == 0) {
            LockSupport.unpark(owner);
          }
        }
      }
      INSIDE.set(outer);
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

    synchronized Throwable failure() {
      return failure;
    }
  }

  private final class Worker extends Thread {
    volatile boolean asleep;

    Worker(int number) {
      super("isobit-worker-" + number);
      setDaemon(true);
    }

    @Override
    public void run() {
      while (!closed) {
        Job job = jobs.peek();
        if (job == null) {
          rest();
        } else if (job.next.get() >= job.parts) {
          jobs.remove(job);
        } else {
          job.work(job.slots.getAndIncrement());
        }
      }
    }

    private void rest() {
      for (int i = 0; i < SPINS; i++) {
        if (!jobs.isEmpty() || closed) {
          return;
        }
        Thread.onSpinWait();
      }
      asleep = true;
      if (jobs.isEmpty() && !closed) {
        LockSupport.park(Workers.this);
      }
      asleep = false;
    }
  }

  /** The shared pool, made at its first use. */
  private static volatile Workers shared;

  /** Whether the thread is inside a part of some call. */
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> Boolean.FALSE);

  private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
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

  private static int sharedThreads(String property) {
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
    Job job = new Job(task, parts);
    jobs.add(job);
    int needed = parts - 1;
    for (int i = 0; i < workers.length && needed > 0; i++, needed--) {
      if (workers[i].asleep) {
        LockSupport.unpark(workers[i]);
      }
    }
    job.work(0);
    jobs.remove(job);
    for (int spin = 0; job.unfinished.get() > 0; spin++) {
      if (spin < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(job);
      }
    }
    Throwable failure = job.failure();
    if (failure != null) {
      throw rethrown(failure);
    }
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
