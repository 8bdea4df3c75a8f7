/** How a layer says what it is in ONNX: {@link org.isobit.models.onnx.export.OnnxLayer}. */
package org.isobit.models.onnx.export;
