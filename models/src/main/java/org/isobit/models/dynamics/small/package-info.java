/** Models of a few variables: one file each, beside its paper. */
package org.isobit.models.dynamics.small;
