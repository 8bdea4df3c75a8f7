package org.isobit.models.analyse.internal.observation;

import java.util.List;
import java.util.function.BiConsumer;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FloatEnsemble;
import org.isobit.models.assimilation.ObservationOperator;

/** Several operators one after the other, of each only some observations. Immutable, thread-safe if its parts are. */
final class JoinedOperator implements ObservationOperator {

  /**
   * An operator and what is used of it.
   *
   * @param operator the operator
   * @param all      how many observations it gives
   * @param kept     those in use, ascending
   */
  record Part(ObservationOperator operator, int all, int[] kept) {}

  private final List<Part> parts;
  private final int count;

  JoinedOperator(List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.count = parts.stream().mapToInt(p -> p.kept.length).sum();
  }

  @Override
  public void apply(Ensemble states, double[] observed) {
    join(states.members(), observed, (operator, own) -> operator.apply(states, own));
  }

  @Override
  public void apply(FloatEnsemble states, double[] observed) {
    join(states.members(), observed, (operator, own) -> operator.apply(states, own));
  }

  private void join(int members, double[] observed, BiConsumer<ObservationOperator, double[]> apply) {
    int at = 0;
    for (Part part : parts) {
      double[] own = new double[Math.multiplyExact(members, part.all)];
      apply.accept(part.operator, own);
      for (int m = 0; m < members; m++) {
        for (int j = 0; j < part.kept.length; j++) {
          observed[m * count + at + j] = own[m * part.all + part.kept[j]];
        }
      }
      at += part.kept.length;
    }
  }

  @Override
  public String toString() {
    return parts.stream().map(p -> p.operator.toString()).collect(java.util.stream.Collectors.joining(" + "));
  }
}
