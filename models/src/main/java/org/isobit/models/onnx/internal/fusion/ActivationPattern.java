package org.isobit.models.onnx.internal.fusion;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.isobit.models.onnx.internal.format.NodeDef;

/**
 * GELU, x·½·(1 + erf(x/√2)) and its form with tanh, and SiLU, x·sigmoid(x), however their factors are nested.
 * Thread-safe.
 */
final class ActivationPattern {

  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double ROOT_2_BY_PI = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  private ActivationPattern() {}

  /** The pattern whose last node this is, or null. */
  static Fused of(View view, NodeDef last) {
    if (!View.is(last, "Mul") && !View.is(last, "Div")) {
      return null;
    }
    Fused silu = silu(view, last);
    return silu == null ? gelu(view, last) : silu;
  }

  private static Fused silu(View view, NodeDef mul) {
    for (int i = 0; View.is(mul, "Mul") && i < 2; i++) {
      String x = mul.inputs().get(i);
      NodeDef sigmoid = view.producer(mul.inputs().get(1 - i), "Sigmoid");
      if (sigmoid != null && sigmoid.inputs().getFirst().equals(x)) {
        View.Group group = view.new Group();
        group.add(sigmoid);
        return group.fused("SiLU", mul, "Silu", Map.of(), List.of(x));
      }
    }
    return null;
  }

  private static Fused gelu(View view, NodeDef last) {
    View.Group group = view.new Group();
    Product all = Product.of(view, group, last.outputs().getFirst());
    if (all.values().size() != 2 || !group.near(all.factor(), 0.5)) {
      return null;
    }
    for (int i = 0; i < 2; i++) {
      String x = all.values().get(i);
      NodeDef add = view.producer(all.values().get(1 - i), "Add");
      String inner = add == null ? null : besideOne(group, add);
      NodeDef erf = inner == null ? null : view.producer(inner, "Erf");
      NodeDef tanh = inner == null ? null : view.producer(inner, "Tanh");
      boolean fits = erf != null && times(view, group, erf.inputs().getFirst(), ROOT_HALF, x)
          || tanh != null && cubic(view, group, tanh.inputs().getFirst(), x);
      if (fits) {
        group.add(add);
        group.add(erf == null ? tanh : erf);
        return group.fused(erf == null ? "GELU (tanh)" : "GELU", last, "Gelu",
            Map.of("approximate", erf == null ? "tanh" : "none"), List.of(x));
      }
    }
    return null;
  }

  /** What a node adds 1 to, or null. */
  private static String besideOne(View.Group group, NodeDef add) {
    for (int i = 0; i < 2; i++) {
      if (group.scalar(add.inputs().get(i)) == 1) {
        return add.inputs().get(1 - i);
      }
    }
    return null;
  }

  /** Whether a value is a number times a power of x. */
  private static boolean times(View view, View.Group group, String name, double number, String... x) {
    Product p = Product.of(view, group, name);
    return p.values().equals(List.of(x)) && group.near(p.factor(), number);
  }

  /** √(2/π)·(x + 0.044715·x³), or √(2/π)·x·(1 + 0.044715·x²). */
  private static boolean cubic(View view, View.Group group, String name, String x) {
    Product p = Product.of(view, group, name);
    if (!group.near(p.factor(), ROOT_2_BY_PI) || p.values().isEmpty() || p.values().size() > 2
        || p.values().size() == 2 && !p.values().contains(x)) {
      return false;
    }
    boolean outside = p.values().size() == 2;
    String sum = outside && p.values().getFirst().equals(x) ? p.values().get(1) : p.values().getFirst();
    NodeDef add = view.producer(sum, "Add");
    if (add == null) {
      return false;
    }
    group.add(add);
    String rest = outside ? besideOne(group, add) : add.inputs().contains(x) ? View.other(add, x) : null;
    return rest != null
        && times(view, group, rest, CUBIC, Collections.nCopies(outside ? 2 : 3, x).toArray(String[]::new));
  }
}
