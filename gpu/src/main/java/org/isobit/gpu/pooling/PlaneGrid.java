package org.isobit.gpu.pooling;

import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;

/** The grid of pooling.cu: one thread a pixel of the output, which takes several channels where there are many. */
final class PlaneGrid {

  private static final int THREADS = 128;
  private static final int MOST_BLOCKS = 65535;

  /** Blocks for each multiprocessor: twice what it has at once, so that all end at about the same time. */
  private static final int BUSY = 32;

  private PlaneGrid() {}

  /** Channels whose pixels lie side by side in the grid's first dimension, so that blocks are full. */
  static int beside(long planes, int outputs) {
    return (int) Math.min(planes, Math.max(1, THREADS / outputs));
  }

  /** Launches a kernel whose arguments are set; nothing for no channels. */
  static void launch(KernelFunction kernel, Stream stream, long planes, int outputs, int beside) {
    if (planes > 0) {
      long across = Math.ceilDiv((long) outputs * beside, (long) THREADS);
      long down = Math.min(Math.ceilDiv(planes, (long) beside),
          Math.ceilDiv((long) BUSY * stream.device().multiprocessors(), across));
      kernel.launch(stream, (int) across, (int) Math.min(down, MOST_BLOCKS), 1, THREADS, 0);
    }
  }
}
