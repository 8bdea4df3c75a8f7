package org.isobit.verify.allocation;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Prints how many bytes of the heap one call of a kernel takes, a line each, in a JVM that runs nothing else. */
final class AllocationChild {

  /** The name of a call that allocates 24 bytes at every 64th call: what the test must find. */
  static final String PLANTED = "planted";

  /** Calls are counted for this long: vectors are objects until the optimising compiler has removed them. */
  private static final long BATCH = 10_000_000L;

  /** The name of a call whose vectors are on the heap once two widths were used: what the test must find, too. */
  static final String CARRIED = "carried";

  /** Stands before kernels that are to run after vectors of two widths. */
  static final String TWO_WIDTHS = "two widths";

  private AllocationChild() {}

  private static final List<Supplier<Map<String, Runnable>>> LISTS = List.of(AllocationCalls::all,
      NeuralAllocationCalls::all, DoubleAllocationCalls::all, ModelAllocationCalls::all, PdeAllocationCalls::all,
      FloatAllocationCalls::all, FloatNeuralAllocationCalls::all, FourierAllocationCalls::all,
      FloatFourierAllocationCalls::all, ColumnAllocationCalls::all, FloatColumnAllocationCalls::all,
      ConvolutionAllocationCalls::all, FloatConvolutionAllocationCalls::all,
      EcosystemAllocationCalls::all, FloatEcosystemAllocationCalls::all, NormalizationAllocationCalls::all,
      FloatNormalizationAllocationCalls::all, AttentionAllocationCalls::all,
      FloatAttentionAllocationCalls::all, RecurrentAllocationCalls::all,
      FloatRecurrentAllocationCalls::all, LossAllocationCalls::all, FloatLossAllocationCalls::all,
      PoolingAllocationCalls::all, FloatPoolingAllocationCalls::all,
      ViewAllocationCalls::all, FloatViewAllocationCalls::all);

  /** The calls by kernel name. */
  static Map<String, Runnable> calls() {
    Map<String, Runnable> calls = new TreeMap<>();
    LISTS.forEach(list -> calls.putAll(list.get()));
    return calls;
  }

  /** One call, without making more of the others than needed. */
  private static Runnable call(String name) {
    if (name.equals(PLANTED)) {
      return new Planted();
    }
    if (name.equals(CARRIED)) {
      return new TwoWidths.Carried();
    }
    return LISTS.stream().map(list -> list.get().get(name)).filter(Objects::nonNull).findFirst().orElseThrow();
  }

  /**
   * Entry of the child.
   *
   * @param arguments milliseconds of processor time after which the least seen so far counts, then kernels, after
   *                  {@link #TWO_WIDTHS} or not
   */
  public static void main(String[] arguments) {
    long patience = Long.parseLong(arguments[0]) * 1_000_000L;
    for (String name : List.of(arguments).subList(1, arguments.length)) {
      if (name.equals(TWO_WIDTHS)) {
        TwoWidths.use();
      } else {
        System.out.println(leastBytesPerCall(call(name), patience));
      }
    }
  }

  private static double leastBytesPerCall(Runnable call, long patience) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long deadline = system.getProcessCpuTime() + patience; // not of the clock: a busy machine compiles later
    double least = Double.MAX_VALUE;
    do {
      long calls = 0;
      long before = threads.getCurrentThreadAllocatedBytes();
      long end = System.nanoTime() + BATCH;
      do {
        call.run();
        calls++;
      } while (calls < 100 || System.nanoTime() < end);
      double bytes = (double) (threads.getCurrentThreadAllocatedBytes() - before) / calls;
      least = bytes < least ? bytes : least;
    } while (least > 0.0 && system.getProcessCpuTime() < deadline);
    return least;
  }

  private static final class Planted implements Runnable {
    private double[] last;
    private int calls;

    @Override
    public void run() {
      if (++calls % 64 == 0) {
        last = new double[1];
      }
    }
  }
}
