// Master of FloatFourierCuda: the float version is generated from this file.
package org.isobit.gpu.fourier;

import java.util.IdentityHashMap;
import java.util.Map;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.RealFourierPlan;

/**
 * {@link org.isobit.kernels.fourier.Fourier} and {@link org.isobit.kernels.fourier.RealFourier} on a device, class
 * EXACT: one launch a stage, one thread a butterfly.
 *
 * <p>Every method throws {@link IllegalArgumentException} for negative sizes, what is not inside its array, and output
 * that overlaps input; complex transforms may work in place. Plans go to the device at their first use and stay there
 * until this is closed. No call waits. Not thread-safe: an object belongs to its stream, whose scratch it keeps.
 */
public final class FourierCuda implements AutoCloseable {

  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction stage;
  private final KernelFunction turn;
  private final KernelFunction widen;
  private final KernelFunction mirror;
  private final KernelFunction narrow;
  private final Map<Object, DeviceArray> factors = new IdentityHashMap<>();

  /** Between stages; odd members and fields between transforms. */
  private final DeviceArray[] scratch = new DeviceArray[3];

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public FourierCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("fourier");
    stage = module.function("fourier_stage_double");
    turn = module.function("fourier_turn_double");
    widen = module.function("fourier_widen_double");
    mirror = module.function("fourier_mirror_double");
    narrow = module.function("fourier_narrow_double");
  }

  /**
   * Complex transforms of members.
   *
   * @param plan    the length n
   * @param inverse whether back
   * @param members number of members
   * @param x       the input, members × n complex numbers
   * @param xOffset index of element 0 of member 0
   * @param ldx     distance between the starts of two members
   * @param y       takes the output; the input itself, or apart from it
   * @param yOffset index of element 0 of member 0
   * @param ldy     distance between the starts of two members
   */
  public void transform(FourierPlan plan, boolean inverse, int members, DeviceArray x, long xOffset, long ldx,
      DeviceArray y, long yOffset, long ldy) {
    check("fft", members, x, xOffset, ldx, 2L * plan.n(), y, yOffset, ldy, 2L * plan.n(), true);
    stages(plan, inverse, inverse ? 1.0 / plan.n() : 1.0, members, x, xOffset, ldx, 2, y, yOffset, ldy, 2);
  }

  /**
   * Transforms of real members, n numbers each, to n/2 + 1 complex numbers, or back.
   *
   * @param plan    the length n
   * @param inverse whether from complex numbers to real ones
   * @param members number of members
   * @param x       the input
   * @param xOffset index of its first number
   * @param ldx     distance between the starts of two members
   * @param y       takes the output
   * @param yOffset index of its first number
   * @param ldy     distance between the starts of two members
   */
  public void real(RealFourierPlan plan, boolean inverse, int members, DeviceArray x, long xOffset, long ldx,
      DeviceArray y, long yOffset, long ldy) {
    int half = 2 * (plan.n() / 2 + 1);
    check("realFft", members, x, xOffset, ldx, inverse ? half : plan.n(), y, yOffset, ldy, inverse ? plan.n() : half,
        false);
    realRows(plan, inverse, members, x, xOffset, ldx, y, yOffset, ldy);
  }

  /**
   * Complex transforms of fields: of every row, then of every column.
   *
   * @param down    plan of the columns, whose length is the number of rows
   * @param along   plan of the rows, whose length is the number of columns
   * @param inverse whether back
   * @param members number of members
   * @param x       the input, members × rows × columns complex numbers
   * @param xOffset index of element (0, 0) of member 0
   * @param ldx     distance between the starts of two members
   * @param y       takes the output; the input itself, or apart from it
   * @param yOffset index of element (0, 0) of member 0
   * @param ldy     distance between the starts of two members
   */
  public void field(FourierPlan down, FourierPlan along, boolean inverse, int members, DeviceArray x, long xOffset,
      long ldx, DeviceArray y, long yOffset, long ldy) {
    long row = 2L * along.n();
    check("fieldFft", members, x, xOffset, ldx, down.n() * row, y, yOffset, ldy, down.n() * row, true);
    for (int m = 0; m < members; m++) {
      stages(along, inverse, inverse ? 1.0 / along.n() : 1.0, down.n(), x, xOffset + m * ldx, row, 2, y,
          yOffset + m * ldy, row, 2);
      columns(down, along.n(), inverse, y, yOffset + m * ldy, y, yOffset + m * ldy);
    }
  }

  /**
   * Transforms of real fields, rows × columns numbers each, to rows × (columns/2 + 1) complex numbers, or back.
   *
   * @param down    plan of the columns, whose length is the number of rows
   * @param along   plan of the rows, whose length is the number of columns
   * @param inverse whether from complex numbers to real ones
   * @param members number of members
   * @param x       the input
   * @param xOffset index of its first number
   * @param ldx     distance between the starts of two members
   * @param y       takes the output
   * @param yOffset index of its first number
   * @param ldy     distance between the starts of two members
   */
  public void realField(FourierPlan down, RealFourierPlan along, boolean inverse, int members, DeviceArray x,
      long xOffset, long ldx, DeviceArray y, long yOffset, long ldy) {
    int rows = down.n();
    int half = along.n() / 2 + 1;
    long numbers = (long) rows * along.n();
    long halves = 2L * rows * half;
    check("realFieldFft", members, x, xOffset, ldx, inverse ? halves : numbers, y, yOffset, ldy,
        inverse ? numbers : halves, false);
    for (int m = 0; m < members; m++) {
      long from = xOffset + m * ldx;
      long to = yOffset + m * ldy;
      if (inverse) {
        DeviceArray z = scratch(2, halves + 2L * rows * along.n());
        columns(down, half, true, x, from, z, 2L * rows * along.n());
        realRows(along, true, rows, z, 2L * rows * along.n(), 2L * half, y, to, along.n());
      } else {
        realRows(along, false, rows, x, from, along.n(), y, to, 2L * half);
        columns(down, half, false, y, to, y, to);
      }
    }
  }

  private static void check(String name, int members, DeviceArray x, long xOffset, long ldx, long xSize,
      DeviceArray y, long yOffset, long ldy, long ySize, boolean inPlace) {
    Checks.size(name, "members", members);
    DeviceChecks.matrix(name, "x", x, xOffset, members, xSize, ldx);
    DeviceChecks.matrix(name, "y", y, yOffset, members, ySize, ldy);
    if (!inPlace || x != y || xOffset != yOffset || ldx != ldy) {
      DeviceChecks.apart(name, "y", "x", y, yOffset, DeviceChecks.extent(members, ySize, ldy), x, xOffset,
          DeviceChecks.extent(members, xSize, ldx));
    }
  }

  private void columns(FourierPlan down, int columns, boolean inverse, DeviceArray x, long xOffset, DeviceArray y,
      long yOffset) {
    stages(down, inverse, inverse ? 1.0 / down.n() : 1.0, columns, x, xOffset, 2, 2L * columns, y, yOffset, 2,
        2L * columns);
  }

  /** All stages: from the input to scratch, to and fro there, and to the output. */
  private void stages(FourierPlan plan, boolean inverse, double scale, int members, DeviceArray x, long xOffset,
      long xm, long xe, DeviceArray y, long yOffset, long ym, long ye) {
    int n = plan.n();
    int[] radices = n == 1 ? new int[] {1} : plan.radices();
    DeviceArray w = factors.computeIfAbsent(plan, unused -> upload(plan.factors()));
    long start = 0;
    int left = n;
    for (int i = 0; i < radices.length; i++) {
      int s = n / left;
      left /= radices[i];
      boolean last = i == radices.length - 1;
      int exchange = inverse ? (i == 0 ? 1 : 0) + (last ? 2 : 0) : 0;
      DeviceArray from = i == 0 ? x : scratch[(i + 1) % 2];
      DeviceArray to = last ? y : scratch(i % 2, 2L * n * members);
      stage.set(0, radices[i]).set(1, left).set(2, s).set(3, members).set(4, w, last ? 0 : start)
          .set(5, from, i == 0 ? xOffset : 0).set(6, i == 0 ? xm : 2L * n).set(7, i == 0 ? xe : 2L)
          .set(8, to, last ? yOffset : 0).set(9, last ? ym : 2L * n).set(10, last ? ye : 2L).set(11, exchange)
          .set(12, last ? scale : 1.0).launchRows(stream, (long) left * s, members, THREADS);
      start += last ? 0 : 2L * (radices[i] - 1) * left;
    }
  }

  private void realRows(RealFourierPlan plan, boolean inverse, int members, DeviceArray x, long xOffset, long ldx,
      DeviceArray y, long yOffset, long ldy) {
    int n = plan.n();
    if (n % 2 == 1) {
      odd(plan, inverse, members, x, xOffset, ldx, y, yOffset, ldy);
      return;
    }
    DeviceArray v = factors.computeIfAbsent(plan, unused -> upload(plan.factors()));
    if (!inverse) {
      stages(plan.complex(), false, 1.0, members, x, xOffset, ldx, 2, y, yOffset, ldy, 2);
    }
    turn.set(0, n).set(1, inverse ? 1 : 0).set(2, members).set(3, v, 0).set(4, inverse ? x : y,
        inverse ? xOffset : yOffset).set(5, inverse ? ldx : ldy).set(6, y, yOffset).set(7, ldy)
        .launchRows(stream, n / 4 + 1, members, THREADS);
    if (inverse) {
      stages(plan.complex(), true, 1.0 / n, members, y, yOffset, ldy, 2, y, yOffset, ldy, 2);
    }
  }

  private void odd(RealFourierPlan plan, boolean inverse, int members, DeviceArray x, long xOffset, long ldx,
      DeviceArray y, long yOffset, long ldy) {
    int n = plan.n();
    DeviceArray z = scratch(2, 2L * n * members);
    (inverse ? mirror : widen).set(0, n).set(1, members).set(2, x, xOffset).set(3, ldx).set(4, z, 0)
        .launchRows(stream, n, members, THREADS);
    stages(plan.complex(), inverse, inverse ? 1.0 / n : 1.0, members, z, 0, 2L * n, 2, z, 0, 2L * n, 2);
    int count = inverse ? n : n + 1;
    narrow.set(0, n).set(1, members).set(2, count).set(3, inverse ? 2 : 1).set(4, z, 0).set(5, y, yOffset).set(6, ldy)
        .launchRows(stream, count, members, THREADS);
  }

  private DeviceArray upload(double[] numbers) {
    return stream.device().doubles(Math.max(1, numbers.length)).copyFrom(numbers, stream);
  }

  /** An array of at least so many numbers, kept until a larger one is needed. */
  private DeviceArray scratch(int i, long numbers) {
    if (scratch[i] == null || scratch[i].length() < numbers) {
      free(i);
      scratch[i] = stream.device().doubles(Math.max(1, numbers));
    }
    return scratch[i];
  }

  private void free(int i) {
    DeviceArray old = scratch[i];
    scratch[i] = null;
    if (old != null) {
      old.close();
    }
  }

  /** Frees plans and scratch. */
  @Override
  public void close() {
    for (int i = 0; i < scratch.length; i++) {
      free(i);
    }
    factors.values().forEach(DeviceArray::close);
    factors.clear();
  }
}
