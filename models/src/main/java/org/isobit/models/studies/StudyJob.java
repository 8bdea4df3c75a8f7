package org.isobit.models.studies;

/** One run of a study, named by what it is made of: settings and random numbers follow from it. */
public interface StudyJob {

  /**
   * Name of its record: a path below the folder of records, without an ending.
   *
   * @return names joined by slashes, unique in the study
   */
  String path();

  /**
   * About how long it takes, in any unit that all jobs of the study share.
   *
   * @return at least 1
   */
  int cost();

  /**
   * When it is run: after all jobs of lower stages, whose records and files it may read.
   *
   * @return 0 unless a study has stages
   */
  default int stage() {
    return 0;
  }
}
