package org.isobit.models.onnx.internal.format;

import java.util.List;
import java.util.Map;
import org.isobit.models.io.Quoted;

/**
 * A node as its file has it.
 *
 * @param index      its number in the file, from 0
 * @param name       its name, which may be empty
 * @param operator   its operator
 * @param domain     the operator's domain, empty for ONNX's own
 * @param inputs     names of values, empty for one that is left out
 * @param outputs    names of values, empty for one that nobody wants
 * @param attributes by name: {@code Float}, {@code Long}, {@code String}, {@code float[]}, {@code long[]}, {@code
 *                   List} of strings, a tensor, or {@link Unread}; {@code Double} of nodes that no file has
 */
public record NodeDef(int index, String name, String operator, String domain, List<String> inputs,
    List<String> outputs, Map<String, Object> attributes) {

  /**
   * An attribute of a kind that no operator here takes.
   *
   * @param kind which kind, or why it cannot be used
   */
  public record Unread(String kind) {}

  /**
   * How messages call the node.
   *
   * @return its name, or its number if it has none, and its operator
   */
  public String label() {
    return "node " + (name.isEmpty() ? "number " + index : Quoted.of(name)) + " ("
        + Quoted.line(domain.isEmpty() ? operator : domain + "." + operator) + ")";
  }
}
