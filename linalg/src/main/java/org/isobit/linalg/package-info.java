/** What every factorisation shares: scaling by powers of two, residuals, workspaces. */
package org.isobit.linalg;
