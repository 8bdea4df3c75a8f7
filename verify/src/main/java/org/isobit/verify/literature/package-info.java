/** Scores of the literature, run again: {@code isobit verify literature}. */
package org.isobit.verify.literature;
