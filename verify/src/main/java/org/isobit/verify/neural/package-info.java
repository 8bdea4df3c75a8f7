/** Conformance of the kernels of neural networks. */
package org.isobit.verify.neural;
