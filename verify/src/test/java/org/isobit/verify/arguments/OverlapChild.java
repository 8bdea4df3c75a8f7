package org.isobit.verify.arguments;

import java.util.List;
import org.isobit.kernels.Workers;

/**
 * Runs {@link Overlaps} for all entries with the backend and width of its JVM. Prints {@code hash, threads, size,
 * entry, hash of its answers}, {@code fault, text} and at last {@code done, number of placements}, separated by tabs.
 */
final class OverlapChild {

  private OverlapChild() {}

  /**
   * Entry of the child.
   *
   * @param arguments {@code all}, or {@code small} to leave the large calls out
   */
  public static void main(String[] arguments) {
    long placements = 0;
    placements += run(1, "small", ArgumentTables.small(Workers.serial()));
    for (int threads : new int[] {2, 4}) {
      try (Workers workers = Workers.of(threads)) {
        placements += run(threads, "small", ArgumentTables.small(workers).stream().filter(Call::threaded).toList());
        if (threads == 4 && arguments[0].equals("all")) {
          placements += run(threads, "large", ArgumentTables.large(workers));
        }
      }
    }
    System.out.println("done\t" + placements);
  }

  private static long run(int threads, String size, List<Call> calls) {
    long placements = 0;
    for (Call call : calls) {
      Overlaps overlaps = new Overlaps(call, size.equals("small")).run();
      overlaps.faults().forEach(fault -> System.out.println("fault\t" + threads + " threads, " + size + ": " + fault));
      System.out.println("hash\t" + threads + "\t" + size + "\t" + call.name() + "\t" + overlaps.hash());
      placements += overlaps.placements();
    }
    return placements;
  }
}
