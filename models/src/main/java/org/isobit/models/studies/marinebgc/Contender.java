package org.isobit.models.studies.marinebgc;

import java.util.List;
import java.util.stream.Collectors;
import org.isobit.models.dynamics.column.Site;

/**
 * What is compared: a scheme, whether its covariances are damped, and where it was trained.
 *
 * @param scheme  the scheme
 * @param damped  whether a damping is chosen; false where there is nothing to damp
 * @param trained sites of training; none for schemes without
 */
record Contender(Scheme scheme, boolean damped, List<Site> trained) {

  static final Contender FREE = of(Scheme.FREE);
  static final Contender RUS = of(Scheme.RUS);
  static final Contender ENSRF = of(Scheme.ENSRF);
  static final Contender ETKF = of(Scheme.ETKF);
  static final Contender ML_OI = new Contender(Scheme.ML_OI, true, List.of(Site.L4));
  static final Contender ML_OI_UNDAMPED = new Contender(Scheme.ML_OI, false, List.of(Site.L4));
  static final Contender OI = new Contender(Scheme.OI, true, List.of(Site.L4));
  static final Contender OI_UNDAMPED = new Contender(Scheme.OI, false, List.of(Site.L4));
  static final Contender ML_ETE = increments(Site.L4);
  static final Contender ML_ETE_MULTI = increments(Site.L4, Site.MID, Site.OFF);

  static final Contender ML_ETE_MEAN = new Contender(Scheme.ML_ETE_MEAN, false, List.of(Site.L4));

  /** Keeps its own copy. */
  Contender {
    trained = List.copyOf(trained);
  }

  /** A scheme that is not trained. */
  static Contender of(Scheme scheme) {
    return new Contender(scheme, false, List.of());
  }

  /** Increments trained at some sites. */
  static Contender increments(Site... sites) {
    return new Contender(Scheme.ML_ETE, false, List.of(sites));
  }

  /** Correlations trained at a site. */
  static Contender correlations(Site site) {
    return new Contender(Scheme.ML_OI, true, List.of(site));
  }

  /** The sites of training, joined by plus signs. */
  String places() {
    return trained.stream().map(Site::name).collect(Collectors.joining("+"));
  }

  /** As legends have it, which have little room: without what goes without saying. */
  String brief() {
    String places = trained.equals(List.of(Site.L4)) || !scheme.learned() ? "" : " " + trained.size() + " sites";
    return (scheme == Scheme.OI ? "OI" : scheme == Scheme.ML_ETE_MEAN ? "mean of ML-EtE" : scheme.label())
        + (scheme.damped() && !damped ? " undamped" : "") + places;
  }

  String label() {
    return scheme.label() + (scheme.damped() && !damped ? " undamped" : "")
        + (scheme.learned() ? " (" + places() + ")" : "");
  }
}
