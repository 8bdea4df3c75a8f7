package org.isobit.models.studies.marinebgc;

import org.isobit.kernels.Workers;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.dynamics.column.WaterColumn;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.TrainingSettings;

/**
 * What all runs share.
 *
 * @param levels             of a column
 * @param stepsPerDay        steps of the model in a day
 * @param spinUp             days before a truth, an ensemble or a free run counts
 * @param days               days of an experiment
 * @param members            of an ensemble filter
 * @param inflation          factor of its analysis anomalies
 * @param climatologyMembers of the free ensemble that correlations are from
 * @param climatologyDays    how long it runs
 * @param samplesPerDay      of it, 0.4: every 2.5 days
 * @param twins              runs of an ensemble filter at a site that increments are from
 * @param correlationEpochs  of training correlations
 * @param incrementEpochs    of training increments
 * @param batch              samples of a step of training
 * @param rate               Adam's learning rate
 * @param validationTruths   truths that damping is chosen with
 * @param lead               days of the longest forecast
 * @param leadEvery          days between two of those
 * @param seed               key of all random numbers
 */
record MarineSettings(int levels, int stepsPerDay, int spinUp, int days, int members, double inflation,
    int climatologyMembers, int climatologyDays, double samplesPerDay, int twins, int correlationEpochs,
    int incrementEpochs, int batch, double rate, int validationTruths, int lead, int leadEvery, long seed) {

  /** Those of the study. */
  static final MarineSettings USUAL = new MarineSettings(50, 8, 730, 365, 30, 1.02, 100, 730, 0.4, 24, 8, 120, 256,
      1e-3, 48, 30, 30, 1);

  /** Small enough for a look at everything in seconds; its scores mean nothing. */
  static final MarineSettings QUICK = new MarineSettings(10, 4, 30, 60, 8, 1.02, 8, 30, 0.4, 2, 1, 2, 64, 1e-3, 2, 8,
      20, 1);

  /** Truths of one job: they run in lanes. */
  static final int BLOCK = 16;

  WaterColumn model(EcosystemKind ecosystem, Site site) {
    return WaterColumn.of(ecosystem.ecosystem(), site, levels, 1.0 / stepsPerDay);
  }

  TrainingSettings correlationTraining(long stream) {
    return TrainingSettings.of(Optimizer.adam(rate), batch, correlationEpochs).withSeed(seed, stream);
  }

  TrainingSettings incrementTraining(long stream) {
    return TrainingSettings.of(Optimizer.adam(rate), batch, incrementEpochs).withSeed(seed, stream);
  }

  /** Jobs run side by side, each on one thread. */
  static Workers alone() {
    return Workers.serial();
  }
}
