/** What the factorisations share: no promise to programs. */
package org.isobit.linalg.internal;
