// Master of FloatAttentionArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionGradient;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.attention.AttentionTangent;
import org.isobit.kernels.rotary.Rotary;
import org.isobit.kernels.rotary.RotaryAngles;
import org.isobit.kernels.rotary.RotaryGradient;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;

/** The entries of attention. */
final class AttentionArguments extends ArgumentTable {

  private static final double[] PLACES = {0.0, 1.0, 2.0, 3.0, 4.0}; // float: unchanged
  private static final double[] FREQUENCIES = {1.0, 0.5}; // float: unchanged

  private final Workers workers;
  private final boolean large;

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  AttentionArguments(Workers workers, boolean large) {
    this.workers = workers;
    this.large = large;
    forward();
    derivatives();
    masks();
    rotary();
    shapes(); // float:
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }

  private Matrix view(int rows, int columns) {
    return Matrix.of((double[]) numbers(new Random(rows), rows * columns), rows, columns);
  }

  private OrNull maybe(int rows, int columns) {
    return new OrNull(view(rows, columns));
  }

  private void forward() {
    int queries = large ? 150 : 3;
    int keys = large ? 170 : 4;
    AttentionShape shape = AttentionShape.of(2, 4, queries, keys, 5).withKvHeads(2).withValueSize(3).withTokenMajor();
    AttentionShape apart = AttentionShape.of(2, 4, queries, keys, 5).withCausal(1);
    call(Attention.class, "forward", shape, matrix("Q", 2 * queries, 20), matrix("K", 2 * keys, 10),
        matrix("V", 2 * keys, 6), AttentionMask.NONE, outMatrix("Y", 2 * queries, 12),
        outVector("statistics", 16 * queries).orNull(), workers);
    call(Attention.class, "forward", apart, view(8 * queries, 5), view(8 * keys, 5), view(8 * keys, 5),
        AttentionMask.NONE, view(8 * queries, 5), workers);
    call(Attention.class, "forward", apart, view(8 * queries, 5), view(8 * keys, 5), view(8 * keys, 5),
        AttentionMask.NONE, view(8 * queries, 5), view(2, 8 * queries), workers);
  }

  private void derivatives() {
    int queries = large ? 150 : 3;
    int keys = large ? 170 : 4;
    AttentionShape shape = AttentionShape.of(2, 4, queries, keys, 5).withKvHeads(2).withValueSize(3).withTokenMajor();
    AttentionShape apart = AttentionShape.of(2, 4, queries, keys, 5).withCausal(1);
    call(AttentionGradient.class, "backward", shape, matrix("Q", 2 * queries, 20), matrix("K", 2 * keys, 10),
        matrix("V", 2 * keys, 6), AttentionMask.NONE, matrix("Y", 2 * queries, 12), vector("statistics", 16 * queries),
        matrix("dY", 2 * queries, 12), outMatrix("dQ", 2 * queries, 20).orNull(),
        outMatrix("dK", 2 * keys, 10).orNull(), outMatrix("dV", 2 * keys, 6).orNull(), workers);
    call(AttentionTangent.class, "tangent", shape, matrix("Q", 2 * queries, 20), matrix("K", 2 * keys, 10),
        matrix("V", 2 * keys, 6), AttentionMask.NONE, matrix("Y", 2 * queries, 12), vector("statistics", 16 * queries),
        matrix("dQ", 2 * queries, 20), matrix("dK", 2 * keys, 10), matrix("dV", 2 * keys, 6),
        outMatrix("dY", 2 * queries, 12), workers);
    call(AttentionGradient.class, "backward", apart, view(8 * queries, 5), view(8 * keys, 5), view(8 * keys, 5),
        AttentionMask.NONE, view(8 * queries, 5), view(2, 8 * queries), view(8 * queries, 5), maybe(8 * queries, 5),
        maybe(8 * keys, 5), maybe(8 * keys, 5), workers);
    call(AttentionTangent.class, "tangent", apart, view(8 * queries, 5), view(8 * keys, 5), view(8 * keys, 5),
        AttentionMask.NONE, view(8 * queries, 5), view(2, 8 * queries), view(8 * queries, 5), view(8 * keys, 5),
        view(8 * keys, 5), view(8 * queries, 5), workers);
  }

  private void masks() {
    call(AttentionMask.class, "added", vector("values", 1), true, false, true);
    call(AttentionMask.class, "seen", new boolean[] {true, false, true}, number("offset", 1L, x -> x >= 0 && x < 3),
        true, false, true);
  }

  private void rotary() {
    RotaryTable table = RotaryTable.of(RotaryPairing.HALVES, PLACES, FREQUENCIES);
    int rows = large ? 7001 : 7;
    for (String method : new String[] {"forward", "inverse"}) {
      call(Rotary.class, method, table, index("first", 1, 5), least("tokens", 1, 3), size("rows", rows),
          least("heads", 1, 2), number("size", 6, x -> x >= 4 && x <= 6), matrix("X", rows, 12),
          outMatrix("Y", rows, 12), workers);
      call(Rotary.class, method, table, index("first", 1, 5), least("tokens", 1, 3), least("heads", 1, 2),
          view(rows, 12), view(rows, 12), workers);
    }
    int some = large ? 2800 : 7;
    RotaryLayout layout = new RotaryLayout(RotaryPairing.HALVES, 3, large ? 300 : 4, 2, 2);
    call(RotaryAngles.class, "fill", layout, vector("frequencies", layout.frequencies()),
        outVector("angles", layout.angles()), workers);
    for (String method : new String[] {"forward", "inverse"}) {
      call(RotaryAngles.class, method, layout, vector("angles", layout.angles()), least("tokens", 1, 3),
          size("rows", some), least("heads", 1, 2), number("size", 6, x -> x >= 4 && x <= 6), matrix("X", some, 24),
          outMatrix("Y", some, 24), workers);
      call(RotaryAngles.class, method, layout, numbers(new Random(1), layout.angles()), least("tokens", 1, 3),
          least("heads", 1, 2), view(some, 24), view(some, 24), workers);
    }
    call(RotaryGradient.class, "backward", layout, least("tokens", 1, 3), least("heads", 1, 2), view(some, 24),
        view(some, 24), numbers(new Random(2), layout.frequencies()), true, workers);
    call(RotaryGradient.class, "backward", layout, least("tokens", 1, 3), size("rows", some), least("heads", 1, 2),
        number("size", 6, x -> x >= 4 && x <= 6), matrix("Y", some, 24), matrix("dY", some, 24),
        outVector("gradient", layout.frequencies()), true, workers);
    on(RotaryTable.class, () -> table, "cosine", index("position", 1, 5), index("pair", 1, 2));
    on(RotaryTable.class, () -> table, "sine", index("position", 1, 5), index("pair", 1, 2));
    call(RotaryTable.class, "of", RotaryPairing.HALVES, PLACES, FREQUENCIES);
    call(RotaryTable.class, "grid", RotaryPairing.INTERLEAVED, PLACES, PLACES, FREQUENCIES);
    call(RotaryTable.class, "tokens", RotaryPairing.HALVES,
        number("base", 100.0, ArgumentTable::positive), // float: unchanged
        number("columns", 3, x -> x >= 0.0 && x < 1e8), number("tokens", 7, x -> x >= 1.0 && x < 1e8),
        number("size", 8, x -> x >= 4.0 && x < 4097.0 && x % 4 == 0.0));
    call(RotaryTable.class, "frequencies", number("pairs", 3, x -> x >= 1.0 && x < 2049.0),
        number("base", 100.0, ArgumentTable::positive)); // float: unchanged
  }

  private void shapes() { // float:
    AttentionShape shape = AttentionShape.of(1, 4, 2, 2, 3); // float:
    make(RotaryLayout.class, RotaryPairing.HALVES, number("columns", 3, x -> x >= 0.0), // float:
        number("tokens", 3, x -> x >= 1.0 && x < 1e7), number("groups", 2, x -> x >= 1.0 && x < 1e7), // float:
        number("pairs", 3, x -> x >= 1.0 && x < 2049.0)); // float:
    call(AttentionShape.class, "of", number("batch", 2, x -> x >= 1.0 && x < 1e8), // float:
        number("heads", 2, x -> x >= 1.0 && x < 1e8), number("queries", 3, x -> x >= 1.0 && x < 1e8), // float:
        number("keys", 3, x -> x >= 1.0 && x < 1e8), number("size", 2, x -> x >= 1.0 && x < 4097.0)); // float:
    on(AttentionShape.class, () -> shape, "withBatch", number("batch", 2, x -> x >= 1.0 && x < 1e8)); // float:
    on(AttentionShape.class, () -> shape, "withKvHeads", number("kvHeads", 2, x -> x == 1.0 || x == 2.0)); // float:
    on(AttentionShape.class, () -> shape, "withValueSize", // float:
        number("valueSize", 2, x -> x >= 1.0 && x < 4097.0)); // float:
    on(AttentionShape.class, () -> shape, "withScale", number("scale", 0.5, // float:
        x -> (float) x > 0.0f && (float) x <= Float.MAX_VALUE)); // float:
    on(AttentionShape.class, () -> shape, "withCausal", number("offset", 2, ArgumentTable::any)); // float:
  } // float:
}
