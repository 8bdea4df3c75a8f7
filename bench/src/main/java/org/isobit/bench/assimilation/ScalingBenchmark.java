package org.isobit.bench.assimilation;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How the LETKF's time grows with the grid and falls with threads: 40 members, 3 fields, one observation for 10 points,
 * about 100 near each point. The plane is periodic and made of equal tiles of 100 × 100 points, so that every point of
 * every size has the same work and only memory differs; search of near observations, mean and members are part of it.
 * Long lists are found anew in every analysis, those of 10⁴ points are kept. Shared threads are as many as there are
 * processors; their column says which part of one thread's time they need. A call of 10⁶ points takes many seconds.
 */
@State(Scope.Thread)
public class ScalingBenchmark implements KernelBenchmark {

  private static final int MEMBERS = 40;
  private static final int FIELDS = 3;
  private static final int NEAR = 100;

  /** One of so many points is observed. */
  private static final int EVERY = 10;

  /** Points along a side of a tile. */
  private static final int SIDE = 100;
  private static final int WAVES = 24;
  private static final double DEVIATION = 0.7;

  /** Points of the grid; the smallest is for the test of answers. */
  @Param({"200", "10000", "100000", "1000000"})
  public int points;

  /** Whose: on one thread or on the shared ones. */
  @Param({"simd", "simd-threads", "reference"})
  public String implementation;

  private double[][] tile;
  private LETKF filter;
  private Observations observations;
  private Cycle cycle;
  private Ensemble ensemble;

  /** Makes the benchmark. */
  public ScalingBenchmark() {}

  private int columns() {
    return points < SIDE * SIDE * SIDE / 10 ? SIDE : SIDE * 10;
  }

  /** Makes the tile and the filter. */
  @Setup
  public void prepare() {
    tile = new double[MEMBERS * FIELDS][SIDE * SIDE];
    for (int row = 0; row < tile.length; row++) {
      field(new Inputs(row).doubles(2 * WAVES), tile[row]);
    }
    double[] truth = new double[SIDE * SIDE];
    field(new Inputs(tile.length).doubles(2 * WAVES), truth);
    boolean[] seen = new boolean[SIDE * SIDE];
    Inputs random = new Inputs(-1);
    for (int left = SIDE * SIDE / EVERY; left > 0;) {
      int at = (int) ((0.5 + 0.5 * random.nextDouble()) * seen.length);
      left -= seen[at] ? 0 : 1;
      seen[at] = true;
    }
    double[] coordinates = new double[2 * points];
    int[] indices = new int[points];
    double[] values = new double[points];
    int count = 0;
    for (int i = 0; i < points; i++) {
      coordinates[2 * i] = i % columns();
      coordinates[2 * i + 1] = i / columns();
      int inTile = i / columns() % SIDE * SIDE + i % columns() % SIDE;
      if (seen[inTile]) {
        indices[count] = i;
        values[count++] = truth[inTile];
      }
    }
    Localization localization = Localization.of(Geometry.periodic(columns(), points / columns()), coordinates,
        TaperLaw.GASPARI_COHN, Radius.support(Math.sqrt(NEAR * EVERY / Math.PI))).withFields(FIELDS);
    filter = new LETKF(localization).withBackend(KernelBenchmark.backend(implementation));
    observations = Observations.of(java.util.Arrays.copyOf(values, count), DEVIATION,
        ObservationOperator.indices(java.util.Arrays.copyOf(indices, count)));
    cycle = Cycle.of(1, 0).with(implementation.equals("simd-threads") ? Workers.shared() : Workers.serial())
        .with(new Workspace());
    ensemble = Ensemble.allocate(MEMBERS, FIELDS * points);
  }

  /** A smooth field that is periodic in the tile. */
  private static void field(double[] random, double[] out) {
    double[] x = new double[SIDE];
    for (int wave = 0; wave < WAVES; wave++) {
      int across = 1 + wave % 6;
      int along = wave / 6;
      for (int c = 0; c < SIDE; c++) {
        x[c] = Math.sin(2.0 * Math.PI * (across * c / (double) SIDE + random[wave]));
      }
      for (int r = 0; r < SIDE; r++) {
        double y = random[WAVES + wave] * Math.cos(2.0 * Math.PI * (along * r / (double) SIDE + random[wave] * 3.0));
        for (int c = 0; c < SIDE; c++) {
          out[r * SIDE + c] += y * x[c];
        }
      }
    }
  }

  /** The forecast, tile by tile, and its analysis. */
  @Benchmark
  public void analyse() {
    double[] x = ensemble.values();
    for (int row = 0; row < tile.length; row++) {
      for (int at = 0; at < points; at += SIDE) {
        System.arraycopy(tile[row], at / columns() % SIDE * SIDE, x, row * points + at, SIDE);
      }
    }
    filter.analyse(ensemble, observations, cycle);
  }

  @Override
  public Work work() {
    double k = MEMBERS;
    double near = Math.min(NEAR, points / EVERY);
    return new Work("letkf_grid.double", "growth", points * (k * k * near + 9 * k * k * k + 2 * k * k * FIELDS),
        8 * 4 * k * FIELDS * points, points);
  }

  @Override
  public double[] output() {
    return ensemble.values();
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }
}
