/** Conformance to the arithmetic contract: equal bits, golden hashes, and the command that checks a machine. */
package org.isobit.verify;
