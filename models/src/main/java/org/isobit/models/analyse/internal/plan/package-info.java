/**
 * What a configuration says: everything is read and checked before anything is computed.
 */
package org.isobit.models.analyse.internal.plan;
