/**
 * Networks of other programs: ONNX models, read, checked and run without training. {@link
 * org.isobit.models.onnx.OnnxModel} is the way in; {@code tensor} holds what goes in and comes out.
 */
package org.isobit.models.onnx;
