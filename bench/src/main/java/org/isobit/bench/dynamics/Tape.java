package org.isobit.bench.dynamics;

/**
 * A tape of scalar sums, differences and products, which is recorded once and then run forward and backward on other
 * numbers: what adjoints would come from if they were not written by hand. Not thread-safe.
 */
final class Tape {

  private static final byte ADD = 0;
  private static final byte SUBTRACT = 1;
  private static final byte MULTIPLY = 2;

  private final int inputs;
  private final byte[] operation;
  private final int[] left;
  private final int[] right;
  private final double[] value;
  private final double[] adjoint;
  private int size;

  /** An empty tape of so many inputs, which are its first places, with room for operations. */
  Tape(int inputs, int operations) {
    this.inputs = inputs;
    operation = new byte[inputs + operations];
    left = new int[inputs + operations];
    right = new int[inputs + operations];
    value = new double[inputs + operations];
    adjoint = new double[inputs + operations];
    size = inputs;
  }

  int add(int a, int b) {
    return put(ADD, a, b);
  }

  int subtract(int a, int b) {
    return put(SUBTRACT, a, b);
  }

  int multiply(int a, int b) {
    return put(MULTIPLY, a, b);
  }

  private int put(byte what, int a, int b) {
    operation[size] = what;
    left[size] = a;
    right[size] = b;
    return size++;
  }

  /** Sets an input that no run changes. */
  void constant(int input, double x) {
    value[input] = x;
  }

  /** Computes all places from the first n inputs. */
  void forward(int n, double[] x) {
    System.arraycopy(x, 0, value, 0, n);
    for (int t = inputs; t < size; t++) {
      double a = value[left[t]];
      double b = value[right[t]];
      value[t] = operation[t] == ADD ? a + b : operation[t] == SUBTRACT ? a - b : a * b;
    }
  }

  /** Takes the adjoints of the places in outputs to those of the first n inputs. */
  void backward(int[] outputs, double[] dy, int n, double[] dx) {
    java.util.Arrays.fill(adjoint, 0, size, 0.0);
    for (int i = 0; i < outputs.length; i++) {
      adjoint[outputs[i]] = dy[i];
    }
    for (int t = size - 1; t >= inputs; t--) {
      double here = adjoint[t];
      int a = left[t];
      int b = right[t];
      if (operation[t] == MULTIPLY) {
        adjoint[a] += here * value[b];
        adjoint[b] += here * value[a];
      } else {
        adjoint[a] += here;
        adjoint[b] += operation[t] == ADD ? here : -here;
      }
    }
    System.arraycopy(adjoint, 0, dx, 0, n);
  }
}
