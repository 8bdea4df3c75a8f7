package org.isobit.models.onnx.internal.fusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Layer norm, (x − mean)/√(mean of squares + ε)·γ + β, and RMS norm, the same without the mean, over the last
 * dimensions. The square is Pow or Mul, the root Sqrt or Pow, its reciprocal Reciprocal, Div or Pow, or there is one
 * Div; γ may be multiplied to the reciprocal, and x·r + (β − mean·r) is known, too. Thread-safe.
 */
final class NormPattern {

  private final View view;
  private final View.Group group;
  private double eps;
  private int axes;

  /** What is normalised, after its mean is taken off where there is one. */
  private String centred;
  private String x;
  private String mean;
  private String gamma;

  /** β, where it stands before a mean that is taken off behind the factors. */
  private String shift;

  private NormPattern(View view) {
    this.view = view;
    this.group = view.new Group();
  }

  /** The pattern whose division this is, with what stands behind it, or null. */
  static Fused of(View view, NodeDef node) {
    boolean division = View.is(node, "Div");
    if (!division && !View.is(node, "Mul")) {
      return null;
    }
    for (int i = 0; i < (division ? 1 : 2); i++) {
      NormPattern p = new NormPattern(view);
      String value = node.inputs().get(i);
      String by = node.inputs().get(1 - i);
      if (division ? p.root(by) : p.inverse(by)) {
        return p.normalises(value) ? p.ended(node) : null;
      }
    }
    return null;
  }

  /** Whether a value is 1/√(mean of squares + ε), perhaps times γ. */
  private boolean inverse(String name) {
    NodeDef node = view.producer(name);
    if (node == null) {
      return false;
    }
    group.add(node);
    return switch (node.operator()) {
      case "Reciprocal" -> root(node.inputs().getFirst());
      case "Div" -> group.scalar(node.inputs().getFirst()) == 1 && root(node.inputs().get(1));
      case "Pow" -> group.scalar(node.inputs().get(1)) == -0.5 && added(node.inputs().getFirst());
      case "Mul" -> scaled(node);
      default -> false;
    };
  }

  private boolean scaled(NodeDef mul) {
    for (int i = 0; gamma == null && i < 2; i++) {
      if (view.constant(mul.inputs().get(i)) != null) {
        gamma = mul.inputs().get(i);
        return inverse(mul.inputs().get(1 - i));
      }
    }
    return false;
  }

  private boolean root(String name) {
    NodeDef node = view.producer(name);
    if (node == null) {
      return false;
    }
    group.add(node);
    return View.is(node, "Sqrt") && added(node.inputs().getFirst())
        || View.is(node, "Pow") && group.scalar(node.inputs().get(1)) == 0.5 && added(node.inputs().getFirst());
  }

  /** Mean of squares + ε. */
  private boolean added(String name) {
    NodeDef add = view.producer(name, "Add");
    for (int i = 0; add != null && i < 2; i++) {
      double number = group.scalar(add.inputs().get(i));
      if (number >= 0 && number <= Float.MAX_VALUE) {
        eps = number;
        group.add(add);
        return squares(add.inputs().get(1 - i));
      }
    }
    return false;
  }

  private boolean squares(String name) {
    NodeDef reduce = view.producer(name, "ReduceMean");
    NodeDef square = reduce == null ? null : view.producer(reduce.inputs().getFirst());
    axes = reduce == null ? 0 : view.lastAxes(reduce);
    if (square == null || axes == 0) {
      return false;
    }
    String a = square.inputs().getFirst();
    boolean fits = View.is(square, "Pow") && group.scalar(square.inputs().get(1)) == 2
        || View.is(square, "Mul") && square.inputs().get(1).equals(a);
    group.add(reduce);
    group.add(square);
    centred = a;
    x = a;
    NodeDef sub = view.producer(a, "Sub");
    NodeDef own = sub == null ? null : view.producer(sub.inputs().get(1), "ReduceMean");
    if (own != null && own.inputs().getFirst().equals(sub.inputs().getFirst()) && view.lastAxes(own) == axes) {
      x = sub.inputs().getFirst();
      mean = sub.inputs().get(1);
      group.add(sub);
      group.add(own);
    }
    return fits;
  }

  /** Whether a value is what is divided: the same as what is squared, by that node or another one. */
  private boolean normalises(String value) {
    if (value.equals(centred)) {
      return true;
    }
    NodeDef sub = view.producer(value, "Sub");
    boolean again = mean != null && sub != null && sub.inputs().equals(List.of(x, mean));
    if (again) {
      group.add(sub);
    }
    // x·r, from which mean·r is taken off later.
    return again || mean != null && value.equals(x);
  }

  /** The call, with γ and β where these are constants behind the division. */
  private Fused ended(NodeDef division) {
    NodeDef last = division;
    String y = division.outputs().getFirst();
    String beta = null;
    if (mean != null && division.inputs().contains(x)) {
      last = shifted(division);
      beta = last == null || gamma == null ? null : shift;
      if (beta == null) {
        return null;
      }
    } else {
      NodeDef mul = gamma == null ? view.reader(y, "Mul") : null;
      String factor = mul == null ? null : parameter(View.other(mul, y));
      if (factor != null) {
        gamma = factor;
        group.add(last);
        last = mul;
      }
      String scaled = last.outputs().getFirst();
      NodeDef add = mean == null || gamma == null ? null : view.reader(scaled, "Add");
      beta = add == null ? null : parameter(View.other(add, scaled));
      if (beta != null) {
        group.add(last);
        last = add;
      }
    }
    if (gamma != null && parameter(gamma) == null) {
      return null;
    }
    List<String> inputs = new ArrayList<>(List.of(x));
    if (gamma != null) {
      inputs.add(gamma);
      group.uses(view.constant(gamma));
    }
    if (beta != null) {
      inputs.add(beta);
      group.uses(view.constant(beta));
    }
    Map<String, Object> attributes = new LinkedHashMap<>(Map.of("epsilon", eps, "axis", (long) -axes));
    return mean == null ? group.fused("RMS norm", last, "RootMeanSquare", attributes, inputs)
        : group.fused("layer norm", last, "LayerNorm", attributes, inputs);
  }

  /** The sum of x·r and β − mean·r, or null; β is then the shift. */
  private NodeDef shifted(NodeDef mul) {
    String y = mul.outputs().getFirst();
    String r = View.other(mul, x);
    NodeDef add = view.reader(y, "Add");
    NodeDef sub = add == null || r == null ? null : view.producer(View.other(add, y), "Sub");
    NodeDef product = sub == null ? null : view.producer(sub.inputs().get(1), "Mul");
    if (product == null || !product.inputs().contains(mean) || !r.equals(View.other(product, mean))) {
      return null;
    }
    shift = parameter(sub.inputs().getFirst());
    group.add(mul);
    group.add(sub);
    group.add(product);
    return add;
  }

  /** A constant that can be one number for each element that is normalised; else null. */
  private String parameter(String name) {
    Tensor c = name == null ? null : view.constant(name);
    if (c == null || !c.type().floating()) {
      return null;
    }
    int ones = 0;
    while (ones < c.rank() && c.dim(ones) == 1) {
      ones++;
    }
    return c.rank() - ones <= axes ? name : null;
  }
}
