/** {@code isobit info}: the machine, what runs on it, and the kernel catalogue. */
package org.isobit.models.info;
