package org.isobit.models.analyse.internal.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.cli.Progress;

/**
 * The members of a forecast that can be used, and those that cannot.
 *
 * @param ensemble the states
 * @param members  positions of the ensemble's members in the source's list
 * @param missing  what is left out
 */
public record UsableMembers(Ensemble ensemble, int[] members, List<Missing> missing) {

  /**
   * A member that is left out.
   *
   * @param label  its name
   * @param reason why
   */
  public record Missing(String label, String reason) {}

  /**
   * Reads all members.
   *
   * @param blowUp  which values are too large
   * @param minimum how many are enough; if there must be all of them, the first that cannot be used is an error
   * @throws IllegalArgumentException naming the first problem, if there are too few; or if the heap is too small
   */
  public static UsableMembers read(EnsembleSource source, StateLayout layout, BlowUp blowUp, int minimum)
      throws IOException {
    int all = source.labels().size();
    Ensemble room = Ensemble.allocate(all, layout.size());
    int[] members = new int[all];
    List<Missing> missing = new ArrayList<>();
    double[] member = new double[source.elements()];
    int used = 0;
    try (Progress progress = new Progress("reading members", all)) {
      for (int m = 0; m < all; m++) {
        String problem = read(source, layout, m, member, minimum == all);
        if (problem == null) {
          layout.pack(member, room.values(), room.index(used));
          problem = checked(source, m, blowUp.problem(room.values(), room.index(used), layout.size()), minimum == all);
        }
        if (problem == null) {
          members[used++] = m;
        } else {
          missing.add(new Missing(source.labels().get(m), problem));
        }
        progress.step(1);
      }
    }
    if (used < minimum) {
      throw new IllegalArgumentException(source.name() + ": only " + used + " of " + all + " members can be used, but "
          + minimum + " are needed; member " + missing.get(0).label() + ": " + missing.get(0).reason());
    }
    Ensemble ensemble = used == all ? room : Ensemble.of(room.values(), used, layout.size());
    return new UsableMembers(ensemble, java.util.Arrays.copyOf(members, used), List.copyOf(missing));
  }

  /** Reads a member; returns what is wrong with it, or null. */
  private static String read(EnsembleSource source, StateLayout layout, int m, double[] member, boolean strict)
      throws IOException {
    try {
      source.read(m, member);
    } catch (IllegalArgumentException | IOException e) {
      if (strict) {
        throw e;
      }
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
    return checked(source, m, layout.difference(member), strict);
  }

  private static String checked(EnsembleSource source, int m, String problem, boolean strict) {
    if (problem != null && strict) {
      throw new IllegalArgumentException(source.name() + ": member " + source.labels().get(m) + ": " + problem);
    }
    return problem;
  }
}
