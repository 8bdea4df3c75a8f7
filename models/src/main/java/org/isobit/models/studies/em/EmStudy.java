package org.isobit.models.studies.em;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.isobit.kernels.Workers;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJobs;

/** Runs jobs and keeps their records. */
final class EmStudy {

  private EmStudy() {}

  /** Opens or makes the folder of a study. */
  static RunStore<Outcome> store(Path folder, boolean quick) throws IOException {
    return RunStore.open(folder, "em-lorenz", Map.of("quick", quick, "extent", Extent.of(quick)), Outcome.class,
        Outcome::isWhole);
  }

  /** Runs what is pending, job by job on one thread each. */
  static void run(List<Job> pending, RunStore<Outcome> store, Workers workers, LongConsumer listener) {
    StudyJobs.run(pending, job -> new Estimation(job).run(), store, workers, listener);
  }
}
