package org.isobit.models.onnx.internal.fusion;

import java.util.ArrayList;
import java.util.List;
import org.isobit.models.onnx.internal.format.NodeDef;

/** A product, however its Mul and Div nodes are nested: a number, and values with their multiplicity. */
final class Product {

  private final View view;
  private final View.Group group;
  private final List<String> values = new ArrayList<>();
  private double factor = 1;

  private Product(View view, View.Group group) {
    this.view = view;
    this.group = group;
  }

  /** The product that a value is; nodes that nobody else reads belong to it. */
  static Product of(View view, View.Group group, String name) {
    Product p = new Product(view, group);
    NodeDef node = view.producer(name);
    if (node == null || !p.split(node)) {
      p.values.add(name);
    }
    return p;
  }

  double factor() {
    return factor;
  }

  List<String> values() {
    return values;
  }

  private void collect(String name) {
    NodeDef node = view.producer(name);
    boolean own = node != null && !view.isOutput(name) && view.readers(name).size() == 1;
    double number = view.constant(name) == null ? Double.NaN : group.scalar(name);
    if (number == number) {
      factor *= number;
    } else if (!own || !split(node)) {
      values.add(name);
    }
  }

  private boolean split(NodeDef node) {
    if (View.is(node, "Mul")) {
      group.add(node);
      node.inputs().forEach(this::collect);
      return true;
    }
    if (View.is(node, "Div") || View.is(node, "Pow")) {
      double number = group.scalar(node.inputs().get(1));
      if (View.is(node, "Div") && number == number) {
        group.add(node);
        factor /= number;
        collect(node.inputs().getFirst());
        return true;
      }
      if (View.is(node, "Pow") && (number == 2 || number == 3)) {
        group.add(node);
        for (int i = 0; i < number; i++) {
          values.add(node.inputs().getFirst());
        }
        return true;
      }
    }
    return false;
  }
}
