/** Columns of water: vertical mixing, light and sinking about an ecosystem. */
package org.isobit.models.dynamics.column;
