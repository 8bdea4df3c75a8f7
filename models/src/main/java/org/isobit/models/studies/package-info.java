/**
 * Published systems, end to end, one package each ({@code isobit study}), and what they share.
 *
 * <p>How to add a study:
 * <ol>
 * <li>A package below this one, with a {@link org.isobit.models.studies.Study}: a subcommand of its own name, which a
 * line of {@code META-INF/services} names. It takes {@link org.isobit.models.studies.StudyOptions} ({@code --quick},
 * {@code --out}) and {@link org.isobit.models.cli.EngineOptions} ({@code --threads}) as mixins. What belongs to
 * assimilation, dynamics or learning goes there; a study is configuration, run and report.</li>
 * <li>Its runs are {@link org.isobit.models.studies.StudyJob}s, named by what they are made of: settings and random
 * numbers follow from the name. {@link org.isobit.models.studies.StudyJobs#complete} runs those that have no record
 * side by side, and a {@link org.isobit.models.studies.RunStore} keeps a record each, so that a study that was ended
 * goes on. Runs that failed are records too; they are counted.</li>
 * <li>Claims are {@link org.isobit.models.studies.Statement}s: a statistic, resampled in pairs
 * ({@link org.isobit.models.studies.Resampled}), and a {@link org.isobit.models.studies.Border} that its interval lies
 * on the stated side of or not ({@link org.isobit.models.studies.Verdict}).
 * {@link org.isobit.models.studies.StatementTable} tells them.</li>
 * <li>Numbers are columns of a {@link org.isobit.models.studies.ResultTable}, which makes text, CSV and JSON of them;
 * {@link org.isobit.models.studies.ResultsJson} is the file with all results, and
 * {@link org.isobit.models.studies.StudyPictures} writes the pictures, some of whose curves
 * {@link org.isobit.models.studies.StudyCurves} makes. Quick runs are marked in each of them.</li>
 * <li>Tests: a quick run that is cut and goes on ends with the same bytes, as on any number of threads; the study
 * itself, with its gates, has the tag {@code full}.</li>
 * </ol>
 */
package org.isobit.models.studies;
