package org.isobit.verify;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Backend;

/** Which configurations a machine is checked with. */
final class VerificationPlan {

  private static final List<Integer> WIDTHS = List.of(128, 256, 512);

  private final List<Configuration> configurations = new ArrayList<>();
  private final List<Integer> widths;
  private final Cases most;

  private VerificationPlan(List<Integer> widths, boolean quick) {
    this.widths = widths.isEmpty() ? WIDTHS : widths;
    this.most = quick ? Cases.SHORT : Cases.FULL;
  }

  /**
   * The plan of a machine whose own Java runs the children.
   *
   * @param hardwareBits its widest vector
   * @param processors   its processors
   * @param x86          whether it has the flag UseAVX
   * @param widths       the widths asked for; empty: all
   * @param quick        whether only the SHORT cases run
   */
  static List<Configuration> of(int hardwareBits, int processors, boolean x86, List<Integer> widths, boolean quick) {
    VerificationPlan plan = new VerificationPlan(widths, quick);
    plan.add("reference", "scalar reference", Backend.REFERENCE, plan.most, 0, 1);
    // Thread counts rotate over the widths, so that each is met without a run of its own.
    int threads = 1;
    for (int bits : plan.widths) {
      if (bits <= hardwareBits) {
        plan.add("simd" + bits, bits + "-bit vectors", Backend.SIMD, plan.most, bits, threads++);
      }
    }
    if (widths.isEmpty()) {
      int many = Math.max(4, processors);
      plan.add("threads", "widest vectors", Backend.SIMD, plan.most, 0, many);
      plan.add("blocks", "widest vectors, small blocks", Backend.SIMD, plan.most, 0, 2, "-Disobit.tuning=small");
      plan.add("int-ref", "scalar reference, interpreted", Backend.REFERENCE, Cases.SHORT, 0, 1, "-Xint");
      plan.add("int-simd", "widest vectors, interpreted", Backend.SIMD, Cases.SHORT, 0, 1, "-Xint");
      plan.add("c1-ref", "scalar reference, first compiler only", Backend.REFERENCE, Cases.SHORT, 0, 1,
          "-XX:TieredStopAtLevel=1");
      plan.add("c1-simd", "widest vectors, first compiler only", Backend.SIMD, Cases.SHORT, 0, 1,
          "-XX:TieredStopAtLevel=1");
    }
    for (int bits : plan.widths) {
      if (bits > hardwareBits) {
        plan.add("emul" + bits, "emulated " + bits + "-bit vectors", Backend.SIMD, Cases.SHORT, bits, 1);
      }
    }
    if (x86 && hardwareBits > 256) {
      for (int bits : plan.widths) {
        if (bits >= 256) {
          plan.add("avx2-" + bits, (bits > 256 ? "emulated " : "") + bits + "-bit vectors on AVX2", Backend.SIMD,
              Cases.SHORT, bits, 1, "-XX:UseAVX=2");
        }
      }
    }
    return plan.configurations;
  }

  /**
   * The plan of a CUDA device: everything twice, since memory that a kernel does not write, or blocks that meet, may
   * give other bits another time.
   *
   * @param quick whether only the SHORT cases run
   */
  static List<Configuration> device(boolean quick) {
    Cases cases = quick ? Cases.SHORT : Cases.FULL;
    return List.of(new Configuration("cuda", "CUDA device, " + cases + " cases, all twice", Backend.CUDA, cases, true,
        0, 1, List.of()));
  }

  /**
   * The plan for another Java, perhaps of an emulated processor: everything on the SHORT list.
   *
   * @param widths the widths asked for; empty: all
   */
  static List<Configuration> foreign(List<Integer> widths) {
    VerificationPlan plan = new VerificationPlan(widths, true);
    plan.add("reference", "scalar reference", Backend.REFERENCE, Cases.SHORT, 0, 1);
    plan.add("widest", "widest vectors", Backend.SIMD, Cases.SHORT, 0, 2);
    for (int bits : plan.widths) {
      plan.add("simd" + bits, bits + "-bit vectors", Backend.SIMD, Cases.SHORT, bits, 1);
    }
    return plan.configurations;
  }

  private void add(String name, String meaning, Backend implementation, Cases cases, int bits, int threads,
      String... flags) {
    boolean hot = cases == Cases.FULL || flags.length == 0 && !meaning.startsWith("emulated");
    configurations.add(new Configuration(name,
        meaning + ", " + threads + (threads == 1 ? " thread, " : " threads, ") + cases + " cases"
            + (hot ? ", cold and hot" : "") + (flags.length == 0 ? "" : ", " + String.join(" ", flags)),
        implementation, cases, hot, bits, threads, List.of(flags)));
  }
}
