// Master of FloatEnsemble: the float version is generated from this file.
package org.isobit.models.assimilation;

import org.isobit.kernels.Checks;
import org.isobit.kernels.ensemble.EnsembleMoments;

/**
 * An ensemble of states, member-major: element (i, m), variable i of member m, stands at
 * {@code values()[index(m) + i]}, where {@code index(m) = offset + m·ld}. A member's state is contiguous. One member is
 * a deterministic forecast, which filters that need a spread refuse.
 *
 * <p>Wraps the caller's array without a copy. Not thread-safe: one writer at a time.
 */
public final class Ensemble {

  private final double[] values;
  private final int offset;
  private final int ld;
  private final int members;
  private final int size;

  private Ensemble(double[] values, int offset, int ld, int members, int size) {
    this.values = values;
    this.offset = offset;
    this.ld = ld;
    this.members = members;
    this.size = size;
  }

  /**
   * A new ensemble of zeros.
   *
   * @param members number of members, at least 1
   * @param size    number of variables of a state, at least 1
   * @return the ensemble
   * @throws IllegalArgumentException if a size is too small, or the ensemble fits neither one array nor the heap; the
   *                                  message has the bytes needed
   */
  public static Ensemble allocate(int members, int size) {
    checkShape(members, size);
    return new Ensemble(new double[Checks.elements("Ensemble", members, size, Double.BYTES)], 0, size, members, size);
  }

  /**
   * A view of an array that holds member after member.
   *
   * @param values  the array, kept and written to by filters and integrators
   * @param members number of members, at least 1
   * @param size    number of variables of a state, at least 1
   * @return the ensemble
   * @throws IllegalArgumentException if a size is too small or the array is too short
   */
  public static Ensemble of(double[] values, int members, int size) {
    return of(values, 0, size, members, size);
  }

  /**
   * A view of a part of an array.
   *
   * @param values  the array, kept and written to by filters and integrators
   * @param offset  index of variable 0 of member 0
   * @param ld      distance between the starts of two members, at least size
   * @param members number of members, at least 1
   * @param size    number of variables of a state, at least 1
   * @return the ensemble
   * @throws IllegalArgumentException if a size is too small or an element lies outside the array
   */
  public static Ensemble of(double[] values, long offset, int ld, int members, int size) {
    checkShape(members, size);
    int start = Checks.matrix("Ensemble", "values", values.length, offset, members, size, ld);
    return new Ensemble(values, start, ld, members, size);
  }

  private static void checkShape(int members, int size) {
    Checks.positive("Ensemble", "members", members);
    Checks.positive("Ensemble", "size", size);
  }

  /**
   * Number of members.
   *
   * @return at least 1
   */
  public int members() {
    return members;
  }

  /**
   * Number of variables of a state.
   *
   * @return at least 1
   */
  public int size() {
    return size;
  }

  /**
   * The array that holds the ensemble.
   *
   * @return the array itself
   */
  public double[] values() {
    return values;
  }

  /**
   * Distance between the starts of two members.
   *
   * @return the leading dimension, at least {@link #size()}
   */
  public int ld() {
    return ld;
  }

  /**
   * Where a member starts.
   *
   * @param member which member
   * @return index of its variable 0 in {@link #values()}
   */
  public int index(int member) {
    return offset + member * ld;
  }

  /**
   * One element.
   *
   * @param member   which member
   * @param variable which variable
   * @return its value
   */
  public double get(int member, int variable) {
    return values[at(member, variable)];
  }

  /**
   * Sets one element.
   *
   * @param member   which member
   * @param variable which variable
   * @param value    its value
   */
  public void set(int member, int variable, double value) {
    values[at(member, variable)] = value;
  }

  private int at(int member, int variable) {
    if (member < 0 || member >= members || variable < 0 || variable >= size) {
      throw new IndexOutOfBoundsException("Ensemble: member " + member + ", variable " + variable + " of " + members
          + " x " + size);
    }
    return index(member) + variable;
  }

  /**
   * The mean over members: for each variable one ascending chain, divided by the number of members.
   *
   * @return a new array of {@link #size()} elements
   */
  public double[] mean() {
    double[] mean = new double[size];
    mean(mean);
    return mean;
  }

  /**
   * The mean over members.
   *
   * @param mean receives {@link #size()} elements
   */
  public void mean(double[] mean) {
    EnsembleMoments.mean(members, size, values, offset, ld, mean, 0);
  }

  /**
   * The spread: for each variable the standard deviation over members, with members − 1 in the denominator.
   *
   * @return a new array of {@link #size()} elements
   * @throws IllegalArgumentException if there is one member, which has no spread
   */
  public double[] spread() {
    double[] spread = new double[size];
    EnsembleMoments.spread(members, size, values, offset, ld, spread, 0);
    return spread;
  }

  /**
   * A copy in an array of its own.
   *
   * @return an ensemble without gaps
   */
  public Ensemble copy() {
    Ensemble copy = allocate(members, size);
    copy.copyFrom(this);
    return copy;
  }

  /**
   * Takes over all values of another ensemble.
   *
   * @param other an ensemble of the same shape, the same elements or apart from them
   * @throws IllegalArgumentException if shapes differ, or some elements are of both
   */
  public void copyFrom(Ensemble other) {
    if (other.members != members || other.size != size) {
      throw new IllegalArgumentException("Ensemble: cannot copy " + other.members + " x " + other.size + " to "
          + members + " x " + size);
    }
    Checks.sameOrApart("Ensemble", "the copy", "the other", values == other.values, offset, ld, other.offset, other.ld,
        members, size);
    for (int m = 0; m < members; m++) {
      System.arraycopy(other.values, other.index(m), values, index(m), size);
    }
  }

  /**
   * Checks that there are members enough for a spread.
   *
   * @param operation what asks, for the message
   * @throws IllegalArgumentException if there is one member
   */
  public void requireSpread(String operation) {
    if (members < 2) {
      throw new IllegalArgumentException(operation + ": members must be at least 2, but is " + members);
    }
  }

  /**
   * Checks that every element is finite.
   *
   * @param operation what asks, for the message
   * @throws IllegalArgumentException naming the first member and variable that are NaN or infinite
   */
  public void requireFinite(String operation) {
    for (int m = 0; m < members; m++) {
      int start = index(m);
      int i = Finite.first(values, start, size);
      if (i >= 0) {
        throw new IllegalArgumentException(operation + ": member " + m + " has " + values[start + i] + " at variable "
            + i);
      }
    }
  }

  @Override
  public String toString() {
    return "Ensemble[" + members + " members x " + size + "]";
  }
}
