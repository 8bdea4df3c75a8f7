/** Conformance of convolutions. */
package org.isobit.verify.convolution;
