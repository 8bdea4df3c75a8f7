// Master of FloatLocalBlocks: the float version is generated from this file.
package org.isobit.gpu.local;

import java.util.EnumMap;
import java.util.Map;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.gpu.batch.RationalTables;

/**
 * Local analyses of some targets whose problems are alike, one block of threads a problem. No call waits. Not
 * thread-safe: an object belongs to its stream.
 */
final class LocalBlocks {

  private final Stream stream;
  private final RationalTables tables;
  private final Map<LocalPath.Way, KernelFunction> kernels = new EnumMap<>(LocalPath.Way.class);

  LocalBlocks(Stream stream, RationalTables tables) {
    this.stream = stream;
    this.tables = tables;
    KernelModule module = stream.device().module("local");
    kernels.put(LocalPath.Way.FEW, module.function("local_few_double"));
    kernels.put(LocalPath.Way.MANY, module.function("local_many_double"));
    kernels.put(LocalPath.Way.OBSERVATIONS, module.function("local_observations_double"));
  }

  /** Analyses; targets that nothing is near are kept. */
  void analyse(LocalField f, LocalObservations o, LocalKernels.Targets targets, int order, LocalRule rule,
      LocalPath path) {
    double degrees = rule.degrees(); // float: float degrees = (float) rule.degrees();
    double gain = rule.amplification() / rule.degrees(); // float: float gain = (float) (rule.amplification() / rule.degrees());
    double amplification = rule.amplification(); // float: float amplification = (float) rule.amplification();
    double unobserved = rule.unobserved(); // float: float unobserved = (float) rule.unobserved();
    double limit = rule.largestCondition(); // float: float limit = (float) rule.largestCondition();
    boolean exact = true; // float: boolean exact = false;
    kernels.get(LocalPath.way(order, rule.formed())).set(0, order > 0 ? order : f.members()).set(1, path.chunk())
        .set(2, path.tile()).set(3, path.poles()).set(4, targets.number(), targets.first()).set(5, o.start(), 0)
        .set(6, o.index(), 0).set(7, o.weight(), 0).set(8, o.byObservation(), 0).set(9, (long) o.stride())
        .set(10, o.innovation(), 0).set(11, f.members()).set(12, f.batch()).set(13, f.vectors())
        .set(14, (long) f.points()).set(15, f.size()).set(16, f.forecast(), 0).set(17, f.mean(), 0)
        .set(18, f.analysis(), 0).set(19, rule.whole() ? 1 : 0).set(20, exact ? 1 : 0).set(21, degrees).set(22, gain)
        .set(23, amplification).set(24, unobserved).set(25, limit).set(26, tables.start(), 0).set(27, tables.poles(), 0)
        .set(28, tables.count()).set(29, targets.status(), targets.first())
        .set(30, targets.condition(), targets.first())
        .launch(stream, targets.count(), 1, 1, path.threads(), path.bytes());
  }
}
