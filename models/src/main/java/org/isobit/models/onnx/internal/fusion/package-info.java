/** Groups of nodes of ONNX models that are one kernel: how they are found. No promise. */
package org.isobit.models.onnx.internal.fusion;
