package org.isobit.verify.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;

/** Legal calls of public entries, with what makes them legal. */
abstract class ArgumentTable {

  private final List<Call> calls = new ArrayList<>();

  final List<Call> calls() {
    return calls;
  }

  /** Numbers from ¼ to 1¼ of the table's element type. */
  abstract Object numbers(Random random, int n);

  final void call(Class<?> owner, String method, Object... parts) {
    calls.add(new Call(null, owner, method, List.of(parts)));
  }

  final void make(Class<?> owner, Object... parts) {
    calls.add(new Call(null, owner, null, List.of(parts)));
  }

  final <T> void on(Class<T> owner, Supplier<T> receiver, String method, Object... parts) {
    calls.add(new Call(receiver, owner, method, List.of(parts)));
  }

  /** A size that may be 0. */
  static Scalar size(String name, int value) {
    return new Scalar(name, value, x -> x >= 0 && x <= value);
  }

  /** A size that may not be 0, or not less than some number. */
  static Scalar least(String name, int least, int value) {
    return new Scalar(name, value, x -> x >= least && x <= value);
  }

  /** A number of one of some things. */
  static Scalar index(String name, int value, int count) {
    return new Scalar(name, value, x -> x >= 0 && x < count);
  }

  static Scalar number(String name, int value, DoublePredicate legal) {
    return new Scalar(name, value, legal);
  }

  static Scalar number(String name, long value, DoublePredicate legal) {
    return new Scalar(name, value, legal);
  }

  static Scalar number(String name, double value, DoublePredicate legal) {
    return new Scalar(name, value, legal);
  }

  static Scalar number(String name, float value, DoublePredicate legal) {
    return new Scalar(name, value, legal);
  }

  static boolean any(double x) {
    return true;
  }

  static boolean positive(double x) {
    return x > 0.0 && x <= Double.MAX_VALUE;
  }

  static boolean notNegative(double x) {
    return x >= 0.0 && x <= Double.MAX_VALUE;
  }

  /** Indices of draws: a range that ends before 2^63. */
  static boolean draws(double x) {
    return x >= 0.0 && x < 0x1p63;
  }

  final Operand vector(String name, int n) {
    return operand(name, false, 1, n, Operand.Kind.VECTOR);
  }

  final Operand outVector(String name, int n) {
    return operand(name, true, 1, n, Operand.Kind.VECTOR);
  }

  final Operand matrix(String name, int rows, int columns) {
    return operand(name, false, rows, columns, Operand.Kind.MATRIX);
  }

  final Operand outMatrix(String name, int rows, int columns) {
    return operand(name, true, rows, columns, Operand.Kind.MATRIX);
  }

  final Operand array(String name, int n) {
    return operand(name, false, 1, n, Operand.Kind.ARRAY);
  }

  private Operand operand(String name, boolean written, int rows, int columns, Operand.Kind kind) {
    return new Operand(name, written, false, rows, columns, kind,
        numbers(new Random(name.hashCode() * 31L + rows), rows * columns));
  }
}
