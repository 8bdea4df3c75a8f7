package org.isobit.models.studies.marinebgc;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isobit.models.dynamics.column.Ecosystem;
import org.isobit.models.dynamics.column.Fasham;
import org.isobit.models.dynamics.column.Npzd;
import org.isobit.models.dynamics.column.Uncertainty;
import org.isobit.models.dynamics.column.Uncertainty.Noise;

/** What lives in the column, and which of its parameters nobody knows. */
enum EcosystemKind {
  /** Nutrient, phytoplankton, zooplankton and detritus. */
  NPZD(Npzd.USUAL, "rmax", "gmax", "alpha", "rpdu", "rzd", "rdn"),
  /** Fasham's seven pools; growth, grazing, half-saturation, deaths and breakdown, as above. */
  FASHAM(Fasham.USUAL, "vp", "gmax", "k1", "mu1", "mu2", "mu4");

  /** Of the logarithms of the mixed layer's depth and of the light. */
  private static final Noise MIXED_LAYER = new Noise(0.2, 5.0);
  private static final Noise LIGHT = new Noise(0.15, 2.0);

  private final Ecosystem ecosystem;
  private final List<String> unknown;

  EcosystemKind(Ecosystem ecosystem, String... unknown) {
    this.ecosystem = ecosystem;
    this.unknown = List.of(unknown);
  }

  Ecosystem ecosystem() {
    return ecosystem;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  int pools() {
    return ecosystem.pools().size();
  }

  String pool(int p) {
    return ecosystem.pools().get(p).name();
  }

  /** Pools that nobody observes. */
  List<Integer> unobserved() {
    return IntStream.range(0, pools()).filter(p -> p != ecosystem.phytoplankton()).boxed().toList();
  }

  /** How truths and members differ. Design 1: parameters by 0.2; design 2: parameters by 0.15, nitrogen by 0.3. */
  Uncertainty uncertainty(int design) {
    return design == 1 ? new Uncertainty(0.2, unknown, 0.0, MIXED_LAYER, LIGHT)
        : new Uncertainty(0.15, unknown, 0.3, MIXED_LAYER, LIGHT);
  }
}
