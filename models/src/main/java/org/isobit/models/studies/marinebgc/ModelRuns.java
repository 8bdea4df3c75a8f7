package org.isobit.models.studies.marinebgc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.isobit.kernels.Workers;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.Site;

/** What runs of the model give that jobs share, each computed when it is first needed. Thread-safe. */
final class ModelRuns {

  /** Runs of a filter that are made at once. */
  private static final int PART = 4;

  /** Something that is computed once, by the first thread that needs it. */
  private static final class Once<T> {

    private final Supplier<T> supplier;
    private T value;

    Once(Supplier<T> supplier) {
      this.supplier = supplier;
    }

    synchronized T get() {
      value = value == null ? supplier.get() : value;
      return value;
    }
  }

  /** Some runs of a filter to learn from, of whatever sampling. */
  record Part(Setting setting, Site site, int from, int to) {}

  private record TruthKey(Setting setting, Site site, TruthSet set, int from, int to) {}

  private record ClimatologyKey(Setting setting, Site site, Sampling sampling) {}

  private record StartKey(EcosystemKind ecosystem, Site site) {}

  private final MarineSettings settings;
  private final Map<TruthKey, Once<Truths>> truths = new ConcurrentHashMap<>();
  private final Map<ClimatologyKey, Once<Climatology>> climatologies = new ConcurrentHashMap<>();
  private final Map<StartKey, Once<double[]>> starts = new ConcurrentHashMap<>();
  private final Map<Part, Once<Increments>> parts = new ConcurrentHashMap<>();

  ModelRuns(MarineSettings settings) {
    this.settings = settings;
  }

  private static <K, T> T once(Map<K, Once<T>> map, K key, Supplier<T> supplier) {
    return map.computeIfAbsent(key, k -> new Once<>(supplier)).get();
  }

  /** Truths of a setting, whatever is observed of them. */
  Truths truths(Setting setting, Site site, TruthSet set, int from, int to) {
    Setting own = setting.ofRuns();
    return once(truths, new TruthKey(own, site, set, from, to),
        () -> Truths.run(settings, own, site, set, from, to));
  }

  /** Spread and correlations of a free ensemble. */
  Climatology climatology(Setting setting, Site site) {
    Setting own = setting.ofRuns();
    return once(climatologies, new ClimatologyKey(own, site, null),
        () -> Climatology.run(settings, own, site, null));
  }

  /** A free ensemble with the samples of the setting; they are large, and are not kept here. */
  Climatology samples(Setting setting, Site site) {
    return Climatology.run(settings, setting.ofRuns(), site, setting.sampling());
  }

  /** The state from which a deterministic forecast begins. */
  double[] start(EcosystemKind ecosystem, Site site) {
    return once(starts, new StartKey(ecosystem, site), () -> {
      ColumnEnsemble column = new ColumnEnsemble(settings.model(ecosystem, site), 1);
      column.advance(settings.spinUp() * settings.stepsPerDay(), MarineSettings.alone());
      double[] state = new double[column.model().size()];
      column.get(0, state, 0);
      return state;
    });
  }

  /** The parts that increments of some sites are made of. */
  private List<Part> parts(Setting setting, Site site) {
    int twins = Math.max(1, (int) (settings.twins() * setting.sampling().density() + 0.5));
    List<Part> all = new ArrayList<>();
    for (int from = 0; from < twins; from += PART) {
      all.add(new Part(setting.ofFilters(), site, from, Math.min(twins, from + PART)));
    }
    return all;
  }

  /** Parts of several trainings, each once. */
  Set<Part> parts(Collection<Networks.Key> keys) {
    Set<Part> all = new LinkedHashSet<>();
    for (Networks.Key key : keys) {
      if (key.scheme() != Scheme.ML_OI) {
        key.trained().forEach(site -> all.addAll(parts(key.setting(), site)));
      }
    }
    return all;
  }

  /** Makes parts side by side. */
  void make(Collection<Part> wanted, Workers workers, LongConsumer listener) {
    List<Part> all = List.copyOf(wanted);
    workers.run(all.size(), (part, slot) -> {
      part(all.get(part));
      listener.accept(1);
    });
  }

  private Increments part(Part part) {
    return once(parts, part, () -> {
      Job job = new Job(part.setting, Contender.ENSRF, part.site, 0, 1.0, TruthSet.TRAINING, part.from, part.to);
      Truths own = Truths.run(settings, part.setting, part.site, job.set(), part.from, part.to);
      EnsembleRun run = new EnsembleRun(job, settings, own, false);
      run.run();
      return run.increments();
    });
  }

  /** What the filter did at some sites, on the days that are sampled. */
  Increments increments(Setting setting, List<Site> sites) {
    List<Increments> all = new ArrayList<>();
    for (Site site : sites) {
      parts(setting, site).forEach(part -> all.add(part(part)));
    }
    return Increments.of(all).on(setting.sampling());
  }
}
