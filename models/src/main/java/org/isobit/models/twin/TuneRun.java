package org.isobit.models.twin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.cli.Progress;
import org.isobit.models.scores.Estimate;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyJob;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.sweep.Contest;
import org.isobit.models.sweep.Halving;
import org.isobit.models.sweep.Score;
import org.isobit.models.sweep.Tuning;

/**
 * Tunes one method by {@link Halving}: an arm is a setting, a pull one run of the experiment with one seed. Run j has
 * the experiment's first seed + j, the fresh ones 10⁶ more. Each run is kept as soon as it is done, so that a tuning
 * goes on where it was, and one with another budget uses the runs there are.
 */
final class TuneRun {

  /** From the seeds of the rounds to those that nobody has seen. */
  private static final long FRESH = 1_000_000;

  private final ExperimentSweep all;
  private final RunStore<SweepRun.Scores> store;
  private final DeviceUse devices;
  private final Progress progress;
  private final List<String> names;

  /** Tunes the only method that the experiments have. */
  TuneRun(ExperimentSweep all, RunStore<SweepRun.Scores> store, DeviceUse devices, Progress progress) {
    this.all = all;
    this.store = store;
    this.devices = devices;
    this.progress = progress;
    this.names = all.methods();
  }

  /** A setting with a seed. */
  private record Pull(int setting, long seed) implements StudyJob {
    @Override
    public String path() {
      return "setting-" + setting + "/seed-" + seed;
    }

    @Override
    public int cost() {
      return 1;
    }
  }

  /** Spends the budget. */
  Tuning run(Halving plan, int budget) throws IOException {
    int settings = all.points().size();
    Contest contest = new Contest(settings, all.measure());
    List<Integer> ranks = IntStream.range(0, settings).boxed().toList();
    int seeds = 0;
    for (Halving.Round round : plan.rounds()) {
      List<Integer> left = ranks.subList(0, round.settings());
      List<List<Score>> scores = pull(left, seeds, round.seeds());
      for (int i = 0; i < left.size(); i++) {
        contest.take(left.get(i), scores.get(i));
      }
      List<Integer> next = new ArrayList<>(contest.ranked(left));
      next.addAll(ranks.subList(round.settings(), settings));
      ranks = next;
      seeds += round.seeds();
    }
    List<Score> fresh = fresh(ranks.getFirst(), plan);
    for (int i = 1; i < Halving.CANDIDATES && Contest.pool(fresh).diverged(); i++) {
      List<Integer> others = contest.behind(ranks);
      if (others.equals(ranks)) { // there is none of which no run diverged
        break;
      }
      contest.check(ranks.getFirst(), fresh);
      ranks = others;
      progress.extend((long) plan.checks() * all.points().getFirst().cycles());
      fresh = fresh(ranks.getFirst(), plan);
    }
    return result(plan, budget, contest, ranks, fresh);
  }

  private List<Score> fresh(int setting, Halving plan) throws IOException {
    return pull(List.of(setting), FRESH, plan.checks()).getFirst();
  }

  private Tuning result(Halving plan, int budget, Contest contest, List<Integer> ranks, List<Score> fresh)
      throws IOException {
    int settings = all.points().size();
    int best = ranks.getFirst();
    List<Score> own = all.own() < 0 || all.own() == best ? null : fresh(all.own(), plan);
    List<Estimate> above = IntStream.range(0, settings).mapToObj(i -> contest.above(i, best)).toList();
    return new Tuning(all.result(IntStream.range(0, settings).mapToObj(i -> List.of(contest.score(i))).toList()), plan,
        budget, ranks, IntStream.range(0, settings).map(contest::rounds).boxed().toList(), above,
        Contest.pool(fresh), own == null ? null : Contest.pool(own),
        own == null ? null : Contest.difference(all.measure(), own, fresh));
  }

  /** Of each setting its scores with so many seeds. */
  private List<List<Score>> pull(Collection<Integer> settings, long from, int seeds) throws IOException {
    List<List<Pull>> wanted = settings.stream().map(setting -> IntStream.range(0, seeds)
        .mapToObj(j -> new Pull(setting, all.points().get(setting).seeds().getFirst() + from + j)).toList()).toList();
    List<Pull> pulls = wanted.stream().flatMap(List::stream).toList();
    List<Pull> pending = StudyJobs.pending(pulls, store);
    progress.skip((long) (pulls.size() - pending.size()) * all.points().getFirst().cycles());
    StudyJobs.run(pending, pull -> SweepRun.scores(all.points().get(pull.setting).withSeed(pull.seed), names,
        all.sweep().label(pull.setting), devices, progress::step), store, Workers.shared(), cost -> { });
    List<List<Score>> scores = new ArrayList<>();
    for (List<Pull> of : wanted) {
      scores.add(StudyJobs.records(of, store).values().stream().map(record -> record.methods().getFirst()).toList());
    }
    return scores;
  }
}
