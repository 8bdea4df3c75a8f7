package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ESTKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.global.SEIK;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.local.LETKFN;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.particle.HybridWeight;
import org.isobit.models.assimilation.particle.LKNETF;
import org.isobit.models.assimilation.particle.LNETF;
import org.isobit.models.assimilation.particle.NETF;
import org.isobit.models.assimilation.particle.LocalParticleFilter;
import org.isobit.models.assimilation.particle.ParticleFilter;
import org.junit.jupiter.api.Test;

/** One workspace for analyses of all shapes: what an earlier one left, or was too small for, does not show. */
class KeptArraysTest {

  private static final int SIZE = 24;

  /** Members, fields, observed points, and the reach of observations. */
  private static final int[][] SHAPES = {{5, 1, 3, 2}, {5, 1, 3, 9}, {5, 2, 24, 2}, {9, 2, 24, 9}, {9, 3, 2, 2},
      {17, 1, 24, 12}, {4, 3, 24, 12}, {5, 1, 3, 2}, {17, 3, 24, 12}, {17, 1, 1, 1}};

  private static List<Filter> filters(Localization near) {
    List<Filter> all = new ArrayList<>(List.<Filter>of(new ETKF().withRotation(true), new DEnKF(), new StochasticEnKF(),
        new ESTKF(), new SEIK(), new DEnKF().withLocalization(near), new StochasticEnKF().withLocalization(near),
        new GETKF(Modulation.of(near, 0.8)),
        new ETKF().withInflation(Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.4)), new LETKF(near).withRotation(true),
        new LETKF(near).withInflation(Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.4)),
        new LETKF(near).withBatch(5), new LESTKF(near), new LESTKF(near).withBatch(2),
        new ETKF().withInflation(Inflation.priorCovariance(
            IntStream.range(0, near.size()).mapToDouble(i -> 1 + 0.1 * (i % 3)).toArray()))));
    all.addAll(List.of(new NETF().withRotation(true), new LNETF(near).withBatch(2),
        new LKNETF(near, new HybridWeight(HybridWeight.Rule.LIMIT, 0.7)), new ParticleFilter().withRegularisation(1),
        new LocalParticleFilter().withLocalization(near), new ParticleFilter().withKernel(0.5)));
    for (Backend backend : Backend.ofProcessor()) {
      all.add(new LETKF(near).withBackend(backend));
      all.add(new LETKF(near).withBatch(3).withBackend(backend));
    }
    CoarseGrid grid = CoarseGrid.of(new int[] {4, 6}, new int[] {2, 2}, new boolean[2]);
    all.add(new LETKF(near).withCoarseGrid(grid));
    all.add(new LESTKF(near).withCoarseGrid(grid));
    all.add(new EnKFN());
    all.add(new EnKFN().withHessian(true).withPrior(FiniteSize.USUAL.with(FiniteSize.Form.PRIMAL)));
    all.add(new LETKFN(near).withBatch(2));
    all.add(new LETKFN(near).withPrior(FiniteSize.USUAL.withXN(2)));
    return all;
  }

  @Test
  void anEarlierAnalysisDoesNotShow() {
    try (Workers two = Workers.of(2)) {
      Workspace kept = new Workspace();
      for (int[] shape : SHAPES) {
        Localization near = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.support(shape[3]))
            .withFields(shape[1]);
        Cases c = new Cases(shape[0], SIZE * shape[1], 0, shape[2]);
        Observations y = c.direct(IntStream.range(0, shape[2]).map(j -> j * SIZE / shape[2]).toArray(), 2, 0.7);
        for (Filter filter : filters(near)) {
          Ensemble expected = c.forecast();
          filter.analyse(expected, y, Cycle.of(1, 1).with(Workers.serial()));
          for (Workers workers : new Workers[] {Workers.serial(), two}) {
            Ensemble found = c.forecast();
            filter.analyse(found, y, Cycle.of(1, 1).with(workers).with(kept));
            assertArrayEquals(expected.values(), found.values(), filter.toString());
          }
        }
      }
    }
  }
}
