package org.isobit.models.onnx.internal.format;

/**
 * A model as its file has it.
 *
 * @param source   the file, for messages
 * @param producer the program that wrote it
 * @param opset    version of the default domain's operators
 * @param graph    what is computed
 */
public record ModelDef(String source, String producer, int opset, GraphDef graph) {}
