package org.isobit.bench.assimilation;

import java.util.Arrays;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.localization.DistanceReference;
import org.isobit.kernels.localization.TaperReference;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.verify.Inputs;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.kdtree.KdNode;
import org.locationtech.jts.index.kdtree.KdNodeVisitor;
import org.locationtech.jts.index.kdtree.KdTree;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Search of a new network: for every point of a square grid the observations near it, in ascending order, with Gaspari
 * and Cohn's weights; about 100 a point, one observation for 10 points, on one thread. Building the tree is part of it.
 * The reference looks at all pairs.
 */
@State(Scope.Thread)
public class SearchBenchmark implements KernelBenchmark {

  private static final DistanceReference DISTANCE = DistanceReference.of(Backend.REFERENCE);
  private static final TaperReference TAPER = TaperReference.of(Backend.REFERENCE);

  /** Observations near a point. */
  private static final double NEAR = 100;

  /** Points along a side. */
  @Param({"100", "300"})
  public int side;

  /** Whose search: Isobit's, looking at all pairs, or the k-d tree of JTS. */
  @Param({"simd", "reference", "jts"})
  public String implementation;

  private Localization localization;
  private Observations observations;
  private double[] rows;
  private double radius;
  private double[] counts;

  /** Near observations of a point, and what weighs them. */
  private int[] found;
  private double[] distance;
  private double[] weight;

  /** Sum of weights of all pairs, so that nothing is left out. */
  private double sum;

  /** Makes the benchmark. */
  public SearchBenchmark() {}

  /** Places the observations. */
  @Setup
  public void prepare() {
    int count = side * side / 10;
    radius = Math.sqrt(NEAR * 10 / Math.PI);
    rows = new Inputs(side).doubles(2 * count);
    double[] places = new double[2 * count];
    for (int j = 0; j < count; j++) {
      for (int d = 0; d < 2; d++) {
        rows[d * count + j] = (0.5 + 0.5 * rows[d * count + j]) * side;
        places[2 * j + d] = rows[d * count + j];
      }
    }
    double[] points = new double[2 * side * side];
    for (int i = 0; i < side * side; i++) {
      points[2 * i] = i % side;
      points[2 * i + 1] = i / side;
    }
    localization = Localization.of(Geometry.cartesian(2), points, TaperLaw.GASPARI_COHN, Radius.support(radius));
    observations = Observations.of(new double[count], 1.0, ObservationOperator.indices(new int[count]))
        .withCoordinates(places);
    counts = new double[side * side];
    found = new int[count];
    distance = new double[count];
    weight = new double[count];
  }

  /** One search. */
  @Benchmark
  public void search() {
    sum = 0.0;
    switch (implementation) {
      // A copy knows no network yet.
      case "simd" -> counts = Arrays.stream(localization.withFields(1).counts(observations, Workers.serial()))
          .asDoubleStream().toArray();
      case "jts" -> jts();
      default -> all();
    }
  }

  private void all() {
    int count = observations.count();
    double[] point = new double[2];
    for (int i = 0; i < counts.length; i++) {
      point[0] = i % side;
      point[1] = i / side;
      DISTANCE.euclidean(2, count, rows, 0, count, point, 0, distance, 0);
      int n = 0;
      for (int j = 0; j < count; j++) {
        if (distance[j] < radius) {
          found[n] = j;
          distance[n++] = distance[j];
        }
      }
      counts[i] = weigh(n);
    }
  }

  private int weigh(int n) {
    TAPER.gaspariCohn(n, distance, 0, 0.5 * radius, weight, 0);
    int near = 0;
    for (int q = 0; q < n; q++) {
      sum += weight[q];
      near += weight[q] > 0.0 ? 1 : 0;
    }
    return near;
  }

  /** Collects numbers within the radius of a point. */
  private final class Near implements KdNodeVisitor {
    private double x;
    private double y;
    private int n;

    @Override
    public void visit(KdNode node) {
      double dx = node.getX() - x;
      double dy = node.getY() - y;
      if (dx * dx + dy * dy < radius * radius) {
        found[n++] = (Integer) node.getData();
      }
    }
  }

  private void jts() {
    int count = observations.count();
    KdTree tree = new KdTree();
    for (int j = 0; j < count; j++) {
      tree.insert(new Coordinate(rows[j], rows[count + j]), j);
    }
    Near near = new Near();
    for (int i = 0; i < counts.length; i++) {
      near.x = i % side;
      near.y = i / side;
      near.n = 0;
      tree.query(new Envelope(near.x - radius, near.x + radius, near.y - radius, near.y + radius), near);
      Arrays.sort(found, 0, near.n);
      for (int q = 0; q < near.n; q++) {
        double dx = rows[found[q]] - near.x;
        double dy = rows[count + found[q]] - near.y;
        distance[q] = Math.sqrt(dx * dx + dy * dy);
      }
      counts[i] = weigh(near.n);
    }
  }

  @Override
  public Work work() {
    // Distance and taper of the pairs that are near.
    return new Work("neighbour_search.double", "search", 30.0 * NEAR * side * side, 12.0 * NEAR * side * side);
  }

  @Override
  public double[] output() {
    return counts;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
