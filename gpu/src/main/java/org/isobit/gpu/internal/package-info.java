/** What other packages of this module share; no promise is made about it. */
package org.isobit.gpu.internal;
