/** Test vectors: inputs and outputs of every EXACT kernel as text, for implementers in other languages. */
package org.isobit.verify.vectors;
