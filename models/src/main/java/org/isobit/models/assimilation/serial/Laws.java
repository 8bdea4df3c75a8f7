package org.isobit.models.assimilation.serial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isobit.models.assimilation.Observations;

/**
 * The laws of a serial filter. Immutable.
 *
 * @param usual  of an observed quantity
 * @param types  of those that observations of certain types see
 * @param fields of the state's variables, one for all or one for each field, for a regression between probits; none for
 *               a linear regression
 */
record Laws(ObservationUpdate usual, Map<String, ObservationUpdate> types, List<ObservationUpdate> fields) {

  Laws {
    Objects.requireNonNull(usual, "law");
    types = Map.copyOf(types);
    fields = List.copyOf(fields);
    if (!fields.isEmpty()) {
      requireMarginal(usual);
      types.values().forEach(Laws::requireMarginal);
      fields.forEach(Laws::requireMarginal);
    }
  }

  private static void requireMarginal(ObservationUpdate law) {
    if (law.marginal() == null) {
      throw new IllegalArgumentException("QCEFF: the law '" + law + "' has no marginal, which a regression between "
          + "probits needs");
    }
  }

  static Laws linear(ObservationUpdate law) {
    return new Laws(law, Map.of(), List.of());
  }

  Laws with(String type, ObservationUpdate law) {
    Map<String, ObservationUpdate> more = new LinkedHashMap<>(types);
    more.put(type, law);
    return new Laws(usual, more, fields);
  }

  Laws withFields(List<ObservationUpdate> laws) {
    return new Laws(usual, types, laws);
  }

  boolean probits() {
    return !fields.isEmpty();
  }

  boolean needUnits() {
    for (ObservationUpdate law : types.values()) {
      if (law.needsUnits()) {
        return true;
      }
    }
    return usual.needsUnits();
  }

  ObservationUpdate of(Observations observations, int j) {
    return types.isEmpty() ? usual : types.getOrDefault(observations.types().get(observations.type(j)), usual);
  }

  ObservationUpdate field(int field) {
    return fields.get(fields.size() == 1 ? 0 : field);
  }

  void requireFields(String filter, int number) {
    if (fields.size() > 1 && fields.size() != number) {
      throw new IllegalArgumentException(filter + ": there are marginals of " + fields.size() + " fields, but "
          + number + (number == 1 ? " field" : " fields"));
    }
  }

  @Override
  public String toString() {
    return usual + (types.isEmpty() ? "" : ", " + new java.util.TreeMap<>(types))
        + (fields.isEmpty() ? "" : ", probits by " + fields);
  }
}
