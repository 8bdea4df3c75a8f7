// Master of FloatLocalCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.List;
import org.isobit.gpu.DeviceArena;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.local.LocalAnalysesCuda;
import org.isobit.gpu.local.LocalAnalysisCuda;
import org.isobit.gpu.local.LocalEnsemble;
import org.isobit.gpu.local.LocalField;
import org.isobit.gpu.local.LocalLists;
import org.isobit.gpu.local.LocalObservations;
import org.isobit.gpu.local.LocalOutcome;
import org.isobit.gpu.local.LocalRule;

/** Local analyses of all points of a ring: on the device alone, and with everything in arrays of the host. */
final class LocalCase extends DeviceCase {

  static final String GROUP = "local analyses";
  private static final String TYPE = "double";

  /** Points that are compared, at the beginning and at the end: bits do not depend on the others. */
  private static final int CHECKED = 8;

  private final int members;
  private final int near;
  private final int fields;
  private final int points;
  private RingProblem problem;
  private LocalRule rule;
  private LocalLists lists;
  private LocalField field;
  private LocalObservations observations;
  private LocalAnalysisCuda local;
  private LocalAnalysesCuda hosted;
  private LocalEnsemble ensemble;
  private int[] targets;
  private double[] mean;
  private double[] out;

  private LocalCase(DeviceWork work, int members, int near, int fields, int points) {
    super(work);
    this.members = members;
    this.near = near;
    this.fields = fields;
    this.points = points;
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    List<DeviceCase> cases = new ArrayList<>();
    for (int[] shape : sizes.locals()) {
      double k = shape[0];
      double p = shape[1];
      double v = shape[2];
      int points = sizes.points(shape[0], shape[2]);
      double flops = points * (k * k * p + 9.0 * k * k * k + 2.0 * k * k * v); // float: unchanged
      double bytes = 2.0 * Double.BYTES * k * v * points;
      cases.add(new LocalCase(new DeviceWork(GROUP, "members x observations near x fields", shape[0] + "x" + shape[1]
          + "x" + shape[2] + ", " + points + " points", TYPE, "local analysis", Limit.ITEMS, flops, bytes, points),
          shape[0], shape[1], shape[2], points));
    }
    return cases;
  }

  private int size() {
    return fields * points;
  }

  @Override
  void prepare() {
    problem = new RingProblem(members, near, fields, points, host());
    rule = new LocalRule(problem.formed(), false, members - 1, RingProblem.AMPLIFICATION, 1.0, 1e10); // float: rule = new LocalRule(problem.formed(), false, members - 1, FloatRingProblem.AMPLIFICATION, 1.0, 1e10);
    lists = LocalLists.of(members, points, problem.lists());
    targets = Sizes.range(points);
    local = own(new LocalAnalysisCuda(stream()));
    hosted = own(new LocalAnalysesCuda(device()));
    DeviceArray forecast = own(device().doubles((long) members * size()));
    DeviceArray average = own(device().doubles(size()));
    DeviceArray analysis = own(device().doubles((long) members * size()));
    field = new LocalField(members, fields, points, forecast, average, analysis);
    DeviceArena arena = own(new DeviceArena(device(), LocalObservations.bytes(members, lists)));
    observations = LocalObservations.upload(members, problem.by, problem.innovation, lists, arena, stream());
    hosted.observe(points, members, problem.by, problem.innovation);
    out = host().doubleRoom(members * size());
    mean = new double[size()];
    ensemble = new LocalEnsemble(members, fields, points, 1, problem.forecast, mean, out);
  }

  @Override
  void upload() {
    field.forecast().copyFrom(problem.forecast, 0, 0, members * size(), stream());
    field.mean().copyFrom(problem.mean, 0, 0, size(), stream());
  }

  @Override
  void run() {
    require(local.analyse(field, observations, targets, lists.order()[0], rule));
  }

  @Override
  void roundTrip() {
    System.arraycopy(problem.mean, 0, mean, 0, size());
    hosted.observe(points, members, problem.by, problem.innovation);
    require(hosted.analyse(ensemble, lists, rule));
  }

  private static void require(LocalOutcome outcome) {
    if (outcome.firstRefused() >= 0) {
      throw new IllegalStateException("local analyses: point " + outcome.firstRefused() + " was refused with status "
          + outcome.status()[outcome.firstRefused()]);
    }
  }

  @Override
  void download() {
    field.mean().copyTo(0, mean, 0, size(), stream());
    field.analysis().copyTo(0, out, 0, members * size(), stream());
  }

  @Override
  long compare() {
    long compared = compareOut();
    roundTrip();
    return compared + compareOut();
  }

  private long compareOut() {
    long compared = 0;
    for (int i = 0; i < Math.min(CHECKED, points); i++) {
      compared += comparePoint(i) + comparePoint(points - 1 - i);
    }
    return compared;
  }

  private long comparePoint(int point) {
    double[] expected = problem.analyse(point);
    double[] actual = new double[expected.length];
    for (int v = 0; v < fields; v++) {
      actual[v] = mean[v * points + point];
      for (int m = 0; m < members; m++) {
        actual[fields * (m + 1) + v] = out[(m * fields + v) * points + point];
      }
    }
    try {
      return Bits.same(expected, 0, actual, 0, expected.length);
    } catch (BitsDifferException e) {
      throw new BitsDifferException("point " + point + ": " + e.getMessage());
    }
  }
}
