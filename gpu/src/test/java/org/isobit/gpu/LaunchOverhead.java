package org.isobit.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/**
 * What a launch costs beside the driver's own call: nine arguments set and launched by {@link KernelFunction}, against
 * {@code cuLaunchKernel} alone with a table of arguments that is there already, both through JCuda, of a kernel that
 * has nothing to do. No test: it prints nanoseconds. With {@code -Disobit.test.device=real} it runs on a GPU.
 *
 * <pre>mvn -q -pl gpu -am test-compile, then in gpu, with the class path of the tests:
 * java --enable-native-access=ALL-UNNAMED -cp … org.isobit.gpu.LaunchOverhead</pre>
 */
public final class LaunchOverhead {

  private static final int LAUNCHES = 1000;
  private static final int ROUNDS = 301;

  private LaunchOverhead() {}

  /**
   * Measures.
   *
   * @param args nothing
   */
  public static void main(String[] args) {
    StandIn.load();
    try (Device device = Device.open(); Stream stream = device.stream(); DeviceArray x = device.doubles(8);
        Arena arena = Arena.ofConfined()) {
      KernelFunction kernel = device.module("gemm").function("gemm_ger_double");
      IntConsumer whole = i -> kernel.set(0, 0).set(1, 0).set(2, 1.0).set(3, x, i & 3).set(4, 1L).set(5, x, 4)
          .set(6, 1L)
          .set(7, x, 5).set(8, 1L).launch(stream, 1, 1, 1, 1, 0);
      byte[] ptx = KernelModule.resource("gemm");
      CUmodule module = new CUmodule();
      Driver.check(JCudaDriver.cuModuleLoadData(module, Arrays.copyOf(ptx, ptx.length + 1)), "cuModuleLoadData");
      CUfunction function = new CUfunction();
      Driver.check(JCudaDriver.cuModuleGetFunction(function, module, "gemm_ger_double"), "cuModuleGetFunction");
      Pointer table = table(arena, x);
      IntConsumer bare = i -> Driver.check(
          JCudaDriver.cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, stream.handle(), table, null), "cuLaunchKernel");
      IntConsumer current = i -> device.makeCurrent();
      double[][] times = new double[3][ROUNDS];
      for (int round = -20; round < ROUNDS; round++) {
        for (int which = 0; which < 3; which++) {
          double t = time(which == 0 ? whole : which == 1 ? bare : current);
          stream.synchronize();
          if (round >= 0) {
            times[which][round] = t;
          }
        }
      }
      double[] difference = new double[ROUNDS];
      for (int r = 0; r < ROUNDS; r++) {
        difference[r] = times[0][r] - times[1][r];
      }
      System.out.printf(Locale.ROOT, "device: %s%n%d rounds of %d launches, medians:%n", device, ROUNDS, LAUNCHES);
      System.out.printf(Locale.ROOT, "nine arguments set and launched  %7.0f ns%n", median(times[0]));
      System.out.printf(Locale.ROOT, "the driver's call alone          %7.0f ns%n", median(times[1]));
      System.out.printf(Locale.ROOT, "difference                       %7.0f ns, quartiles %.0f … %.0f ns%n",
          median(difference), difference[ROUNDS / 4], difference[3 * ROUNDS / 4]);
      System.out.printf(Locale.ROOT, "of which cuCtxSetCurrent         %7.0f ns%n", median(times[2]));
      Driver.check(JCudaDriver.cuModuleUnload(module), "cuModuleUnload");
    }
  }

  /** Nine arguments that do nothing, and the table of where they lie. */
  private static Pointer table(Arena arena, DeviceArray x) {
    MemorySegment values = arena.allocate(9 * 8L, 8);
    MemorySegment addresses = arena.allocate(9 * 8L, 8);
    for (int i = 0; i < 9; i++) {
      addresses.setAtIndex(ValueLayout.JAVA_LONG, i, values.address() + 8L * i);
    }
    for (int i : new int[] {3, 5, 7}) {
      values.setAtIndex(ValueLayout.JAVA_LONG, i, x.address(0));
    }
    return NativePointer.of(addresses);
  }

  private static double time(IntConsumer launch) {
    long start = System.nanoTime();
    for (int i = 0; i < LAUNCHES; i++) {
      launch.accept(i);
    }
    return (System.nanoTime() - start) / (double) LAUNCHES;
  }

  /** Sorts. */
  private static double median(double[] x) {
    Arrays.sort(x);
    return x[x.length / 2];
  }
}
