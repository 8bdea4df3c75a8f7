package org.isobit.models.onnx.internal.format;

import java.util.List;
import java.util.Map;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/**
 * A graph as its file has it.
 *
 * @param nodes        in the file's order
 * @param initializers constants by name, in the file's order
 * @param inputs       inputs, which may name initialisers too
 * @param outputs      outputs
 */
public record GraphDef(List<NodeDef> nodes, Map<String, Tensor> initializers, List<ValueInfo> inputs,
    List<ValueInfo> outputs) {}
