package org.isobit.kernels;

import java.lang.management.ManagementFactory;

/** Whether {@link Math#fma(double, double, double)} is one instruction here. */
final class FusedMultiplyAdd {

  private FusedMultiplyAdd() {}

  /** HotSpot's own flag: true exactly where the processor has the instruction and it was not switched off. */
  static boolean inHardware() {
    try {
      var bean = ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
      return Boolean.parseBoolean(bean.getVMOption("UseFMA").getValue());
    } catch (LinkageError | RuntimeException e) {
      // No such bean or flag: another JVM, or one without jdk.management. Every AArch64 processor has it.
      return System.getProperty("os.arch").equals("aarch64");
    }
  }
}
