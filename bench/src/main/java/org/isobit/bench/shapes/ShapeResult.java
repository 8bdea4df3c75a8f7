package org.isobit.bench.shapes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.isobit.bench.KernelBenchmark.Work;
import org.isobit.bench.Quartiles;
import org.isobit.bench.Variant;
import org.isobit.bench.timed.TimingMachine.Timing;

/**
 * What a row was measured to be.
 *
 * @param row                     the row
 * @param nanosecondsByRound      of one call of our work
 * @param otherNanosecondsByRound of one call of the opponent's
 * @param bytesByRound            that one call of ours allocated on the heap
 * @param ratio                   over the rounds
 * @param met                     whether the median ratio is what is wanted, and nothing allocated where nothing may be
 */
public record ShapeResult(ShapeRow row, List<Double> nanosecondsByRound, List<Double> otherNanosecondsByRound,
    List<Double> bytesByRound, Quartiles ratio, boolean met) {

  /** Ratios that are so many times what is wanted, or so many times less, are doubted: code that was never compiled. */
  private static final double FAR = 4.0;

  /** Times that differ by this factor are not of the same code; what other programs do to the caches is less. */
  private static final double UNSTEADY = 1.5;

  /** Keeps its own copies of the lists. */
  public ShapeResult {
    nanosecondsByRound = List.copyOf(nanosecondsByRound);
    otherNanosecondsByRound = List.copyOf(otherNanosecondsByRound);
    bytesByRound = List.copyOf(bytesByRound);
  }

  /** From the times of both works in each round. */
  static ShapeResult of(ShapeRow row, List<List<Timing>> rounds) {
    Work ours = Variant.named(row.ours()).instance().work();
    Work other = Variant.named(row.other()).instance().work();
    List<Double> nanoseconds = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    for (List<Timing> round : rounds) {
      double one = round.get(0).nanoseconds();
      nanoseconds.add(one);
      others.add(round.get(1).nanoseconds());
      ratios.add(row.comparison().ratio(ours, one, other, round.get(1).nanoseconds()));
      bytes.add(round.get(0).bytes());
    }
    Quartiles ratio = Quartiles.of(ratios);
    boolean met = row.comparison().meets(ratio.median(), row.wanted()) && !(row.heapless() && wholeBytes(bytes) > 0);
    return new ShapeResult(row, nanoseconds, others, bytes, ratio, met);
  }

  /** Whether the ratio is of the size that is wanted, and at least half of the turns of each side were of one speed. */
  boolean isPlausible() {
    double off = ratio.median() / row.wanted();
    return isSteady() && (row.wanted() == 0.0 || off >= 1.0 / FAR && off <= FAR);
  }

  /** Whether both sides are about as fast in another result: what is odd twice is so. */
  boolean agreesWith(ShapeResult other) {
    return isSteady() && other.isSteady() && near(nanosecondsByRound, other.nanosecondsByRound)
        && near(otherNanosecondsByRound, other.otherNanosecondsByRound);
  }

  private boolean isSteady() {
    return List.of(nanosecondsByRound, otherNanosecondsByRound).stream()
        .allMatch(times -> Quartiles.of(times).median() <= UNSTEADY * Collections.min(times));
  }

  private static boolean near(List<Double> times, List<Double> others) {
    double off = Quartiles.of(times).median() / Quartiles.of(others).median();
    return off >= 1.0 / UNSTEADY && off <= UNSTEADY;
  }

  /** A call late in warming may still allocate: the median does not see it. */
  private static long wholeBytes(List<Double> byRound) {
    return Math.round(Quartiles.of(byRound).median());
  }

  /** A line of the table; where a call does a number of things, the time is that of one. */
  String markdown() {
    Work work = Variant.named(row.ours()).instance().work();
    double nanoseconds = Quartiles.of(nanosecondsByRound).median();
    return String.format(Locale.ROOT, "| %s | %s | %.4g | %.3g | %d | %s | %s | %s |%n", row.title(), row.precision(),
        nanoseconds / 1e3 / Math.max(1, work.items()), work.flops() / nanoseconds, wholeBytes(bytesByRound),
        ratio.text(2), row.wantedText(), met ? "yes" : "no");
  }
}
