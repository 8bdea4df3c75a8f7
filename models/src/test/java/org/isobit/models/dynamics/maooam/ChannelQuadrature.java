package org.isobit.models.dynamics.maooam;

import java.util.List;

/** Integrals over the channel by Gauss's quadrature; modes and their derivatives are written out here. */
final class ChannelQuadrature {

  private static final int POINTS = 40;

  private final double n;
  private final double[] nodes = new double[POINTS];
  private final double[] weights = new double[POINTS];

  ChannelQuadrature(double n) {
    this.n = n;
    for (int i = 0; i < POINTS; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
      double slope = 1.0;
      for (int iteration = 0; iteration < 10; iteration++) {
        double before = 1.0;
        double p = x;
        for (int k = 2; k <= POINTS; k++) {
          double next = ((2 * k - 1) * x * p - (k - 1) * before) / k;
          before = p;
          p = next;
        }
        slope = POINTS * (x * p - before) / (x * x - 1.0);
        x -= p / slope;
      }
      nodes[i] = 0.5 * (1.0 + x);
      weights[i] = 1.0 / ((1.0 - x * x) * slope * slope);
    }
  }

  /** Of every mode its values, derivatives along and across the channel, and Laplacian. */
  double[][][] tabulate(List<Mode> modes) {
    double[][][] table = new double[modes.size()][4][POINTS * POINTS];
    for (int m = 0; m < table.length; m++) {
      Mode mode = modes.get(m);
      double waves = mode.kind() == Mode.Kind.OCEAN ? 0.5 * n * mode.x() : n * mode.x();
      for (int q = 0; q < POINTS * POINTS; q++) {
        double x = waves * (2.0 * Math.PI / n) * nodes[q / POINTS];
        double y = mode.y() * Math.PI * nodes[q % POINTS];
        double along = switch (mode.kind()) {
          case A -> Math.sqrt(2.0);
          case K -> 2.0 * Math.cos(x);
          default -> 2.0 * Math.sin(x);
        };
        double slope = switch (mode.kind()) {
          case A -> 0.0;
          case K -> -2.0 * waves * Math.sin(x);
          default -> 2.0 * waves * Math.cos(x);
        };
        double across = mode.kind() == Mode.Kind.A ? Math.cos(y) : Math.sin(y);
        double steep = mode.y() * (mode.kind() == Mode.Kind.A ? -Math.sin(y) : Math.cos(y));
        table[m][0][q] = along * across;
        table[m][1][q] = slope * across;
        table[m][2][q] = along * steep;
        table[m][3][q] = -(waves * waves + mode.y() * mode.y()) * along * across;
      }
    }
    return table;
  }

  /** (f, h), the mean of f·h over the channel. */
  double product(double[] f, double[] h) {
    double sum = 0.0;
    for (int q = 0; q < f.length; q++) {
      sum += weights[q / POINTS] * weights[q % POINTS] * f[q] * h[q];
    }
    return sum;
  }

  /** (f, J(h, l)) of tabulated modes. */
  double jacobian(double[][] f, double[][] h, double[][] l) {
    double sum = 0.0;
    for (int q = 0; q < f[0].length; q++) {
      sum += weights[q / POINTS] * weights[q % POINTS] * f[0][q] * (h[1][q] * l[2][q] - h[2][q] * l[1][q]);
    }
    return sum;
  }
}
