package org.isobit.models.studies.hybridlorenz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The records of a study, by what they are of. Immutable by convention.
 *
 * @param sizes   how long everything was
 * @param climate what histograms and spectra are of
 * @param records by job
 */
record Results(Sizes sizes, FreeClimate climate, Map<Job, RunRecord> records) {

  RunRecord truth() {
    return records.get(Job.of(Job.Part.TRUTH));
  }

  Contender truncated() {
    Job job = Job.of(Job.Part.TRUNCATED);
    return new Contender("truncated", job, List.of(records.get(job)));
  }

  /** Scores of a setting's analyses; null if there are none. */
  RunRecord.Analyses analyses(Setting setting) {
    RunRecord record = records.get(Job.of(setting, Job.Part.ANALYSES));
    return record == null ? null : record.analyses();
  }

  /** The hybrid model of a setting; null if it was not run. */
  Contender hybrid(Setting setting, Job.Part part) {
    List<RunRecord> own = new ArrayList<>();
    records.forEach((job, record) -> {
      if (setting.equals(job.setting()) && job.part() == part) {
        own.add(record);
      }
    });
    String label = "hybrid, " + setting.label() + (part == Job.Part.RIDGE ? ", ridge" : "");
    return own.isEmpty() ? null : new Contender(label, Job.of(setting, part), own);
  }

  /** All models that were run: the truncated one, and hybrids in the order of settings. */
  List<Contender> contenders(List<Setting> settings) {
    List<Contender> all = new ArrayList<>();
    all.add(truncated());
    for (Setting setting : settings) {
      for (Job.Part part : List.of(Job.Part.NETWORK, Job.Part.RIDGE)) {
        Contender hybrid = hybrid(setting, part);
        if (hybrid != null) {
          all.add(hybrid);
        }
      }
    }
    return all;
  }

  /** The index of the lead at a time. */
  int lead(double time) {
    double each = sizes.leadSteps() * LorenzSystem.STEP;
    return (int) (time / each + 0.5);
  }

  /** The time of a lead. */
  double time(int lead) {
    return lead * sizes.leadSteps() * LorenzSystem.STEP;
  }
}
