package org.isobit.verify.arguments;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.isobit.kernels.NumericalException;

/**
 * Places every written operand of a call over, beside and between every other one of one array. A call must then either
 * refuse with an {@link IllegalArgumentException} and write nothing, or do what it does with operands in arrays of
 * their own; and it must not refuse what shares no element.
 */
final class Overlaps {

  private final Call call;
  private final boolean all;
  private final List<String> faults = new ArrayList<>();
  private final MessageDigest digest;

  /** How many placements were tried. */
  private int placements;

  /**
   * Of one call.
   *
   * @param call the call
   * @param all  whether all placements are tried, or one of each kind
   */
  Overlaps(Call call, boolean all) {
    this.call = call;
    this.all = all;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> faults() {
    return faults;
  }

  int placements() {
    return placements;
  }

  /** All answers: which placements were refused, and the bits of the others. */
  String hash() {
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  Overlaps run() {
    List<Operand> operands = call.parts(Operand.class);
    for (Operand written : operands) {
      for (Operand other : operands) {
        if (written.written() && other != written && other.type() == written.type()) {
          place(written, other);
        }
      }
    }
    return this;
  }

  private void place(Operand w, Operand o) {
    int own = w.columns() + 2;
    int others = o.columns() + 2;
    int common = w.columns() + o.columns() + 3;
    int[][] leading = all ? new int[][] {{common, common}, {own, others},
        {Math.max(own, others), Math.max(own, others)}} : new int[][] {{common, common}};
    for (int[] ld : leading) {
      int ldw = w.kind() == Operand.Kind.MATRIX ? ld[0] : w.columns();
      int ldo = o.kind() == Operand.Kind.MATRIX ? ld[1] : o.columns();
      int we = w.extent(ldw);
      int oe = o.extent(ldo);
      TreeSet<Integer> shifts = new TreeSet<>(List.of(0, 1, o.columns(), oe / 2));
      if (all) {
        shifts.addAll(List.of(-1, -we / 2, oe - 1, 1 - we, oe, -we, ldo, -ldw, ldo - 1, o.columns() - 1, -w.columns()));
      }
      for (int shift : shifts) {
        place(w, ldw, o, ldo, shift);
      }
    }
  }

  /** One placement: the written operand so many elements after the other one. */
  private void place(Operand w, int ldw, Operand o, int ldo, int shift) {
    placements++;
    int wo = Call.MARGIN + Math.max(0, shift);
    int oo = wo - shift;
    Object shared = Call.background(w.type(), Math.max(wo + w.extent(ldw), oo + o.extent(ldo)) + Call.MARGIN);
    o.put(o.content(), shared, oo, ldo);
    w.put(w.content(), shared, wo, ldw);
    Object[] arguments = call.arguments();
    set(arguments, w, shared, wo, ldw);
    set(arguments, o, shared, oo, ldo);
    Object[] apart = apart(arguments);
    Object[] before = snapshot(arguments);
    boolean touching = touching(w, wo, ldw, o, oo, ldo);
    String where = call.name() + ": " + w.name() + " (" + w.rows() + "x" + w.columns() + ", ld " + ldw + ") " + shift
        + " after " + o.name() + " (" + o.rows() + "x" + o.columns() + ", ld " + ldo + ")";
    Object result;
    try {
      result = call.invoke(arguments);
    } catch (IllegalArgumentException e) {
      digest.update((byte) 1);
      if (!unchanged(arguments, before)) {
        faults.add(where + ": refused, but written: " + e.getMessage());
      } else if (!touching && !mayRefuse(w, ldw, wo, o, ldo, oo)
          || !String.valueOf(e.getMessage()).contains("overlap")) {
        faults.add(where + ": refused though apart: " + e.getMessage());
      }
      return;
    } catch (NumericalException e) {
      digest.update((byte) 2);
      return;
    }
    Object wanted = call.invoke(apart);
    compare(where, arguments, apart, before, result, wanted);
  }

  /** Matrices of different leading dimensions whose index ranges meet may be refused though no element is shared. */
  private static boolean mayRefuse(Operand w, int ldw, int wo, Operand o, int ldo, int oo) {
    return w.rows() > 1 && o.rows() > 1 && ldw != ldo && wo < oo + o.extent(ldo) && oo < wo + w.extent(ldw);
  }

  private static boolean touching(Operand w, int wo, int ldw, Operand o, int oo, int ldo) {
    for (int i = 0; i < w.rows(); i++) {
      for (int j = 0; j < o.rows(); j++) {
        if (wo + i * ldw < oo + j * ldo + o.columns() && oo + j * ldo < wo + i * ldw + w.columns()) {
          return true;
        }
      }
    }
    return false;
  }

  private void set(Object[] arguments, Operand operand, Object array, int offset, int ld) {
    int at = call.position(operand);
    arguments[at] = array;
    if (operand.kind() != Operand.Kind.ARRAY) {
      arguments[at + 1] = (long) offset;
    }
    if (operand.kind() == Operand.Kind.MATRIX) {
      arguments[at + 2] = ld;
    }
  }

  /** The same call with what the operands hold, each in an array of its own. */
  private Object[] apart(Object[] arguments) {
    Object[] apart = arguments.clone();
    for (Operand operand : call.parts(Operand.class)) {
      int ld = ld(arguments, operand);
      Object array = Call.background(operand.type(), operand.extent(ld) + 2 * Call.MARGIN);
      operand.put(operand.get(arguments[call.position(operand)], offset(arguments, operand), ld), array, Call.MARGIN,
          ld);
      set(apart, operand, array, Call.MARGIN, ld);
    }
    return apart;
  }

  private int offset(Object[] arguments, Operand operand) {
    return operand.kind() == Operand.Kind.ARRAY ? 0 : ((Long) arguments[call.position(operand) + 1]).intValue();
  }

  private int ld(Object[] arguments, Operand operand) {
    return operand.kind() == Operand.Kind.MATRIX ? (int) arguments[call.position(operand) + 2] : operand.columns();
  }

  private Object[] snapshot(Object[] arguments) {
    List<Object> copies = new ArrayList<>();
    for (Operand operand : call.parts(Operand.class)) {
      copies.add(copy(arguments[call.position(operand)]));
    }
    return copies.toArray();
  }

  private static Object copy(Object array) {
    int n = Array.getLength(array);
    Object copy = Array.newInstance(array.getClass().componentType(), n);
    System.arraycopy(array, 0, copy, 0, n);
    return copy;
  }

  private boolean unchanged(Object[] arguments, Object[] before) {
    List<Operand> operands = call.parts(Operand.class);
    for (int i = 0; i < operands.size(); i++) {
      if (!same(arguments[call.position(operands.get(i))], before[i])) {
        return false;
      }
    }
    return true;
  }

  /** Every array holds what it held before, but the written operands' elements, which hold what they would apart. */
  private void compare(String where, Object[] arguments, Object[] apart, Object[] before, Object result,
      Object wanted) {
    if (result instanceof Number) {
      if (!result.equals(wanted)) {
        faults.add(where + ": returned " + result + " for " + wanted);
      }
      digest.update(ByteBuffer.allocate(8).putDouble(((Number) result).doubleValue() + 0.0).flip());
    }
    List<Operand> operands = call.parts(Operand.class);
    for (int i = 0; i < operands.size(); i++) {
      for (Operand written : operands) {
        if (written.written() && arguments[call.position(written)] == arguments[call.position(operands.get(i))]) {
          int ld = ld(arguments, written);
          written.put(written.get(apart[call.position(written)], Call.MARGIN, ld), before[i],
              offset(arguments, written), ld);
        }
      }
      Operand operand = operands.get(i);
      Object array = arguments[call.position(operand)];
      int ld = ld(arguments, operand);
      // Of two results in one place only one is right, whichever was written last.
      boolean right = !operand.written() || same(operand.get(array, offset(arguments, operand), ld),
          operand.get(apart[call.position(operand)], Call.MARGIN, ld));
      if (!right || !same(array, before[i])) {
        faults.add(where + ": " + operand.name() + " is not what it is in arrays of their own");
      }
      update(array);
    }
  }

  private static boolean same(Object x, Object y) {
    return switch (x) {
      case double[] a -> java.util.Arrays.equals(a, (double[]) y);
      case float[] a -> java.util.Arrays.equals(a, (float[]) y);
      default -> java.util.Arrays.equals((int[]) x, (int[]) y);
    };
  }

  private void update(Object array) {
    int n = Array.getLength(array);
    ByteBuffer bytes = ByteBuffer.allocate(8 * n);
    switch (array) {
      case double[] x -> bytes.asDoubleBuffer().put(x);
      case float[] x -> bytes.asFloatBuffer().put(x);
      default -> bytes.asIntBuffer().put((int[]) array);
    }
    digest.update(bytes);
  }
}
