/**
 * Published systems, end to end, one package each ({@code isobit study}), and what they share.
 *
 * <p>A {@link org.isobit.models.studies.Study} is a subcommand. Its runs are
 * {@link org.isobit.models.studies.StudyJob}s, which {@link org.isobit.models.studies.StudyJobs} runs side by side and
 * whose records a {@link org.isobit.models.studies.RunStore} keeps, so that a study that was ended goes on. Claims are
 * statements about a statistic, of which an interval makes a {@link org.isobit.models.studies.Verdict}.
 */
package org.isobit.models.studies;
