/** Conformance of pooling, resizes and rearrangements. */
package org.isobit.verify.pooling;
