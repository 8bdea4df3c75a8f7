/**
 * Twin experiments: a truth run, synthetic observations, filters, scores; {@code isobit twin}.
 *
 * <p>An {@link org.isobit.models.twin.Experiment} says everything that is run; it comes from YAML
 * ({@link org.isobit.models.twin.ExperimentYaml}), by name from the built-in ones
 * ({@link org.isobit.models.twin.Experiments}), or from its constructor. {@link org.isobit.models.twin.TwinRun} runs
 * it. All draws are functions of seed, purpose, cycle or member, and all sums have one written order, so the scores
 * follow from the experiment to the last bit; filters of one experiment share the truth, the observations and, as far
 * as their sizes allow, the initial members.
 *
 * <p>One cycle is a forecast, its score, an analysis, its score; there is no analysis at time 0. Scores are means over
 * the cycles after the burn-in of:
 * <ul>
 *   <li>RMSE: √(Σ_i (mean_i − truth_i)² ÷ n), of the forecast and of the analysis;</li>
 *   <li>spread of the analysis: √(Σ_i variance_i ÷ n), variances over N − 1;</li>
 *   <li>CRPS of the analysis: fair, averaged over the variables;</li>
 *   <li>RMSE of the smoothed mean, where a method smooths: at each time that was followed by as many cycles as its lag,
 *       given their observations ({@link org.isobit.models.assimilation.Estimator#smoothed()}).</li>
 * </ul>
 * Standard errors are those of batch means ({@link org.isobit.models.scores.Estimate}). A run counts as diverged if its
 * ensemble stops being finite, its analysis fails, or the truth is lost ({@link org.isobit.models.scores.LostTruth}).
 *
 * <p>A file with a section {@code sweep} makes many experiments ({@link org.isobit.models.sweep.Sweep}), which are run
 * resumably; {@code isobit twin tune} finds the settings of a method that score best
 * ({@link org.isobit.models.sweep.Halving}).
 */
package org.isobit.models.twin;
