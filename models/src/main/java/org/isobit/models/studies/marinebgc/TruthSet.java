package org.isobit.models.studies.marinebgc;

import java.util.Locale;
import org.isobit.models.dynamics.column.Site;

/** Truths for different uses: no run of one set shares a random number with one of another. */
enum TruthSet {
  /** Those of runs that increments are learned from. */
  TRAINING,
  /** Those that damping is chosen with, and that networks have not seen. */
  VALIDATION,
  /** Those of the scores. */
  TEST;

  /** What is drawn, beside its set. */
  enum Purpose {
    /** Parameters and noise of truths. */
    TRUTH,
    /** Parameters and noise of members. */
    MEMBER,
    /** Errors of observations. */
    ERROR,
    /** Members of the free ensemble. */
    CLIMATOLOGY
  }

  /** First stream of this study: those below belong to filters and to other studies. */
  private static final long FIRST = 0x40;

  /**
   * The stream of a purpose at a site, for a truth and a member; that of the next member is the next one. Purposes
   * without members count truths as members of truth 0.
   */
  long stream(Purpose purpose, Site site, int truth, int member) {
    long top = FIRST + 4L * ordinal() + purpose.ordinal();
    return top << 56 | (long) Site.ALL.indexOf(site) << 48 | (long) truth << 16 | member;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
