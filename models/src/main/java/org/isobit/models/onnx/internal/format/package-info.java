/**
 * ONNX files as they are written: protobuf messages, read with every size checked before memory is taken. Source:
 * onnx.proto3 of github.com/onnx/onnx.
 */
package org.isobit.models.onnx.internal.format;
