// Master of FloatFourierThreads: the float version is generated from this file.
package org.isobit.kernels.fourier;

import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;

/** Members, rows and columns by threads; bits do not depend on these. Thread-safe. */
final class FourierThreads {

  private FourierThreads() {}

  /** Transforms of members. */
  static void members(FourierReference kernels, FourierPlan plan, boolean inverse, int members, double[] x, int xo,
      int ldx, double[] y, int yo, int ldy, Workers workers) {
    double scale = inverse ? 1.0 / plan.n() : 1.0;
    int parts = FourierParts.count(members, (long) members * plan.n(), workers);
    if (parts == 1) {
      kernels.transform(plan, inverse, scale, members, x, xo, ldx, 2, y, yo, ldy, 2);
      return;
    }
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int first = FourierParts.start(members, parts, part);
      int count = FourierParts.start(members, parts, part + 1) - first;
      kernels.transform(plan, inverse, scale, count, x, xo + first * ldx, ldx, 2, y, yo + first * ldy, ldy, 2);
    });
  }

  /** Transforms of real members, or back. */
  static void realMembers(FourierReference kernels, RealFourierPlan plan, boolean inverse, int members, double[] x,
      int xo, int ldx, double[] y, int yo, int ldy, Workers workers) {
    int parts = FourierParts.count(members, (long) members * plan.n() / 2, workers);
    if (parts == 1) {
      kernels.real(plan, inverse, members, x, xo, ldx, y, yo, ldy);
      return;
    }
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int first = FourierParts.start(members, parts, part);
      int count = FourierParts.start(members, parts, part + 1) - first;
      kernels.real(plan, inverse, count, x, xo + first * ldx, ldx, y, yo + first * ldy, ldy);
    });
  }

  /** Transforms of all rows of complex numbers. */
  static void rows(FourierReference kernels, int rows, FourierPlan along, boolean inverse, int members, double[] x,
      int xo, int ldx, double[] y, int yo, int ldy, Workers workers) {
    int n = along.n();
    double scale = inverse ? 1.0 / n : 1.0;
    int parts = FourierParts.count(members * rows, (long) members * rows * n, workers);
    if (parts == 1) {
      for (int m = 0; m < members; m++) {
        kernels.transform(along, inverse, scale, rows, x, xo + m * ldx, 2 * n, 2, y, yo + m * ldy, 2 * n, 2);
      }
      return;
    }
    int blocks = (parts - 1) / members + 1;
    workers.run(members * blocks, (part, slot) -> {
      Environment.require();
      int m = part / blocks;
      int first = FourierParts.start(rows, blocks, part % blocks);
      int count = FourierParts.start(rows, blocks, part % blocks + 1) - first;
      int at = 2 * n * first;
      kernels.transform(along, inverse, scale, count, x, xo + m * ldx + at, 2 * n, 2, y, yo + m * ldy + at, 2 * n, 2);
    });
  }

  /** Transforms of all columns of complex numbers. */
  static void columns(FourierReference kernels, FourierPlan down, int columns, boolean inverse, int members, double[] x,
      int xo, int ldx, double[] y, int yo, int ldy, Workers workers) {
    int row = 2 * columns;
    double scale = inverse ? 1.0 / down.n() : 1.0;
    int parts = FourierParts.count(members * columns, (long) members * columns * down.n(), workers);
    if (parts == 1) {
      for (int m = 0; m < members; m++) {
        kernels.transform(down, inverse, scale, columns, x, xo + m * ldx, 2, row, y, yo + m * ldy, 2, row);
      }
      return;
    }
    int blocks = (parts - 1) / members + 1;
    workers.run(members * blocks, (part, slot) -> {
      Environment.require();
      int m = part / blocks;
      int first = FourierParts.start(columns, blocks, part % blocks);
      int count = FourierParts.start(columns, blocks, part % blocks + 1) - first;
      kernels.transform(down, inverse, scale, count, x, xo + m * ldx + 2 * first, 2, row, y, yo + m * ldy + 2 * first,
          2, row);
    });
  }

  /** Transforms of all rows of real numbers, or back. */
  static void realRows(FourierReference kernels, int rows, RealFourierPlan along, boolean inverse, int members,
      double[] x, int xo, int ldx, double[] y, int yo, int ldy, Workers workers) {
    int half = 2 * (along.n() / 2 + 1);
    int xRow = inverse ? half : along.n();
    int yRow = inverse ? along.n() : half;
    int parts = FourierParts.count(members * rows, (long) members * rows * along.n() / 2, workers);
    if (parts == 1) {
      for (int m = 0; m < members; m++) {
        kernels.real(along, inverse, rows, x, xo + m * ldx, xRow, y, yo + m * ldy, yRow);
      }
      return;
    }
    int blocks = (parts - 1) / members + 1;
    workers.run(members * blocks, (part, slot) -> {
      Environment.require();
      int m = part / blocks;
      int first = FourierParts.start(rows, blocks, part % blocks);
      int count = FourierParts.start(rows, blocks, part % blocks + 1) - first;
      kernels.real(along, inverse, count, x, xo + m * ldx + first * xRow, xRow, y, yo + m * ldy + first * yRow,
          yRow);
    });
  }

  /** The inverse of all columns, then of all rows, of real fields: member by member, or a member a thread. */
  static void realBack(FourierReference kernels, FourierPlan down, RealFourierPlan along, int members, double[] x,
      int xo, int ldx, double[] y, int yo, int ldy, Workers workers) {
    int parts = FourierParts.count(members, (long) members * down.n() * along.n() / 2, workers);
    if (parts == 1) {
      for (int m = 0; m < members; m++) {
        realBack(kernels, down, along, x, xo + m * ldx, y, yo + m * ldy, workers);
      }
      return;
    }
    workers.run(members, (m, slot) -> {
      Environment.require();
      realBack(kernels, down, along, x, xo + m * ldx, y, yo + m * ldy, workers);
    });
  }

  private static void realBack(FourierReference kernels, FourierPlan down, RealFourierPlan along, double[] x, int xo,
      double[] y, int yo, Workers workers) {
    int half = along.n() / 2 + 1;
    int size = 2 * down.n() * half;
    double[] z = FourierScratch.field(size);
    columns(kernels, down, half, true, 1, x, xo, size, z, 0, size, workers);
    realRows(kernels, down.n(), along, true, 1, z, 0, size, y, yo, down.n() * along.n(), workers);
  }
}
