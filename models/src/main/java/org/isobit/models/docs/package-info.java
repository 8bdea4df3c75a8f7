/** {@code isobit docs}: what configurations can say and name, from the registries and descriptions themselves. */
package org.isobit.models.docs;
