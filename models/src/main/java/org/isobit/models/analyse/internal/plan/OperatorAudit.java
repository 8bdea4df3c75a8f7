package org.isobit.models.analyse.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.isobit.kernels.random.Philox;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.PlainSearch;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.observation.NetworkPart;
import org.isobit.models.analyse.internal.observation.ObservationNetwork;
import org.isobit.models.analyse.internal.observation.ObservationSettings;
import org.isobit.models.analyse.internal.transform.Anamorphosis;
import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.analyse.internal.transform.LogTransform;
import org.isobit.models.analyse.internal.transform.LogitTransform;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FloatEnsemble;
import org.isobit.models.assimilation.ObservationOperator;

/**
 * Computes a share of what observation operators give again, whenever a filter asks for it: from each observation's
 * place, by {@link PlainSearch}, plain sums and the textbook's inverse of transforms, for every member. What differs by
 * more than rounding ends the run. Operators of one's own cannot be known to others: they are applied a second time, to
 * all their observations at once and past whatever joins operators, and must give the same bits.
 *
 * <p>Observations are drawn by Philox from the audit's seed. Immutable but for what is kept between calls; used by one
 * thread.
 */
public final class OperatorAudit {

  /** Stream of the draws; streams whose top byte is 1, 2 or 3 belong to filters, 0x41 to points. */
  private static final long STREAM = 0x42L << 56;

  /** Relative error that is rounding, beside the doubt about weights. */
  private static final double ROUNDING = 1e-12;

  /** An observation to compute again: its number among all, its part and its row there. */
  private record Drawn(int number, NetworkPart part, int row) {}

  /** An element of a member of an ensemble of any precision. */
  private interface Elements {
    double get(int member, int element);
  }

  private final StateLayout layout;
  private final ObservationNetwork network;
  private final FieldTransform[] transforms;
  private final List<Drawn> drawn = new ArrayList<>();
  private final Map<Grid, PlainSearch> searches = new HashMap<>();

  /** Of each that is drawn, once it has been looked for. */
  private final List<List<PlainSearch.Found>> answers = new ArrayList<>();

  /** Draws observations of a network, at least one. */
  OperatorAudit(StateLayout layout, ObservationNetwork network, FieldTransform[] transforms, Audit.Draw draw,
      long cycle) {
    this.layout = layout;
    this.network = network;
    this.transforms = transforms;
    int count = network.observations().count();
    int instead = (int) (Philox.uniform(draw.seed(), STREAM | cycle, count) * count);
    List<Drawn> all = new ArrayList<>();
    for (NetworkPart part : network.parts()) {
      for (int row : part.kept()) {
        all.add(new Drawn(all.size(), part, row));
      }
    }
    all.stream().filter(one -> Philox.uniform(draw.seed(), STREAM | cycle, one.number) < draw.share())
        .forEach(drawn::add);
    if (drawn.isEmpty()) {
      drawn.add(all.get(instead));
    }
  }

  /** For JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("observationsComputedAgain", drawn.size() - own());
    map.put("observationsOfOwnOperatorsComputedTwice", own());
    map.put("observationsUsed", network.observations().count());
    map.put("observationsThatDiffer", 0);
    return map;
  }

  private int own() {
    return (int) drawn.stream().filter(one -> one.part.settings().provider() != null).count();
  }

  String text() {
    String of = " of " + network.observations().count() + " observations computed ";
    int others = drawn.size() - own();
    return (others == 0 ? "" : others + of + "again from the points around them: the same up to rounding")
        + (others == 0 || own() == 0 ? "" : "; ")
        + (own() == 0 ? "" : own() + of + "twice by operators of your own: the same bits");
  }

  /** The network's operator, looked after. */
  ObservationOperator watched() {
    ObservationOperator operator = network.observations().operator();
    return new ObservationOperator() {
      @Override
      public void apply(Ensemble states, double[] observed) {
        operator.apply(states, observed);
        check(states.members(), states::get, (one, values) -> one.apply(states, values), observed);
      }

      @Override
      public void apply(FloatEnsemble states, double[] observed) {
        operator.apply(states, observed);
        check(states.members(), states::get, (one, values) -> one.apply(states, values), observed);
      }

      @Override
      public String toString() {
        return operator.toString();
      }
    };
  }

  private void check(int members, Elements states, BiConsumer<ObservationOperator, double[]> apply, double[] observed) {
    Map<NetworkPart, double[]> second = new IdentityHashMap<>();
    int count = network.observations().count();
    for (int i = 0; i < drawn.size(); i++) {
      Drawn one = drawn.get(i);
      double[] gives = new double[members];
      for (int m = 0; m < members; m++) {
        gives[m] = observed[m * count + one.number];
      }
      if (one.part.settings().provider() == null) {
        if (answers.size() <= i) {
          answers.add(search(one));
        }
        checkPlain(one, answers.get(i), states, gives);
        continue;
      }
      if (answers.size() <= i) {
        answers.add(List.of());
      }
      int rows = one.part.table().count();
      double[] again = second.computeIfAbsent(one.part, part -> {
        double[] values = new double[members * rows];
        apply.accept(part.operator(), values);
        return values;
      });
      for (int m = 0; m < members; m++) {
        if (Double.doubleToLongBits(again[m * rows + one.row]) != Double.doubleToLongBits(gives[m])) {
          throw differs(one, m, gives[m], again[m * rows + one.row] + " the second time");
        }
      }
    }
  }

  /** One of the answers must hold for all members. */
  private void checkPlain(Drawn one, List<PlainSearch.Found> all, Elements states, double[] gives) {
    AuditException first = null;
    for (PlainSearch.Found answer : all) {
      AuditException wrong = compared(one, answer, states, gives);
      if (wrong == null) {
        return;
      }
      first = first == null ? wrong : first;
    }
    throw first != null ? first : differs(one, 0, gives[0], "the place lies outside the grid");
  }

  private List<PlainSearch.Found> search(Drawn one) {
    ObservationSettings settings = one.part.settings();
    PlainSearch search = searches.computeIfAbsent(layout.grid(settings.field()), PlainSearch::new);
    // Observations by index stand at the places of their points.
    boolean vertical = settings.vertical() && !settings.operator().equals("index");
    return search.around(one.part.table().place(one.row), settings.operator().equals("linear"), vertical);
  }

  /** What is wrong with an answer, or null. */
  private AuditException compared(Drawn one, PlainSearch.Found answer, Elements states, double[] gives) {
    int field = one.part.settings().field();
    FieldTransform back = one.part.settings().physical() ? transforms[field] : null;
    for (int m = 0; m < gives.length; m++) {
      double sum = 0;
      double largest = back == null ? 0 : scale(back);
      for (int k = answer.points().length - 1; k >= 0; k--) {
        int point = layout.point(field, answer.points()[k]);
        if (point < 0) {
          if (answer.weights()[k] > answer.doubt()) {
            return differs(one, m, gives[m], "a masked point is among those around");
          }
          continue;
        }
        double x = states.get(m, layout.start(field) + point);
        double physical = back == null ? x : physical(back, x);
        sum += answer.weights()[k] * physical;
        largest = Math.max(largest, Math.abs(physical));
      }
      if (Double.compare(sum, gives[m]) != 0
          && !(Math.abs(sum - gives[m]) <= (ROUNDING + 4 * answer.doubt()) * largest)) {
        return differs(one, m, gives[m], sum + " computed again");
      }
    }
    return null;
  }

  /** A transform taken back as its formula says. */
  private static double physical(FieldTransform transform, double z) {
    return switch (transform) {
      case LogTransform log -> log.lower() + Math.exp(z * log.unit());
      case LogitTransform logit -> logit.lower() + (logit.upper() - logit.lower()) / (1 + Math.exp(-z));
      case Anamorphosis normal -> normal.plainInverse(z);
    };
  }

  /** What physical values are sums and differences of. */
  private static double scale(FieldTransform transform) {
    return switch (transform) {
      case LogTransform log -> Math.abs(log.lower());
      case LogitTransform logit -> Math.max(Math.abs(logit.lower()), Math.abs(logit.upper()));
      case Anamorphosis normal -> normal.largestKnot();
    };
  }

  private AuditException differs(Drawn one, int member, double gives, String but) {
    return new AuditException("audit: the operator of " + one.part.table().places().of(one.row) + " ("
        + Grid.placeText(one.part.table().place(one.row)) + ") gives " + gives + " for member " + member + ", but "
        + but + ": a fault of this machine, its Java, the operator or Isobit; nothing was written");
  }
}
