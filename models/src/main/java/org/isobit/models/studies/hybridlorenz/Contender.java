package org.isobit.models.studies.hybridlorenz;

import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.RelativeRmse;

/**
 * A model that is scored, with each of its trainings.
 *
 * @param label   what tables call it
 * @param job     the first of its jobs
 * @param records one a network; one alone if there is none
 */
record Contender(String label, Job job, List<RunRecord> records) {

  int networks() {
    return records.size();
  }

  /** The record of a network; of one that there is not, modulo their number. */
  RunRecord record(int network) {
    return records.get(network % records.size());
  }

  boolean isNetwork() {
    return job.part() == Job.Part.NETWORK;
  }

  /** Whether a forecast of a start failed with any network. */
  private boolean failed(int start) {
    return records.stream().anyMatch(r -> r.forecasts().errors()[start] == null);
  }

  /** Starts that no contender failed in. */
  static int[] starts(List<Contender> all) {
    return IntStream.range(0, all.getFirst().records.getFirst().forecasts().errors().length)
        .filter(start -> all.stream().noneMatch(c -> c.failed(start))).toArray();
  }

  /** Free runs that neither failed in, with any network. */
  static int[] runs(List<Contender> all) {
    return IntStream.range(0, all.getFirst().records.getFirst().climate().means().length)
        .filter(run -> all.stream().allMatch(c -> c.records.stream()
            .allMatch(r -> r.climate().histogram()[run] != null))).toArray();
  }

  /**
   * R-RMSE at a lead, mean over networks; the variance is that of the forecasts, or of another record's.
   */
  double relative(int lead, int[] networks, int[] starts, RunRecord reference) {
    double sum = 0.0;
    for (int network : networks) {
      RunRecord.Forecasts own = record(network).forecasts();
      RunRecord.Forecasts variance = reference == null ? own : reference.forecasts();
      double square = 0.0;
      for (int start : starts) {
        square += own.errors()[start][lead];
      }
      sum += RelativeRmse.of(square / starts.length, Bootstrap.meanOf(variance.means(), starts),
          Bootstrap.meanOf(variance.squares(), starts));
    }
    return sum / networks.length;
  }

  /** Mean over networks of the ratio of R-RMSE to another contender's. */
  double ratio(Contender other, int lead, int[] networks, int[] starts) {
    double sum = 0.0;
    for (int network : networks) {
      int[] one = {network};
      sum += relative(lead, one, starts, null) / other.relative(lead, one, starts, null);
    }
    return sum / networks.length;
  }
}
