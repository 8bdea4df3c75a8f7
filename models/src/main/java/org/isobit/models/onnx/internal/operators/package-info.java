/** The operators of ONNX's default domain that can be run: a class a family, a line an operator. */
package org.isobit.models.onnx.internal.operators;
