/** Models by Edward Lorenz beyond those of 1963 and 1996, and what others made of them: one file each. */
package org.isobit.models.dynamics.lorenz;
