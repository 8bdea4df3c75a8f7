package org.isobit.models.studies.hybridmaooam;

/**
 * A model whose forecasts are compared.
 *
 * @param label as tables and legends have it
 * @param job   the first of its jobs; others differ in the number
 * @param color of its curves
 */
record Contender(String label, Job job, int color) {

  static final Contender TRUNCATED = new Contender("truncated", Job.of(Job.Part.TRUNCATED), 0x8A8A8A);

  /** The hybrid with networks of a case. */
  static Contender hybrid(Case of) {
    return new Contender("hybrid, " + of.label(), Job.of(Job.Part.NETWORK, of, 0),
        of.equals(Case.PERFECT) ? 0x0072B2 : 0xD55E00);
  }

  /** The hybrid with a linear regression on the samples of a case. */
  static Contender regression(Case of) {
    return new Contender("regression, " + of.source().label(), Job.of(Job.Part.REGRESSION, of, 0),
        of.equals(Case.PERFECT) ? 0x56B4E9 : 0xE69F00);
  }

  boolean truncated() {
    return job.part() == Job.Part.TRUNCATED;
  }
}
