package org.isobit.gpu;

import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;

/**
 * Two moments of a stream and the time between them, by the device's own clock (half a microsecond or so fine). Not
 * thread-safe.
 */
public final class StreamTimer implements AutoCloseable {

  private final Stream stream;
  private final CUevent begin = new CUevent();
  private final CUevent end = new CUevent();
  private boolean closed;

  /**
   * Makes a timer.
   *
   * @param stream the stream whose work is timed
   */
  public StreamTimer(Stream stream) {
    this.stream = stream;
    stream.device().makeCurrent();
    Driver.check(JCudaDriver.cuEventCreate(begin, CUevent_flags.CU_EVENT_DEFAULT), "an event on " + stream.device());
    try {
      Driver.check(JCudaDriver.cuEventCreate(end, CUevent_flags.CU_EVENT_DEFAULT), "an event on " + stream.device());
    } catch (RuntimeException e) {
      throw new Ending(e).then(() -> destroy(begin)).failure();
    }
  }

  /** The first moment: when the device is through with what the stream was asked for before. */
  public void start() {
    record(begin);
  }

  /** The second moment: when it is through with what the stream was asked for until now. */
  public void stop() {
    record(end);
  }

  private void record(CUevent event) {
    requireOpen();
    stream.device().makeCurrent();
    Driver.check(JCudaDriver.cuEventRecord(event, stream.handle()), "cuEventRecord on " + stream.device());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the timer of a stream of " + stream.device() + " was closed");
    }
  }

  /**
   * Waits for the second moment.
   *
   * @return seconds from the first to the second
   * @throws DeviceException if the work between them failed
   */
  public double seconds() {
    requireOpen();
    stream.device().makeCurrent();
    int result = JCudaDriver.cuEventSynchronize(end);
    if (result != 0) {
      throw stream.failure(result);
    }
    float[] milliseconds = new float[1];
    Driver.check(JCudaDriver.cuEventElapsedTime(milliseconds, begin, end), "cuEventElapsedTime on " + stream.device());
    return milliseconds[0] / 1e3;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    stream.device().makeCurrent();
    new Ending().then(() -> destroy(begin)).then(() -> destroy(end)).finish();
  }

  private void destroy(CUevent event) {
    Driver.check(JCudaDriver.cuEventDestroy(event), "cuEventDestroy on " + stream.device());
  }
}
