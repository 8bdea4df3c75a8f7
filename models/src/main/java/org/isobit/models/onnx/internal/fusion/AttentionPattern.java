package org.isobit.models.onnx.internal.fusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Attention: softmax along the last dimension of the product of Q and Kᵀ, times V. Scales are constants, or numbers
 * that are made of shapes, before or behind the first product, by Mul or Div; a mask is added to the scores, or Where
 * puts −Inf, or a number that no score comes near, in their place. Thread-safe.
 */
final class AttentionPattern {

  /** A score that is hidden by a finite number is hidden by this one or a lower one. */
  private static final double HIDDEN = -1e30;

  /** What a number that is made of a shape goes through. */
  private static final Set<String> OF_SHAPES = Set.of("Shape", "Gather", "Slice", "Squeeze", "Unsqueeze", "Cast",
      "Sqrt", "Reciprocal", "Div", "Mul", "Pow", "Identity");

  /** Numbers are made of shapes by at most so many nodes one after the other. */
  private static final int LONGEST = 12;

  private final View view;
  private View.Group group;
  private final List<String> scales = new ArrayList<>();
  private final List<Long> divides = new ArrayList<>();
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private String mask = "";

  private AttentionPattern(View view) {
    this.view = view;
    this.group = view.new Group();
  }

  /** The pattern whose last product this is, or null. */
  static Fused of(View view, NodeDef last) {
    if (!View.is(last, "MatMul")) {
      return null;
    }
    AttentionPattern p = new AttentionPattern(view);
    NodeDef softmax = view.producer(p.passed(last.inputs().getFirst()), "Softmax");
    if (softmax == null || !view.alongLast(softmax) || view.constant(last.inputs().get(1)) != null) {
      return null;
    }
    p.group.add(softmax);
    NodeDef product = p.scores(softmax.inputs().getFirst());
    return product == null ? null : p.call(product, last);
  }

  /** A value without Identity, and Dropout that does nothing, behind it. */
  private String passed(String name) {
    String at = name;
    for (NodeDef node = view.producer(at); node != null; node = view.producer(at)) {
      boolean idle = View.is(node, "Identity") || View.is(node, "Dropout") && (node.inputs().size() < 3
          || node.inputs().get(2).isEmpty());
      if (!idle) {
        break;
      }
      group.add(node);
      at = node.inputs().getFirst();
    }
    return at;
  }

  /** The product of Q and Kᵀ that is what softmax reads, but for scales and one mask; else null. */
  private NodeDef scores(String name) {
    String at = passed(name);
    NodeDef node = view.producer(at);
    if (node == null) {
      return null;
    }
    if (View.is(node, "Add")) {
      for (int i = 0; i < 2; i++) {
        NodeDef product = scaled(node.inputs().get(i));
        if (product != null) {
          mask = node.inputs().get(1 - i);
          group.add(node);
          return product;
        }
      }
      return null;
    }
    return View.is(node, "Where") ? hidden(node) : scaled(at);
  }

  private NodeDef hidden(NodeDef where) {
    for (int i = 1; i <= 2; i++) {
      double number = group.scalar(where.inputs().get(i));
      NodeDef product = number <= HIDDEN ? scaled(where.inputs().get(3 - i)) : null;
      if (product != null) {
        mask = where.inputs().getFirst();
        attributes.put("hides", (long) i);
        attributes.put("infinite", number == Double.NEGATIVE_INFINITY ? 1L : 0L);
        group.add(where);
        return product;
      }
    }
    return null;
  }

  /** The product that a value is but for scales; else null, and nothing is kept. */
  private NodeDef scaled(String name) {
    int before = scales.size();
    View.Group kept = group;
    group = view.new Group();
    NodeDef node = view.producer(unscaled(passed(name)));
    if (node == null || !View.is(node, "MatMul")) {
      group = kept;
      scales.subList(before, scales.size()).clear();
      divides.subList(before, divides.size()).clear();
      return null;
    }
    kept.addAll(group);
    group = kept;
    group.add(node);
    return node;
  }

  /** What a value is before numbers are multiplied or divided, which are kept. */
  private String unscaled(String name) {
    String at = name;
    for (NodeDef node = view.producer(at); node != null; node = view.producer(at)) {
      boolean division = View.is(node, "Div");
      int number = !division && !View.is(node, "Mul") ? -1 : number(node.inputs().get(1)) ? 1
          : !division && number(node.inputs().getFirst()) ? 0 : -1;
      if (number < 0 || view.readers(at).size() != 1) {
        break;
      }
      scales.add(node.inputs().get(number));
      divides.add(division ? 1L : 0L);
      group.add(node);
      at = node.inputs().get(1 - number);
    }
    return at;
  }

  private boolean number(String name) {
    Tensor c = view.constant(name);
    return c == null ? ofShapes(name, LONGEST) : !Double.isNaN(group.scalar(name));
  }

  private boolean ofShapes(String name, int left) {
    NodeDef node = view.producer(name);
    if (view.constant(name) != null || node != null && View.is(node, "Shape")) {
      return true;
    }
    return node != null && left > 0 && OF_SHAPES.contains(node.operator())
        && node.inputs().stream().allMatch(input -> ofShapes(input, left - 1));
  }

  private Fused call(NodeDef product, NodeDef last) {
    String q = unscaled(product.inputs().getFirst());
    String k = unscaled(product.inputs().get(1));
    NodeDef turn = view.producer(k, "Transpose");
    if (turn != null && turn.attributes().get("perm") instanceof long[] perm && perm.length > 1
        && view.readers(k).size() == 1) {
      long[] rows = perm.clone();
      rows[rows.length - 2] = perm[perm.length - 1];
      rows[rows.length - 1] = perm[perm.length - 2];
      attributes.put("perm", rows);
      group.add(turn);
      k = unscaled(turn.inputs().getFirst());
    }
    if (view.constant(q) != null || view.constant(k) != null) {
      return null;
    }
    List<String> inputs = new ArrayList<>(List.of(q, k, last.inputs().get(1), mask));
    inputs.addAll(scales);
    attributes.put("divides", divides.stream().mapToLong(Long::longValue).toArray());
    return group.fused("attention", last, "ScaledAttention", attributes, inputs);
  }
}
