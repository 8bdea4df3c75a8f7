package org.isobit.models.analyse.internal.result;

import java.io.IOException;
import java.nio.file.Path;
import org.isobit.models.analyse.internal.source.UsableMembers;
import org.isobit.models.assimilation.Ensemble;

/** Writes an analysis in one format. */
public interface ResultWriter {

  /**
   * Looks whether everything can be written as it is named, before anything is computed.
   *
   * @throws IOException              if the system cannot read what results take over
   * @throws IllegalArgumentException naming what cannot
   */
  default void check() throws IOException {}

  /**
   * Writes everything but report and pictures.
   *
   * @param directory where to
   * @param forecast  which members there are
   * @param analysis  the analysis; masked points and left-out members are no part of it
   * @param report    mean, spread and increment
   */
  void write(Path directory, UsableMembers forecast, Ensemble analysis, AnalysisReport report) throws IOException;
}
