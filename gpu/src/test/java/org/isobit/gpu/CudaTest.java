package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.gpu.cublas.CublasStandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test on the stand-in device: opens it before each test, and finds it without leaks after it. */
public abstract class CudaTest {

  /** Ascending, descending, shuffled; with the last one, nothing runs before somebody waits for it. */
  private static final int[] ORDERS = {0, 1, 20260101};

  /** The device of a test. */
  protected Device device;

  /** A stream of it. */
  protected Stream stream;

  /** What an earlier test has left. */
  private long before;

  @BeforeEach
  void open() {
    StandIn.load();
    CublasStandIn.load(); // before anybody looks for one, which is done once
    before = StandIn.live();
    StandIn.order(0);
    StandIn.deferred(false);
    StandIn.capacity(1L << 30);
    device = Device.open();
    stream = device.stream();
  }

  @AfterEach
  void close() {
    StandIn.recover();
    StandIn.deferred(false);
    stream.close();
    device.close();
    assertEquals(before, StandIn.live(), "something was not closed");
  }

  /** Runs something in each order of threads. */
  protected void inEveryOrder(Runnable test) {
    for (int order : ORDERS) {
      StandIn.order(order);
      StandIn.deferred(order == ORDERS[2]);
      test.run();
    }
    StandIn.order(0);
    StandIn.deferred(false);
  }

  /** Compares raw bits, all NaNs being one. */
  public static void assertBits(double[] expected, double[] actual, String label) {
    assertEquals(expected.length, actual.length, label);
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
        throw new AssertionError(label + ": element " + i + " is " + Double.toHexString(actual[i]) + ", expected "
            + Double.toHexString(expected[i]));
      }
    }
  }

  /** Compares raw bits, all NaNs being one. */
  public static void assertBits(float[] expected, float[] actual, String label) {
    assertEquals(expected.length, actual.length, label);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        throw new AssertionError(label + ": element " + i + " is " + Float.toHexString(actual[i]) + ", expected "
            + Float.toHexString(expected[i]));
      }
    }
  }
}
