/** What the kernels of normalisations are proved by: their cases. */
package org.isobit.verify.normalization;
